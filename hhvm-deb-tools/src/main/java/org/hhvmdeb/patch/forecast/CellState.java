package org.hhvmdeb.patch.forecast;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.notice.InputException;

/** How a patch would fare on an upstream tag. */
public enum CellState {
    /** It applies as it is. */
    APPLIES,
    /** It applies, some lines away from where it says. */
    OFFSET,
    /** The tag has all of it: drop it. */
    UPSTREAM,
    /** The tag has some of it, and the rest still fits: refresh it. */
    PARTLY_UPSTREAM,
    /** A person has to look. */
    CONFLICTS,
    /** It fails only where it builds on an earlier patch that fails here. */
    BLOCKED,
    /** dpkg-source refuses the patch itself, on any tree. */
    BROKEN,
    /** What it touches cannot be read: a submodule that cannot be fetched, a file the repository lacks. */
    UNKNOWN;

    /** As it is written in JSON and on a command line: {@code partly-upstream}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads words.
     *
     * @throws InputException naming one that is none, and all there are
     */
    public static Set<CellState> parse(Collection<String> words) throws InputException {
        Set<CellState> states = EnumSet.noneOf(CellState.class);
        for (String word : words) {
            states.add(Stream.of(values())
                    .filter(state -> state.word().equalsIgnoreCase(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new InputException("a forecast knows no state \"" + word + "\"; there are "
                            + Stream.of(values()).map(CellState::word).collect(Collectors.joining(", ")))));
        }
        return states;
    }

    /** Whether the tree has the patch's change afterwards, be it ours or upstream's. */
    public boolean isInPlace() {
        return this == APPLIES || this == OFFSET || this == UPSTREAM || this == PARTLY_UPSTREAM;
    }
}
