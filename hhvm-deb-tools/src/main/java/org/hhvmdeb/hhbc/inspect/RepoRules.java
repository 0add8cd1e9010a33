package org.hhvmdeb.hhbc.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Location;

/** What may be wrong with a repository by itself, whatever HHVM it is for. */
public final class RepoRules {

    private final RepoInspection repo;
    private final Location where;
    private final List<Finding> findings = new ArrayList<>();

    private RepoRules(RepoInspection repo, String name) {
        this.repo = repo;
        this.where = Location.of(name);
    }

    /**
     * Checks a repository that is to hold one whole site for one schema.
     *
     * @param name how the user knows the file
     */
    public static List<Finding> of(RepoInspection repo, String name) {
        RepoRules checks = new RepoRules(repo, name);
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
        return List.of(Finding.error(
                Location.of(name),
                "schema-mismatch",
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
        RepoRules checks = new RepoRules(repo, name);
        if (layout == RepoMode.LOCAL && repo.format() == RepoFormat.BLOB) {
            checks.error(
                    "layout-unsupported",
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
                    "repo-not-whole-program",
                    "its GlobalData is empty: a running HHVM filled it, the whole-program build did not complete, or"
                            + " an option set WholeProgram=false; HHVM would not start on it in authoritative mode."
                            + " Recompile it with the layout " + layout);
        } else if (layout == RepoMode.LOCAL && whole) {
            error(
                    "repo-whole-program",
                    "it is a whole-program build, whose units rely on each other as only authoritative mode lets"
                            + " them; recompile it with the layout " + layout + " and without WholeProgram=true");
        }
    }

    private void state() {
        if (repo.state() != FileState.SETTLED) {
            String rule = "repo-" + repo.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
            error(rule, repo.state() + ". Wait until nobody writes to it, or recompile it");
        }
        if (repo.interrupted()) {
            error("repo-interrupted", "its name says that hhvm had not finished writing it; recompile it");
        }
    }

    private void corruption() {
        if (!repo.corruption().isEmpty()) {
            error("repo-damaged", "it is damaged: " + String.join("; ", repo.corruption()) + "; recompile it");
        }
    }

    private void schemas() {
        List<SchemaContent> schemas = repo.schemas();
        if (schemas.isEmpty()) {
            error(
                    "repo-no-schema",
                    "holds no schema: there is no table magic_<schema>"
                            + (repo.strangers().isEmpty() ? "" : ", only " + shown(repo.strangers()))
                            + "; it is not a repository of HHVM's, or its tables were removed. Recompile it");
        } else if (schemas.size() > 1) {
            several(schemas);
        } else if (repo.format() == RepoFormat.SQLITE && schemas.get(0).units() == 0) {
            error(
                    "repo-empty",
                    "holds the tables of schema " + schemas.get(0).schema() + ", and nothing in them: an HHVM of that"
                            + " schema opened the file, none compiled into it. Recompile it");
        }
    }

    /** Reference of HHVM's own behaviour: in authoritative mode an upgraded HHVM adds its empty tables, then gives up. */
    private void several(List<SchemaContent> schemas) {
        List<SchemaContent> empty = repo.emptyBesideFull();
        if (!empty.isEmpty()) {
            error(
                    "repo-opened-by-other-hhvm",
                    "the tables of schema " + ids(empty) + " are empty beside the full ones of " + ids(full(schemas))
                            + ": an HHVM of another schema opened this file after it was compiled, as happens when HHVM"
                            + " is upgraded and the repository is not. Recompile it and keep it read-only");
        } else {
            error(
                    "repo-several-schemas",
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
                        "repo-debris",
                        "holds tables of schema " + schema + " without its magic table, left by an interrupted prune: "
                                + shown(tables) + "; HHVM of that schema would fail on them. Recompile it"));
    }

    private void products() {
        repo.schemas().stream()
                .filter(s -> !s.genuine())
                .forEach(s -> error(
                        "repo-foreign-product",
                        "HHVM would reject schema " + s.schema() + ": its magic table says \"" + shortened(s.product())
                                + "\" instead of \"" + SchemaContent.PRODUCT + "\""));
    }

    private void error(String rule, String message) {
        findings.add(Finding.error(where, rule, message));
    }

    private static List<SchemaContent> full(List<SchemaContent> schemas) {
        return schemas.stream().filter(s -> !s.empty()).toList();
    }

    private static String ids(List<SchemaContent> schemas) {
        return schemas.stream().map(SchemaContent::schema).map(RepoSchema::id).collect(Collectors.joining(", "));
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(5).map(RepoRules::shortened).collect(Collectors.joining(", "));
        return names.size() > 5 ? first + " and " + (names.size() - 5) + " more" : first;
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }

    /** What each rule is about, by its name in reports. */
    public static Map<String, String> rules() {
        return Map.ofEntries(
                Map.entry("hhvm-provides-no-schema", "The hhvm package does not say which schema it runs."),
                Map.entry("layout-unsupported", "The HHVM of this schema does not know the layout."),
                Map.entry("repo-incomplete", "The repository lacks files that hhvm was given."),
                Map.entry("repo-damaged", "The repository is damaged."),
                Map.entry("repo-debris", "The repository holds tables that belong to no whole schema."),
                Map.entry("repo-empty", "The repository holds no unit."),
                Map.entry("repo-foreign-product", "A table says that another product wrote it."),
                Map.entry("repo-interrupted", "hhvm had not finished writing the repository."),
                Map.entry("repo-no-schema", "The file holds no schema of HHVM."),
                Map.entry(
                        "repo-not-whole-program",
                        "The repository was not compiled for authoritative mode, which the layout wants."),
                Map.entry(
                        "repo-opened-by-other-hhvm",
                        "An HHVM of another schema has opened the repository, and left empty tables."),
                Map.entry("repo-several-schemas", "The repository holds several schemas."),
                Map.entry(
                        "repo-whole-program",
                        "The repository was compiled for authoritative mode, and the layout is another."),
                Map.entry("schema-mismatch", "The repository, the hhvm and the package do not name one repo schema."),
                Map.entry(
                        "cache-without-dependency", "The cache package does not depend on the schema that it holds."));
    }
}
