package org.hhvmdeb.patch.diff;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.diff.FilePatch.Kind;
import org.hhvmdeb.patch.diff.PatchReader.Mark;
import org.hhvmdeb.patch.diff.PatchReader.Wrapping;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the next file's diff begins and reads its headers, as GNU patch does: text in between is skipped, header
 * lines count even when indented, and git's extended headers count after a {@code diff --git} line.
 */
final class SectionScanner {

    /** Nothing behind this many bytes of a line is looked at: file names are shorter, and lines may be huge. */
    private static final int LONGEST_HEADER = 1 << 16;

    private final PatchReader in;

    private final HeaderFields fields;
    private final ForeignDiff foreign;
    private Mark start = Mark.START;
    private Wrapping wrapping = Wrapping.NONE;
    private int firstHeader;

    /**
     * Starts where the reader stands.
     *
     * @param strip how many directories are taken from the front of names
     * @param onlyUnified for the first diff of a patch: GNU patch's option -u is in force there and not later
     */
    SectionScanner(PatchReader in, int strip, boolean onlyUnified) {
        this.in = in;
        this.fields = new HeaderFields(strip);
        this.foreign = new ForeignDiff(onlyUnified);
    }

    /** Where the hunks begin. */
    Mark start() {
        return start;
    }

    /** How the diff is wrapped. */
    Wrapping wrapping() {
        return wrapping;
    }

    /** The headers of the next diff, without its hunks; empty where only other text is left. */
    Optional<FilePatch> next() {
        while (true) {
            start = in.mark();
            Line line = in.next(Wrapping.NONE);
            if (line == null) {
                return foreign.atEnd()
                        ? found(Kind.FOREIGN)
                        : fields.extended() ? found(Kind.UNIFIED) : Optional.empty();
            }
            Kind kind = read(line);
            if (kind != null) {
                return found(kind);
            }
        }
    }

    private @Nullable Kind read(Line line) {
        int blank = indentation(line);
        String text = line.after(blank).start(LONGEST_HEADER).latin1();
        int indent = columns(line, blank);
        if (text.startsWith("diff --git ") && fields.extended()) {
            return Kind.UNIFIED;
        }
        if (fields.git() && text.startsWith("GIT binary patch")) {
            return Kind.GIT_BINARY;
        }
        boolean maybeForeign = foreign.read(text, indent, fields.any());
        fields.read(text, line.endsWithCarriageReturn(), foreign.starsBefore());
        if (!fields.any()) {
            return null;
        }
        firstHeader = firstHeader == 0 ? in.lineNumber() : firstHeader;
        if (text.startsWith("@@ -")) {
            fields.turnAround(text);
            wrapping = new Wrapping(indent, fields.dashes(), fields.carriageReturn());
            return Kind.UNIFIED;
        }
        return maybeForeign ? Kind.FOREIGN : null;
    }

    private Optional<FilePatch> found(Kind kind) {
        return Optional.of(fields.toFilePatch(firstHeader, kind, List.of()));
    }

    private static int indentation(Line line) {
        int at = 0;
        while (at < line.length() && (line.at(at) == ' ' || line.at(at) == '\t' || line.at(at) == 'X')) {
            at++;
        }
        return at;
    }

    private static int columns(Line line, int blank) {
        int column = 0;
        for (int at = 0; at < blank; at++) {
            column = line.at(at) == '\t' ? (column + 8) & ~7 : column + 1;
        }
        return column;
    }
}
