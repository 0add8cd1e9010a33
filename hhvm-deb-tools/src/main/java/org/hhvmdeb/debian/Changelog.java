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
 * @param faults what is wrong, as warnings; entries without a name, a version or a date are left out. dpkg passes over all this,
 *     too, and changelogs of twenty years have some
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
     * @throws InputException naming file and line when the latest entry does not say what is built, or when it was written:
     *     dpkg-source would take the clock's time then
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
