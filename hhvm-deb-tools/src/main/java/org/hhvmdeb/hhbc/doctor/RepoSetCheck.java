package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.FreeSpace;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;

/** The repositories of an hhvm together: is its schema in one of them, and do they stay within their limits. */
final class RepoSetCheck {

    private static final int NEAR_PERCENT = 80;
    private static final String USUAL_LOCAL = "hhvm.hhbc";

    private final HostContext context;
    private final Optional<Long> maxSize;
    private final List<Advice> advice = new ArrayList<>();
    private final List<RepoFileCheck> looked = new ArrayList<>();
    private final List<CentralCandidate> read = new ArrayList<>();
    private boolean localNamed;

    private RepoSetCheck(HostContext context, Optional<Long> maxSize) {
        this.context = context;
        this.maxSize = maxSize;
    }

    /**
     * Looks at all.
     *
     * @param central the one HHVM takes, with the way to it
     */
    static RepoSetCheck of(
            HostContext context, Optional<Long> maxSize, Optional<CentralPath> central, Optional<ResolvedPath> way)
            throws HhvmDebException {
        RepoSetCheck check = new RepoSetCheck(context, maxSize);
        if (way.flatMap(ResolvedPath::end).isPresent()) {
            FileStatus file = way.get().end().get();
            boolean perSchema =
                    central.map(c -> c.written().contains("%{schema}")).orElse(false);
            check.size(file, check.add(RepoFileCheck.ofCentral(context, file, perSchema)));
        }
        check.single();
        check.local();
        check.warmth(
                way.map(ResolvedPath::path).orElse("/"),
                way.flatMap(ResolvedPath::end).isPresent());
        return check;
    }

    List<Advice> advice() {
        return advice;
    }

    /** What HHVM only reads. */
    List<CentralCandidate> read() {
        return read;
    }

    private RepoFileCheck add(RepoFileCheck checkup) {
        looked.add(checkup);
        advice.addAll(checkup.advice());
        return checkup;
    }

    /** The one file of HHVM 4.115 and later. */
    private void single() throws HhvmDebException {
        Optional<CentralPath> place = context.config()
                .get("hhvm.repo.path")
                .filter(s -> context.authoritative())
                .map(this::place);
        if (place.isPresent()) {
            Optional<FileStatus> file =
                    context.root().walk(place.get().path()).end().filter(FileStatus::isFile);
            read.add(new CentralCandidate(
                    place.get(),
                    file.isPresent() ? CentralCandidate.State.USED : CentralCandidate.State.ABSENT,
                    Optional.empty()));
            if (file.isPresent()) {
                add(RepoFileCheck.of(context, file.get()));
            }
        }
    }

