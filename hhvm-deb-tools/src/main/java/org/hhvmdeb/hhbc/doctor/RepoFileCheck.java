package org.hhvmdeb.hhbc.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhbc.sqlite.SideFile;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.FileKind;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** Looks into one repository of an hhvm, and at what lies beside it. */
final class RepoFileCheck {

    private final HostContext context;
    private final FileStatus file;
    private final boolean central;
    private final RepoRemedies remedies;
    private final String named;
    private final List<Advice> advice = new ArrayList<>();
    private List<SchemaContent> schemas = List.of();
    private Optional<RepoInspection> repo = Optional.empty();

    private RepoFileCheck(HostContext context, FileStatus file, boolean central) {
        this.context = context;
        this.file = file;
        this.central = central;
        this.remedies = new RepoRemedies(context);
        this.named = context.named(file.path());
    }

    /**
     * Looks at the central repository.
     *
     * @param perSchema whether the configured path has {@code %{schema}} in it
     */
    static RepoFileCheck ofCentral(HostContext context, FileStatus file, boolean perSchema) throws HhvmDebException {
        RepoFileCheck check = new RepoFileCheck(context, file, true);
        check.run(!perSchema);
        return check;
    }

    /** Looks at one that a package brings, or that HHVM only reads. */
    static RepoFileCheck of(HostContext context, FileStatus file) throws HhvmDebException {
        RepoFileCheck check = new RepoFileCheck(context, file, false);
        check.run(false);
        return check;
    }

    private void run(boolean grows) throws HhvmDebException {
        beside();
        if (look()) {
            if (grows) {
                dead();
            }
            writable();
        }
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
                .anyMatch(s -> context.live().equals(Optional.of(s.schema()))
                        && s.genuine()
                        && (s.tables().isEmpty() || (s.units() > 0) == units));
    }

    /** The live HHVM's tables, and nothing in them. */
    boolean opened() {
        return !warm() && holds(false);
    }

    private void beside() throws HhvmDebException {
        Optional<FileStatus> part = context.root().walk(file.path() + ".part").end();
        if (part.isPresent() && remedies.users(part.get()).users().isEmpty()) {
            add(
                    Severity.WARNING,
                    DoctorRule.PART_LEFTOVER,
                    "a build of this repository was interrupted and left " + file.path() + ".part",
                    part.get().path().equals(file.path() + ".part") && new OwnFiles(context).isPart(part.get())
                            ? remedies.remove(part.get())
                            : AccessRemedies.unproven(part.get(), "remove it if you know that it is HHVM's"));
        }
    }

    private Remedy rollback() throws HhvmDebException {
        OwnFiles own = new OwnFiles(context);
        return own.isRepository(file) && own.isJournal(file.path() + "-journal")
                ? remedies.recover(file)
                : AccessRemedies.unproven(
                        file, "if it is a repository, have SQLite roll the journal back as the user whose file it is");
    }

    /** Whoever may write to the directory can put something there on which SQLite fails, or waits. */
    private boolean obstructed() throws HhvmDebException {
        for (SideFile each : List.of(SideFile.JOURNAL, SideFile.LOG)) {
            FileKind kind = each.kind(Path.of(named));
            if (kind != FileKind.FILE && kind != FileKind.NOTHING) {
                add(
                        Severity.ERROR,
                        DoctorRule.REPO_JOURNAL,
                        each.name(Path.of(named)) + " beside it is " + kind
                                + ", and none of SQLite's files: HHVM fails on the"
                                + " repository, or waits for ever. What is in it was not looked at",
                        Remedy.words("see who made " + each.name(Path.of(named)) + ", and remove it"));
                return true;
            }
        }
        return false;
    }

    private boolean look() throws HhvmDebException {
        if (file.isFile() && obstructed()) {
            return false;
        }
        if (SideFile.JOURNAL.counts(Path.of(named))) {
            add(
                    Severity.WARNING,
                    DoctorRule.REPO_JOURNAL,
                    "there is a journal beside it: HHVM is writing, or died while it was. With HHVM stopped, SQLite"
                            + " rolls it back; never delete it. What is in the repository was not looked at",
                    rollback());
            return false;
        }
        if (file.size() == 0) {
            add(
                    Severity.WARNING,
                    DoctorRule.REPO_EMPTY_FILE,
                    "it is empty: HHVM makes a new repository of it and starts cold",
                    remedies.removeEmpty(file));
            return false;
        }
        try {
            RepoInspection inspected = new InspectRepo().run(context.here(file.path()));
            repo = Optional.of(inspected);
            schemas = inspected.schemas();
            if (!inspected.corruption().isEmpty()) {
                damaged(String.join("; ", inspected.corruption()));
            }
            return inspected.corruption().isEmpty()
                    && (inspected.format() == RepoFormat.SQLITE || inspected.format() == RepoFormat.BLOB);
        } catch (InputException e) {
            damaged(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void damaged(String how) throws HhvmDebException {
        add(
                Severity.ERROR,
                RepoRule.REPO_DAMAGED,
                "HHVM fails on it: " + how + "; without it HHVM makes a new one",
                remedies.aside(file, ".damaged"));
    }

    private void dead() throws HhvmDebException {
        List<RepoSchema> dead = schemas.stream()
                .map(SchemaContent::schema)
                .filter(s -> !context.living().schemas().contains(s))
                .toList();
        if (!dead.isEmpty() && context.living().complete() && !context.authoritative()) {
            add(
                    Severity.WARNING,
                    DoctorRule.DEAD_SCHEMAS,
                    "it holds " + HumanUnits.count(dead.size(), "schema")
                            + " that no HHVM here reads: " + joined(dead)
                            + ". It grows with every upgrade; %{schema} in the path makes it one file for each",
                    remedies.prune(
                            file,
                            sound(),
                            left -> true,
                            "it cannot be pruned as it is; with HHVM stopped, remove it, and HHVM makes a new one"));
        }
    }

    private void writable() throws HhvmDebException {
        // What root runs may always write.
        if (context.user().uid() != 0 && file.permits(context.user(), FileStatus.WRITE) && context.authoritative()) {
            add(
                    Severity.WARNING,
                    DoctorRule.AUTHORITATIVE_WRITABLE,
                    context.user().name() + " may write to it, although HHVM runs what is in it and nothing else: after"
                            + " an upgrade HHVM would add empty tables of its own",
                    central && repo.filter(r -> r.format() == RepoFormat.BLOB).isEmpty() && !context.readsCentralOnly()
                            ? Remedy.words("HHVM has to write to its central repository; name this one with"
                                    + " hhvm.repo.local.path and hhvm.repo.local.mode = r- instead, and another file with"
                                    + " hhvm.repo.central.path")
                            : new AccessRemedies(context).protect(file));
        }
    }

    /** What is in it, if that could be read as a whole. */
    Optional<RepoInspection> sound() {
        return repo.filter(RepoInspection::sound);
    }

    private static String joined(List<RepoSchema> schemas) {
        return String.join(", ", schemas.stream().map(RepoSchema::id).toList());
    }

    private void add(Severity severity, Rule rule, String message, Remedy remedy) {
        advice.add(Advice.of(severity, context.at(file.path()), rule, message, remedy));
    }
}
