package org.hhvmdeb.notice;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which of the names that there are somebody may have meant.
 *
 * @param names what there is
 */
public record Nearest(Collection<String> names) {

    private static final int FEW = 3;

    public Nearest {
        names = List.copyOf(names);
    }

    /** The nearest ones, however far away they are, the nearest first. */
    public List<String> to(String wanted, int most) {
        return names.stream()
                .sorted(Comparator.<String>comparingInt(n -> distance(wanted, n))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /** Those that the wanted one is a part or the stem of, or a slip of the finger away from; often none. */
    public List<String> likely(String wanted) {
        return to(wanted, names.size()).stream()
                .filter(n -> isLike(wanted, n))
                .limit(FEW)
                .toList();
    }

    /** The same as the end of a message: {@code "; did you mean a or b?"}, or nothing. */
    public String hint(String wanted) {
        List<String> likely = likely(wanted);
        return likely.isEmpty() ? "" : "; did you mean " + Words.or(likely) + "?";
    }

    private static boolean isLike(String wanted, String name) {
        return (wanted.length() >= FEW && name.contains(wanted))
                || isItsStem(wanted, name)
                || distance(wanted, name) <= Math.max(1, wanted.length() / FEW);
    }

    /** With an ending or a directory left out, however short the rest is. */
    private static boolean isItsStem(String wanted, String name) {
        return !wanted.isEmpty()
                && (name.startsWith(wanted + ".") || name.endsWith("/" + wanted) || name.contains("/" + wanted + "."));
    }

    /** How many characters must be changed, added, removed or swapped, upper and lower case being the same. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, a, i, b, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int step(int[][] distance, String a, int i, String b, int j) {
        int changed = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, 1 + distance[i - 2][j - 2]) : least;
    }
}
