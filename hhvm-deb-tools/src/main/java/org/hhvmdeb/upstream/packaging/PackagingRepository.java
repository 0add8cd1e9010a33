package org.hhvmdeb.upstream.packaging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.CacheLock;
import org.hhvmdeb.upstream.git.LocalRepository;
import org.hhvmdeb.upstream.git.RefLocks;
import org.jspecify.annotations.Nullable;

/**
 * The git repository of the packaging, of which several references change at once or none. What is written into it is
 * there for others from {@link #move} on.
 */
public final class PackagingRepository implements AutoCloseable {

    private final Repository repository;
    private final Path shown;
    private final CacheLock lock;
    private final ObjectQuarantine quarantine;

    private PackagingRepository(Repository repository, Path shown, CacheLock lock, ObjectQuarantine quarantine) {
        this.repository = repository;
        this.shown = shown;
        this.lock = lock;
        this.quarantine = quarantine;
    }

    /**
     * Opens it, once no other run of ours uses it.
     *
     * @throws InputException when there is none
     */
    public static PackagingRepository open(Path directory, Progress progress) throws InputException, IOException {
        FileRepositoryBuilder builder = LocalRepository.builder(directory).setup();
        Path common = (builder.getGitCommonDir() == null ? builder.getGitDir() : builder.getGitCommonDir()).toPath();
        Path objects = builder.getObjectDirectory().toPath();
        if (!Files.isDirectory(objects)) {
            throw new InputException("there is no git repository at " + directory + ": it has no objects");
        }
        if (Files.exists(common.resolve("reftable"))) {
            throw new InputException("the repository " + directory
                    + " keeps its references in a reftable, which is not supported; see: git refs migrate");
        }
        CacheLock lock = CacheLock.take(common.resolve("hhvm-deb.lock"), directory, progress);
        try {
            ObjectQuarantine quarantine = ObjectQuarantine.in(common, objects);
            builder.setObjectDirectory(quarantine.place().toFile()).addAlternateObjectDirectory(objects.toFile());
            return new PackagingRepository(builder.build(), directory, lock, quarantine);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    public Repository git() {
        return repository;
    }

    public Path shown() {
        return shown;
    }

    /** The commit a branch is at. */
    public Optional<ObjectId> branch(String name) throws IOException, InputException {
        if (!Repository.isValidRefName(Constants.R_HEADS + name)) {
            throw new InputException("\"" + name + "\" cannot be the name of a git branch");
        }
        Ref ref = repository.exactRef(Constants.R_HEADS + name);
        if (ref != null && ref.isSymbolic()) {
            throw new InputException("the branch " + name + " of " + shown + " is another name for "
                    + ref.getTarget().getName() + "; name that one");
        }
        return Optional.ofNullable(ref).map(Ref::getObjectId);
    }

    /** The tree of the commit behind a tag. */
    public Optional<ObjectId> treeOfTag(String name) throws IOException {
        Ref ref = repository.exactRef(Constants.R_TAGS + name);
        if (ref == null) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return Optional.of(walk.parseCommit(ref.getObjectId()).getTree().getId());
        }
    }

    /** Whether a branch is the one that is checked out in a work tree. */
    public boolean isCheckedOut(String branch) throws IOException {
        return !repository.isBare() && (Constants.R_HEADS + branch).equals(repository.getFullBranch());
    }

    /**
     * Refuses a branch that another work tree of the repository (git-worktree(1)) has checked out: its files would stay as
     * they are when the branch moves, and look like changes.
     *
     * @throws InputException naming that work tree
     */
    public void requireNotCheckedOutElsewhere(String branch) throws InputException, IOException {
        Path common = repository.getCommonDirectory().toPath();
        if (!repository.getConfig().getBoolean("core", "bare", false)) {
            requireNotCheckedOut(branch, common, common.toAbsolutePath().getParent());
        }
        Path worktrees = common.resolve("worktrees");
        if (Files.isDirectory(worktrees)) {
            try (DirectoryStream<Path> linked = Files.newDirectoryStream(worktrees)) {
                for (Path git : linked) {
                    Path link = git.resolve("gitdir");
                    Path its = Files.isRegularFile(link)
                            ? Path.of(Files.readString(link).strip())
                            : git;
                    requireNotCheckedOut(branch, git, its.getParent());
                }
            }
        }
    }

    private void requireNotCheckedOut(String branch, Path git, @Nullable Path workTree)
            throws InputException, IOException {
        Path head = git.resolve(Constants.HEAD);
        boolean elsewhere = Files.isRegularFile(head)
                && !Files.isSameFile(git, repository.getDirectory().toPath());
        if (elsewhere && Files.readString(head).strip().equals("ref: " + Constants.R_HEADS + branch)) {
            throw new InputException("the branch " + branch + " of " + shown + " is checked out in the work tree "
                    + workTree + "; run it there, or check out another branch there");
        }
    }

    /** A reference that is to be moved, or created when it is not there. */
    public record Move(String name, Optional<ObjectId> from, ObjectId to) {}

    /** Where the references are, which all work trees of the repository share. */
    public Path common() {
        return repository.getCommonDirectory().toPath();
    }

    /** A directory for what is needed while new objects come; it is among them, and goes before they are released. */
    public WorkDirectory scratch() throws IOException {
        return WorkDirectory.again(quarantine.place().resolve("scratch"));
    }

    /** The directories of objects, the new ones' first. */
    public List<Path> objects() {
        return List.of(quarantine.place(), common().resolve("objects"));
    }

    /**
     * Moves references together, together with the objects that were written: all of them or, if one is not where it was,
     * none.
     *
     * @param locks those of git are taken with it
     * @throws ExternalException when somebody else moved one in between
     */
    public void move(List<Move> moves, RefLocks locks, String why)
            throws IOException, InputException, ExternalException {
        quarantine.release();
        new MoveReferences(repository, shown).run(moves, locks, why);
    }

    @Override
    public void close() throws IOException {
        repository.close();
        try {
            quarantine.close();
        } finally {
            lock.close();
        }
    }
}
