package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.hhvmdeb.notice.ExternalException;

/** Walks commits that touch certain paths: what {@code git log FROM..TO -- PATH…} shows. */
final class History {

    private final Repository repository;
    private final String shown;
    private final TreeFilter touched;

    History(Repository repository, String shown, Collection<GitPath> paths) {
        this.repository = repository;
        this.shown = shown;
        this.touched = AndTreeFilter.create(
                PathFilterGroup.create(
                        paths.stream().map(p -> PathFilter.create(p.text())).toList()),
                TreeFilter.ANY_DIFF);
    }

    /** Those that {@code to} has and {@code from} has not, parents before children. */
    List<UpstreamCommit> between(ObjectId from, ObjectId to) throws IOException, ExternalException {
        List<UpstreamCommit> commits = new ArrayList<>();
        refuseShallow(from, to);
        try (ObjectReader objects = repository.newObjectReader();
                RevWalk walk = new RevWalk(objects)) {
            walk.setTreeFilter(touched);
            walk.setRewriteParents(false);
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(to));
            walk.markUninteresting(walk.parseCommit(from));
            for (RevCommit commit : walk) {
                commits.add(describe(commit, objects, walk));
            }
        } catch (MissingObjectException e) {
            throw incomplete(e.getObjectId());
        }
        return commits;
    }

    /** Where a shallow clone ends, JGit sees a commit without parents, and no error. */
    private void refuseShallow(ObjectId from, ObjectId to) throws IOException, ExternalException {
        Set<ObjectId> ends = repository.getObjectDatabase().getShallowCommits();
        if (ends.isEmpty()) {
            return;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(to));
            walk.markUninteresting(walk.parseCommit(from));
            for (RevCommit commit : walk) {
                if (ends.contains(commit.getId())) {
                    throw incomplete(commit.getId());
                }
            }
        }
    }

    private ExternalException incomplete(ObjectId end) {
        return new ExternalException("the history of " + shown + " is incomplete: it ends at the commit " + end.name()
                + "; a shallow or partial clone cannot serve, give the address of a whole one");
    }

    private UpstreamCommit describe(RevCommit commit, ObjectReader objects, RevWalk walk) throws IOException {
        return new UpstreamCommit(
                commit.name(),
                commit.getShortMessage(),
                Instant.ofEpochSecond(commit.getCommitTime()),
                changes(commit, objects, walk));
    }

    private List<UpstreamCommit.Change> changes(RevCommit commit, ObjectReader objects, RevWalk walk)
            throws IOException {
        List<UpstreamCommit.Change> changes = new ArrayList<>();
        try (TreeWalk trees = new TreeWalk(objects)) {
            if (commit.getParentCount() == 0) {
                trees.addTree(new EmptyTreeIterator());
            } else {
                trees.addTree(walk.parseCommit(commit.getParent(0)).getTree());
            }
            trees.addTree(commit.getTree());
            trees.setFilter(touched);
            trees.setRecursive(true);
            while (trees.next()) {
                changes.add(new UpstreamCommit.Change(
                        GitPath.of(trees.getRawPath()), content(trees, 0), content(trees, 1)));
            }
        }
        return changes;
    }

    private static Optional<String> content(TreeWalk trees, int tree) {
        return trees.getFileMode(tree) == FileMode.MISSING
                ? Optional.empty()
                : Optional.of(trees.getObjectId(tree).name());
    }
}
