package org.hhvmdeb.patch.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which section each patch of a series is in, and where a section ends. */
final class Sections {

    private static final Pattern DISABLED =
            Pattern.compile("\\S+(?:\\.(?:patch|diff|dpatch)(?:\\.[a-z0-9]+)?(?:\\s.*)?|(?:\\s.*)? -- .*)");

    private final List<SeriesEntry> entries = new ArrayList<>();
    private final Map<String, Integer> ends = new LinkedHashMap<>();
    private Optional<String> section = Optional.empty();
    private boolean inComment;

    Sections(List<SeriesLine> lines) {
        lines.forEach(this::read);
    }

    List<SeriesEntry> entries() {
        return List.copyOf(entries);
    }

    /**
     * The line that a new patch of a section goes behind. A section may be one that a comment opens, even without a
     * patch, or a subdirectory.
     */
    Optional<Integer> end(String name) {
        return Optional.ofNullable(ends.get(name));
    }

    static boolean canName(String section) {
        return !section.isBlank()
                && section.strip().equals(section)
                && section.chars().noneMatch(c -> c < ' ')
                && !section.startsWith("#")
                && !DISABLED.matcher(section).matches();
    }

    // The first comment after an entry or a blank line opens a section; a patch that is commented out does not.
    private void read(SeriesLine line) {
        if (line.isComment()) {
            if (!inComment && !DISABLED.matcher(line.comment()).matches()) {
                section = Optional.of(line.comment());
                inComment = true;
            }
            if (inComment) {
                section.ifPresent(s -> ends.put(s, line.number()));
            }
            return;
        }
        inComment = false;
        if (line.patch().isPresent()) {
            SeriesEntry entry = new SeriesEntry(line.patch().get(), line.number(), line.options(), section);
            entries.add(entry);
            section.ifPresent(s -> ends.put(s, line.number()));
            entry.subdirectory().ifPresent(s -> ends.put(s, line.number()));
        }
    }
}
