package org.hhvmdeb.patch.series;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;

/** The section somebody asks for, be it a comment's or a subdirectory. */
public final class SectionChoice {

    private SectionChoice() {}

    /** Refuses a section that the series does not have. */
    public static void require(Series series, Optional<String> section, Path file) throws InputException {
        if (section.isPresent() && !series.hasSection(section.get())) {
            String known = series.sections().isEmpty() ? "none" : String.join(", ", series.sections());
            throw new InputException("the series " + file + " has no section \"" + section.get()
                    + "\"; a comment opens one, or a subdirectory is one. Sections with patches: " + known);
        }
    }

    public static boolean isIn(SeriesEntry entry, Optional<String> section) {
        return section.map(entry::isIn).orElse(true);
    }
}
