package org.hhvmdeb.debian;

import java.util.Comparator;

/**
 * The order of upstream versions and of revisions in deb-version(7): runs of digits by value, however long; in between
 * {@code ~} before the end, the end before letters, letters before everything else.
 */
final class VersionOrder implements Comparator<String> {

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isOther(a, i) || isOther(b, j)) {
                int byWeight = Integer.compare(weight(a, i), weight(b, j));
                if (byWeight != 0) {
                    return byWeight;
                }
                i++;
                j++;
            }
            int endOfA = endOfDigits(a, i);
            int endOfB = endOfDigits(b, j);
            int byNumber = compareNumbers(a.substring(i, endOfA), b.substring(j, endOfB));
            if (byNumber != 0) {
                return byNumber;
            }
            i = endOfA;
            j = endOfB;
        }
        return 0;
    }

    /** One text for all that compare equal. */
    static String canonical(String part) {
        StringBuilder canonical = new StringBuilder();
        for (int i = 0; i < part.length(); ) {
            int end = endOfDigits(part, i);
            if (end > i) {
                String digits = withoutZeros(part.substring(i, end));
                canonical.append(digits.isEmpty() ? "0" : digits);
                i = end;
            } else {
                canonical.append(part.charAt(i++));
            }
        }
        boolean endsInNumber = canonical.length() > 0 && isDigit(canonical.charAt(canonical.length() - 1));
        return endsInNumber ? canonical.toString() : canonical + "0";
    }

    private static int compareNumbers(String a, String b) {
        String x = withoutZeros(a);
        String y = withoutZeros(b);
        int byLength = Integer.compare(x.length(), y.length());
        return byLength == 0 ? x.compareTo(y) : byLength;
    }

    private static String withoutZeros(String digits) {
        int i = 0;
        while (i < digits.length() && digits.charAt(i) == '0') {
            i++;
        }
        return digits.substring(i);
    }

    private static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOther(String text, int index) {
        return index < text.length() && !isDigit(text.charAt(index));
    }

    private static int weight(String text, int index) {
        if (!isOther(text, index)) {
            return 0;
        }
        char c = text.charAt(index);
        if (c == '~') {
            return -1;
        }
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : c + 256;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
