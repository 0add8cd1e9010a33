package org.hhvmdeb.patch.dep3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the fields in the text above a diff. The first paragraph is a header if it begins with a field; a later one if it
 * has nothing but fields, of which one is DEP-3's. A line {@code ---} ends it all. What is neither is free text.
 *
 * <p>Tolerant where patches in the wild are not as DEP-3 says: lines of the first header that begin with neither blank nor
 * field continue the field before, and fields may come again after a blank line in the description.
 */
final class HeaderReader {

    private static final Set<String> DEP3 = Set.of(
            "description",
            "subject",
            "origin",
            "author",
            "from",
            "bug",
            "forwarded",
            "reviewed-by",
            "acked-by",
            "last-update",
            "applied-upstream");

    private final byte[] content;
    private final List<HeaderField> fields = new ArrayList<>();
    private int end;
    private int stanzas;
    private boolean hashed;

    private HeaderReader(byte[] content) {
        this.content = content;
        this.end = content.length;
    }

    /**
     * What was found.
     *
     * @param end where DEP-3 stops reading: a line of three dashes, or the end
     */
    record Result(List<HeaderField> fields, int end) {}

    static Result read(byte[] content) {
        HeaderReader reader = new HeaderReader(content);
        reader.readAll();
        return new Result(List.copyOf(reader.fields), reader.end);
    }

    static boolean isDep3(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return DEP3.contains(lower) || lower.startsWith("bug-");
    }

    private void readAll() {
        int at = 0;
        int line = 1;
        boolean first = true;
        while (at < end) {
            int next = HeaderLine.next(content, at, content.length);
            if (isRule(at, next)) {
                end = at;
            } else if (first && isPreamble(at, next)) {
                at = next;
                line++;
            } else if (isEmpty(at, next)) {
                at = next;
                line++;
            } else {
                hashed = first && content[at] == '#';
                Paragraph paragraph = paragraph(at, line);
                readParagraph(paragraph, first);
                at = paragraph.to;
                line += paragraph.lines;
                first = false;
                hashed = hashed && at < end && content[at] == '#';
                first = hashed;
            }
        }
    }

    private record Paragraph(int from, int to, int line, int lines) {}

    private Paragraph paragraph(int from, int line) {
        int at = from;
        int lines = 0;
        while (at < content.length) {
            int next = HeaderLine.next(content, at, content.length);
            if (isRule(at, next) || isEmpty(at, next) || (hashed && content[at] != '#')) {
                break;
            }
            at = next;
            lines++;
        }
        return new Paragraph(from, at, line, lines);
    }

    private boolean isRule(int from, int to) {
        return HeaderLine.is(content, from, HeaderLine.trimmedEnd(content, from, to), "---");
    }

    // A script's first line, and the line before every message in a mail box.
    private boolean isPreamble(int from, int to) {
        return HeaderLine.startsWith(content, from, to, "#!") || HeaderLine.startsWith(content, from, to, "From ");
    }

    private boolean isEmpty(int from, int to) {
        return HeaderLine.isEmpty(content, HeaderLine.payload(content, from, hashed), to);
    }

    private void readParagraph(Paragraph paragraph, boolean first) {
        int at = paragraph.from;
        int line = paragraph.line;
        while (!first && stanzas > 0 && at < paragraph.to && HeaderLine.isBlank(content[at])) {
            at = HeaderLine.next(content, at, paragraph.to);
            line++;
        }
        Paragraph rest = new Paragraph(at, paragraph.to, line, 0);
        if (at < paragraph.to && colon(at, paragraph.to) >= 0 && (first || isHeader(rest))) {
            stanzas++;
            addFields(rest);
        }
    }

    private int colon(int at, int to) {
        return HeaderLine.colon(content, HeaderLine.payload(content, at, hashed), to);
    }

    private boolean isHeader(Paragraph paragraph) {
        boolean known = false;
        int at = paragraph.from;
        while (at < paragraph.to) {
            int colon = colon(at, paragraph.to);
            if (colon < 0 && !HeaderLine.isBlank(content[at]) && content[at] != '#') {
                return false;
            }
            known = known || (colon >= 0 && isDep3(text(at, colon)));
            at = HeaderLine.next(content, at, paragraph.to);
        }
        return known;
    }

    private String text(int from, int to) {
        return new String(content, from, to - from, StandardCharsets.US_ASCII);
    }

    private void addFields(Paragraph paragraph) {
        int start = -1;
        int startLine = 0;
        int to = 0;
        int line = paragraph.line;
        int next;
        for (int at = paragraph.from; at < paragraph.to; at = next, line++) {
            next = HeaderLine.next(content, at, paragraph.to);
            boolean comment = !hashed && content[at] == '#';
            if (!comment && colon(at, paragraph.to) >= 0) {
                add(start, to, startLine);
                start = at;
                startLine = line;
            }
            to = comment ? to : next;
        }
        add(start, to, startLine);
    }

    private void add(int from, int to, int line) {
        if (from >= 0) {
            fields.add(new HeaderField(content, from, to, hashed, line, stanzas));
        }
    }
}
