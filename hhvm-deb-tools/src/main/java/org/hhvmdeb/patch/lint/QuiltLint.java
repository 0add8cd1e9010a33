package org.hhvmdeb.patch.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.Line;

/** Lintian's checks of the text above the diff of a patch that the series names. */
final class QuiltLint {

    /** Lintian's list of lines that describe nothing. */
    private static final Pattern LEAD_IN = Pattern.compile("(?:Index: |=+$|diff .|index |From: ).*");

    private static final String TEMPLATE = "TODO: Put a short summary on the line above and replace this paragraph";
    private static final int LONGEST = 1 << 12;

    private QuiltLint() {}

    /**
     * Looks at a patch.
     *
     * @param lines of the whole file
     * @param at where a line of it is
     */
    public static List<Finding> of(String name, FileLines lines, IntFunction<Location> at) {
        List<Finding> findings = new ArrayList<>();
        boolean described = false;
        for (int n = 1; n <= lines.count() && !lines.get(n).startsWith("---"); n++) {
            Line line = lines.get(n);
            String text = line.start(LONGEST).chomped().latin1();
            described = described || (!text.isBlank() && !LEAD_IN.matcher(text).matches());
            if (text.contains(TEMPLATE)) {
                findings.add(Finding.of(
                        at.apply(n),
                        PatchRule.QUILT_PATCH_USING_TEMPLATE_DESCRIPTION,
                        "the text of dpkg-source's template is still there; say what the patch does and why"));
            }
            if (text.startsWith("#!") && text.contains("dpatch-run")) {
                findings.add(Finding.of(
                        at.apply(n),
                        PatchRule.QUILT_PATCH_USES_DPATCH_PLACEHOLDER,
                        "the header is dpatch's, which is no longer in use; rewrite it as DEP-3 has it"));
            }
        }
        if (!described) {
            findings.add(
                    Finding.of(
                            at.apply(0),
                            PatchRule.QUILT_PATCH_MISSING_DESCRIPTION,
                            "nothing says what the patch is for; put a DEP-3 header above the diff, at least Description and Author"));
        }
        if (name.endsWith(".dpatch")) {
            findings.add(Finding.of(
                    at.apply(0),
                    PatchRule.QUILT_PATCH_USES_DPATCH_EXTENSION,
                    "the name ends in .dpatch, though dpatch is no longer in use; rename the patch"));
        }
        return findings;
    }
}
