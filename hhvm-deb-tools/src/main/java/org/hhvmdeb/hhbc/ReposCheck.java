package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.Walk;
import org.hhvmdeb.io.FreeSpace;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;

/** The repositories of an hhvm together: is its schema in one of them, and do they stay within their limits. */
final class ReposCheck {

    private static final int NEAR_PERCENT = 80;

    private final Patient patient;
    private final Optional<Long> maxSize;
    private final List<Advice> advice = new ArrayList<>();
    private final List<RepoCheckup> looked = new ArrayList<>();
    private boolean localMissing;

    private ReposCheck(Patient patient, Optional<Long> maxSize) {
        this.patient = patient;
        this.maxSize = maxSize;
    }

    /**
     * Looks at all.
     *
     * @param central the one HHVM takes, with the way to it
     */
    static List<Advice> of(Patient patient, Optional<Long> maxSize, Optional<CentralPath> central, Optional<Walk> way)
            throws HhvmDebException {
        ReposCheck check = new ReposCheck(patient, maxSize);
        if (way.flatMap(Walk::end).isPresent()) {
            FileStatus file = way.get().end().get();
            check.look(file, central.map(c -> c.written().contains("%{schema}")).orElse(false));
            check.size(file);
        }
        check.single();
        check.local();
        check.warmth(way.map(Walk::path).orElse("/"), way.flatMap(Walk::end).isPresent());
        return check.advice;
    }

    private void look(FileStatus file, boolean perSchema) throws HhvmDebException {
        RepoCheckup checkup = RepoCheckup.of(patient, file, perSchema);
        looked.add(checkup);
        advice.addAll(checkup.advice());
    }

    /** The one file of HHVM 4.115 and later. */
    private void single() throws HhvmDebException {
        Optional<String> path = patient.config()
                .get("hhvm.repo.path")
                .filter(s -> patient.authoritative())
                .map(s -> patient.expanded(s.value()));
        if (path.isPresent()) {
            Optional<FileStatus> file = patient.root().walk(path.get()).end().filter(FileStatus::isFile);
            if (file.isPresent()) {
                look(file.get(), true);
            }
        }
    }

    /** By default HHVM looks for one in the directory it runs in, and does not mind when there is none. */
    private void local() throws HhvmDebException {
        String mode = option("hhvm.repo.local.mode", "HHVM_REPO_LOCAL_MODE").orElse("r-");
        Optional<String> path = option("hhvm.repo.local.path", "HHVM_REPO_LOCAL_PATH");
        if (mode.equals("--")) {
            return;
        }
        Walk walk = patient.root().walk(patient.expanded(path.orElse("hhvm.hhbc")));
        Optional<FileStatus> file = walk.end().filter(FileStatus::isFile);
        if (file.isEmpty()) {
            localMissing = path.isPresent();
            return;
        }
        boolean reached = walk.directories().stream().allMatch(d -> d.permits(patient.user(), FileStatus.SEARCH));
        if (!reached || !file.get().permits(patient.user(), FileStatus.READ)) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    patient.at(walk.path()),
                    "local-unreadable",
                    "the local repository may not be read by " + patient.user().name() + " ("
                            + patient.shown(file.get()) + "), so HHVM starts as if it were not there",
                    Command.of("chmod", "a+r", patient.named(walk.path()))));
            return;
        }
        look(file.get(), true);
        writable(file.get(), mode);
    }

    private void writable(FileStatus file, String mode) {
        boolean warm = looked.get(looked.size() - 1).warm();
        if (mode.equals("r-") && !warm && !patient.authoritative() && file.permits(patient.user(), FileStatus.WRITE)) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    patient.at(file.path()),
                    "local-writable",
                    patient.user().name() + " may write to the local repository, which has no units of this HHVM's"
                            + " schema: HHVM up to 4.69 adds empty tables to it, in spite of its mode r-",
                    Command.of("chown", "0:0", patient.named(file.path())),
                    Command.of("chmod", "0644", patient.named(file.path()))));
        }
    }

    private void warmth(String central, boolean exists) {
        if (patient.live().isEmpty()) {
            advice.add(Advice.of(
                    Severity.NOTE,
                    patient.at("/usr/bin/hhvm"),
                    "schema-unknown",
                    "the schema of the hhvm here is not known, so nobody can tell whether it starts warm: there is no"
                            + " program with an ELF section " + RepoSchema.ELF_SECTION + "; name one with --hhvm",
                    Command.of("hhvm-deb", "cache", "schema", patient.named("/usr/bin/hhvm"))));
            return;
        }
        if (looked.stream().anyMatch(RepoCheckup::warm)) {
            return;
        }
        String schema = patient.live().get().id();
        // apt-patterns(7); it finds the cache packages that are for this very hhvm.
        String wanted = "?depends(?exact-name(" + patient.live().get().packageName() + "))";
        Location where = patient.at(central);
        if (patient.authoritative()) {
            boolean opened = looked.stream().anyMatch(RepoCheckup::opened);
            advice.add(Advice.of(
                    Severity.ERROR,
                    where,
                    "authoritative-schema-missing",
                    "no repository has units of schema " + schema + ", and in authoritative mode HHVM does not start"
                            + " without" + (opened ? "; it has tried already, and left its empty tables" : ""),
                    patient.inside("apt", "install", wanted)));
        } else if (exists || localMissing) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    where,
                    "schema-absent",
                    "no repository has units of schema " + schema + ", so HHVM starts cold",
                    patient.inside("apt", "install", wanted)));
        }
    }

    private void size(FileStatus file) {
        Optional<Long> limit = Stream.concat(maxSize.stream(), patient.service().fileLimit().stream())
                .min(Long::compare);
        if (limit.isPresent() && file.size() * 100.0 >= limit.get() * (double) NEAR_PERCENT) {
            boolean over = file.size() >= limit.get();
            advice.add(Advice.of(
                    over ? Severity.ERROR : Severity.WARNING,
                    patient.at(file.path()),
                    over ? "repo-over-limit" : "repo-near-limit",
                    "it has " + file.size() + " bytes, and " + limit.get() + " is the limit ("
                            + (maxSize.equals(limit)
                                    ? "--max-size"
                                    : "ulimit -f of " + patient.service().source())
                            + "); beyond ulimit -f HHVM is killed by SIGXFSZ",
                    shrink(file)));
        }
        OptionalLong free = FreeSpace.of(patient.here(file.path()));
        if (free.isPresent() && free.getAsLong() < file.size()) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    patient.at(file.path()),
                    "disk-nearly-full",
                    "it has " + file.size() + " bytes, and " + free.getAsLong()
                            + " are free: after an upgrade HHVM writes as much again",
                    shrink(file)));
        }
    }

    private Command shrink(FileStatus file) {
        String named = patient.named(file.path());
        return patient.live()
                .map(s -> Command.of("hhvm-deb", "cache", "prune", "--live", s.id(), named))
                .orElse(Command.of("hhvm-deb", "cache", "inspect", named));
    }

    private Optional<String> option(String name, String variable) {
        return patient.config()
                .get(name)
                .map(s -> s.value())
                .or(() -> Optional.ofNullable(patient.service().environment().get(variable)))
                .filter(v -> !v.isEmpty());
    }
}
