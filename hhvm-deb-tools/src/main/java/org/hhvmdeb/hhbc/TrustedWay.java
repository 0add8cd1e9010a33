package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Path;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.Walk;
import org.hhvmdeb.io.OwnUser;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * The way to a file that is about to be replaced or changed. Whoever may write to a directory on it can put a link there meanwhile, and
 * have root give away or change another file. HHVM's user can do no more with it than he can anyway.
 */
final class TrustedWay {

    private static final int STICKY = 01000;

    private TrustedWay() {}

    /**
     * Checks the way where root runs.
     *
     * @param work what is to be done, as in {@code prune it}
     * @throws InputException naming the directory, and how to run instead
     */
    static void require(Path file, String work) throws HhvmDebException {
        if (!isRoot()) {
            return;
        }
        Walk walk = new HostRoot(Path.of("/")).walk(file.toAbsolutePath().toString());
        boolean rootsLinks = walk.links().stream().allMatch(l -> l.uid() == 0);
        for (FileStatus directory : walk.directories()) {
            if (!isTrusted(directory, rootsLinks)) {
                throw new InputException((directory.uid() == 0
                                ? "users other than root may write to " + directory.path() + " and"
                                : directory.path() + " belongs to the user " + directory.uid() + ", who")
                        + " could make root change another file instead of " + file + "; " + advice(directory, work));
            }
        }
    }

    private static boolean isRoot() throws ExternalException {
        try {
            return OwnUser.uid() == 0;
        } catch (IOException e) {
            throw ExternalException.during("asking who runs this", e);
        }
    }

    /** In a sticky directory nobody replaces what is root's: the next directory, or a link that led on. */
    private static boolean isTrusted(FileStatus directory, boolean rootsLinks) {
        boolean sticky = directory.uid() == 0 && (directory.mode() & STICKY) != 0;
        return directory.isRootsAlone() || (sticky && rootsLinks);
    }

    private static String advice(FileStatus directory, String work) {
        return directory.uid() == 0
                ? "remove that permission first"
                : "to " + work + ", run as that user: setpriv --reuid=" + directory.uid() + " --regid="
                        + directory.gid() + " --clear-groups hhvm-deb cache prune ...";
    }
}
