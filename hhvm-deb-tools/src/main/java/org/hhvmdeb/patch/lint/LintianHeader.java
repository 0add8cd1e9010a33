package org.hhvmdeb.patch.lint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A patch's header as lintian reads it (Lintian::Deb822, checks debian/patches/dep3): what stands before the first line
 * that begins with {@code ---}, as paragraphs of a control file. Where lintian cannot read it, it says nothing at all.
 */
final class LintianHeader {

    /** Why lintian does not look at a header. */
    enum Obstacle {
        NONE,
        EMPTY,
        NOT_UTF8,
        NOT_CONTROL
    }

    private final Map<String, String> values = new LinkedHashMap<>();
    private Obstacle obstacle = Obstacle.NONE;
    private int line;
    private String reason = "";

    private LintianHeader() {}

    static LintianHeader of(byte[] patch) {
        LintianHeader header = new LintianHeader();
        int end = 0;
        while (end < patch.length && !isRule(patch, end)) {
            end = nextLine(patch, end);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(patch, 0, end))
                    .toString();
            header.read(text);
        } catch (CharacterCodingException e) {
            header.obstacle = Obstacle.NOT_UTF8;
        }
        return header;
    }

    private static boolean isRule(byte[] patch, int at) {
        return patch.length - at > 2 && patch[at] == '-' && patch[at + 1] == '-' && patch[at + 2] == '-';
    }

    private static int nextLine(byte[] patch, int from) {
        int at = from;
        while (at < patch.length && patch[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, patch.length);
    }

    /** Whether lintian looks at it. */
    Obstacle obstacle() {
        return obstacle;
    }

    /** The line that lintian stumbles over. */
    int line() {
        return line;
    }

    /** Why it does. */
    String reason() {
        return reason;
    }

    /** The value lintian sees, the last where there are several; empty where there is none. */
    String value(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    private void read(String text) {
        Map<String, StringBuilder> fields = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        StringBuilder last = new StringBuilder();
        int number = 0;
        for (int at = 0; at < text.length(); ) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline;
            String current = text.substring(at, end);
            at = end + 1;
            number++;
            if (current.startsWith("#")) {
                continue;
            }
            if (current.isBlank()) {
                names.clear();
                continue;
            }
            int colon = colon(current);
            if (colon > 0) {
                String name = current.substring(0, colon);
                String value = current.substring(colon + 1).strip();
                if (!names.add(name) && !value.isEmpty()) {
                    refuse(number, "the field " + name + " comes twice");
                    return;
                }
                last = new StringBuilder(value);
                fields.put(name.toLowerCase(Locale.ROOT), last);
            } else if (current.charAt(0) != ' ' && current.charAt(0) != '\t') {
                refuse(number, "the line is neither a field nor indented");
                return;
            } else if (names.isEmpty()) {
                refuse(number, "the line is indented, but belongs to no field");
                return;
            } else {
                last.append('\n').append(current.stripTrailing());
            }
        }
        fields.forEach((name, value) -> values.put(name, value.toString().strip()));
        obstacle = values.isEmpty() ? Obstacle.EMPTY : Obstacle.NONE;
    }

    private void refuse(int number, String why) {
        obstacle = Obstacle.NOT_CONTROL;
        line = number;
        reason = why;
    }

    private static int colon(String line) {
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == ':') {
                return at;
            }
            if (c == ' ' || c == '\t') {
                return -1;
            }
        }
        return -1;
    }
}
