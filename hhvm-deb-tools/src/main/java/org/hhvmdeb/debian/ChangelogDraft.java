package org.hhvmdeb.debian;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.hhvmdeb.notice.InputException;

/** Adds to a changelog as dch does: below an entry that is not released yet, or with a new one on top; no other byte changes. */
public final class ChangelogDraft {

    private static final String UNRELEASED = "UNRELEASED";
    private static final int WIDTH = 79;

    private final byte[] content;
    private final Changelog changelog;
    private final ChangelogEntry latest;

    /**
     * Reads a changelog.
     *
     * @param fileName for messages
     * @throws InputException when it is none
     */
    public ChangelogDraft(byte[] content, String fileName) throws InputException {
        this.content = content;
        this.changelog = Changelog.parse(TextFile.text(content), fileName);
        this.latest = changelog.latest();
    }

    /** The version of the entry that changes of a tag go into. */
    public DebianVersion versionFor(UpstreamTag tag) {
        return isOpenFor(tag) ? latest.version() : tag.packageAfter(latest.version());
    }

    private boolean isOpenFor(UpstreamTag tag) {
        return isOpen() && tag.agreesWith(latest.version());
    }

    private boolean isOpen() {
        return latest.distributions().equals(List.of(UNRELEASED));
    }

    /** The source package that the changelog is of. */
    public PackageName source() {
        return latest.source();
    }

    /** Whether some entry is for an upstream version, repack counter included. */
    public boolean knowsUpstream(String version) {
        return changelog.entries().stream().anyMatch(e -> e.version().upstream().equals(version));
    }

    /** The version of the first package made of an upstream version; the epoch stays. */
    public DebianVersion firstOf(String upstreamVersion) {
        int epoch = latest.version().epoch();
        return new DebianVersion((epoch == 0 ? "" : epoch + ":") + upstreamVersion + "-1");
    }

    /**
     * The changelog with the news of an upstream version, as {@code dch -v} writes it. An entry on top that is not released
     * yet becomes the one of that version and keeps its changes, as nobody has ever got its version.
     *
     * @param upstreamVersion repack counter included, {@code 3.18.5+dfsg1}
     * @param author {@code Name <mail>} of a new entry's trailer
     * @throws InputException when the latest entry is for a newer version
     */
    public byte[] withUpstream(String upstreamVersion, String author, Instant date) throws InputException {
        DebianVersion version = firstOf(upstreamVersion);
        if (version.compareTo(latest.version()) < 0) {
            throw new InputException(
                    latest.where(),
                    "the latest entry is for " + latest.version() + ", which is newer than " + version
                            + "; an entry for an older version cannot stand above it");
        }
        String change = wrapped("New upstream version " + upstreamVersion);
        return isOpen() ? renamed(version).inserted(change) : entryOnTop(version, change, author, date);
    }

    private ChangelogDraft renamed(DebianVersion version) throws InputException {
        String[] lines = text().split("\n", -1);
        int heading = latest.where().line() - 1;
        lines[heading] = lines[heading].replaceFirst("\\([^)]*\\)", "(" + version + ")");
        return new ChangelogDraft(
                String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1),
                latest.where().file());
    }

    /**
     * The changelog with changes for a tag.
     *
     * @param changes one text for each; lines after the first are indented below it
     * @param author {@code Name <mail>} of a new entry's trailer
     */
    public byte[] with(UpstreamTag tag, List<String> changes, String author, Instant date) {
        StringBuilder lines = new StringBuilder();
        changes.forEach(c -> lines.append(wrapped(c)));
        if (isOpenFor(tag)) {
            return inserted(lines.toString());
        }
        return entryOnTop(versionFor(tag), lines.toString(), author, date);
    }

    private byte[] entryOnTop(DebianVersion version, String lines, String author, Instant date) {
        String entry = latest.source() + " (" + version + ") " + UNRELEASED + "; urgency=medium\n\n" + lines + "\n -- "
                + author + "  " + date(date) + "\n\n";
        return (latin1(entry) + text()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] inserted(String lines) {
        String text = text();
        int end = (text.startsWith(" -- ") ? 0 : text.indexOf("\n -- ")) + 1;
        while (end > 1
                && text.substring(text.lastIndexOf('\n', end - 2) + 1, end).isBlank()) {
            end = text.lastIndexOf('\n', end - 2) + 1;
        }
        return (text.substring(0, end) + latin1(lines) + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String wrapped(String change) {
        StringBuilder lines = new StringBuilder();
        String bullet = "  * ";
        for (String part : change.split("\n", -1)) {
            StringBuilder line = new StringBuilder(bullet);
            String indent = " ".repeat(bullet.length());
            boolean first = true;
            for (String word : part.strip().split("\\s+", -1)) {
                if (!first && line.length() + 1 + word.length() > WIDTH) {
                    lines.append(line).append('\n');
                    line = new StringBuilder(indent).append(word);
                } else {
                    line.append(first ? "" : " ").append(word);
                }
                first = false;
            }
            lines.append(line).append('\n');
            bullet = "    - ";
        }
        return lines.toString();
    }

    /** As {@code date -R} writes it. */
    private static String date(Instant date) {
        String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
        return text.replace("GMT", "+0000").replaceFirst(", ([0-9]) ", ", 0$1 ");
    }
}
