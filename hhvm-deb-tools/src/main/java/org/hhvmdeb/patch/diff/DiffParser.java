package org.hhvmdeb.patch.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.diff.PatchReader.Mark;
import org.hhvmdeb.patch.diff.PatchReader.Wrapping;

/**
 * Takes a patch file apart as GNU patch 2.7 does with the options dpkg-source gives it. Nothing here depends on the tree
 * the patch is for.
 */
public final class DiffParser {

    private final PatchReader in;
    private final int strip;
    private final List<FilePatch> files = new ArrayList<>();
    private final List<Integer> surplus = new ArrayList<>();

    private DiffParser(byte[] patch, int strip) {
        this.in = new PatchReader(patch);
        this.strip = strip;
    }

    /** Takes a patch apart whose names have one directory too many at the front. */
    public static ParsedPatch parse(byte[] patch) {
        return parse(patch, 1);
    }

    /**
     * Takes a patch apart.
     *
     * @param strip how many directories are taken from the front of names, as {@code patch -p} has it
     */
    public static ParsedPatch parse(byte[] patch, int strip) {
        DiffParser parser = new DiffParser(patch, strip);
        Optional<MalformedPatchException> fault = Optional.empty();
        try {
            parser.readAll();
        } catch (MalformedPatchException e) {
            fault = Optional.of(e);
        }
        return new ParsedPatch(new FileLines(patch), parser.files, fault, parser.surplus);
    }

    private void readAll() throws MalformedPatchException {
        while (in.mark().position() == 0 || in.mark().position() < in.size()) {
            SectionScanner scanner = new SectionScanner(in, strip, files.isEmpty());
            Mark before = in.mark();
            Optional<FilePatch> headers = scanner.next();
            if (headers.isEmpty()) {
                if (before.position() == 0 && in.size() > 0) {
                    throw new MalformedPatchException(0, "there is no diff in it, only other text");
                }
                return;
            }
            in.reset(scanner.start());
            readHunks(headers.get(), scanner.wrapping());
        }
    }

    private void readHunks(FilePatch headers, Wrapping wrapping) throws MalformedPatchException {
        List<Hunk> hunks = new ArrayList<>();
        HunkReader reader = new HunkReader(in, wrapping);
        try {
            for (Optional<Hunk> hunk = reader.next(); hunk.isPresent(); hunk = reader.next()) {
                hunks.add(hunk.get());
                noteSurplus(wrapping);
            }
        } finally {
            files.add(headers.with(hunks, in.lineNumber()));
        }
    }

    private void noteSurplus(Wrapping wrapping) {
        Mark here = in.mark();
        Line next = in.next(wrapping);
        if (next != null && looksLikeDiffText(next)) {
            surplus.add(in.lineNumber());
        }
        in.reset(here);
    }

    private static boolean looksLikeDiffText(Line line) {
        boolean signature = line.startsWith("-- ") || line.startsWith("--\n") || line.startsWith("--- ");
        boolean header = line.startsWith("+++ ") || line.startsWith("---\n");
        return !signature && !header && (line.at(0) == '+' || line.at(0) == '-' || line.at(0) == ' ');
    }
}
