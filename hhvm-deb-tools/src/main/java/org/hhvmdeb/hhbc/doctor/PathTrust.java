package org.hhvmdeb.hhbc.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhbc.host.RunAs;
import org.hhvmdeb.notice.ExternalException;

/**
 * The ways to files, and who can change them. Between the examination and the moment when root gives a command, whoever may write to
 * a directory on the way can put a link there. So root is told to do only what cannot be led astray by it, and the rest is done as
 * HHVM's user, who can do no more with it than he can anyway.
 */
record PathTrust(HostContext context) {

    /** Whether nobody but root can put another file or directory in the place of this one, which may be missing. */
    public boolean isFixed(String path) throws ExternalException {
        return isImageFixed() && directories(path).stream().allMatch(FileStatus::isRootsAlone);
    }

    /**
     * Whether nobody but root can put another directory in the place of the one the file is in. That is enough for a command that
     * follows no link at the end of the way.
     */
    public boolean isFixedToDirectory(String path) throws ExternalException {
        List<FileStatus> directories = directories(path);
        return isImageFixed()
                && directories.subList(0, directories.size() - 1).stream().allMatch(FileStatus::isRootsAlone);
    }

    /** Whether, more than that, nobody but root and HHVM's user can change the directory. */
    public boolean isUsers(String path) throws ExternalException {
        List<FileStatus> directories = directories(path);
        FileStatus last = directories.get(directories.size() - 1);
        boolean users = last.uid() == context.user().uid() && (last.mode() & 0022) == 0;
        return isFixedToDirectory(path) && (users || last.isRootsAlone());
    }

    private List<FileStatus> directories(String path) throws ExternalException {
        return context.root().walk(context.service().absolute(path)).directories();
    }

    /** Whether nobody can put another directory in the place of the image but root, and who examines it. */
    private boolean isImageFixed() throws ExternalException {
        if (context.root().isLive()) {
            return true;
        }
        ResolvedPath walk =
                new HostRoot(Path.of("/")).walk(context.root().directory().toString());
        int own = RunAs.ownUid();
        return Stream.concat(walk.directories().stream(), walk.links().stream())
                .allMatch(d -> d.isRootsAlone()
                        || d.isRootsSticky()
                        || (d.isLink() && d.uid() == 0)
                        || (d.uid() == own && (d.isLink() || (d.mode() & 0022) == 0)));
    }

    /** Whether HHVM's user can replace a file of his and keep owner and group. */
    public boolean isUsersToReplace(FileStatus file) throws ExternalException {
        List<FileStatus> directories = directories(file.path());
        return file.uid() == context.user().uid()
                && context.user().groups().contains(file.gid())
                && directories
                        .get(directories.size() - 1)
                        .permits(context.user(), FileStatus.WRITE | FileStatus.SEARCH);
    }

    /** A command given as HHVM's user; empty where he cannot come to the image. */
    public Optional<String> asUser(String program, String... arguments) throws ExternalException {
        if (context.user().uid() == 0 || !isReachable()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(List.of(
                "--reuid=" + context.user().uid(),
                "--regid=" + context.user().gid(),
                RunAs.groups(Optional.of(context.user())),
                program));
        words.addAll(List.of(arguments));
        return Optional.of(Remedy.line("setpriv", words.toArray(String[]::new)));
    }

    private boolean isReachable() throws ExternalException {
        try {
            for (Path above = context.here("/").getParent(); above != null; above = above.getParent()) {
                if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw ExternalException.reading(context.here("/"), e);
        }
    }

    /** The advice where somebody else could lead a command of root's astray. */
    public Remedy astray(String path, Remedy remedy) {
        return remedy.isCommand()
                ? Remedy.words("users other than root can put a link on the way to " + path
                        + " before a command is given: stop HHVM, see where it leads (namei -l "
                        + Remedy.line(context.named(path)) + "), and then: " + String.join(" && ", remedy.commands()))
                : remedy;
    }
}
