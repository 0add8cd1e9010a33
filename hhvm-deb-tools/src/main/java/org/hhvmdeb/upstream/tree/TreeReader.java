package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitName;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;

/**
 * Lists a commit's tree together with the trees of its submodules, without what is pruned. The content stays in git.
 *
 * <p>The trees are hostile until checked: what git itself would not check out is refused, and so is a tree that is
 * larger than any upstream, which a few kilobytes of objects can describe.
 */
public final class TreeReader {

    /** Also of what is not kept: directories, excluded files, files of git. */
    private static final int MOST_LOOKED_AT = 2_000_000;
    /** Each is a repository that is opened. */
    private static final int MOST_SUBMODULES = 1000;

    private final Repositories repositories;
    private final ExcludeFilter pruning;
    private final SubmodulePolicy policy;
    private final Progress progress;
    private final int most;
    private final List<TreeEntry> entries = new ArrayList<>();
    private final Set<GitPath> kept = new HashSet<>();
    private final List<SubmoduleRecord> submodules = new ArrayList<>();
    private final UnreadSubmodules unread = new UnreadSubmodules();
    private int lookedAt;
    private int entered;

    public TreeReader(Repositories repositories, ExcludeFilter pruning, SubmodulePolicy policy, Progress progress) {
        this(repositories, pruning, policy, progress, MOST_LOOKED_AT);
    }

    /** With another bound on the entries that are looked at. */
    public TreeReader(
            Repositories repositories, ExcludeFilter pruning, SubmodulePolicy policy, Progress progress, int most) {
        this.most = most;
        this.repositories = repositories;
        this.pruning = pruning;
        this.policy = policy;
        this.progress = progress;
    }

    /**
     * Reads all of it.
     *
     * @throws InputException for a tree that is refused, and for submodules without a usable address
     * @throws org.hhvmdeb.notice.ExternalException when repositories cannot be reached; all of them are named
     */
    public UpstreamTree read(RepositoryAddress address, ObjectId commit) throws HhvmDebException, IOException {
        UpstreamTree tree = readAsFarAsItIsThere(address, commit);
        unread.refuse();
        pruning.warn(progress);
        policy.refuseUnused(progress);
        return tree;
    }

    /** Reads what can be read: a submodule that cannot is among the submodules, with nothing in it, and is warned about. */
    public UpstreamTree readWhatIsThere(RepositoryAddress address, ObjectId commit)
            throws HhvmDebException, IOException {
        UpstreamTree tree = readAsFarAsItIsThere(address, commit);
        unread.warn(progress);
        pruning.warn(progress);
        policy.refuseUnused(progress);
        return tree;
    }

    private UpstreamTree readAsFarAsItIsThere(RepositoryAddress address, ObjectId commit)
            throws HhvmDebException, IOException {
        SubmoduleTree top = SubmoduleTree.outermost(new SubmoduleRepositories(repositories, policy), address, commit);
        try (Progress.Task task = progress.begin("listing " + address.published(), Progress.UNKNOWN, "file")) {
            new Level(top).read(task);
        }
        entries.sort(Comparator.naturalOrder());
        refuseCollisions();
        submodules.sort(Comparator.comparing(SubmoduleRecord::path));
        return new UpstreamTree(top.tree().date(), entries, submodules, pruning.counts(), pruning.gitFiles());
    }

    private void refuseCollisions() throws InputException {
        Set<GitPath> files = new HashSet<>();
        for (TreeEntry entry : entries) {
            if (!entry.isDirectory() && !files.add(entry.path())) {
                throw new InputException("the upstream tree has the path " + entry.path() + " twice; refused");
            }
        }
        for (TreeEntry entry : entries) {
            GitPath directory =
                    entry.isDirectory() ? entry.path() : entry.path().parent();
            for (GitPath above = directory; !above.equals(GitPath.TOP); above = above.parent()) {
                if (files.contains(above)) {
                    throw new InputException(
                            "the upstream tree has " + above + " both as a file and as a directory; refused");
                }
            }
        }
    }

    /** One repository of the nest. */
    private final class Level {

        private final SubmoduleTree tree;

        Level(SubmoduleTree tree) {
            this.tree = tree;
        }

        void read(Progress.Task task) throws HhvmDebException, IOException {
            try (TreeWalk walk = tree.tree().walk()) {
                while (walk.next()) {
                    count(++lookedAt, most, "entries");
                    GitPath inner = GitPath.of(walk.getRawPath());
                    GitPath path = tree.checked(inner);
                    FileMode mode = walk.getFileMode();
                    if (mode == FileMode.TREE) {
                        walk.enterSubtree();
                    } else if (mode == FileMode.GITLINK) {
                        submodule(inner, walk.getObjectId(0), task);
                    } else if (mode == FileMode.MISSING) {
                        throw tree.refused(path, "invalid git file mode");
                    } else {
                        file(new TreeEntry(path, TreeEntry.Kind.of(mode), walk.getObjectId(0), tree.tree()));
                        task.advance(1);
                    }
                }
            } catch (IndexOutOfBoundsException e) {
                throw tree.tree().damaged(e);
            }
        }

        private Optional<String> enter(GitPath inner, ObjectId commit, Progress.Task task)
                throws HhvmDebException, IOException {
            SubmoduleTree below;
            try {
                below = tree.enter(inner, commit);
            } catch (UnreadSubmodule e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e.told();
                }
                unread.add(e);
                return Optional.of(SubmoduleRecord.UNREAD);
            }
            new Level(below).read(task);
            return Optional.empty();
        }

        private void count(int count, int most, String what) throws InputException {
            if (count > most) {
                throw new InputException("the upstream tree has more than " + most + " " + what + "; refused");
            }
        }

        private void file(TreeEntry entry) throws HhvmDebException, IOException {
            Optional<String> pattern = pruning.matching(entry.path());
            if (pattern.isPresent()) {
                pruning.file(pattern.get(), entry.tree().size(entry.content()));
                return;
            }
            Optional<GitPath> staying = pruning.directoryAboveGitFile(entry.path());
            if (staying.isPresent()) {
                pruning.gitFile(entry.tree().size(entry.content()));
                keep(staying.get());
                return;
            }
            Optional<String> excess = GitName.excess(entry.path());
            if (excess.isPresent()) {
                throw tree.refused(entry.path(), excess.get());
            }
            entries.add(entry);
        }

        private void keep(GitPath directory) {
            if (!directory.equals(GitPath.TOP) && kept.add(directory)) {
                entries.add(TreeEntry.directory(directory, tree.tree()));
            }
        }

        private void submodule(GitPath inner, ObjectId commit, Progress.Task task)
                throws HhvmDebException, IOException {
            GitPath path = tree.top().child(inner);
            policy.meets(path, tree.url(inner));
            Optional<String> pattern = pruning.matching(path);
            Optional<String> leftOut = pattern.map(p -> "excluded by the pattern " + p);
            if (pattern.isPresent()) {
                pruning.submodule(pattern.get());
            } else if (pruning.directoryAboveGitFile(path).isPresent()) {
                pruning.gitSubmodule();
                leftOut = Optional.of(SubmoduleRecord.GIT_FILE);
            } else if (policy.leavesOut(path)) {
                leftOut = Optional.of(SubmoduleRecord.BY_REQUEST);
            } else {
                count(++entered, MOST_SUBMODULES, "submodules");
                leftOut = enter(inner, commit, task);
            }
            submodules.add(new SubmoduleRecord(
                    path.text(), tree.url(inner).map(RepositoryAddress::withoutCredentials), commit.name(), leftOut));
        }
    }
}
