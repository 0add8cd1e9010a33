package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.hhvmdeb.notice.InputException;

/**
 * A pattern of Files-Excluded: {@code *} stands for any characters, {@code ?} for any one, slashes included, and
 * {@code \} takes their meaning from {@code * ? \}. Nothing else is special.
 *
 * <p>Follows all ways through the pattern at once, so that no pattern is slow.
 */
final class Glob {

    private static final int ANY = -1;
    private static final int ANY_NUMBER = -2;

    private final String text;
    private final List<Integer> tokens;

    private Glob(String text, List<Integer> tokens) {
        this.text = text;
        this.tokens = List.copyOf(tokens);
    }

    static Glob parse(String text) throws InputException {
        String glob = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (glob.isEmpty()) {
            throw new InputException("the pattern \"" + text + "\" names nothing below the tree's root; remove it");
        }
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\') {
                i++;
                if (i == glob.length() || "\\*?".indexOf(glob.charAt(i)) < 0) {
                    throw new InputException("in the pattern \"" + text + "\" a \\ stands before something else than"
                            + " \\, * or ?; mk-origtargz refuses that, write \\\\ for the character itself");
                }
                tokens.add((int) glob.charAt(i));
            } else {
                tokens.add(c == '*' ? ANY_NUMBER : c == '?' ? ANY : c);
            }
        }
        return new Glob(text, tokens);
    }

    /** As it was written. */
    String text() {
        return text;
    }

    /** Whether it names a member of an archive, with or without its first directory, or a directory above it. */
    boolean matches(String name) {
        int first = name.indexOf('/') + 1;
        return reachesTheEndOfAName(name, ends(name, 0))
                || (first > 0 && reachesTheEndOfAName(name, ends(name, first)));
    }

    /** Whether it matches some part of the text. */
    boolean occursIn(String name) {
        for (int start = 0; start <= name.length(); start++) {
            if (!ends(name, start).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean reachesTheEndOfAName(String name, BitSet ends) {
        return ends.stream().anyMatch(e -> e == name.length() || name.charAt(e) == '/');
    }

    /** Where the pattern can end when it begins at {@code start}. */
    private BitSet ends(String name, int start) {
        BitSet places = new BitSet(name.length() + 1);
        places.set(start);
        for (int token : tokens) {
            if (token == ANY_NUMBER) {
                places.set(places.nextSetBit(0), name.length() + 1);
            } else {
                step(places, name, token);
            }
            if (places.isEmpty()) {
                break;
            }
        }
        return places;
    }

    private static void step(BitSet places, String name, int token) {
        // From the end, so that a place that moves on is not met again.
        for (int place = places.previousSetBit(name.length()); place >= 0; place = places.previousSetBit(place - 1)) {
            places.clear(place);
            if (place < name.length() && (token == ANY || token == name.charAt(place))) {
                places.set(place + 1);
            }
        }
    }
}
