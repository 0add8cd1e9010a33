package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.notice.ExternalException;

/**
 * How HHVM is let at its files. Only what is HHVM's own is given to it: a directory that others use as well, such as
 * {@code /var/cache} or a site's, stays theirs.
 */
record AccessRemedies(HostContext context) {

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
                        + directory.classOf(context.user())
                        + "+x does that; otherwise put the repository somewhere else,"
                        + " such as /var/cache/hhvm");
            }
            commands.add(chmod(directory, directory.classOf(context.user()) + "+x"));
        }
        Remedy remedy = Remedy.commands(commands);
        for (FileStatus directory : directories) {
            if (!ways().isFixed(directory.path())) {
                return ways().astray(directory.path(), remedy);
            }
        }
        return remedy;
    }

    /** Lets the user read a file to which the way is open. */
    Remedy read(FileStatus file) throws ExternalException {
        if (!own().isRepository(file)) {
            return unproven(file, "name another file with hhvm.repo.local.path");
        }
        return fixed(file, Remedy.commands(List.of(chmod(file, file.classOf(context.user()) + "+r"))));
    }

    /** Makes the directory of a place. Those above it are root's. */
    Remedy make(CentralPath place, String directory, String first) throws ExternalException {
        if (place.isFallback()) {
            return fallback();
        }
        if (!own().canBeMade(directory, first)) {
            return Remedy.words("it would be the system's, or others', and not HHVM's alone: make " + first
                    + " as it should be, or " + ELSEWHERE);
        }
        Remedy give = Remedy.command("install", "-d", "-m", "755", "-o", context.owner(), context.named(directory));
        if (ways().isFixed(directory)) {
            return give;
        }
        return context.root().walk(directory).directory().permits(context.user(), FileStatus.WRITE)
                ? asUser(directory, "install", "-d", "-m", "755", context.named(directory))
                : ways().astray(directory, give);
    }

    /** Lets the user write to the directory of a place. */
    Remedy write(CentralPath place, FileStatus directory) throws ExternalException {
        if (place.isFallback()) {
            return fallback();
        }
        if (context.contested().contains(place.path())) {
            return contested();
        }
        if (own().isDirectory(directory, name(place.path()))) {
            return directory.classOf(context.user()) == 'u'
                    ? chmodOwn(directory, "u+w")
                    : give(directory, 0300, "u+wx");
        }
        return Remedy.words("others use this directory, too; make one of HHVM's own, as install -d -o "
                + context.user().name()
                + " /var/cache/hhvm does, and set hhvm.repo.central.path to a file in it");
    }

    /** Lets the user read and write the file of a place. */
    Remedy use(CentralPath place, FileStatus file) throws ExternalException {
        if (context.authoritative()) {
            return Remedy.words("in authoritative mode nobody but root should write to what HHVM runs: name it with"
                    + " hhvm.repo.local.path and hhvm.repo.local.mode = r-, and another file, which HHVM may write to, with"
                    + " hhvm.repo.central.path");
        }
        if (isShipped(file.path())) {
            return Remedy.words(
                    "it belongs to a package; set hhvm.repo.central.path to a file that is HHVM's own, such as"
                            + " /var/cache/hhvm/hhvm.hhbc");
        }
        if (context.contested().contains(place.path())) {
            return contested();
        }
        if (!own().isRepositoryOrNew(file)) {
            return unproven(file, ELSEWHERE);
        }
        return file.classOf(context.user()) == 'u' ? chmodOwn(file, "u+rw") : give(file, 0600, "u+rw");
    }

    /** Lets the user read a file, and only root write it. */
    Remedy protect(FileStatus file) throws ExternalException {
        if (!own().isRepository(file)) {
            return unproven(file, "name another file with hhvm.repo.local.path");
        }
        boolean member = context.user().groups().contains(file.gid());
        return fixed(
                file,
                Remedy.commands(List.of(chown(file, "0"), chmod(file, "u+rw,go-w," + (member ? "g" : "o") + "+r"))));
    }

    /** Whether a package brought a file: dpkg is who mends and replaces it. */
    static boolean isShipped(String path) {
        return path.startsWith("/usr/");
    }

    private Remedy give(FileStatus file, int needed, String bits) throws ExternalException {
        // HHVM's user is not in root's group, so a prune as that user could not keep it.
        boolean rootsGroup = file.gid() == 0 && !context.user().groups().contains(0);
        String owner = context.owner() + (rootsGroup ? ":" + context.user().gid() : "");
        Remedy chown = Remedy.commands(List.of(chown(file, owner)));
        // What root's group may do and others may not, the other group would.
        boolean opensToGroup = rootsGroup && (file.mode() >> 3 & ~file.mode() & 7) != 0;
        if (!ways().isUsers(file.path())) {
            return ways().astray(file.path(), chown);
        }
        if (opensToGroup) {
            return chown.then(chmodOwn(file, bits + ",g=o"));
        }
        return (file.mode() & needed) == needed ? chown : chown.then(chmodOwn(file, bits));
    }

    /** Changes the bits of what is the user's. */
    private Remedy chmodOwn(FileStatus file, String bits) throws ExternalException {
        return ways().isFixed(file.path())
                ? Remedy.commands(List.of(chmod(file, bits)))
                : asUser(file.path(), "chmod", bits, context.named(file.path()));
    }

    /** What the user may do himself, done with his rights alone. */
    private Remedy asUser(String path, String program, String... arguments) throws ExternalException {
        return ways().asUser(program, arguments)
                .map(c -> Remedy.commands(List.of(c)))
                .orElse(Remedy.words("as " + context.user().name() + ", and not as root, whom a link on the way to "
                        + path + " could lead astray: " + Remedy.line(program, arguments)));
    }

    private Remedy fixed(FileStatus file, Remedy remedy) throws ExternalException {
        return ways().isFixed(file.path()) ? remedy : ways().astray(file.path(), remedy);
    }

    private PathTrust ways() {
        return new PathTrust(context);
    }

    /** The way to it was followed; what a link put there since leads to is not given away. */
    private String chown(FileStatus file, String owner) {
        return Remedy.line("chown", "-h", owner, context.named(file.path()));
    }

    private String chmod(FileStatus file, String bits) {
        return Remedy.line("chmod", bits, context.named(file.path()));
    }

    private OwnFiles own() {
        return new OwnFiles(context);
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
