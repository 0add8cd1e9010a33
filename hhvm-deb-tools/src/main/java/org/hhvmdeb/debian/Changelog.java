package org.hhvmdeb.debian;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.InputException;

/**
 * A debian/changelog as deb-changelog(5) describes it.
 *
 * @param entries the latest first, at least one
 * @param faults what is wrong in entries behind the latest, as warnings; those entries are left out. dpkg passes over them, too,
 *     and changelogs of twenty years have some
 */
public record Changelog(List<ChangelogEntry> entries, List<Finding> faults) {

    public Changelog {
        entries = List.copyOf(entries);
        faults = List.copyOf(faults);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a changelog has an entry");
        }
    }

    /**
     * Reads a changelog; that of a packaging is read by {@link PackagingFiles#changelog}.
     *
     * @throws InputException naming file and line of what is neither heading, change nor trailer, or is a bad one, down to the
     *     end of the latest entry
     */
    static Changelog read(Path file) throws InputException, ExternalException {
        return parse(TextFile.readInPackaging(file), file.toString());
    }

    /** Reads a changelog's text; the name is for messages. */
    public static Changelog parse(String text, String fileName) throws InputException {
        return new ChangelogParser(fileName).parse(text);
    }

    /** The entry that says what is built now. */
    public ChangelogEntry latest() {
        return entries.get(0);
    }
}
