package org.hhvmdeb.hhbc.content;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** The last look at what was written, before anybody sees it. */
public final class ContentCheck {

    private ContentCheck() {}

    /**
     * Reads a written file from its beginning and holds it against what it was to hold.
     *
     * @param named what messages call it
     * @param source where its content came from
     * @param pages where else its pages may have come from
     * @throws ExternalException when they differ or SQLite finds the file damaged
     * @throws InputException when the damage is that of a file it was made from
     */
    public static void same(RepoDigest wanted, Path written, Path named, Progress progress, Path source, Path... pages)
            throws HhvmDebException {
        try (Database database = Database.written(written, named, sources(source, pages))) {
            RepoDigest has = new RepoReader(database, Database.MAIN, "what was written").read(progress);
            if (!has.digest().equals(wanted.digest())) {
                throw different(source);
            }
        }
        sound(written, named, sources(source, pages));
    }

    private static Path[] sources(Path source, Path... pages) {
        return Stream.concat(Stream.of(source), Arrays.stream(pages)).toArray(Path[]::new);
    }

    /** Lets SQLite look at all pages of a written file; where they are wrong, at what it was made from, too. */
    public static void sound(Path written, Path named, Path... sources) throws HhvmDebException {
        try (Database database = Database.written(written, named, sources)) {
            Optional<String> complaints = complaints(database);
            if (complaints.isPresent()) {
                for (Path source : sources) {
                    requireSound(source);
                }
                throw new ExternalException(
                        "what was written to " + named + " is damaged and is discarded: " + complaints.get());
            }
        }
    }

    /**
     * Refuses a damaged file.
     *
     * @throws InputException with what SQLite finds wrong
     */
    public static void requireSound(Path file) throws HhvmDebException {
        try (Database database = Database.reading(file)) {
            Optional<String> complaints = complaints(database);
            if (complaints.isPresent()) {
                throw new InputException(
                        file + " is damaged: " + complaints.get() + "; recompile it or restore a copy");
            }
        }
    }

    /** The same as an answer; a file that cannot be opened now is not called damaged. */
    static boolean isSound(Path file) {
        try {
            requireSound(file);
            return true;
        } catch (InputException e) {
            return false;
        } catch (HhvmDebException e) {
            return true;
        }
    }

    private static Optional<String> complaints(Database database) throws HhvmDebException {
        String said = String.join("; ", database.strings("PRAGMA integrity_check(10)"));
        return said.equals("ok") ? Optional.empty() : Optional.of(said.replace("\n", ", "));
    }

    public static ExternalException different(Path source) {
        return new ExternalException("what was written does not hold the same as " + source + "; it is discarded. Did "
                + source + " change meanwhile? Read a copy that nobody writes to");
    }
}
