package org.hhvmdeb.patch.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.HunkWriter;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.FileType;
import org.hhvmdeb.patch.tree.TreeEntry;

/**
 * What happens to one file, to be written as a diff that GNU patch and dpkg-source take: prefixes a/ and b/, no times, no
 * {@code Index:} lines, and git's header lines only where the result depends on them.
 *
 * @param operation whether the new file is made of another one
 * @param oldPath the file it is made of; the same as newPath unless it is renamed or copied
 * @param before the file at oldPath before
 * @param newPath the file that is written
 * @param after the file at newPath afterwards, empty where it is deleted
 */
public record FileChange(
        Operation operation, String oldPath, Optional<TreeEntry> before, String newPath, Optional<TreeEntry> after) {

    private static final int PLAIN = 0644;
    private static final String EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    /** A change that makes no file of another one. */
    public static FileChange edit(String path, Optional<TreeEntry> before, Optional<TreeEntry> after) {
        return new FileChange(Operation.EDIT, path, before, path, after);
    }

    /** Whether there is anything to write. */
    public boolean isChange() throws IOException {
        return operation != Operation.EDIT || !same(before, after);
    }

    /** Whether two things in trees have type, mode and content in common. */
    public static boolean same(Optional<TreeEntry> one, Optional<TreeEntry> other) throws IOException {
        if (one.isEmpty() || other.isEmpty() || one.get() == other.get()) {
            return one.isPresent() == other.isPresent();
        }
        TreeEntry a = one.get();
        TreeEntry b = other.get();
        return a.type() == b.type() && a.mode() == b.mode() && Arrays.equals(a.content(), b.content());
    }

    byte[] hunks() throws IOException {
        return HunkWriter.write(content(before), content(after));
    }

    /**
     * The diff.
     *
     * @param named whether it has to say where it begins, as the diff before it has no hunks at its end
     * @param emptied whether a file that goes is to be left empty by those who keep empty files; dpkg-source does not
     */
    byte[] toDiff(byte[] hunks, boolean named, boolean emptied) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String headers = extendedHeaders(hunks.length == 0);
        if (named || !headers.isEmpty()) {
            write(out, "diff --git a/" + oldPath + " b/" + newPath + "\n" + headers);
        }
        if (hunks.length > 0) {
            write(out, "--- " + name("a/" + oldPath, before) + "\n");
            write(out, "+++ " + name("b/" + newPath, emptied ? before : after) + "\n");
            out.writeBytes(hunks);
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(ByteText.encode(text));
    }

    private static byte[] content(Optional<TreeEntry> entry) throws IOException {
        return entry.isPresent() ? entry.get().content() : new byte[0];
    }

    // Only a tab makes the end of a name clear that has blanks; dpkg-source takes no quotes.
    private static String name(String path, Optional<TreeEntry> entry) {
        return entry.isEmpty() ? HeaderName.DEV_NULL : path.indexOf(' ') >= 0 ? path + "\t" : path;
    }

    private String extendedHeaders(boolean bare) throws IOException {
        if (before.isEmpty()) {
            TreeEntry created = after.orElseThrow();
            boolean said = bare || created.isLink() || created.mode() != PLAIN;
            return said ? "new file mode " + mode(created) + "\n" + (bare ? emptyBlobComes() : "") : "";
        }
        if (after.isEmpty()) {
            boolean empty = content(before).length == 0;
            return before.get().isLink() || empty
                    ? "deleted file mode " + mode(before.get()) + "\n" + (empty ? emptyBlobGoes() : "")
                    : "";
        }
        String headers = "";
        if (before.get().mode() != after.get().mode()) {
            headers += "old mode " + mode(before.get()) + "\nnew mode " + mode(after.get()) + "\n";
        }
        return switch (operation) {
            case RENAME -> headers + "rename from " + oldPath + "\nrename to " + newPath + "\n";
            case COPY -> headers + "copy from " + oldPath + "\ncopy to " + newPath + "\n";
            case EDIT -> headers;
        };
    }

    // As git writes it; without hunks this is all there is.
    private static String emptyBlobComes() {
        return "index " + "0".repeat(EMPTY_BLOB.length()) + ".." + EMPTY_BLOB + "\n";
    }

    // From this line alone GNU patch knows that the deleted file must be empty.
    private static String emptyBlobGoes() {
        return "index " + EMPTY_BLOB + ".." + "0".repeat(EMPTY_BLOB.length()) + "\n";
    }

    private static String mode(TreeEntry entry) {
        int type = entry.isLink() ? FileType.LINK : FileType.REGULAR;
        return Integer.toOctalString(type | (entry.isLink() ? 0 : entry.mode() & 0777));
    }
}
