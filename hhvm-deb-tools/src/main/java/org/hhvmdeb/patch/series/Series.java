package org.hhvmdeb.patch.series;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * A series file, read by dpkg-source's rules and kept with every byte: what is written again without a change is the
 * same file.
 */
public final class Series {

    private static final long LARGEST = 64 << 20;

    private final List<SeriesLine> lines;
    private final Sections sections;

    private Series(List<SeriesLine> lines) {
        this.lines = List.copyOf(lines);
        this.sections = new Sections(lines);
    }

    /**
     * Reads a series file.
     *
     * @throws InputException when it is larger than any series
     * @throws ExternalException when it cannot be read
     */
    public static Series read(Path file) throws ExternalException, InputException {
        InputFile.requireWithin(file, file.resolveSibling("..").normalize());
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputException(file + " is larger than " + HumanUnits.bytes(LARGEST) + "; no series is");
            }
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw ExternalException.reading("the series file " + file, e);
        }
    }

    public static Series of(byte[] content) {
        FileLines read = new FileLines(content);
        List<SeriesLine> lines = new ArrayList<>();
        for (int n = 1; n <= read.count(); n++) {
            lines.add(SeriesLine.parse(n, ByteText.decode(read.get(n).bytes())));
        }
        return new Series(lines);
    }

    /** Every line of the file. */
    public List<SeriesLine> lines() {
        return lines;
    }

    /** The patches in the order they are applied. */
    public List<SeriesEntry> entries() {
        return sections.entries();
    }

    /** The names of the sections that comments open, in the order of the file. */
    public List<String> sections() {
        return entries().stream().flatMap(e -> e.section().stream()).distinct().toList();
    }

    /** The patches of a section: those below a comment of that text, or in a subdirectory of that name. */
    public List<SeriesEntry> section(String name) {
        return entries().stream().filter(e -> e.isIn(name)).toList();
    }

    /** Whether there is such a section, be it without a patch. */
    public boolean hasSection(String name) {
        return sections.end(name).isPresent();
    }

    /** With one more patch, behind all others. */
    public Series adding(String patch) {
        return inserting(lines.size(), requireName(patch));
    }

    /**
     * With one more patch, behind the others of a section.
     *
     * @throws IllegalArgumentException where {@link #hasSection} says no
     */
    public Series adding(String patch, String section) {
        int end = sections.end(section)
                .orElseThrow(() -> new IllegalArgumentException("the series has no section " + section));
        return inserting(end, requireName(patch));
    }

    /** With an empty section at the end, opened by a comment with its name; a blank line goes before it. */
    public Series addingSection(String name) {
        if (!Sections.canName(name)) {
            throw new IllegalArgumentException("no section can be named \"" + ByteText.printable(name) + "\"");
        }
        boolean blank = lines.isEmpty() || lines.get(lines.size() - 1).text().isBlank();
        Series spaced = blank ? this : inserting(lines.size(), "");
        return spaced.inserting(spaced.lines.size(), "# " + name);
    }

    /** Without a patch, however it is spelt. Comments stay, and so does a section that has no other patch. */
    public Series without(String patch) {
        return changed(l -> names(l, patch).isPresent() ? "" : l.text());
    }

    /** With another name for a patch; its options and its comment stay. */
    public Series renaming(String patch, String name) {
        requireName(name);
        return changed(l -> names(l, patch)
                .map(old -> l.text().replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(name)))
                .orElse(l.text()));
    }

    /** Whether it names the file of a patch, however either spells the path. */
    public boolean names(String patch) {
        return lines.stream().anyMatch(l -> names(l, patch).isPresent());
    }

    private static Optional<String> names(SeriesLine line, String patch) {
        return line.patch().filter(p -> PatchNames.file(p).equals(PatchNames.file(patch)));
    }

    /** With every line as quilt and dpkg-source read it alike: ended by LF, comments in the first column. */
    public Series readingTheSameInQuilt() {
        return changed(SeriesLine::textForQuilt);
    }

    /** Whether a line of a series can name a patch so. */
    public static boolean canName(String patch) {
        return SeriesLine.parse(1, patch).patch().filter(patch::equals).isPresent();
    }

    private static String requireName(String patch) {
        if (!canName(patch)) {
            throw new IllegalArgumentException("no series can name a patch \"" + ByteText.printable(patch) + "\"");
        }
        return patch;
    }

    // A line gets the ending of the line before it, which gets one if it has none.
    private Series inserting(int behind, String text) {
        String before = behind == 0 ? "\n" : lines.get(behind - 1).text();
        String first = lines.isEmpty() ? "" : lines.get(0).text();
        boolean open = !before.endsWith("\n");
        String ending = (open ? first : before).endsWith("\r\n") ? "\r\n" : "\n";
        List<String> texts =
                new ArrayList<>(lines.stream().map(SeriesLine::text).toList());
        texts.add(behind, (open ? ending : "") + text + ending);
        return of(bytes(texts));
    }

    private Series changed(Function<SeriesLine, String> change) {
        return of(bytes(lines.stream().map(change).toList()));
    }

    private static byte[] bytes(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        texts.forEach(t -> bytes.writeBytes(ByteText.encode(t)));
        return bytes.toByteArray();
    }

    /**
     * This series with an entry taken out, but still there to read: a comment that begins with the patch's name, by which
     * lintian knows that its file is there on purpose.
     *
     * @param line the entry's line
     * @param reason why, in a few words
     */
    public Series disabled(int line, String reason) {
        String text = lines.get(line - 1).text();
        String ending = text.endsWith("\r\n") ? "\r\n" : "\n";
        return changed(l -> l.number() == line ? "# " + text.strip() + " -- " + reason + ending : l.text());
    }

    /** This series without a line. */
    public Series without(int line) {
        return changed(l -> l.number() == line ? "" : l.text());
    }

    /** The file's content. */
    public byte[] toBytes() {
        return bytes(lines.stream().map(SeriesLine::text).toList());
    }
}
