package org.hhvmdeb.upstream.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.RefLocks;
import org.hhvmdeb.upstream.orig.RecordedUpstream;
import org.hhvmdeb.upstream.packaging.PackagingRepository;
import org.hhvmdeb.upstream.packaging.PackagingRepository.Move;
import org.hhvmdeb.upstream.verify.VerifyOrigRequest;
import org.hhvmdeb.upstream.worktree.WorkTreeUpdate;

/**
 * Puts an orig tarball into the packaging's git repository, as {@code gbp import-orig} does: a commit on the upstream
 * branch, the tag {@code upstream/<version>}, and if asked for pristine-tar's note and the replacement of the upstream
 * tree in the packaging branch with an entry in {@code debian/changelog}. All references change together, at the end, or none does.
 */
public final class CommitUpstream {

    private final ProcessRunner programs;

    /**
     * Sets the step up.
     *
     * @param programs runs git, where a work tree is concerned, and pristine-tar
     */
    public CommitUpstream(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Commits a tarball. If all of it is there already, nothing is written. Where the version's tag is there, it stays, and a
     * warning tells what of the request is not behind it.
     *
     * @throws InputException when the tarball is not the one of its manifest, the version is tagged with another content,
     *     one branch is named for two things, a branch is missing or checked out, its changelog cannot get the entry, or the work tree has changes
     * @throws ExternalException when pristine-tar fails or the repository cannot be written
     */
    public CommittedUpstream run(CommitRequest request, Progress progress) throws HhvmDebException {
        request.branches().requireDifferent();
        try (PackagingRepository packaging = PackagingRepository.open(request.repository(), progress)) {
            return new Run(request, packaging, progress).perform();
        } catch (IOException e) {
            throw ExternalException.during("committing " + request.tarball() + " to " + request.repository(), e);
        }
    }

    /**
     * Looks at the branches before there is a tarball, which takes long to make.
     *
     * @throws InputException when one branch is to be two things, a name cannot be that of a branch, the packaging branch is not there, one that would
     *     change is checked out, or the work tree has changes
     */
    public void requireBranches(Path repository, PackagingBranches branches, Progress progress)
            throws HhvmDebException {
        branches.requireDifferent();
        try (PackagingRepository packaging = PackagingRepository.open(repository, progress)) {
            requireBranches(packaging, branches);
            if (branches.packaging().isPresent()) {
                PackagingBranch.of(packaging, branches.packaging().get(), false, programs);
            }
        } catch (IOException e) {
            throw ExternalException.during("looking at the branches of " + repository, e);
        }
    }

    private static void requireBranches(PackagingRepository packaging, PackagingBranches branches)
            throws InputException, IOException {
        packaging.branch(branches.upstream());
        requireNotCheckedOut(packaging, branches.upstream());
        if (branches.pristineTar()) {
            requireNotCheckedOut(packaging, PristineTar.BRANCH);
        }
    }

    private static void requireNotCheckedOut(PackagingRepository packaging, String branch)
            throws InputException, IOException {
        if (packaging.isCheckedOut(branch)) {
            throw new InputException("the branch " + branch + " is checked out in " + packaging.shown()
                    + "; check out the packaging branch, as no file would be written for this one");
        }
        packaging.requireNotCheckedOutElsewhere(branch);
    }

    private final class Run {

        private final CommitRequest request;
        private final PackagingRepository packaging;
        private final Progress progress;
        private final RecordedUpstream recorded;
        private final String tag;
        private final List<Move> moves = new ArrayList<>();

        Run(CommitRequest request, PackagingRepository packaging, Progress progress)
                throws HhvmDebException, IOException {
            this.request = request;
            this.packaging = packaging;
            this.progress = progress;
            this.recorded = RecordedUpstream.read(
                    VerifyOrigRequest.of(request.tarball()).manifest());
            this.tag = Dep14.upstreamTag(recorded.version());
            if (!Sha256.of(request.tarball()).equals(recorded.digests().tarball())) {
                throw new InputException(request.tarball()
                        + " is not the tarball of the manifest beside it; upstream verify tells what differs");
            }
        }

        CommittedUpstream perform() throws HhvmDebException, IOException {
            new WorkTreeUpdate(packaging, programs).recover(progress);
            Optional<ObjectId> before = packaging.branch(request.branches().upstream());
            Optional<PackagingBranch> target = target();
            PersonIdent who = Committer.of(request, packaging);
            try (ObjectInserter objects = objects()) {
                ObjectId tree = TarballTree.store(request.tarball(), objects, progress);
                objects.flush();
                Optional<ObjectId> tagged = packaging.treeOfTag(tag);
                if (tagged.isPresent() && !tagged.get().equals(tree)) {
                    throw new InputException("the repository " + packaging.shown() + " has the tag " + tag
                            + " already, for another content; a tarball that was changed needs a version of its own,"
                            + " such as one with +dfsg2");
                }
                ObjectId upstream =
                        tagged.isPresent() ? taggedBefore(before) : commitUpstream(tree, before, who, objects);
                if (request.branches().pristineTar()) {
                    objects.flush();
                    notePristineTar(tree, who, objects);
                }
                Optional<PackagingBranch.Merge> merge =
                        target.isEmpty() ? Optional.empty() : target.get().replace(upstream, recorded, who, objects);
                merge.ifPresent(m -> moves.add(new Move(m.reference(), Optional.of(m.from()), m.to())));
                if (target.isPresent() && merge.isEmpty()) {
                    warnOfOtherVersion(target.get());
                }
                objects.flush();
                finish(merge);
                return new CommittedUpstream(
                        request.branches().upstream(),
                        upstream.name(),
                        tag,
                        merge.map(m -> m.to().name()),
                        merge.flatMap(PackagingBranch.Merge::entry),
                        merge.map(PackagingBranch.Merge::replaced).orElse(0),
                        moves.isEmpty());
            }
        }

        private Optional<PackagingBranch> target() throws HhvmDebException, IOException {
            requireBranches(packaging, request.branches());
            if (request.branches().packaging().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    PackagingBranch.of(packaging, request.branches().packaging().get(), request.changelog(), programs));
        }

        private ObjectId commitUpstream(
                ObjectId tree, Optional<ObjectId> before, PersonIdent who, ObjectInserter objects)
                throws HhvmDebException, IOException {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            before.ifPresent(commit::addParentId);
            if (request.upstreamParent().isPresent()) {
                commit.addParentId(
                        UpstreamParent.fetch(packaging, request.upstreamParent().get(), recorded));
            }
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage("Import upstream version " + recorded.version() + "\n\nUpstream tag " + recorded.tag()
                    + ", commit " + recorded.commit().name() + ".\n");
            ObjectId id = objects.insert(commit);
            TagBuilder annotated = new TagBuilder();
            annotated.setObjectId(id, Constants.OBJ_COMMIT);
            annotated.setTag(tag);
            annotated.setTagger(who);
            annotated.setMessage("Upstream version " + recorded.version() + "\n");
            moves.add(new Move(Constants.R_HEADS + request.branches().upstream(), before, id));
            moves.add(new Move(Constants.R_TAGS + tag, Optional.empty(), objects.insert(annotated)));
            return id;
        }

        /** A tag stays what it is, so what was asked for and is not behind it is said. */
        private ObjectId taggedBefore(Optional<ObjectId> before) throws IOException {
            try (RevWalk walk = new RevWalk(packaging.git())) {
                RevCommit upstream = walk.parseCommit(packaging.git().resolve(Constants.R_TAGS + tag));
                boolean onBranch = before.isPresent() && walk.isMergedInto(upstream, walk.parseCommit(before.get()));
                if (!onBranch) {
                    progress.warn(packaging.shown() + " has " + tag + " already, but not on the branch "
                            + request.branches().upstream()
                            + ", which stays as it is; name the branch that has it, or merge it there");
                }
                boolean hasParent = Arrays.stream(upstream.getParents())
                        .anyMatch(p -> p.getId().equals(recorded.commit()));
                if (request.upstreamParent().isPresent() && !hasParent) {
                    progress.warn(packaging.shown() + " has " + tag + " already, and upstream's own commit "
                            + recorded.commit().name() + " is not a parent of it, which stays so");
                }
                return upstream.getId();
            }
        }

        private void warnOfOtherVersion(PackagingBranch branch) throws IOException {
            Optional<String> stands = branch.upstreamTag(packaging.git());
            if (stands.isPresent() && !stands.get().equals(tag)) {
                progress.warn("the branch " + request.branches().packaging().orElseThrow() + " has had " + tag
                        + " before, and stands on " + stands.get() + " now; it stays there");
            }
        }

        private void notePristineTar(ObjectId tree, PersonIdent who, ObjectInserter objects)
                throws HhvmDebException, IOException {
            Optional<ObjectId> before = packaging.branch(PristineTar.BRANCH);
            if (before.isPresent() && PristineTar.knows(request.tarball(), before.get(), packaging.git())) {
                return;
            }
            ObjectId head = new PristineTar(programs, packaging).commit(request.tarball(), tree, before, who, objects);
            moves.add(new Move(Constants.R_HEADS + PristineTar.BRANCH, before, head));
        }

        private void finish(Optional<PackagingBranch.Merge> merge) throws HhvmDebException, IOException {
            if (moves.isEmpty()) {
                progress.note(packaging.shown() + " has " + tag + " already");
                return;
            }
            boolean checkedOut = merge.isPresent()
                    && packaging.isCheckedOut(request.branches().packaging().orElseThrow());
            WorkTreeUpdate workTree = new WorkTreeUpdate(packaging, programs);
            try (RefLocks locks = RefLocks.in(packaging.common())) {
                if (checkedOut) {
                    workTree.announce(
                            merge.orElseThrow().from(), merge.orElseThrow().to(), locks);
                }
                packaging.move(moves, locks, "import of upstream version " + recorded.version());
                if (checkedOut) {
                    workTree.perform(
                            merge.orElseThrow().from(), merge.orElseThrow().to());
                }
            }
        }

        private ObjectInserter objects() {
            return packaging.git().getObjectDatabase() instanceof ObjectDirectory files
                    ? files.newPackInserter()
                    : packaging.git().newObjectInserter();
        }
    }
}
