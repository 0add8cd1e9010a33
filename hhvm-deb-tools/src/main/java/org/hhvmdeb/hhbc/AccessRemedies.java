package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.notice.ExternalException;

/**
 * How HHVM is let at its files. Only what is HHVM's own is given to it: a directory that others use as well, such as
 * {@code /var/cache} or a site's, stays theirs.
 */
record AccessRemedies(Patient patient) {

    private static final String ELSEWHERE =
            "set hhvm.repo.central.path to a file of HHVM's own, such as /var/cache/hhvm/hhvm.hhbc";

    /** Lets the user search directories. */
    Remedy open(List<FileStatus> directories, String file) throws ExternalException {
        List<String> commands = new ArrayList<>();
        for (FileStatus directory : directories) {
            if (directory.path().matches("/root|/home/.*")) {
                return Remedy.words(directory.path() + " is somebody's own; put the repository somewhere else, such as"
                        + " /var/cache/hhvm");
            }
            if (!OwnFiles.isNamed(directory.path()) && !own().isDirectory(directory, name(file))) {
                return Remedy.words(directory.path() + " is not HHVM's alone: if everybody may search it, chmod "
                        + directory.classOf(patient.user())
                        + "+x does that; otherwise put the repository somewhere else,"
                        + " such as /var/cache/hhvm");
            }
            commands.add(chmod(directory, directory.classOf(patient.user()) + "+x"));
        }
        return Remedy.commands(commands);
    }

    /** Lets the user read a file to which the way is open. */
    Remedy read(FileStatus file) {
        if (!own().isRepository(file)) {
            return unproven(file, "name another file with hhvm.repo.local.path");
        }
        return Remedy.commands(List.of(chmod(file, file.classOf(patient.user()) + "+r")));
    }

    /** Makes the directory of a place. Those above it are root's. */
    Remedy make(CentralPath place, String directory, String first) {
        if (place.isFallback()) {
            return fallback();
        }
        return !own().canBeMade(directory, first)
                ? Remedy.words("it would be the system's, or others', and not HHVM's alone: make " + first
                        + " as it should be, or " + ELSEWHERE)
                : Remedy.command("install", "-d", "-m", "755", "-o", patient.owner(), patient.named(directory));
    }

    /** Lets the user write to the directory of a place. */
    Remedy write(CentralPath place, FileStatus directory) throws ExternalException {
        if (place.isFallback()) {
            return fallback();
        }
        if (patient.contested().contains(place.path())) {
            return contested();
        }
        if (own().isDirectory(directory, name(place.path()))) {
            return directory.classOf(patient.user()) == 'u'
                    ? Remedy.commands(List.of(chmod(directory, "u+w")))
                    : give(directory, 0300, "u+wx");
        }
        return Remedy.words("others use this directory, too; make one of HHVM's own, as install -d -o "
                + patient.user().name()
                + " /var/cache/hhvm does, and set hhvm.repo.central.path to a file in it");
    }

    /** Lets the user read and write the file of a place. */
    Remedy use(CentralPath place, FileStatus file) {
        if (patient.authoritative()) {
            return Remedy.words("in authoritative mode nobody but root should write to what HHVM runs: name it with"
                    + " hhvm.repo.local.path and hhvm.repo.local.mode = r-, and another file, which HHVM may write to, with"
                    + " hhvm.repo.central.path");
        }
        if (isShipped(file.path())) {
            return Remedy.words(
                    "it belongs to a package; set hhvm.repo.central.path to a file that is HHVM's own, such as"
                            + " /var/cache/hhvm/hhvm.hhbc");
        }
        if (patient.contested().contains(place.path())) {
            return contested();
        }
        if (!own().isRepositoryOrNew(file)) {
            return unproven(file, ELSEWHERE);
        }
        return file.classOf(patient.user()) == 'u'
                ? Remedy.commands(List.of(chmod(file, "u+rw")))
                : give(file, 0600, "u+rw");
    }

    /** Lets the user read a file, and only root write it. */
    Remedy protect(FileStatus file) {
        if (!own().isRepository(file)) {
            return unproven(file, "name another file with hhvm.repo.local.path");
        }
        boolean member = patient.user().groups().contains(file.gid());
        return Remedy.commands(List.of(chown(file, "0"), chmod(file, "u+rw,go-w," + (member ? "g" : "o") + "+r")));
    }

    /** Whether a package brought a file: dpkg is who mends and replaces it. */
    static boolean isShipped(String path) {
        return path.startsWith("/usr/");
    }

    private Remedy give(FileStatus file, int needed, String bits) {
        List<String> commands = new ArrayList<>(List.of(chown(file, patient.owner())));
        if ((file.mode() & needed) != needed) {
            commands.add(chmod(file, bits));
        }
        return Remedy.commands(commands);
    }

    /** The way to it was followed; what a link put there since leads to is not given away. */
    private String chown(FileStatus file, String owner) {
        return Remedy.line("chown", "-h", owner, patient.named(file.path()));
    }

    private String chmod(FileStatus file, String bits) {
        return Remedy.line("chmod", bits, patient.named(file.path()));
    }

    private OwnFiles own() {
        return new OwnFiles(patient);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The advice where a command could do harm to a file that is not HHVM's. */
    static Remedy unproven(FileStatus file, String otherwise) {
        return Remedy.words(
                file.isFile() && file.links() > 1
                        ? "it has " + file.links()
                                + " names, so a change to it is one to the other files, too (find -samefile"
                                + " names them); " + otherwise
                        : "nothing proves that it is HHVM's, so leave it as it is; " + otherwise);
    }

    private static Remedy fallback() {
        return Remedy.words("HHVM only falls back to this place; mend the one that is configured, or set"
                + " hhvm.repo.central.path to a file that it may write to");
    }

    private static Remedy contested() {
        return Remedy.words("HHVMs of several users are configured to have it, and only one of them can; set"
                + " hhvm.repo.central.path for each of them alone");
    }
}
