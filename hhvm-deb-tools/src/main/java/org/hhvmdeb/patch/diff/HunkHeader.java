package org.hhvmdeb.patch.diff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a line such as {@code @@ -1,3 +1,4 @@ int main()}. */
record HunkHeader(long oldStart, long oldCount, long newStart, long newCount) {

    private static final Pattern HEADER =
            Pattern.compile("@@ -([0-9]+)(?:,([0-9]+))? ?\\+([0-9]+)(?:,([0-9]+))? ?@.*", Pattern.DOTALL);

    static HunkHeader parse(Line line, int lineNumber) throws MalformedPatchException {
        Matcher header = HEADER.matcher(line.length() > 400 ? line.latin1().substring(0, 400) : line.latin1());
        if (!header.matches()) {
            throw new MalformedPatchException(lineNumber, "malformed hunk header: " + line.shown());
        }
        try {
            return new HunkHeader(
                            Long.parseLong(header.group(1)),
                            header.group(2) == null ? 1 : Long.parseLong(header.group(2)),
                            Long.parseLong(header.group(3)),
                            header.group(4) == null ? 1 : Long.parseLong(header.group(4)))
                    .checked();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new MalformedPatchException(lineNumber, "line number too large: " + line.shown());
        }
    }

    private HunkHeader checked() {
        long sum = Math.addExact(Math.addExact(oldStart, oldCount), Math.addExact(newStart, newCount));
        Math.addExact(sum, 16);
        return this;
    }
}
