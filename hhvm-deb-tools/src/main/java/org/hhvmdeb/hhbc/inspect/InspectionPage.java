package org.hhvmdeb.hhbc.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.report.Html;

/**
 * What is in a repository as one page for a browser: no script, nothing from the network, the same bytes for the same
 * repository.
 */
public final class InspectionPage {

    private static final int MOST_SCHEMAS = 100;

    private final RepoInspection repo;
    private final Html html = new Html();

    private InspectionPage(RepoInspection repo) {
        this.repo = repo;
    }

    /** Writes the page into a file. */
    public static void write(RepoInspection repo, OutputFile file) throws ExternalException {
        file.write(of(repo));
    }

    /** The page's text. */
    public static String of(RepoInspection repo) {
        InspectionPage page = new InspectionPage(repo);
        page.write();
        return page.html.toString();
    }

    private void write() {
        String name = InspectionWords.plain(String.valueOf(repo.file().getFileName()));
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.raw("<title>").text(name).raw("</title>\n<style>\n").raw(style()).raw("</style>\n</head>\n<body>\n");
        html.raw("<h1>").name(name).raw("</h1>\n<p>");
        html.text(repo.format() + ", " + HumanUnits.bytes(repo.size()) + ", "
                + HumanUnits.count(repo.schemas().size(), "schema")
                + (repo.storage().pages() == 0
                        ? ""
                        : "; " + HumanUnits.count(repo.storage().pages(), "page") + " of "
                                + repo.storage().pageSize() + " bytes, " + HumanUnits.bytes(repo.freeBytes())
                                + " free"));
        html.raw("</p>\n");
        list("remarks", InspectionWords.remarks(repo));
        Treemap.draw(ByteMap.of(repo), html);
        html.raw(
                "<p class=\"faint\">Areas are in proportion to bytes. Point at a rectangle for its name and size. A unit that"
                        + " several files share counts for the first; all versions of a file count.</p>\n");
        List<SchemaContent> largest = repo.schemas().stream()
                .sorted(Comparator.comparingLong(SchemaContent::bytes).reversed())
                .limit(MOST_SCHEMAS)
                .toList();
        largest.forEach(this::schema);
        if (largest.size() < repo.schemas().size()) {
            html.raw("<p>")
                    .text("And " + HumanUnits.count(repo.schemas().size() - largest.size(), "schema") + " not larger.");
            html.raw("</p>\n");
        }
        html.raw("</body>\n</html>\n");
    }

    private void list(String look, List<String> items) {
        if (!items.isEmpty()) {
            html.raw("<ul class=\"" + look + "\">\n");
            items.forEach(i -> html.raw("<li>").text(i).raw("</li>\n"));
            html.raw("</ul>\n");
        }
    }

    private void schema(SchemaContent schema) {
        html.raw("<section>\n<h2>Schema <code>").text(schema.schema().id()).raw("</code></h2>\n<p>");
        html.text(schema.generation() + "; " + InspectionWords.origin(schema));
        if (!schema.tables().isEmpty()) {
            html.raw("</p>\n<p>")
                    .text(HumanUnits.bytes(schema.bytes()) + ", " + HumanUnits.share(schema.bytes(), repo.size())
                            + " of the file: " + InspectionWords.counts(schema));
        }
        html.raw("</p>\n");
        list("notes", InspectionWords.notes(schema));
        html.raw("<div class=\"tables\">\n");
        table(
                "Tables with their indexes",
                "rows",
                InspectionWords.tables(schema).stream()
                        .map(t -> new Line(t.name(), String.valueOf(t.rows()), t.bytes()))
                        .toList());
        table(
                "Largest units",
                "",
                schema.statistics().largestUnits().stream()
                        .map(u -> new Line(u.path().orElse("unit " + u.unitSn() + ", without a path"), "", u.bytes()))
                        .toList());
        table(
                "Largest directories, with all below",
                "files",
                schema.statistics().largestDirectories().stream()
                        .map(d -> new Line(d.path().isEmpty() ? "." : d.path(), String.valueOf(d.files()), d.bytes()))
                        .toList());
        html.raw("</div>\n</section>\n");
    }

    private record Line(String name, String count, long bytes) {}

    private void table(String title, String unit, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        long most = lines.stream().mapToLong(Line::bytes).max().orElse(0);
        html.raw("<table>\n<caption>").text(title).raw("</caption>\n<thead><tr><th scope=\"col\">name</th>");
        html.raw(unit.isEmpty() ? "" : "<th scope=\"col\" class=\"number\">" + unit + "</th>");
        html.raw("<th scope=\"col\" class=\"number\">bytes</th></tr></thead>\n<tbody>\n");
        for (Line line : lines) {
            String bar = String.format(Locale.ROOT, "%.1f", most == 0 ? 0 : 100.0 * line.bytes() / most);
            html.raw("<tr><th scope=\"row\" style=\"--part: " + bar + "%\">").name(InspectionWords.plain(line.name()));
            html.raw("</th>" + (unit.isEmpty() ? "" : "<td>" + line.count() + "</td>"));
            html.raw("<td title=\"" + line.bytes() + " bytes\">")
                    .text(HumanUnits.bytes(line.bytes()))
                    .raw("</td></tr>\n");
        }
        html.raw("</tbody>\n</table>\n");
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(InspectionPage.class.getResourceAsStream("inspection.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("our own jar is damaged", e);
        }
    }
}
