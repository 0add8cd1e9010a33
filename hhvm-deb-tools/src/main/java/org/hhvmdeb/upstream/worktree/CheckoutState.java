package org.hhvmdeb.upstream.worktree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.InputException;

/**
 * Says, beside the index of a work tree, which files are to be written there. A copy of the repository has it, too, and may be
 * at another commit's files for good reasons; so it is sealed for its place and for the directory it lies in.
 */
final class CheckoutState {

    private static final String NAME = "hhvm-deb-checkout";
    private static final int LONGEST = 1000;

    private final Path directory;
    private final Path file;
    private final Seal seal;

    /**
     * That of a work tree.
     *
     * @param directory the git directory of the work tree
     */
    CheckoutState(Path directory, Seal seal) {
        this.directory = directory;
        this.file = directory.resolve(NAME);
        this.seal = seal;
    }

    /** A move of the branch that is checked out, from one commit to the next. */
    record Move(ObjectId from, ObjectId to) {

        private String text() {
            return from.name() + " " + to.name();
        }
    }

    boolean isThere() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    void write(Move move) throws IOException {
        StagedFile.write(file, move.text() + " " + seal.of(NAME, file, sealed(move)) + "\n");
    }

    /**
     * Reads it, if there is one.
     *
     * @throws InputException when no run of this user has written it here; it stays
     */
    Optional<Move> read() throws IOException, InputException {
        if (!isThere()) {
            return Optional.empty();
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST) {
            String[] words =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split(" ", -1);
            if (words.length == 3 && ObjectId.isId(words[0]) && ObjectId.isId(words[1])) {
                Move move = new Move(ObjectId.fromString(words[0]), ObjectId.fromString(words[1]));
                if (seal.isOn(words[2], NAME, file, sealed(move))) {
                    return Optional.of(move);
                }
            }
        }
        throw new InputException(file + " was not written in this place by a run of yours (their key is "
                + seal.keyFile()
                + "), so no files are written after it. If it came with the repository, or with a copy of"
                + " it, delete it and run again. If a run of yours was killed there, and the repository was moved or the"
                + " key has changed since, the files may be those of the version before: look at git status, have them"
                + " written with git reset --hard, then delete it");
    }

    private byte[] sealed(Move move) throws IOException {
        return (Files.getAttribute(directory, "unix:ino") + "\n" + move.text()).getBytes(StandardCharsets.US_ASCII);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
