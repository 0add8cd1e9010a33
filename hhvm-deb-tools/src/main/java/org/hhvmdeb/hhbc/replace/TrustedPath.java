package org.hhvmdeb.hhbc.replace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.Account;
import org.hhvmdeb.hhbc.host.Accounts;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhbc.host.RunAs;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * The way to a file that is about to be replaced or changed. Whoever may write to a directory on it can put a link there meanwhile, and
 * have root give away or change another file. HHVM's user can do no more with it than he can anyway.
 *
 * @param file as it was named: a link on the way is a part of it
 * @param inPlace whether the file itself is changed; SQLite then plays back a journal that lies beside it
 */
public record TrustedPath(Path file, boolean inPlace) {

    private static final String PRUNE = "%s hhvm-deb cache prune ...";

    private static final HostRoot HERE = new HostRoot(Path.of("/"));

    /** What users are shown as whom the name space of a container or of unshare(1) does not have; proc(5), uid_map. */
    private static final int OVERFLOW = 65534;

    /**
     * Checks the way where root runs.
     *
     * @param work what is to be done, as in {@code prune it}
     * @throws InputException naming the directory, and how to run instead
     */
    public void require(String work) throws HhvmDebException {
        if (RunAs.ownUid() != 0) {
            return;
        }
        ResolvedPath walk = HERE.walk(file.toAbsolutePath().toString());
        if (walk.end().isEmpty() && Files.exists(file)) {
            throw new InputException("it cannot be told who may write to the directories on the way to " + file
                    + ", as a name on it is not text; name the file without links");
        }
        for (FileStatus directory : walk.directories()) {
            boolean last = directory.equals(walk.directory());
            boolean sticky =
                    directory.isRootsSticky() && areRoots(walk.links(), directory) && (!last || isSafeInSticky(walk));
            if (!directory.isRootsAlone() && !sticky && !isOutside(directory)) {
                throw new InputException(who(directory) + " could make root change another file instead of " + file
                        + "; " + advice(directory, walk, work));
            }
        }
    }

    /** In a sticky directory nobody replaces what is root's, but everybody may put something beside it, or be there first. */
    private boolean isSafeInSticky(ResolvedPath walk) {
        return !inPlace
                && walk.missing().isEmpty()
                && walk.end().filter(f -> f.uid() != 0).isEmpty();
    }

    private static boolean areRoots(List<FileStatus> links, FileStatus directory) {
        return links.stream()
                .filter(l -> Path.of(directory.path()).equals(Path.of(l.path()).getParent()))
                .allMatch(l -> l.uid() == 0);
    }

    /** Whoever is root in a name space of a user's own has that user's files, in directories of whom the name space does not have. */
    private static boolean isOutside(FileStatus directory) throws ExternalException {
        if (directory.uid() != OVERFLOW) {
            return false;
        }
        Path map = Path.of("/proc/self/uid_map");
        try {
            return Files.exists(map) && Files.readString(map).lines().noneMatch(TrustedPath::hasOverflow);
        } catch (IOException e) {
            throw ExternalException.reading(map, e);
        }
    }

    /** Whether a line of the map, first user here, first user outside and how many, has that number for a user of its own. */
    private static boolean hasOverflow(String line) {
        String[] numbers = line.strip().split(" +", -1);
        long first = Long.parseLong(numbers[0]);
        return first <= OVERFLOW && OVERFLOW < first + Long.parseLong(numbers[2]);
    }

    private static String who(FileStatus directory) {
        if (directory.isRootsSticky()) {
            return "every user may write to " + directory.path() + " and";
        }
        return directory.uid() == 0
                ? "users other than root may write to " + directory.path()
                        + " (its group, an access control list or everybody) and"
                : directory.path() + " belongs to the user " + directory.uid() + ", who";
    }

    private static String advice(FileStatus directory, ResolvedPath walk, String work) throws HhvmDebException {
        Optional<FileStatus> file = walk.end().filter(f -> f.uid() != 0);
        if (directory.uid() != 0) {
            return "to " + work + ", run as that user: " + PRUNE.formatted(setpriv(directory));
        }
        if (file.isPresent()) {
            return "to " + work + ", run as the owner of the file: " + PRUNE.formatted(setpriv(file.get()));
        }
        return "to " + work + ", "
                + (directory.isRootsSticky() ? "run as the owner of the file" : "take that permission away first")
                + ", or have it in a directory that is root's alone";
    }

    /** How root runs a program as the owner of a file. */
    static String setpriv(FileStatus owned) throws HhvmDebException {
        Optional<Account> user = Accounts.of(HERE).find(String.valueOf(owned.uid()));
        // Not root's group, in which he may be able to write where root does.
        int other = owned.gid() == 0 ? owned.uid() : owned.gid();
        return "setpriv --reuid=" + owned.uid() + " --regid="
                + user.map(Account::gid).orElse(other) + " " + RunAs.groups(user);
    }
}
