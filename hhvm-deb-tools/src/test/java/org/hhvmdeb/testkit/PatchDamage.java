package org.hhvmdeb.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What people, mail programs and editors do to a patch. */
public final class PatchDamage {

    private static final Pattern NUMBERS = Pattern.compile("@@ -([0-9]+)(,[0-9]+)? \\+([0-9]+)(,[0-9]+)? @@");

    private final Random random;
    private final List<String> lines;

    public PatchDamage(Random random, String text) {
        this.random = random;
        this.lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)", -1)));
        if (lines.size() > 1) {
            lines.remove("");
        }
    }

    public String once() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> shiftNumbers();
            case 4, 5 -> change(l -> l.startsWith(" "), " changed\n");
            case 6 -> change(l -> l.startsWith("-") && !l.startsWith("---"), "-changed\n");
            case 7 -> lines.removeIf(l -> l.startsWith("\\") && random.nextBoolean());
            case 8 -> lines.replaceAll(l -> l.replaceAll("\r?\n$", "\r\n"));
            case 9 -> lines.replaceAll(l -> l.startsWith(" ") || l.startsWith("+") ? l.replace("\n", "\r\n") : l);
            case 10 -> remove(l -> true);
            case 11 -> insert("some text\n");
            case 12 -> insert("\n");
            case 13 -> insert("+surplus\n");
            case 14 -> lines.replaceAll(l -> l.replaceFirst("^(---|\\+\\+\\+) [ab]/", "$1 ./"));
            case 15 -> lines.replaceAll(l -> l.replaceFirst("^(---|\\+\\+\\+) ([ab])/", "$1 $2//"));
            case 16 -> lines.replaceAll(l -> l.replaceFirst("^(---|\\+\\+\\+) [^\t]*/", "$1 "));
            case 17 -> remove(l -> l.startsWith("@@"));
            case 18 -> remove(l -> l.matches("(?s)(new|old|deleted|rename|copy|index|similarity|---|\\+\\+\\+).*"));
            case 19 -> lines.set(lines.size() - 1, lines.get(lines.size() - 1).stripTrailing());
            case 20 -> lines.replaceAll(l -> l.equals(" \n") ? "\n" : l);
            case 21 -> swapTail();
            case 22 -> lines.replaceAll(l -> "  " + l);
            default -> lines.replaceAll(l -> l.replaceFirst("\t(19|20)[0-9][0-9]-.*", "\t"));
        }
        return String.join("", lines);
    }

    private void shiftNumbers() {
        int by = random.nextInt(9) - 4;
        boolean all = random.nextBoolean();
        lines.replaceAll(l -> all || random.nextBoolean() ? NUMBERS.matcher(l).replaceFirst(m -> moved(m, by)) : l);
    }

    private static String moved(MatchResult m, int by) {
        return "@@ -" + Math.max(0, Integer.parseInt(m.group(1)) + by) + (m.group(2) == null ? "" : m.group(2)) + " +"
                + Math.max(0, Integer.parseInt(m.group(3)) + by) + (m.group(4) == null ? "" : m.group(4)) + " @@";
    }

    private void change(Predicate<String> which, String to) {
        pick(which, i -> lines.set(i, to));
    }

    private void remove(Predicate<String> which) {
        pick(which, i -> lines.remove(i.intValue()));
    }

    private void pick(Predicate<String> which, Consumer<Integer> action) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (which.test(lines.get(i))) {
                candidates.add(i);
            }
        }
        if (!candidates.isEmpty()) {
            action.accept(candidates.get(random.nextInt(candidates.size())));
        }
    }

    private void insert(String line) {
        lines.add(random.nextInt(lines.size() + 1), line);
    }

    private void swapTail() {
        int at = random.nextInt(lines.size());
        List<String> tail = new ArrayList<>(lines.subList(at, lines.size()));
        lines.subList(at, lines.size()).clear();
        lines.addAll(0, tail);
    }
}
