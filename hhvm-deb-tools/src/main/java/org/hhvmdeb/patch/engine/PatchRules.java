package org.hhvmdeb.patch.engine;

import java.util.Optional;
import org.hhvmdeb.patch.tree.ToolState;
import org.hhvmdeb.patch.tree.ToolStateRule;

/**
 * By whose rules a patch is applied.
 *
 * @param scanned whether dpkg-source's own reading of the patch comes first, with its refusals
 * @param fuzz how many lines of context may differ
 * @param removesEmpty whether a file without content left is removed, whatever the patch says of it
 * @param cautious whether a diff that seems to be applied already is refused before any hunk is tried
 * @param backups the directory that takes the files as they were before, with a slash at the end; empty where nobody
 *     wants them
 * @param toolState whether the patch may change what git and quilt keep for themselves, see {@link ToolState}
 */
public record PatchRules(
        boolean scanned,
        int fuzz,
        boolean removesEmpty,
        boolean cautious,
        Optional<String> backups,
        ToolStateRule toolState) {

    /** Those of {@code dpkg-source}, but for {@link ToolState}. */
    public static PatchRules strict() {
        return new PatchRules(true, 0, true, true, Optional.empty(), ToolStateRule.REFUSED);
    }

    /** What patch(1) takes unless {@code -F} says otherwise. */
    static final int USUAL_FUZZ = 2;

    /**
     * Those of {@code quilt push}: fuzz as {@code patch} has it, unless the series says {@code -FN} behind the patch (see
     * {@code patch.apply.PatchReading}), and a diff that does not fit is tried all the same.
     */
    public static PatchRules quilt() {
        return new PatchRules(false, USUAL_FUZZ, false, false, Optional.empty(), ToolStateRule.REFUSED);
    }

    /** With another fuzz. */
    public PatchRules withFuzz(int lines) {
        return new PatchRules(scanned, lines, removesEmpty, cautious, backups, toolState);
    }

    /** With backups of what the patch changes, as {@code patch -b -B DIRECTORY} makes them. */
    public PatchRules backingUpInto(String directory) {
        return new PatchRules(scanned, fuzz, removesEmpty, cautious, Optional.of(directory), toolState);
    }

    public PatchRules removingEmpty() {
        return new PatchRules(scanned, fuzz, true, cautious, backups, toolState);
    }

    /** With or without leave to change what git and quilt keep for themselves. */
    public PatchRules withToolState(ToolStateRule rule) {
        return new PatchRules(scanned, fuzz, removesEmpty, cautious, backups, rule);
    }
}
