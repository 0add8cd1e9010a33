package org.hhvmdeb.hhvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/** What the first bytes of a file say it is. */
public enum RepoFormat {
    /** HHVM's repository from 2.0 to spring 2021: a SQLite database that holds any number of schemas. */
    SQLITE("SQLite format 3\0", "a SQLite repository"),
    /** HHVM's repository since: one schema, read in authoritative mode only. */
    BLOB("HHBC", "a blob repository"),
    /** The profile a server dumps for its successor (Jumpstart); bound to a schema, but no bytecode. */
    JIT_PROFILE("HHVM", "a JIT profile dump"),
    /** A program or a library. */
    ELF("\u007fELF", "an ELF file"),
    /** A Debian binary package. */
    DEB("!<arch>\n", "a Debian package"),
    /** A text that a shell or another interpreter runs. */
    SCRIPT("#!", "a script"),
    /** No byte at all. HHVM would take it for a new repository. */
    EMPTY("", "an empty file"),
    /** Something else. */
    UNKNOWN("", "a file of no known format");

    private static final int LONGEST = 16;

    private final String start;
    private final String words;

    RepoFormat(String start, String words) {
        this.start = start;
        this.words = words;
    }

    /**
     * Looks at a file.
     *
     * @throws InputException when there is no such file
     * @throws ExternalException when it cannot be read
     */
    public static RepoFormat of(Path file) throws InputException, ExternalException {
        if (!Files.exists(file)) {
            throw new InputException(InputFile.absent("file", file));
        }
        InputFile.requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) == 0) {
                // The kernel shows files without a size that wait for something to happen.
                return EMPTY;
            }
            return of(new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }

    private static RepoFormat of(String head) {
        if (head.isEmpty()) {
            return EMPTY;
        }
        return Arrays.stream(values())
                .filter(f -> !f.start.isEmpty() && head.startsWith(f.start))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** As in {@code "a SQLite repository"}. */
    @Override
    public String toString() {
        return words;
    }
}
