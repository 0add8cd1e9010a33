package org.hhvmdeb.hhbc.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhbc.survey.UnitStatistics;
import org.hhvmdeb.hhbc.survey.UnitTotals;
import org.hhvmdeb.notice.HumanUnits;

/** What the text and the page say of a repository in the same words. */
public final class InspectionWords {

    public static final String UNKNOWN_SECTIONS =
            "its sections have none of the two known layouts, whose sizes (6 or 19 numbers behind the schema) would"
                    + " add up to the file's: a later HHVM's, or the file is cut off";

    private InspectionWords() {}

    /** What the operator should know about the file as a whole, most pressing first. */
    static List<String> remarks(RepoInspection repo) {
        List<String> remarks = new ArrayList<>();
        if (!repo.corruption().isEmpty()) {
            repo.corruption().forEach(d -> remarks.add("damaged: " + plain(d)));
        }
        if (repo.state() != FileState.SETTLED) {
            remarks.add(repo.state() + (repo.corruption().isEmpty() ? "" : "; what seems damaged may be due to that"));
        }
        if (repo.interrupted()) {
            remarks.add("an interrupted build: hhvm writes FILE.part and renames it when all is written");
        }
        if (repo.sectionsUnknown()) {
            remarks.add(UNKNOWN_SECTIONS);
        }
        if (repo.schemas().isEmpty()) {
            remarks.add("no schema: there is no table magic_SCHEMA in it");
        }
        for (SchemaContent empty : repo.emptyBesideFull()) {
            remarks.add("schema " + empty.schema()
                    + " is empty beside full ones: an HHVM of that schema opened the file after"
                    + " it was filled. In authoritative mode, HHVM was upgraded and the repository was not rebuilt");
        }
        repo.debris()
                .forEach((schema, tables) ->
                        remarks.add("debris of schema " + schema + ", which has no magic table: " + listed(tables)));
        if (!repo.strangers().isEmpty()) {
            remarks.add("not HHVM's: " + HumanUnits.count(repo.strangers().size(), "table") + ", "
                    + listed(repo.strangers()));
        }
        return remarks;
    }

    /** What a schema was compiled for. */
    static String origin(SchemaContent schema) {
        return schema.wholeProgram()
                ? "a whole-program build for authoritative mode"
                : schema.empty()
                        ? "empty"
                        : "compiled file by file, for a local repository or by a running HHVM; not for authoritative mode";
    }

    /** The tables with something in them, largest first, and those without as one, so that all add up to the schema. */
    static List<TableSize> tables(SchemaContent schema) {
        List<TableSize> sizes = new ArrayList<>();
        schema.tables().stream()
                .filter(t -> t.rows() > 0)
                .sorted(Comparator.comparingLong(RepoTable::bytes).reversed().thenComparing(RepoTable::name))
                .forEach(t -> sizes.add(new TableSize(plain(t.base()), t.rows(), t.bytes())));
        List<RepoTable> empty =
                schema.tables().stream().filter(t -> t.rows() == 0).toList();
        if (!empty.isEmpty()) {
            long bytes = empty.stream().mapToLong(RepoTable::bytes).sum();
            sizes.add(new TableSize("empty tables: " + empty.size(), 0, bytes));
        }
        return sizes;
    }

    /**
     * What a table takes.
     *
     * @param name of one, or words for several
     * @param rows how many it has
     * @param bytes of its pages and those of its indexes
     */
    record TableSize(String name, long rows, long bytes) {}

    /** How much there is of what. */
    static String counts(SchemaContent schema) {
        return String.join(
                ", ",
                HumanUnits.count(schema.units(), "unit"),
                HumanUnits.count(schema.paths(), "path"),
                schema.classes() + (schema.classes() == 1 ? " class" : " classes"),
                HumanUnits.count(schema.functions(), "function"));
    }

    /** What is unusual about the units and paths of a schema; empty when nothing is. */
    static List<String> notes(SchemaContent schema) {
        UnitStatistics statistics = schema.statistics();
        UnitStatistics.References references = statistics.references();
        List<String> notes = new ArrayList<>();
        if (!schema.genuine()) {
            notes.add("not HHVM's: its magic table says \"" + plain(schema.product()) + "\"");
        }
        share(notes, "systemlib, HHVM's own: ", statistics.systemlib());
        share(notes, "code of eval() and create_function(): ", statistics.evaluated());
        count(notes, references.pathsInVersions(), "path", "with several versions; HHVM takes the newest");
        count(notes, references.sharedUnits(), "unit", "with several paths: files with the same content");
        count(notes, references.unitsWithoutPath(), "unit", "without a path: stale, or forgotten by /invalidate-units");
        count(notes, references.pathsWithoutUnit(), "path", "without a unit: a crash between two writes, harmless");
        count(notes, references.rowsWithoutUnit(), "row", "without a unit: left by a prune by hand");
        return notes;
    }

    private static void share(List<String> notes, String what, UnitTotals share) {
        if (share.units() > 0) {
            notes.add(what + HumanUnits.count(share.units(), "unit") + ", " + HumanUnits.bytes(share.bytes()));
        }
    }

    private static void count(List<String> notes, long number, String one, String what) {
        if (number > 0) {
            notes.add(HumanUnits.count(number, one) + " " + what);
        }
    }

    private static String listed(List<String> names) {
        int most = 20;
        String shown = String.join(
                ", ", names.stream().limit(most).map(InspectionWords::plain).toList());
        return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
    }

    /** One line that no terminal takes for a command. */
    static String plain(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean strange = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            if (strange) {
                shown.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.length() > 300 ? shown.substring(0, 300) + "…" : shown.toString();
    }
}
