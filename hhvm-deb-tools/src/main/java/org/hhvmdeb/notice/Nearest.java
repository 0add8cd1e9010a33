package org.hhvmdeb.notice;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which of the names that there are somebody may have meant.
 *
 * @param names what there is
 */
public record Nearest(Collection<String> names) {

    private static final int FEW = 3;

    /** Characters; longer than any name of a tag, patch or option that people type. */
    private static final int LONGEST = 1000;

    /** How much longer than twice the other one a name may be to be compared. */
    private static final int SLACK = 16;

    public Nearest {
        names = List.copyOf(names);
    }

    /** The nearest ones, however far away they are, the nearest first. */
    public List<String> to(String wanted, int most) {
        return ranked(wanted).limit(most).map(Ranked::name).toList();
    }

    /** Those that the wanted one is a part or the stem of, or a slip of the finger away from; often none. */
    public List<String> likely(String wanted) {
        return ranked(wanted)
                .filter(r -> r.isLike(wanted))
                .limit(FEW)
                .map(Ranked::name)
                .toList();
    }

    /** The same as the end of a message: {@code "; did you mean a or b?"}, or nothing. */
    public String hint(String wanted) {
        List<String> likely = likely(wanted);
        return likely.isEmpty() ? "" : "; did you mean " + Words.or(likely) + "?";
    }

    private Stream<Ranked> ranked(String wanted) {
        String folded = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .map(name -> new Ranked(name, distance(folded, name)))
                .sorted(Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name));
    }

    /** A name and how far away it is, which is found out once, and not in each comparison. */
    private record Ranked(String name, int distance) {

        boolean isLike(String wanted) {
            return (wanted.length() >= FEW && name.contains(wanted))
                    || isItsStem(wanted)
                    || distance <= Math.max(1, wanted.length() / FEW);
        }

        /** With an ending or a directory left out, however short the rest is. */
        private boolean isItsStem(String wanted) {
            return !wanted.isEmpty()
                    && (name.startsWith(wanted + ".")
                            || name.endsWith("/" + wanted)
                            || name.contains("/" + wanted + "."));
        }
    }

    /**
     * How many characters must be changed, added, removed or swapped, upper and lower case being the same. Names come from others,
     * and comparing takes time and room in proportion to both lengths: what is very long, or much longer than the other, is
     * as far away as nothing of the other's length can be, and not compared.
     */
    private static int distance(String folded, String name) {
        int shorter = Math.min(folded.length(), name.length());
        int longer = Math.max(folded.length(), name.length());
        if (longer > LONGEST || longer > 2 * shorter + SLACK) {
            return longer;
        }
        String other = name.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= folded.length(); i++) {
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = last[j - 1] + (folded.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                int least = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && folded.charAt(i - 1) == other.charAt(j - 2)
                        && folded.charAt(i - 2) == other.charAt(j - 1);
                row[j] = swapped ? Math.min(least, 1 + beforeLast[j - 2]) : least;
            }
        }
        return row[other.length()];
    }
}
