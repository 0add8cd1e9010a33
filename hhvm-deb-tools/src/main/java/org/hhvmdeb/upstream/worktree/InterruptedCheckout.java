package org.hhvmdeb.upstream.worktree;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.UserGit;
import org.hhvmdeb.upstream.worktree.CommitChanges.Change;

/**
 * A work tree whose branch went from one commit to another, and whose files may have gone half the way. Somebody may have
 * worked there since: nothing is written over that is neither of the two commits, and nothing comes back that was deleted.
 */
final class InterruptedCheckout {

    private static final int PIECE = 1 << 16;

    private final Repository repository;
    private final Path shown;
    private final ObjectId from;
    private final ObjectId to;
    private final CommitChanges changes;

    private InterruptedCheckout(Repository repository, Path shown, ObjectId from, ObjectId to, CommitChanges changes) {
        this.repository = repository;
        this.shown = shown;
        this.from = from;
        this.to = to;
        this.changes = changes;
    }

    /**
     * Compares the commits; empty when the second one is not a commit on top of the first.
     *
     * @param to what the branch is at
     */
    static Optional<InterruptedCheckout> of(Repository repository, Path shown, ObjectId from, ObjectId to)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit now = walk.parseCommit(to);
            return now.getParentCount() > 0 && now.getParent(0).equals(from)
                    ? Optional.of(new InterruptedCheckout(
                            repository, shown, from, to, CommitChanges.between(repository, from, to)))
                    : Optional.empty();
        }
    }

    ObjectId to() {
        return to;
    }

    /**
     * Whether files are missing or old still.
     *
     * @throws InputException when they are, and other changes would be lost with writing them
     */
    boolean isUnfinished(ProcessRunner programs) throws IOException, InputException, ExternalException {
        boolean unfinished = false;
        Set<GitPath> others = new LinkedHashSet<>();
        for (String record : status(programs)) {
            GitPath path = new GitPath(record.substring(3));
            if (changes.paths().containsKey(path)) {
                unfinished = true;
            } else if (!record.startsWith("??")) {
                others.add(path);
            }
        }
        if (!unfinished) {
            return false;
        }
        addChanged(others, programs);
        if (!others.isEmpty()) {
            throw new InputException("a run that was killed left the work tree of " + shown + " half way from "
                    + from.name() + " to " + to.name() + ", and what has been changed since would be lost: "
                    + UncommittedWork.some(List.copyOf(others))
                    + "; put your changes aside, then run again or use: git reset --hard");
        }
        return true;
    }

    private List<String> status(ProcessRunner programs) throws IOException, ExternalException {
        return UserGit.list(
                UserGit.command(
                                "--no-optional-locks",
                                "status",
                                "--porcelain",
                                "-z",
                                "--no-renames",
                                "--untracked-files=all",
                                UncommittedWork.SUBMODULES)
                        .in(repository.getWorkTree().toPath()),
                programs);
    }

    /** Adds what is of neither commit, at the paths of the move and where it needs room. */
    private void addChanged(Set<GitPath> others, ProcessRunner programs) throws IOException, ExternalException {
        WorkTreeComparison before = WorkTreeComparison.with(from, repository, programs);
        WorkTreeComparison after = WorkTreeComparison.with(to, repository, programs);
        MovedIndex index = MovedIndex.of(changes, repository, programs);
        others.addAll(index.edited());
        for (Map.Entry<GitPath, Change> entry : changes.paths().entrySet()) {
            GitPath path = entry.getKey();
            Change change = entry.getValue();
            boolean known = (change.was() && before.isSame(path)) || (change.comes() && after.isSame(path));
            FileMode there = (change.comes() ? after : before).mode(path);
            // Git takes an old file away before it writes the new one, but has an index of its own until it is through.
            boolean missing = there.equals(FileMode.MISSING);
            if (!known && (missing ? change.comes() && index.isNew() : !isBeginning(path, there, change, programs))) {
                others.add(path);
            }
        }
        for (String listed : after.untracked()) {
            GitPath path = UncommittedWork.withoutSlash(listed);
            boolean ofTheMove = !listed.endsWith("/") && changes.paths().containsKey(path);
            if (!ofTheMove && changes.collidingWith(path).isPresent()) {
                others.add(path);
            }
        }
    }

    /** Whether a file is the new one as far as it goes: git writes a file in its place. */
    private boolean isBeginning(GitPath path, FileMode there, Change change, ProcessRunner programs)
            throws IOException, ExternalException {
        if (!isFile(there) || !there.equals(change.newMode()) || path.bytes().indexOf('\n') >= 0) {
            return false;
        }
        try (WorkDirectory scratch = WorkDirectory.create()) {
            Path answer = scratch.path().resolve("answer");
            String question = change.newContent().name() + " " + path.bytes() + "\n";
            programs.run(UserGit.command("cat-file", "--batch=%(objecttype)", "--filters")
                            .in(repository.getWorkTree().toPath())
                            .reading(stdin -> stdin.write(question.getBytes(StandardCharsets.ISO_8859_1)))
                            .writing(answer))
                    .orFail();
            try (InputStream file = Files.newInputStream(
                            path.under(repository.getWorkTree().toPath()));
                    InputStream wanted = new BufferedInputStream(Files.newInputStream(answer))) {
                int head = wanted.read();
                while (head >= 0 && head != '\n') {
                    head = wanted.read();
                }
                return isBeginning(file, wanted);
            }
        }
    }

    private static boolean isBeginning(InputStream file, InputStream wanted) throws IOException {
        for (byte[] piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            if (!Arrays.equals(piece, wanted.readNBytes(piece.length))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFile(FileMode mode) {
        return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }
}
