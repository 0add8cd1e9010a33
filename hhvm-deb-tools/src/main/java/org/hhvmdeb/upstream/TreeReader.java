package org.hhvmdeb.upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * Lists a commit's tree together with the trees of its submodules, without what is pruned. The content stays in git.
 *
 * <p>The trees are hostile until checked: what git itself would not check out is refused, and so is a tree that is
 * larger than any upstream, which a few kilobytes of objects can describe.
 */
final class TreeReader {

    private static final int MOST_ENTRIES = 2_000_000;
    private static final int LONGEST_PATH = 4096;
    private static final int DEEPEST_SUBMODULE = 16;
    private static final int LARGEST_GITMODULES = 1 << 20;

    private final Repositories repositories;
    private final Pruning pruning;
    private final SubmodulePolicy policy;
    private final Progress progress;
    private final List<TreeEntry> entries = new ArrayList<>();
    private final List<SubmoduleRecord> submodules = new ArrayList<>();

    TreeReader(Repositories repositories, Pruning pruning, SubmodulePolicy policy, Progress progress) {
        this.repositories = repositories;
        this.pruning = pruning;
        this.policy = policy;
        this.progress = progress;
    }

    UpstreamTree read(RepositoryAddress address, ObjectId commit) throws HhvmDebException, IOException {
        GitTree top = repositories.at(address).tree(commit);
        try (Progress.Task task = progress.begin("listing " + address.published(), Progress.UNKNOWN, "files")) {
            new Level(address, top, GitPath.TOP, 0).read(task);
        }
        entries.sort(Comparator.naturalOrder());
        refuseCollisions();
        submodules.sort(Comparator.comparing(SubmoduleRecord::path));
        pruning.warn(progress);
        policy.warnAboutUnused(progress);
        return new UpstreamTree(top.date(), entries, submodules, pruning.counts());
    }

    private void refuseCollisions() throws InputException {
        Set<GitPath> files = new HashSet<>();
        for (TreeEntry entry : entries) {
            if (!files.add(entry.path())) {
                throw new InputException("the upstream tree has the path " + entry.path() + " twice; refused");
            }
        }
        for (TreeEntry entry : entries) {
            for (GitPath above = entry.path().parent(); !above.equals(GitPath.TOP); above = above.parent()) {
                if (files.contains(above)) {
                    throw new InputException(
                            "the upstream tree has " + above + " both as a file and as a directory; refused");
                }
            }
        }
    }

    /** One repository of the nest. */
    private final class Level {

        private final RepositoryAddress address;
        private final GitTree tree;
        private final GitPath top;
        private final int depth;

        Level(RepositoryAddress address, GitTree tree, GitPath top, int depth) {
            this.address = address;
            this.tree = tree;
            this.top = top;
            this.depth = depth;
        }

        void read(Progress.Task task) throws HhvmDebException, IOException {
            Gitmodules gitmodules = null;
            try (TreeWalk walk = tree.walk()) {
                while (walk.next()) {
                    GitPath path = top.child(checked(GitPath.of(walk.getRawPath())));
                    FileMode mode = walk.getFileMode();
                    if (mode == FileMode.TREE) {
                        walk.enterSubtree();
                    } else if (mode == FileMode.GITLINK) {
                        gitmodules = gitmodules == null ? gitmodules() : gitmodules;
                        submodule(path, walk.getObjectId(0), gitmodules.url(GitPath.of(walk.getRawPath())), task);
                    } else if (mode == FileMode.MISSING) {
                        throw refused(path, "its mode is none that git writes");
                    } else {
                        file(new TreeEntry(path, TreeEntry.Kind.of(mode), walk.getObjectId(0), tree));
                        task.advance(1);
                    }
                }
            }
        }

        private void file(TreeEntry entry) throws HhvmDebException, IOException {
            Optional<String> pattern = pruning.matching(entry.path());
            if (pattern.isPresent()) {
                pruning.file(pattern.get(), tree.size(entry.content()));
                return;
            }
            if (entries.size() == MOST_ENTRIES) {
                throw new InputException("the upstream tree has more than " + MOST_ENTRIES + " files; refused");
            }
            entries.add(entry);
        }

        private void submodule(GitPath path, ObjectId commit, Optional<String> url, Progress.Task task)
                throws HhvmDebException, IOException {
            Optional<String> pattern = pruning.matching(path);
            Optional<String> leftOut = pattern.map(p -> "excluded by the pattern " + p);
            if (pattern.isPresent()) {
                pruning.submodule(pattern.get());
            } else if (policy.leavesOut(path)) {
                leftOut = Optional.of("left out by request");
            } else {
                enter(path, commit, url, task);
            }
            submodules.add(new SubmoduleRecord(
                    path.text(), url.map(RepositoryAddress::withoutCredentials), commit.name(), leftOut));
        }

        private void enter(GitPath path, ObjectId commit, Optional<String> url, Progress.Task task)
                throws HhvmDebException, IOException {
            if (depth == DEEPEST_SUBMODULE) {
                throw refused(path, "it is a submodule in a submodule " + DEEPEST_SUBMODULE + " times over");
            }
            RepositoryAddress inner = policy.address(path, url, address, source());
            GitTree content;
            try {
                content = repositories.at(inner).tree(commit);
            } catch (HhvmDebException e) {
                throw policy.explained(e, path, url, commit.name());
            }
            new Level(inner, content, path, depth + 1).read(task);
        }

        private Gitmodules gitmodules() throws HhvmDebException, IOException {
            try (TreeWalk walk = tree.walk()) {
                while (walk.next()) {
                    if (walk.getPathString().equals(".gitmodules")) {
                        if (!walk.getFileMode().equals(FileMode.TYPE_FILE)) {
                            throw new InputException(source() + " is not a plain file; refused, as git would");
                        }
                        return Gitmodules.parse(tree.read(walk.getObjectId(0), LARGEST_GITMODULES, source()), source());
                    }
                }
            }
            return Gitmodules.NONE;
        }

        private String source() {
            return top.child(GitPath.of(".gitmodules")) + " of " + address.shown();
        }

        private GitPath checked(GitPath path) throws InputException {
            for (String name : path.bytes().split("/", -1)) {
                if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                    throw refused(path, "it could leave the tree");
                }
                if (name.toLowerCase(Locale.ROOT).equals(".git")) {
                    throw refused(path, "no tree may hold a .git");
                }
            }
            if (path.bytes().length() > LONGEST_PATH) {
                throw refused(path, "it is longer than " + LONGEST_PATH + " bytes");
            }
            return path;
        }

        private InputException refused(GitPath path, String why) {
            return new InputException(
                    "the tree of " + address.shown() + " has the path \"" + path + "\", which is refused: " + why);
        }
    }
}
