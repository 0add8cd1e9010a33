package org.hhvmdeb.cli.patches;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.lint.FixedPatches;
import org.hhvmdeb.patch.lint.FixedPatches.Fix;
import org.hhvmdeb.report.FindingJson;
import org.hhvmdeb.report.Report;

/** What {@code patches lint} tells a machine; {@code fixes} with {@code --fix} alone. */
record LintedPatchesJson(boolean passed, List<FindingJson> findings, Optional<List<FixJson>> fixes)
        implements JsonObject {

    /** A correction. */
    record FixJson(String file, int line, String rule, String before, String after) implements JsonObject {

        static FixJson of(Fix fix) {
            return new FixJson(
                    fix.where().file(), fix.where().line(), fix.rule().id(), fix.before(), fix.after());
        }
    }

    static LintedPatchesJson of(Report found, Optional<FixedPatches> fixed) {
        return new LintedPatchesJson(
                found.passed(),
                FindingJson.of(found.findings()),
                fixed.map(f -> f.fixes().stream().map(FixJson::of).toList()));
    }
}
