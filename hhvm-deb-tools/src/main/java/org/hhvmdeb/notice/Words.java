package org.hhvmdeb.notice;

import java.util.List;

/** Lists in a sentence. */
public final class Words {

    private Words() {}

    /** As in {@code "text, json or sarif"}. */
    public static String or(List<String> words) {
        return joined(words, " or ");
    }

    /** As in {@code "--name, --output and FILE"}. */
    public static String and(List<String> words) {
        return joined(words, " and ");
    }

    private static String joined(List<String> words, String last) {
        int end = words.size() - 1;
        return end < 1 ? String.join("", words) : String.join(", ", words.subList(0, end)) + last + words.get(end);
    }
}
