package org.hhvmdeb.hhbc.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.Location;

/**
 * HDF, HHVM's other configuration format: {@code Repo.Central.Path = x}, or the same as blocks in braces; {@code #} begins
 * a comment. Includes, copies of nodes and text over several lines are skipped: no option about repositories needs them.
 */
final class HdfFile {

    /** No configuration nests so deep; blocks beyond are skipped. */
    private static final int DEEPEST = 64;

    private static final Pattern BLOCK = Pattern.compile("([\\w.*-]+)\\s*\\{");
    private static final Pattern SETTING = Pattern.compile("([\\w.*-]+)\\s*=\\s*(.*)");

    private HdfFile() {}

    /** Reads every setting, in order, with the names of its blocks before its own. */
    public static List<Setting> parse(String text, String file) {
        List<Setting> settings = new ArrayList<>();
        Deque<String> blocks = new ArrayDeque<>();
        int number = 0;
        for (String each : text.lines().toList()) {
            number++;
            String line = each.strip();
            Matcher block = BLOCK.matcher(line);
            if (line.startsWith("}")) {
                blocks.pollLast();
            } else if (block.lookingAt() && blocks.size() < DEEPEST) {
                blocks.addLast(block.group(1));
                if (line.endsWith("}")) {
                    inner(line.substring(block.end(), line.length() - 1), blocks, new Location(file, number), settings);
                    blocks.pollLast();
                }
            } else {
                inner(line, blocks, new Location(file, number), settings);
            }
        }
        return settings;
    }

    private static void inner(String line, Deque<String> blocks, Location where, List<Setting> settings) {
        Matcher setting = SETTING.matcher(line.strip());
        if (setting.matches()) {
            List<String> names = new ArrayList<>(blocks);
            names.add(setting.group(1));
            settings.add(new Setting(String.join(".", names), value(setting.group(2)), where));
        }
    }

    /**
     * The INI name of an option: {@code hhvm.} and the words in lower case, {@code Eval.} left out. {@code
     * Repo.Central.Path} is {@code hhvm.repo.central.path}.
     */
    public static String iniName(String hdf) {
        String name = hdf.startsWith("Eval.") ? hdf.substring("Eval.".length()) : hdf;
        String words = name.replace("MySQL", "Mysql")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2");
        return "hhvm." + words.toLowerCase(Locale.ROOT);
    }

    private static String value(String text) {
        if (text.startsWith("\"")) {
            int end = text.indexOf('"', 1);
            return end < 0 ? text.substring(1) : text.substring(1, end);
        }
        int comment = text.indexOf('#');
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }
}
