package org.hhvmdeb.patch.diff;

import java.util.Arrays;
import java.util.Optional;

/** The last line of a patch file where it is one of a hunk and has no newline: GNU patch does not read it. */
public final class CutLine {

    /** What to tell of it. */
    public static final String REASON =
            "the last line of the patch file has no newline at its end, so GNU patch does not read it; add one:"
                    + " hhvm-deb patches lint --fix does";

    private CutLine() {}

    /** The patch with the newline, where it is missing. */
    public static Optional<byte[]> completed(byte[] patch) {
        if (patch.length == 0 || patch[patch.length - 1] == '\n') {
            return Optional.empty();
        }
        byte[] whole = Arrays.copyOf(patch, patch.length + 1);
        whole[patch.length] = '\n';
        ParsedPatch parsed = DiffParser.parse(whole);
        int last = parsed.text().count();
        return parsed.files().stream()
                .reduce((first, second) -> second)
                .filter(f -> !f.hunks().isEmpty() && f.lastLine() >= last)
                .filter(f -> !parsed.text().get(last).startsWith("\\"))
                .map(f -> whole);
    }
}
