package org.hhvmdeb.patch.series;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * A series file, read by dpkg-source's rules and kept with every byte: what is written again without a change is the
 * same file.
 */
public final class Series {

    private static final Pattern DISABLED = Pattern.compile("\\S+\\.(?:patch|diff|dpatch)(?:\\.[a-z0-9]+)?(?:\\s.*)?");

    private final List<SeriesLine> lines;
    private final List<SeriesEntry> entries;

    private Series(List<SeriesLine> lines) {
        this.lines = List.copyOf(lines);
        this.entries = entries(lines);
    }

    /**
     * Reads a series file.
     *
     * @throws ExternalException when it cannot be read
     */
    public static Series read(Path file) throws ExternalException {
        try {
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

    // The first comment after an entry or a blank line opens a section; a patch that is commented out does not.
    private static List<SeriesEntry> entries(List<SeriesLine> lines) {
        List<SeriesEntry> entries = new ArrayList<>();
        Optional<String> section = Optional.empty();
        boolean inComment = false;
        for (SeriesLine line : lines) {
            if (line.isComment()) {
                if (!inComment && !DISABLED.matcher(line.comment()).matches()) {
                    section = Optional.of(line.comment());
                    inComment = true;
                }
                continue;
            }
            inComment = false;
            if (line.patch().isPresent()) {
                entries.add(new SeriesEntry(line.patch().get(), line.number(), line.options(), section));
            }
        }
        return List.copyOf(entries);
    }

    /** Every line of the file. */
    public List<SeriesLine> lines() {
        return lines;
    }

    /** The patches in the order they are applied. */
    public List<SeriesEntry> entries() {
        return entries;
    }

    /** The names of the sections that comments open, in the order of the file. */
    public List<String> sections() {
        return entries.stream().flatMap(e -> e.section().stream()).distinct().toList();
    }

    /** The patches of a section: those below a comment of that text, or in a subdirectory of that name. */
    public List<SeriesEntry> section(String name) {
        return entries.stream().filter(e -> e.isIn(name)).toList();
    }

    /** The file's content. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(l -> bytes.writeBytes(ByteText.encode(l.text())));
        return bytes.toByteArray();
    }
}
