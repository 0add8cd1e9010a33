package org.hhvmdeb.upstream.commit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.orig.RecordedUpstream;
import org.hhvmdeb.upstream.packaging.PackagingRepository;
import org.hhvmdeb.upstream.worktree.UncommittedWork;

/**
 * The branch that holds {@code debian/} on top of the upstream tree. A new upstream version is no merge of texts there,
 * which would mix two versions where they touch the same lines, but replaces everything outside {@code debian/}.
 */
final class PackagingBranch {

    private static final String DEBIAN = "debian";

    private final String name;
    private final ObjectId head;
    private final boolean changelog;

    private PackagingBranch(String name, ObjectId head, boolean changelog) {
        this.name = name;
        this.head = head;
        this.changelog = changelog;
    }

    /**
     * A branch whose upstream tree has been replaced.
     *
     * @param entry the version of a new entry in debian/changelog
     * @param replaced how many files outside debian/ differed from the upstream version before and no longer do
     */
    record Merge(String reference, ObjectId from, ObjectId to, Optional<DebianVersion> entry, int replaced) {}

    /**
     * Looks at a branch.
     *
     * @param changelog whether its debian/changelog is to get an entry
     * @throws InputException when it is not there, or checked out with changes that are not committed
     */
    static PackagingBranch of(PackagingRepository packaging, String name, boolean changelog, ProcessRunner programs)
            throws IOException, InputException, ExternalException {
        Optional<ObjectId> head = packaging.branch(name);
        if (head.isEmpty()) {
            throw new InputException("the repository " + packaging.shown() + " has no branch " + name
                    + " to put the upstream version into");
        }
        packaging.requireNotCheckedOutElsewhere(name);
        if (packaging.isCheckedOut(name)) {
            new UncommittedWork(packaging, programs).refuse();
        }
        return new PackagingBranch(name, head.get(), changelog);
    }

    /** The tag of the upstream version that came last; empty where none did. */
    Optional<String> upstreamTag(Repository repository) throws IOException {
        Map<ObjectId, String> tags = new HashMap<>();
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS + Dep14.UPSTREAM)) {
                tags.put(
                        walk.peel(walk.parseAny(tag.getObjectId())).getId(),
                        tag.getName().substring(Constants.R_TAGS.length()));
            }
            RevCommit each = walk.parseCommit(head);
            while (!tags.containsKey(each.getId()) && each.getParentCount() > 0) {
                for (RevCommit merged : each.getParents()) {
                    if (tags.containsKey(merged.getId())) {
                        return Optional.ofNullable(tags.get(merged.getId()));
                    }
                }
                each = walk.parseCommit(each.getParent(0));
            }
            return Optional.ofNullable(tags.get(each.getId()));
        }
    }

    /** Makes the commit that replaces the upstream tree; empty when the branch has this version already. */
    Optional<Merge> replace(ObjectId upstream, RecordedUpstream recorded, PersonIdent who, ObjectInserter objects)
            throws IOException, InputException {
        try (ObjectReader reader = objects.newReader();
                RevWalk walk = new RevWalk(reader)) {
            RevCommit mine = walk.parseCommit(head);
            RevCommit theirs = walk.parseCommit(upstream);
            if (walk.isMergedInto(theirs, mine)) {
                return Optional.empty();
            }
            Optional<PackagingChangelog.Entry> entry =
                    changelog ? PackagingChangelog.draft(mine, name, recorded, who, reader, objects) : Optional.empty();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree(mine, theirs, entry, reader, objects));
            commit.setParentIds(head, upstream);
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage("Replace the upstream tree by version " + recorded.version() + "\n");
            int replaced = changesLost(walk, mine, theirs, reader);
            return Optional.of(new Merge(
                    Constants.R_HEADS + name,
                    head,
                    objects.insert(commit),
                    entry.map(PackagingChangelog.Entry::version),
                    replaced));
        }
    }

    private static ObjectId tree(
            RevCommit mine,
            RevCommit theirs,
            Optional<PackagingChangelog.Entry> entry,
            ObjectReader reader,
            ObjectInserter objects)
            throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(theirs.getTree());
            while (walk.next()) {
                if (walk.isSubtree() && !walk.getPathString().equals(DEBIAN)) {
                    walk.enterSubtree();
                } else if (!walk.getPathString().equals(DEBIAN)) {
                    add(walk, walk.getObjectId(0), builder);
                }
            }
        }
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(mine.getTree());
            while (walk.next()) {
                boolean inDebian = walk.getPathString().equals(DEBIAN) || walk.getDepth() > 0;
                if (inDebian && walk.isSubtree()) {
                    walk.enterSubtree();
                } else if (inDebian) {
                    boolean rewritten =
                            entry.isPresent() && walk.getPathString().equals(PackagingChangelog.PATH);
                    add(walk, rewritten ? entry.get().content() : walk.getObjectId(0), builder);
                }
            }
        }
        builder.finish();
        return index.writeTree(objects);
    }

    private static void add(TreeWalk walk, ObjectId content, DirCacheBuilder builder) {
        DirCacheEntry entry = new DirCacheEntry(walk.getRawPath());
        entry.setFileMode(walk.getFileMode());
        entry.setObjectId(content);
        builder.add(entry);
    }

    // Only a version that the branch was built on says what its own changes are.
    private static int changesLost(RevWalk walk, RevCommit mine, RevCommit theirs, ObjectReader reader)
            throws IOException {
        for (RevCommit parent : theirs.getParents()) {
            RevCommit before = walk.parseCommit(parent);
            if (walk.isMergedInto(before, mine)) {
                return differences(mine, before, reader);
            }
        }
        return 0;
    }

    private static int differences(RevCommit mine, RevCommit upstream, ObjectReader reader) throws IOException {
        int count = 0;
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(mine.getTree());
            walk.addTree(upstream.getTree());
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                if (walk.getDepth() == 0 && walk.getPathString().equals(DEBIAN)) {
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else {
                    count++;
                }
            }
        }
        return count;
    }
}
