package org.hhvmdeb.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.lint.LintPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.report.Report;

/**
 * Looks at the series and the headers of the patches as lintian does, and at the traps in the diffs; needs no upstream source.
 * check-patches says the same beside the fate of each patch.
 *
 * @since 0.1.0
 */
@Mojo(name = "lint-patches", threadSafe = true, requiresProject = false)
public final class LintPatchesMojo extends StepMojo {

    /**
     * The packaging, with patches/series in it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianDirectory", defaultValue = "${basedir}/debian", required = true)
    @SuppressWarnings("NullAway.Init")
    private File debianDirectory;

    /**
     * The lowest severity that fails the build: error, which is what dpkg-source refuses, warning or note.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.failOn", defaultValue = "error")
    @SuppressWarnings("NullAway.Init")
    private String failOn;

    /**
     * Files that CI reads, beside the log: any of text, json, sarif and junit. They are written even if the check fails.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.reportFormats", defaultValue = "sarif,junit")
    private List<String> reportFormats = List.of();

    /**
     * Where they go, as lint.sarif, lint.xml and so on.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.reportDirectory", defaultValue = "${project.build.directory}/patch-reports")
    @SuppressWarnings("NullAway.Init")
    private File reportDirectory;

    @Override
    void run(Progress progress) throws HhvmDebException {
        Severity failing = Severity.parse(failOn, "hhvm.cache.failOn");
        PatchReports reports = PatchReports.in(
                directory(reportDirectory),
                "lint",
                reportFormats,
                InputPlaces.of(debianDirectory.toPath()),
                root(),
                getLog());
        Report report = new LintPatches()
                .run(LintPatchesRequest.of(debianDirectory.toPath()), progress)
                .toReport(failing);
        reports.write(report);
        reports.log(report);
    }
}
