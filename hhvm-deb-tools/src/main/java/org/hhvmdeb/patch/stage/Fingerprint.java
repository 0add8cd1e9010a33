package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.patch.tree.TreeEntry;

/**
 * What is at a place of a tree: type, permission bits and a digest of the content. Times do not count, as a file that was
 * put back by hand is the same.
 *
 * @param text without blanks, for a journal
 */
record Fingerprint(String text) {

    static final Fingerprint NOTHING = new Fingerprint("-");
    static final Fingerprint DIRECTORY = new Fingerprint("directory");

    private static final int PERMISSIONS = 0777;

    static Fingerprint of(Optional<TreeEntry> entry) throws IOException {
        return entry.isEmpty() ? NOTHING : of(entry.get());
    }

    private static Fingerprint of(TreeEntry entry) throws IOException {
        return switch (entry.type()) {
            case FILE ->
                new Fingerprint("file:" + Integer.toOctalString(entry.mode() & PERMISSIONS) + ":" + digest(entry));
            case LINK -> new Fingerprint("link:" + digest(entry));
            case DIRECTORY -> DIRECTORY;
            case OTHER -> new Fingerprint("other");
        };
    }

    private static Sha256 digest(TreeEntry entry) throws IOException {
        Optional<Path> file = entry.file();
        return file.isPresent() ? Sha256.of(file.get()) : Sha256.of(entry.content());
    }
}
