package org.hhvmdeb.patch.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hhvmdeb.patch.diff.NameText;

/** The word of a {@code Prereq:} line: it must stand in the file between white space. */
final class Prerequisite {

    private Prerequisite() {}

    static boolean isMet(String latin1Word, byte[] content) {
        byte[] word = latin1Word.getBytes(StandardCharsets.ISO_8859_1);
        int last = content.length - word.length;
        for (int at = 0; at < last; at++) {
            boolean begins = at == 0 || isSpace(content[at - 1]);
            boolean ends = at + 1 == last || isSpace(content[at + word.length]);
            if (begins && ends && Arrays.equals(content, at, at + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpace(byte b) {
        return NameText.isSpace((char) (b & 0xff));
    }
}
