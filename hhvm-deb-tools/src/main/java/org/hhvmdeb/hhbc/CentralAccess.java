package org.hhvmdeb.hhbc;

import java.util.Optional;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.Walk;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;

/**
 * Whether HHVM can have its central repository at a place: it has to search every directory on the way, to write to the
 * directory (SQLite's journal lies there), and to read and write the file if there is one.
 */
record CentralAccess(Patient patient) {

    /** What is wrong with a place; a warning, as HHVM may find another. */
    Optional<Advice> rejection(Walk walk) throws HhvmDebException {
        for (FileStatus directory : walk.directories()) {
            if (!directory.permits(patient.user(), FileStatus.SEARCH)) {
                return rejected(
                        directory.path(),
                        "directory-not-searchable",
                        "may not be searched by " + patient.user().name() + " (" + patient.shown(directory) + ")",
                        Command.of("chmod", "o+x", patient.named(directory.path())));
            }
        }
        if (walk.broken().isPresent()) {
            return rejected(
                    walk.path(),
                    "directory-missing",
                    walk.broken().get(),
                    Command.of("install", "-d", "-o", patient.owner(), patient.named(walk.path())));
        }
        Optional<Advice> file = walk.end().isPresent() ? file(walk.end().get()) : Optional.empty();
        if (file.isPresent() || readOnly(walk)) {
            return file;
        }
        FileStatus directory = walk.directory();
        return directory.permits(patient.user(), FileStatus.WRITE)
                ? Optional.empty()
                : rejected(
                        directory.path(),
                        "directory-not-writable",
                        "may not be written to by " + patient.user().name() + " (" + patient.shown(directory)
                                + "), and SQLite's journal has to be there",
                        Command.of("chown", patient.owner(), patient.named(directory.path())));
    }

    private Optional<Advice> file(FileStatus file) throws HhvmDebException {
        if (!file.isFile()) {
            return rejected(
                    file.path(),
                    "file-no-repository",
                    "is no file",
                    Command.of("mv", patient.named(file.path()), patient.named(file.path()) + ".aside"));
        }
        int needed = readsOnly() || blob(file) ? FileStatus.READ : FileStatus.READ | FileStatus.WRITE;
        if (!file.permits(patient.user(), needed)) {
            boolean own = file.uid() == patient.user().uid();
            return rejected(
                    file.path(),
                    own ? "file-read-only" : "file-of-other-user",
                    own
                            ? "may not be written to by its owner (" + patient.shown(file) + "), and HHVM before"
                                    + " hhvm.repo.central.mode, of the 4.70s, takes no such file"
                            : "may not be written to by " + patient.user().name() + " (" + patient.shown(file)
                                    + "): another user started HHVM here first",
                    own
                            ? Command.of("chmod", "u+rw", patient.named(file.path()))
                            : Command.of("chown", patient.owner() + ":", patient.named(file.path())));
        }
        RepoFormat format = format(file);
        return format == RepoFormat.SQLITE || format == RepoFormat.EMPTY || blob(file)
                ? Optional.empty()
                : rejected(
                        file.path(),
                        "file-no-repository",
                        "is no repository that HHVM would take here, it is " + format,
                        Command.of("mv", patient.named(file.path()), patient.named(file.path()) + ".aside"));
    }

    private Optional<Advice> rejected(String path, String rule, String why, Command fix) {
        String message = why.startsWith("there is") || why.startsWith("/") || why.startsWith("too")
                ? why + ", so HHVM cannot have its central repository there"
                : "HHVM cannot have its central repository there: it " + why;
        return Optional.of(Advice.of(Severity.WARNING, patient.at(path), rule, message, fix));
    }

    private boolean readOnly(Walk walk) throws HhvmDebException {
        return walk.end().isPresent() && (readsOnly() || blob(walk.end().get()));
    }

    /** {@code r-}, which HHVM knows since some release between 4.70 and 4.81. */
    private boolean readsOnly() {
        return patient.config()
                .get("hhvm.repo.central.mode")
                .filter(s -> s.value().equals("r-"))
                .isPresent();
    }

    /** HHVM since 4.107 opens its repository in authoritative mode, and then to read only. */
    private boolean blob(FileStatus file) throws HhvmDebException {
        return patient.authoritative() && file.isFile() && format(file) == RepoFormat.BLOB;
    }

    private RepoFormat format(FileStatus file) throws HhvmDebException {
        try {
            return RepoFormat.of(patient.here(file.path()));
        } catch (ExternalException e) {
            throw new ExternalException(e.getMessage() + "; run the doctor as root or as the service's user", e);
        }
    }
}
