package org.hhvmdeb.hhbc.inspect;

import java.util.Comparator;
import java.util.List;
import org.hhvmdeb.notice.HumanUnits;

/** What is in a repository, for a person at a terminal. */
public final class InspectionText {

    private static final int MOST_SCHEMAS = 100;

    private final RepoInspection repo;
    private final StringBuilder text = new StringBuilder();

    private InspectionText(RepoInspection repo) {
        this.repo = repo;
    }

    public static String of(RepoInspection repo) {
        InspectionText inspection = new InspectionText(repo);
        inspection.write();
        return inspection.text.toString();
    }

    private void write() {
        line(InspectionWords.plain(repo.file().toString()) + ": " + repo.format() + ", " + HumanUnits.bytes(repo.size())
                + " (" + repo.size() + " bytes)");
        if (repo.storage().pages() > 0) {
            line("  " + HumanUnits.count(repo.storage().pages(), "page") + " of "
                    + repo.storage().pageSize() + " bytes, " + HumanUnits.bytes(repo.freeBytes()) + " free");
        }
        repo.blob().ifPresent(blob -> {
            line("  sections, the " + blob.name() + " of the known layouts:");
            blob.sections().stream().filter(s -> s.bytes() > 0).forEach(s -> line(size(s.bytes()) + "  " + s.name()));
        });
        InspectionWords.remarks(repo).forEach(this::line);
        List<SchemaContent> largest = repo.schemas().stream()
                .sorted(Comparator.comparingLong(SchemaContent::bytes).reversed())
                .limit(MOST_SCHEMAS)
                .toList();
        largest.forEach(this::schema);
        if (largest.size() < repo.schemas().size()) {
            line("and " + HumanUnits.count(repo.schemas().size() - largest.size(), "schema")
                    + " not larger; JSON has them all");
        }
    }

    private void schema(SchemaContent schema) {
        line("");
        line("schema " + schema.schema().id() + ": " + InspectionWords.origin(schema));
        line("  layout of " + schema.generation());
        if (schema.tables().isEmpty()) {
            return;
        }
        line("  " + HumanUnits.bytes(schema.bytes()) + ", " + HumanUnits.share(schema.bytes(), repo.size())
                + " of the file: " + InspectionWords.counts(schema));
        InspectionWords.notes(schema).forEach(n -> line("  " + n));
        if (schema.empty()) {
            return;
        }
        line("  tables with their indexes:");
        InspectionWords.tables(schema)
                .forEach(t -> line(size(t.bytes()) + "  " + t.name()
                        + (t.rows() == 0 ? "" : ", " + HumanUnits.count(t.rows(), "row"))));
        if (!schema.statistics().largestUnits().isEmpty()) {
            line("  largest units:");
            schema.statistics()
                    .largestUnits()
                    .forEach(u -> line(size(u.bytes()) + "  "
                            + u.path().map(InspectionWords::plain).orElse("(unit " + u.unitSn() + ", no path)")));
        }
        if (!schema.statistics().largestDirectories().isEmpty()) {
            line("  largest directories, with all below:");
            schema.statistics()
                    .largestDirectories()
                    .forEach(d -> line(size(d.bytes()) + "  "
                            + (d.path().isEmpty() ? "." : InspectionWords.plain(d.path())) + ", "
                            + HumanUnits.count(d.files(), "file")));
        }
    }

    private static String size(long bytes) {
        String amount = HumanUnits.bytes(bytes);
        return " ".repeat(Math.max(2, 14 - amount.length())) + amount;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
