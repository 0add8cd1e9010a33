package org.hhvmdeb.cli.upstream;

import java.util.List;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.report.FindingJson;
import org.hhvmdeb.upstream.verify.OrigVerdict;
import org.hhvmdeb.upstream.verify.TarballComparison;
import org.hhvmdeb.upstream.verify.TarballDifference;
import org.hhvmdeb.upstream.verify.TarballDifference.Kind;

/** What {@code upstream verify} tells a machine. */
record OrigVerdictJson(
        boolean passed,
        String compared,
        List<FindingJson> findings,
        List<DifferenceJson> differences,
        int otherTimes,
        int otherPermissions,
        int otherOwners)
        implements JsonObject {

    /** A path that differs. */
    record DifferenceJson(String path, Kind kind, String detail) implements JsonObject {

        static DifferenceJson of(TarballDifference difference) {
            return new DifferenceJson(difference.path(), difference.kind(), difference.detail());
        }
    }

    static OrigVerdictJson of(OrigVerdict verdict) {
        TarballComparison comparison = verdict.comparison();
        return new OrigVerdictJson(
                verdict.passed(),
                verdict.compared(),
                FindingJson.of(verdict.findings()),
                comparison.differences().stream().map(DifferenceJson::of).toList(),
                comparison.otherTimes(),
                comparison.otherPermissions(),
                comparison.otherOwners());
    }
}
