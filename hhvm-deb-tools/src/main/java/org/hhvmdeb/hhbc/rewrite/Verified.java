package org.hhvmdeb.hhbc.rewrite;

import java.nio.file.Path;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;

/** The last look at what was written, before anybody sees it. */
final class Verified {

    private Verified() {}

    /**
     * Reads a written file from its beginning and holds it against what it was to hold.
     *
     * @param source where that came from, for messages
     * @throws ExternalException when they differ or SQLite finds the file damaged
     */
    static void same(RepoDigest wanted, Path written, Path source, Progress progress) throws HhvmDebException {
        try (Database database = Database.reading(written)) {
            RepoDigest has = new RepoReader(database, Database.MAIN, "what was written").read(progress);
            if (!has.digest().equals(wanted.digest())) {
                throw different(source);
            }
        }
        sound(written, source);
    }

    /** Lets SQLite look at all pages of a written file. */
    static void sound(Path written, Path source) throws HhvmDebException {
        try (Database database = Database.reading(written)) {
            String said = String.join("; ", database.strings("PRAGMA integrity_check(10)"));
            if (!said.equals("ok")) {
                throw new ExternalException(
                        "what was written from " + source + " is damaged and is discarded: " + said);
            }
        }
    }

    static ExternalException different(Path source) {
        return new ExternalException("what was written does not hold the same as " + source + "; it is discarded. Did "
                + source + " change meanwhile? Read a copy that nobody writes to");
    }
}
