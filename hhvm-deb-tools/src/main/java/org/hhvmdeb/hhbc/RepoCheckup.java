package org.hhvmdeb.hhbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;

/** Looks into one repository of an hhvm, and at what lies beside it. */
final class RepoCheckup {

    private final Patient patient;
    private final FileStatus file;
    private final String named;
    private final List<Advice> advice = new ArrayList<>();
    private List<SchemaContent> schemas = List.of();

    private RepoCheckup(Patient patient, FileStatus file) {
        this.patient = patient;
        this.file = file;
        this.named = patient.named(file.path());
    }

    /**
     * Looks.
     *
     * @param perSchema whether the configured path has {@code %{schema}} in it
     */
    static RepoCheckup of(Patient patient, FileStatus file, boolean perSchema) throws HhvmDebException {
        RepoCheckup check = new RepoCheckup(patient, file);
        check.beside();
        if (check.look()) {
            check.schemas(perSchema);
        }
        return check;
    }

    List<Advice> advice() {
        return advice;
    }

    /** Whether the live HHVM finds units of its own here. */
    boolean warm() {
        return holds(true);
    }

    private boolean holds(boolean units) {
        return schemas.stream()
                .anyMatch(s -> patient.live().equals(Optional.of(s.schema()))
                        && s.genuine()
                        && (s.tables().isEmpty() || (s.units() > 0) == units));
    }

    /** The live HHVM's tables, and nothing in them. */
    boolean opened() {
        return !warm() && holds(false);
    }

    private void beside() {
        if (Files.exists(Path.of(named + ".part"))) {
            add(
                    Severity.WARNING,
                    "part-leftover",
                    "a build of this repository was interrupted and left " + file.path() + ".part",
                    Command.of("rm", named + ".part"));
        }
    }

    private boolean look() throws HhvmDebException {
        if (Files.exists(Path.of(named + "-journal"))) {
            add(
                    Severity.WARNING,
                    "repo-journal",
                    "there is a journal beside it: HHVM is writing, or died while it was. With HHVM stopped, SQLite"
                            + " rolls it back; never delete it. What is in the repository was not looked at",
                    Command.of("sqlite3", named, "PRAGMA schema_version"));
            return false;
        }
        if (file.size() == 0) {
            add(
                    Severity.WARNING,
                    "repo-empty-file",
                    "it is empty: HHVM makes a new repository of it and starts cold",
                    Command.of("rm", named));
            return false;
        }
        try {
            RepoInspection repo = new InspectRepo().run(patient.here(file.path()));
            schemas = repo.schemas();
            if (!repo.damage().isEmpty()) {
                damaged(String.join("; ", repo.damage()));
            }
            return repo.format() == RepoFormat.SQLITE || repo.format() == RepoFormat.BLOB;
        } catch (InputException e) {
            damaged(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void damaged(String how) {
        add(
                Severity.ERROR,
                "repo-damaged",
                "HHVM fails on it: " + how + "; stop HHVM and let it make a new one",
                Command.of("mv", named, named + ".damaged"));
    }

    private void schemas(boolean perSchema) {
        if (patient.live().isEmpty()) {
            return;
        }
        List<RepoSchema> dead = schemas.stream()
                .map(SchemaContent::schema)
                .filter(s -> !patient.live().get().equals(s))
                .toList();
        if (!dead.isEmpty() && !perSchema && !patient.authoritative()) {
            add(
                    Severity.WARNING,
                    "dead-schemas",
                    "it holds " + dead.size() + (dead.size() == 1 ? " schema" : " schemas") + " that this HHVM never"
                            + " reads: " + joined(dead)
                            + ". It grows with every upgrade; %{schema} in the path makes it"
                            + " one file for each",
                    Command.of(
                            "hhvm-deb",
                            "cache",
                            "prune",
                            "--live",
                            patient.live().get().id(),
                            named));
        }
        // What root runs may always write.
        if (patient.user().uid() != 0 && file.permits(patient.user(), FileStatus.WRITE) && patient.authoritative()) {
            add(
                    Severity.WARNING,
                    "authoritative-writable",
                    patient.user().name() + " may write to it, although HHVM runs what is in it and nothing else: after"
                            + " an upgrade HHVM would add empty tables of its own",
                    Command.of("chown", "0:0", named),
                    Command.of("chmod", "0644", named));
        }
    }

    private static String joined(List<RepoSchema> schemas) {
        return String.join(", ", schemas.stream().map(RepoSchema::id).toList());
    }

    private void add(Severity severity, String rule, String message, Command... fix) {
        advice.add(new Advice(new Finding(severity, patient.at(file.path()), rule, message), List.of(fix)));
    }
}
