package org.hhvmdeb.upstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.verify.TarballDifference.Kind;

/**
 * What is different between two source tarballs, path by path.
 *
 * @param differences in the order of the paths
 * @param otherTimes how many paths differ in their time
 * @param otherPermissions how many paths differ in their mode, but not in whether one can execute them
 * @param otherOwners how many paths differ in their owner, by number or by name
 */
public record TarballComparison(
        List<TarballDifference> differences, int otherTimes, int otherPermissions, int otherOwners) {

    /** What there is to say of a tarball that was compared with nothing. */
    static final TarballComparison NONE = new TarballComparison(List.of(), 0, 0, 0);

    public TarballComparison {
        differences = List.copyOf(differences);
    }

    /** Whether nothing differs, not even what is no content. */
    boolean isSame() {
        return differences.isEmpty() && otherTimes + otherPermissions + otherOwners == 0;
    }

    /** Compares; directories that hold something are of no account, tarballs made by git archive lack some of them. */
    static TarballComparison of(TarballContent here, TarballContent there) {
        List<TarballDifference> differences = new ArrayList<>();
        int times = 0;
        int permissions = 0;
        int owners = 0;
        TreeSet<GitPath> paths = new TreeSet<>(here.members().keySet());
        paths.addAll(there.members().keySet());
        for (GitPath path : paths) {
            TarballMember mine = here.members().get(path);
            TarballMember theirs = there.members().get(path);
            if (mine == null || theirs == null) {
                TarballMember only = Objects.requireNonNull(mine == null ? theirs : mine);
                if (!holdsSomething(path, only, mine == null ? there.members() : here.members())) {
                    differences.add(
                            new TarballDifference(path.text(), mine == null ? Kind.MISSING : Kind.EXTRA, shown(only)));
                }
                continue;
            }
            compare(path.text(), mine, theirs, differences);
            times += mine.time().equals(theirs.time()) ? 0 : 1;
            permissions += mine.mode() == theirs.mode() ? 0 : 1;
            owners += mine.owner().equals(theirs.owner()) ? 0 : 1;
        }
        return new TarballComparison(differences, times, permissions, owners);
    }

    private static boolean holdsSomething(GitPath path, TarballMember member, Map<GitPath, TarballMember> members) {
        if (member.kind() != TarballMember.Kind.DIRECTORY) {
            return false;
        }
        // Members are sorted by the bytes of their names, and '0' is the character behind '/'.
        return members instanceof java.util.SortedMap<GitPath, TarballMember> sorted
                && !sorted.subMap(new GitPath(path.bytes() + "/"), new GitPath(path.bytes() + "0"))
                        .isEmpty();
    }

    private static void compare(
            String path, TarballMember mine, TarballMember theirs, List<TarballDifference> differences) {
        if (mine.kind() != theirs.kind()) {
            differences.add(new TarballDifference(path, Kind.TYPE, shown(mine) + ", not " + shown(theirs)));
            return;
        }
        if (!mine.content().equals(theirs.content())) {
            boolean link = mine.kind() != TarballMember.Kind.FILE;
            differences.add(new TarballDifference(
                    path, link ? Kind.LINK : Kind.CONTENT, shown(mine) + ", not " + shown(theirs)));
        }
        if (mine.kind() == TarballMember.Kind.FILE && mine.isExecutable() != theirs.isExecutable()) {
            differences.add(new TarballDifference(
                    path, Kind.MODE, String.format("mode %04o, not %04o", mine.mode(), theirs.mode())));
        }
    }

    private static String shown(TarballMember member) {
        return switch (member.kind()) {
            case FILE ->
                "a file of " + HumanUnits.count(member.size(), "byte") + " ("
                        + member.content().substring(0, 12) + "…)";
            case DIRECTORY -> "a directory";
            case LINK -> "a link to " + new GitPath(member.content()).text();
            case HARD_LINK -> "a hard link to " + new GitPath(member.content()).text();
            case OTHER -> "a device or pipe";
        };
    }
}
