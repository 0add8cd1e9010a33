package org.hhvmdeb.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.hhvmdeb.io.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;

/**
 * A work tree whose branch went from one commit to another, and whose files may have gone half the way. Whoever noted that
 * may have been somebody else, in a repository that was copied: nothing is written over that is neither of the two commits.
 */
final class CutOffCheckout {

    private static final int PIECE = 1 << 16;

    private final Repository repository;
    private final Path shown;
    private final RevCommit from;
    private final RevCommit to;
    private final Map<String, Change> changes = new HashMap<>();

    private record Change(FileMode oldMode, ObjectId oldContent, FileMode newMode, ObjectId newContent) {}

    private CutOffCheckout(Repository repository, Path shown, RevCommit from, RevCommit to) {
        this.repository = repository;
        this.shown = shown;
        this.from = from;
        this.to = to;
    }

    /**
     * Compares the commits; empty when the second one is not a commit on top of the first.
     *
     * @param to what the branch is at
     */
    static Optional<CutOffCheckout> of(Repository repository, Path shown, ObjectId from, ObjectId to)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit now = walk.parseCommit(to);
            if (now.getParentCount() == 0 || !now.getParent(0).equals(from)) {
                return Optional.empty();
            }
            RevCommit before = walk.parseCommit(now.getParent(0));
            CutOffCheckout cutOff = new CutOffCheckout(repository, shown, before, now);
            cutOff.compare();
            return Optional.of(cutOff);
        }
    }

    private void compare() throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(from.getTree());
            walk.addTree(to.getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                changes.put(
                        new String(walk.getRawPath(), StandardCharsets.ISO_8859_1),
                        new Change(walk.getFileMode(0), walk.getObjectId(0), walk.getFileMode(1), walk.getObjectId(1)));
            }
        }
    }

    ObjectId to() {
        return to.getId();
    }

    /**
     * Whether files are missing or old still.
     *
     * @throws InputException when they are, and other changes would be lost with writing them
     */
    boolean isUnfinished(ProcessRunner programs) throws IOException, InputException, ExternalException {
        boolean unfinished = false;
        List<String> others = new ArrayList<>();
        for (String record : status(programs)) {
            String path = record.substring(3);
            Change change = changes.get(path);
            boolean untracked = record.startsWith("??");
            if (change == null && !untracked) {
                others.add(new GitPath(path).text());
            } else if (change != null) {
                unfinished = true;
                if ((untracked || record.charAt(1) != ' ') && !isOneOf(change, path)) {
                    others.add(new GitPath(path).text());
                }
            }
        }
        if (unfinished && !others.isEmpty()) {
            throw new InputException("a run that was killed left the work tree of " + shown + " half way from "
                    + from.name() + " to " + to.name() + ", and what has been changed since would be lost: "
                    + String.join(", ", others.subList(0, Math.min(5, others.size())))
                    + (others.size() > 5 ? " and " + (others.size() - 5) + " more" : "")
                    + "; put your changes aside, then run again or use: git reset --hard");
        }
        return unfinished;
    }

    private List<String> status(ProcessRunner programs) throws IOException, ExternalException {
        try (WorkDirectory scratch = WorkDirectory.create()) {
            Path answer = scratch.path().resolve("status");
            programs.run(UserGit.command(
                                    "--no-optional-locks",
                                    "status",
                                    "--porcelain",
                                    "-z",
                                    "--no-renames",
                                    "--untracked-files=all",
                                    "--ignore-submodules=all")
                            .in(repository.getWorkTree().toPath())
                            .writing(answer))
                    .orFail();
            return Arrays.stream(Files.readString(answer, StandardCharsets.ISO_8859_1)
                            .split("\0"))
                    .filter(r -> r.length() > 3)
                    .toList();
        }
    }

    private boolean isOneOf(Change change, String path) throws IOException {
        Path file = repository.getWorkTree().toPath().resolve(new GitPath(path).text());
        return !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || (isFile(change.oldMode()) && is(file, change.oldContent(), true))
                || (isFile(change.newMode()) && is(file, change.newContent(), false));
    }

    /**
     * Compares a file.
     *
     * @param whole otherwise the beginning is enough: git writes a file in its place
     */
    private boolean is(Path file, ObjectId content, boolean whole) throws IOException {
        ObjectLoader loader = repository.open(content);
        long size = Files.size(file);
        if (whole ? size != loader.getSize() : size > loader.getSize()) {
            return false;
        }
        try (InputStream there = Files.newInputStream(file);
                InputStream wanted = loader.openStream()) {
            for (byte[] piece = there.readNBytes(PIECE); piece.length > 0; piece = there.readNBytes(PIECE)) {
                if (!Arrays.equals(piece, wanted.readNBytes(piece.length))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isFile(FileMode mode) {
        return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }
}
