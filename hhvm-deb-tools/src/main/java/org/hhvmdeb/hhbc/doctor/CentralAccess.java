package org.hhvmdeb.hhbc.doctor;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;

/**
 * Whether HHVM can have its central repository at a place: it has to search every directory on the way, to write to the
 * directory (SQLite's journal lies there), and to read and write the file if there is one.
 */
record CentralAccess(HostContext context) {

    /** What is wrong with a place; a warning, as HHVM may find another. */
    Optional<Advice> rejection(CentralPath place, ResolvedPath walk) throws HhvmDebException {
        AccessRemedies remedies = new AccessRemedies(context);
        List<FileStatus> closed = walk.directories().stream()
                .filter(d -> !d.permits(context.user(), FileStatus.SEARCH))
                .distinct()
                .toList();
        if (!closed.isEmpty()) {
            return rejected(
                    closed.get(0).path(),
                    DoctorRule.DIRECTORY_NOT_SEARCHABLE,
                    "may not be searched by " + context.user().name() + " (" + context.shown(closed.get(0)) + ")",
                    remedies.open(closed, place.path()));
        }
        if (walk.broken().isPresent()) {
            return rejected(
                    walk.path(),
                    DoctorRule.DIRECTORY_MISSING,
                    walk.broken().get(),
                    walk.missing().isPresent()
                            ? remedies.make(place, walk.missing().get(), walk.path())
                            : Remedy.words(
                                    "set hhvm.repo.central.path to a file in a directory that HHVM may write to"));
        }
        Optional<Advice> file = walk.end().isPresent() ? file(place, walk.end().get()) : Optional.empty();
        if (file.isPresent() || readOnly(walk)) {
            return file;
        }
        FileStatus directory = walk.directory();
        return directory.permits(context.user(), FileStatus.WRITE)
                ? Optional.empty()
                : rejected(
                        directory.path(),
                        DoctorRule.DIRECTORY_NOT_WRITABLE,
                        "may not be written to by " + context.user().name() + " (" + context.shown(directory)
                                + "), and SQLite's journal has to be there",
                        remedies.write(place, directory));
    }

    private Optional<Advice> file(CentralPath place, FileStatus file) throws HhvmDebException {
        if (!file.isFile()) {
            return rejected(
                    file.path(),
                    DoctorRule.FILE_NO_REPOSITORY,
                    "is not a file",
                    new RepoRemedies(context).aside(file, ".aside"));
        }
        int needed = context.readsCentralOnly() || blob(file) ? FileStatus.READ : FileStatus.READ | FileStatus.WRITE;
        if (!file.permits(context.user(), needed)) {
            boolean own = file.uid() == context.user().uid();
            return rejected(
                    file.path(),
                    own ? DoctorRule.FILE_READ_ONLY : DoctorRule.FILE_OF_OTHER_USER,
                    own
                            ? "may not be written to by its owner (" + context.shown(file) + "), and HHVM before"
                                    + " hhvm.repo.central.mode, of the 4.70s, takes no such file"
                            : "may not be written to by " + context.user().name() + " (" + context.shown(file)
                                    + "): another user started HHVM here first",
                    new AccessRemedies(context).use(place, file));
        }
        RepoFormat format = format(file);
        if (format == RepoFormat.SQLITE || format == RepoFormat.EMPTY || blob(file)) {
            return Optional.empty();
        }
        return rejected(
                file.path(),
                DoctorRule.FILE_NO_REPOSITORY,
                "is not a repository that HHVM would take here, it is " + format,
                format == RepoFormat.BLOB
                        ? Remedy.words("HHVM of 4.107 and later reads it in authoritative mode; otherwise set"
                                + " hhvm.repo.central.path to another file")
                        : new RepoRemedies(context).aside(file, ".aside"));
    }

    private Optional<Advice> rejected(String path, DoctorRule rule, String why, Remedy remedy) {
        String message = why.startsWith("there is") || why.startsWith("/") || why.startsWith("too")
                ? why + ", so HHVM cannot have its central repository there"
                : "HHVM cannot have its central repository there: it " + why;
        return Optional.of(Advice.of(Severity.WARNING, context.at(path), rule, message, remedy));
    }

    private boolean readOnly(ResolvedPath walk) throws HhvmDebException {
        return walk.end().isPresent()
                && (context.readsCentralOnly() || blob(walk.end().get()));
    }

    /** HHVM since 4.107 opens its repository in authoritative mode, and then to read only. */
    private boolean blob(FileStatus file) throws HhvmDebException {
        return context.authoritative() && file.isFile() && format(file) == RepoFormat.BLOB;
    }

    private RepoFormat format(FileStatus file) throws HhvmDebException {
        try {
            return RepoFormat.of(context.here(file.path()));
        } catch (ExternalException e) {
            throw new ExternalException(e.getMessage() + "; run the doctor as root or as the service's user", e);
        }
    }
}
