package org.hhvmdeb.hhbc.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;

/** What may be wrong with a repository by itself, whatever HHVM it is for. */
public final class RepoCheck {

    private final RepoInspection repo;
    private final Location where;
    private final List<Finding> findings = new ArrayList<>();

    private RepoCheck(RepoInspection repo, String name) {
        this.repo = repo;
        this.where = Location.of(name);
    }

    /**
     * Checks a repository that is to hold one whole site for one schema.
     *
     * @param name how the user knows the file
     */
    public static List<Finding> of(RepoInspection repo, String name) {
        RepoCheck checks = new RepoCheck(repo, name);
        checks.state();
        checks.corruption();
        checks.schemas();
        checks.debris();
        checks.products();
        return checks.findings;
    }

    /** All readings must name one schema. */
    public static List<Finding> agreement(List<SchemaReading> readings, String name) {
        if (readings.stream().map(SchemaReading::schema).distinct().count() < 2) {
            return List.of();
        }
        return List.of(Finding.of(
                Location.of(name),
                RepoRule.SCHEMA_MISMATCH,
                "the repo schemas do not agree, so HHVM would never use this repository:\n"
                        + readings.stream().map(r -> "  " + r).collect(Collectors.joining("\n"))
                        + "\n" + remedy(readings)));
    }

    private static String remedy(List<SchemaReading> readings) {
        String again = "ompile the site again with the hhvm that the servers run, and package the result.";
        return readings.stream()
                .filter(r ->
                        readings.stream().anyMatch(o -> !o.schema().equals(r.schema()) && r.isDoubtful(o.schema())))
                .findFirst()
                .map(r -> r.source() + " may be cut off or mistyped: ids normally have 40 hexadecimal digits. If it is"
                        + " right, c" + again)
                .orElse("C" + again);
    }

    /** The repository must have been built for the way it is going to be used. */
    public static List<Finding> layout(RepoInspection repo, RepoMode layout, String name) {
        RepoCheck checks = new RepoCheck(repo, name);
        if (layout == RepoMode.LOCAL && repo.format() == RepoFormat.BLOB) {
            checks.error(
                    RepoRule.LAYOUT_UNSUPPORTED,
                    "this HHVM writes blob repositories, which it reads in authoritative mode only; ask for the layout "
                            + RepoMode.AUTHORITATIVE);
        } else if (repo.schemas().size() == 1) {
            checks.program(repo.schemas().get(0).wholeProgram(), layout);
        }
        return checks.findings;
    }

    private void program(boolean whole, RepoMode layout) {
        if (layout == RepoMode.AUTHORITATIVE && !whole) {
            error(
                    RepoRule.REPO_NOT_WHOLE_PROGRAM,
                    "its GlobalData is empty: a running HHVM filled it, the whole-program build did not complete, or"
                            + " an option set WholeProgram=false; HHVM would not start on it in authoritative mode."
                            + " Recompile it with the layout " + layout);
        } else if (layout == RepoMode.LOCAL && whole) {
            error(
                    RepoRule.REPO_WHOLE_PROGRAM,
                    "it is a whole-program build, whose units rely on each other as only authoritative mode lets"
                            + " them; recompile it with the layout " + layout + " and without WholeProgram=true");
        }
    }

    private void state() {
        String state = repo.state() + ". Wait until nobody writes to it, or recompile it";
        switch (repo.state()) {
            case CHANGING -> error(RepoRule.REPO_CHANGING, state);
            case HOT_JOURNAL -> error(RepoRule.REPO_HOT_JOURNAL, state);
            case WRITE_AHEAD_LOG -> error(RepoRule.REPO_WRITE_AHEAD_LOG, state);
            case SETTLED -> {}
        }
        if (repo.interrupted()) {
            error(RepoRule.REPO_INTERRUPTED, "its name says that hhvm had not finished writing it; recompile it");
        }
    }

    private void corruption() {
        if (!repo.corruption().isEmpty()) {
            error(RepoRule.REPO_DAMAGED, "it is damaged: " + String.join("; ", repo.corruption()) + "; recompile it");
        }
    }

    private void schemas() {
        List<SchemaContent> schemas = repo.schemas();
        if (schemas.isEmpty()) {
            error(
                    RepoRule.REPO_NO_SCHEMA,
                    "holds no schema: there is no table magic_<schema>"
                            + (repo.strangers().isEmpty() ? "" : ", only " + shown(repo.strangers()))
                            + "; it is not a repository of HHVM's, or its tables were removed. Recompile it");
        } else if (schemas.size() > 1) {
            several(schemas);
        } else if (repo.format() == RepoFormat.SQLITE && schemas.get(0).units() == 0) {
            error(
                    RepoRule.REPO_EMPTY,
                    "holds the tables of schema " + schemas.get(0).schema() + ", and nothing in them: an HHVM of that"
                            + " schema opened the file, none compiled into it. Recompile it");
        }
    }

    /** Reference of HHVM's own behaviour: in authoritative mode an upgraded HHVM adds its empty tables, then gives up. */
    private void several(List<SchemaContent> schemas) {
        List<SchemaContent> empty = repo.emptyBesideFull();
        if (!empty.isEmpty()) {
            error(
                    RepoRule.REPO_OPENED_BY_OTHER_HHVM,
                    "the tables of schema " + ids(empty) + " are empty beside the full ones of " + ids(full(schemas))
                            + ": an HHVM of another schema opened this file after it was compiled, as happens when HHVM"
                            + " is upgraded and the repository is not. Recompile it and keep it read-only");
        } else {
            error(
                    RepoRule.REPO_SEVERAL_SCHEMAS,
                    "holds " + schemas.size() + " schemas where a cache package ships one:\n"
                            + schemas.stream()
                                    .map(s -> "  " + s.schema() + "  " + HumanUnits.count(s.units(), "unit") + ", "
                                            + s.generation())
                                    .collect(Collectors.joining("\n"))
                            + "\nRecompile it, or prune the schemas that no server runs");
        }
    }

    private void debris() {
        repo.debris()
                .forEach((schema, tables) -> error(
                        RepoRule.REPO_DEBRIS,
                        "holds tables of schema " + schema + " without its magic table, left by an interrupted prune: "
                                + shown(tables) + "; HHVM of that schema would fail on them. Recompile it"));
    }

    private void products() {
        repo.schemas().stream()
                .filter(s -> !s.genuine())
                .forEach(s -> error(
                        RepoRule.REPO_FOREIGN_PRODUCT,
                        "HHVM would reject schema " + s.schema() + ": its magic table says \"" + shortened(s.product())
                                + "\" instead of \"" + SchemaContent.PRODUCT + "\""));
    }

    private void error(Rule rule, String message) {
        findings.add(Finding.of(where, rule, message));
    }

    private static List<SchemaContent> full(List<SchemaContent> schemas) {
        return schemas.stream().filter(s -> !s.empty()).toList();
    }

    private static String ids(List<SchemaContent> schemas) {
        return schemas.stream().map(SchemaContent::schema).map(RepoSchema::id).collect(Collectors.joining(", "));
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(5).map(RepoCheck::shortened).collect(Collectors.joining(", "));
        return names.size() > 5 ? first + " and " + (names.size() - 5) + " more" : first;
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }
}
