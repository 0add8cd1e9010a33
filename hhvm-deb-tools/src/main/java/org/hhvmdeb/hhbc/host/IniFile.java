package org.hhvmdeb.hhbc.host;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.Location;

/**
 * HHVM's INI, which is PHP's: comments from {@code ;} on, or from a {@code #} at the beginning of a line; values in quotes
 * or bare; sections mean nothing. What is no setting is skipped, as HHVM does.
 */
public final class IniFile {

    private IniFile() {}

    /** Reads every setting, in order; of several with one name the last counts. */
    public static List<Setting> parse(String text, String file) {
        List<Setting> settings = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String setting = line.strip();
            int equals = setting.indexOf('=');
            if (equals > 0 && ";#[".indexOf(setting.charAt(0)) < 0) {
                String name = name(setting.substring(0, equals));
                if (!name.isEmpty()) {
                    settings.add(new Setting(
                            name, value(setting.substring(equals + 1).strip()), new Location(file, number)));
                }
            }
        }
        return settings;
    }

    /** Without the brackets of a list; a comment may begin before the sign. */
    private static String name(String text) {
        int bracket = text.indexOf('[');
        return text.indexOf(';') >= 0 ? "" : (bracket < 0 ? text : text.substring(0, bracket)).strip();
    }

    private static String value(String text) {
        if (text.startsWith("'")) {
            int end = text.indexOf('\'', 1);
            return end < 0 ? text.substring(1) : text.substring(1, end);
        }
        return text.startsWith("\"") ? quoted(text) : bare(text);
    }

    private static String quoted(String text) {
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length() && text.charAt(i) != '"'; i++) {
            boolean escape = text.charAt(i) == '\\' && i + 1 < text.length() && "\"\\".indexOf(text.charAt(i + 1)) >= 0;
            value.append(text.charAt(escape ? ++i : i));
        }
        return value.toString();
    }

    private static String bare(String text) {
        int comment = text.indexOf(';');
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }
}