    /** By default HHVM looks for one in the directory it runs in, and does not mind when there is none. */
    private void local() throws HhvmDebException {
        String mode = option("hhvm.repo.local.mode", "HHVM_REPO_LOCAL_MODE").orElse("r-");
        Optional<CentralPath> named = localPath();
        if (mode.equals("--")) {
            return;
        }
        CentralPath place = named.orElseGet(() -> place(USUAL_LOCAL, "the directory it runs in"));
        ResolvedPath walk = context.root().walk(place.path());
        Optional<FileStatus> file = walk.end().filter(FileStatus::isFile);
        localNamed = named.isPresent();
        if (file.isEmpty()) {
            if (localNamed) {
                read.add(new CentralCandidate(place, CentralCandidate.State.ABSENT, Optional.empty()));
            }
            return;
        }
        List<FileStatus> closed = walk.directories().stream()
                .filter(d -> !d.permits(context.user(), FileStatus.SEARCH))
                .distinct()
                .toList();
        if (!closed.isEmpty() || !file.get().permits(context.user(), FileStatus.READ)) {
            read.add(new CentralCandidate(
                    place, CentralCandidate.State.REJECTED, Optional.of(DoctorRule.LOCAL_UNREADABLE)));
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(walk.path()),
                    DoctorRule.LOCAL_UNREADABLE,
                    "the local repository may not be read by " + context.user().name() + " ("
                            + context.shown(file.get()) + "), so HHVM starts as if it were not there",
                    unlocked(closed, file.get())));
            return;
        }
        read.add(new CentralCandidate(place, CentralCandidate.State.USED, Optional.empty()));
        add(RepoFileCheck.of(context, file.get()));
        writable(file.get(), mode);
    }

    private Remedy unlocked(List<FileStatus> closed, FileStatus file) throws HhvmDebException {
        AccessRemedies remedies = new AccessRemedies(context);
        Remedy read = remedies.read(file);
        return closed.isEmpty() ? read : remedies.open(closed, file.path()).then(read);
    }

    private void writable(FileStatus file, String mode) throws HhvmDebException {
        boolean warm = looked.get(looked.size() - 1).warm();
        if (mode.equals("r-") && !warm && !context.authoritative() && file.permits(context.user(), FileStatus.WRITE)) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(file.path()),
                    DoctorRule.LOCAL_WRITABLE,
                    context.user().name() + " may write to the local repository, which has no units of this HHVM's"
                            + " schema: HHVM up to 4.69 adds empty tables to it, in spite of its mode r-",
                    new AccessRemedies(context).protect(file)));
        }
    }

    private void warmth(String central, boolean exists) {
        if (context.live().isEmpty()) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at("/usr/bin/hhvm"),
                    DoctorRule.SCHEMA_UNKNOWN,
                    "the schema of the hhvm here is not known, so nobody can tell whether it starts warm: its program has"
                            + " no ELF section " + RepoSchema.ELF_SECTION,
                    Remedy.words(
                            "name the schema with --schema; an hhvm that you trust tells it when it is run: hhvm-deb"
                                    + " cache schema --run PROGRAM, or hhvm --repo-schema in a chroot")));
            return;
        }
        if (looked.stream().anyMatch(RepoFileCheck::warm)) {
            return;
        }
        RepoSchema schema = context.live().get();
        Location where = context.at(central);
        // apt-patterns(7); it finds the cache packages that are for this very hhvm.
        Remedy cache = Remedy.words("install the cache package that depends on " + schema.packageName()
                + "; where one is published, apt-get install '?depends(?exact-name(" + schema.packageName()
                + "))' finds it");
        if (context.authoritative()) {
            boolean opened = looked.stream().anyMatch(RepoFileCheck::opened);
            advice.add(Advice.of(
                    Severity.ERROR,
                    where,
                    DoctorRule.AUTHORITATIVE_SCHEMA_MISSING,
                    "no repository has units of schema " + schema + ", and in authoritative mode HHVM does not start"
                            + " without" + (opened ? "; it has tried already, and left its empty tables" : ""),
                    cache));
        } else if (exists || localNamed) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    where,
                    DoctorRule.SCHEMA_ABSENT,
                    "no repository has units of schema " + schema + ", so HHVM starts cold",
                    cache));
        }
    }

    private void size(FileStatus file, RepoFileCheck checkup) throws HhvmDebException {
        Optional<Long> limit = Stream.concat(maxSize.stream(), context.service().fileLimit().stream())
                .min(Long::compare);
        if (limit.isPresent() && isNear(file.size(), limit.get())) {
            boolean over = file.size() >= limit.get();
            advice.add(Advice.of(
                    over ? Severity.ERROR : Severity.WARNING,
                    context.at(file.path()),
                    over ? DoctorRule.REPO_OVER_LIMIT : DoctorRule.REPO_NEAR_LIMIT,
                    "it has " + HumanUnits.bytes(file.size()) + ", and " + HumanUnits.bytes(limit.get())
                            + " is the limit ("
                            + (maxSize.equals(limit)
                                    ? "--max-size"
                                    : "ulimit -f of " + context.service().source())
                            + "); beyond ulimit -f HHVM is killed by SIGXFSZ",
                    new RepoRemedies(context)
                            .prune(
                                    file,
                                    checkup.sound(),
                                    left -> !isNear(left, limit.get()),
                                    "no prune would bring it well below: raise the limit (LimitFSIZE= of the unit, ulimit"
                                            + " -f), or stop HHVM and remove the file; HHVM then makes a new one and"
                                            + " starts cold")));
        }
        OptionalLong free = FreeSpace.of(context.here(file.path()));
        if (free.isPresent() && free.getAsLong() < file.size()) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(file.path()),
                    DoctorRule.DISK_NEARLY_FULL,
                    "it has " + HumanUnits.bytes(file.size()) + ", and " + HumanUnits.bytes(free.getAsLong())
                            + " are free: after an upgrade HHVM writes as much again",
                    new RepoRemedies(context)
                            .prune(
                                    file,
                                    checkup.sound(),
                                    left -> left * 1.05 < free.getAsLong(),
                                    "no prune would help: make room on the disk, or give HHVM a bigger one")));
        }
    }

    private static boolean isNear(long size, long limit) {
        return size * 100.0 >= limit * (double) NEAR_PERCENT;
    }

    private Optional<CentralPath> localPath() {
        String variable = "HHVM_REPO_LOCAL_PATH";
        return context.config()
                .get("hhvm.repo.local.path")
                .map(this::place)
                .or(() -> Optional.ofNullable(context.service().environment().get(variable))
                        .map(v -> place(v, variable + " of " + context.service().source())))
                .filter(p -> !p.written().isEmpty());
    }

    private CentralPath place(Setting setting) {
        return place(setting.value(), setting.name() + ", " + setting.where());
    }

    private CentralPath place(String written, String source) {
        return new CentralPath(context.expanded(written), written, source);
    }

    private Optional<String> option(String name, String variable) {
        return context.config()
                .get(name)
                .map(s -> s.value())
                .or(() -> Optional.ofNullable(context.service().environment().get(variable)))
                .filter(v -> !v.isEmpty());
    }
}
