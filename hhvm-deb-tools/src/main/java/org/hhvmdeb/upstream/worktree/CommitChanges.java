package org.hhvmdeb.upstream.worktree;

import java.io.IOException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.hhvmdeb.upstream.git.GitPath;

/**
 * What differs between two commits.
 *
 * @param paths that of each path that is no directory
 */
record CommitChanges(NavigableMap<GitPath, Change> paths) {

    /** What is at a path in both commits; {@link FileMode#MISSING} for nothing. */
    record Change(FileMode oldMode, ObjectId oldContent, FileMode newMode, ObjectId newContent) {

        boolean was() {
            return !oldMode.equals(FileMode.MISSING);
        }

        boolean comes() {
            return !newMode.equals(FileMode.MISSING);
        }
    }

    static CommitChanges between(Repository repository, ObjectId from, ObjectId to) throws IOException {
        NavigableMap<GitPath, Change> paths = new TreeMap<>();
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(from).getTree());
            walk.addTree(commits.parseCommit(to).getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                paths.put(
                        GitPath.of(walk.getRawPath()),
                        new Change(walk.getFileMode(0), walk.getObjectId(0), walk.getFileMode(1), walk.getObjectId(1)));
            }
        }
        return new CommitChanges(paths);
    }

    /** The path that the second commit has at the place of another one, above it or below it, if there is any. */
    Optional<GitPath> collidingWith(GitPath other) {
        for (GitPath above = other; !above.equals(GitPath.TOP); above = above.parent()) {
            if (comes(above)) {
                return Optional.of(above);
            }
        }
        GitPath inside = other.child(GitPath.TOP);
        return paths.tailMap(inside, true).keySet().stream()
                .takeWhile(p -> p.bytes().startsWith(inside.bytes()))
                .filter(this::comes)
                .findFirst();
    }

    private boolean comes(GitPath path) {
        Change change = paths.get(path);
        return change != null && change.comes();
    }
}
