package org.hhvmdeb.patch.rebase;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.patch.engine.FileOutcome;

/**
 * What became of one patch on a new upstream version.
 *
 * @param patch its name in the series
 * @param line its line in the old series file
 * @param state what became of it
 * @param origin where upstream has it from, if it is upstream
 * @param files how the old patch fits the new version; empty where nobody tried
 * @param notes what a person should know or look at
 */
public record RebasedPatch(
        String patch, int line, State state, Optional<Origin> origin, List<FileOutcome> files, List<String> notes) {

    /** What became of a patch. */
    public enum State {
        /** It applies exactly: not a byte has changed. */
        UNCHANGED,
        /** It applies some lines away, and was rewritten. */
        REFRESHED,
        /** It does not apply, but its changes and upstream's are in different places: put together, to be looked at. */
        MERGED,
        /** Upstream has some of it; the rest was rewritten. */
        PARTLY_UPSTREAM,
        /** Upstream has all of it; it is out of the series. */
        UPSTREAM,
        /** A person resolved its conflicts. */
        RESOLVED,
        /** A person resolved its conflicts so that nothing was left of it; it is out of the series. */
        NOTHING_LEFT,
        /** Waits for a person. */
        CONFLICT,
        /** It does not apply to the old version either, or cannot be written. */
        FAILED,
        NOT_REACHED;

        /** As a person and JSON are told: {@code partly-upstream}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Where upstream has a change from.
     *
     * @param commit 40 hexadecimal digits; empty where no single commit has all of it
     * @param subject of the commit, empty without one
     * @param tag the first that has it
     */
    public record Origin(Optional<String> commit, String subject, UpstreamTag tag) {

        /** For a person. */
        public String describe() {
            return tag + commit.map(c -> ", commit " + c.substring(0, 12)).orElse("");
        }
    }

    public RebasedPatch {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** Whether it has left the series. */
    public boolean isOut() {
        return state == State.UPSTREAM || state == State.NOTHING_LEFT;
    }
}
