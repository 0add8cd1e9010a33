package org.hhvmdeb.patch.diff;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A patch file in two parts: the header, which is for people, and the diff. The diff begins where quilt says it does: with
 * the first line that is {@code ---}, {@code ***} or {@code Index:} with a blank and more, or that begins with
 * {@code diff -}. Both parts together are the file, byte for byte.
 */
public final class PatchFile {

    private final byte[] content;
    private final int split;

    private PatchFile(byte[] content, int split) {
        this.content = content;
        this.split = split;
    }

    /** Splits a patch; the array is for the file to keep. */
    public static PatchFile of(byte[] content) {
        int at = 0;
        while (at < content.length && !beginsDiff(content, at)) {
            at = nextLine(content, at);
        }
        return new PatchFile(content, at);
    }

    /** Everything before the diff; all of the file where there is no diff. */
    public byte[] header() {
        return Arrays.copyOfRange(content, 0, split);
    }

    /** Everything from the diff's first line on. */
    public byte[] diff() {
        return Arrays.copyOfRange(content, split, content.length);
    }

    /** The line of the file that the diff begins with, counted from 1. */
    public int diffLine() {
        int line = 1;
        for (int at = 0; at < split; at++) {
            line += content[at] == '\n' ? 1 : 0;
        }
        return line;
    }

    /** This diff below another header. */
    public PatchFile withHeader(byte[] header) {
        return new PatchFile(joined(header, diff()), header.length);
    }

    /** Another diff below this header. */
    public PatchFile withDiff(byte[] diff) {
        return new PatchFile(joined(header(), diff), split);
    }

    public byte[] toBytes() {
        return content.clone();
    }

    private static byte[] joined(byte[] header, byte[] diff) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(header.length + diff.length);
        both.writeBytes(header);
        both.writeBytes(diff);
        return both.toByteArray();
    }

    // quilt's patchfns, patch_header: /^(---|\*\*\*|Index:)[ \t][^ \t]|^diff -/
    private static boolean beginsDiff(byte[] content, int at) {
        return switch (content[at]) {
            case 'd' -> isAt(content, at, "diff -");
            case '-' -> isAt(content, at, "---") && hasWord(content, at + 3);
            case '*' -> isAt(content, at, "***") && hasWord(content, at + 3);
            case 'I' -> isAt(content, at, "Index:") && hasWord(content, at + 6);
            default -> false;
        };
    }

    private static boolean isAt(byte[] content, int at, String ascii) {
        if (content.length - at < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (content[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasWord(byte[] content, int at) {
        return at + 1 < content.length && isBlank(content[at]) && !isBlank(content[at + 1]) && content[at + 1] != '\n';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static int nextLine(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, content.length);
    }
}
