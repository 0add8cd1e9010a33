package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.CheckPatchesOnTags;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.check.CheckTagsRequest;
import org.hhvmdeb.patch.check.PatchReport;
import org.hhvmdeb.patch.check.TagReports;
import org.hhvmdeb.patch.lint.LintPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.lint.LintedPatches;
import org.hhvmdeb.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the patch series applies as dpkg-source will apply it, without unpacking anything. A patch that does not
 * apply is reported with the file, the hunk and the lines that differ; what lintian would say of the patches is said too,
 * and fails nothing unless failOn says so.
 *
 * @since 0.1.0
 */
@Mojo(name = "check-patches", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true, requiresProject = false)
public final class CheckPatchesMojo extends FetchingMojo {

    /**
     * The packaging, with patches/series in it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianDirectory", defaultValue = "${basedir}/debian", required = true)
    @SuppressWarnings("NullAway.Init")
    private File debianDirectory;

    /**
     * Where import-upstream left the tarball.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamDirectory", defaultValue = "${project.build.directory}/upstream")
    @SuppressWarnings("NullAway.Init")
    private File upstreamDirectory;

    /**
     * The orig tarball; by default the one in upstreamDirectory that debian/changelog asks for.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.origTarball")
    private @Nullable File origTarball;

    /**
     * Upstream tags to check against instead of the tarball, for example the next release: {@code HHVM-3.18.5}. They
     * are read from {@code upstreamUrl}; nothing is imported or unpacked, and origTarball is not checked.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.checkTags")
    private List<String> checkTags = List.of();

    /**
     * The tag that the tarball is made of. Where the tarball has not been made yet, the check reads this tag from
     * {@code upstreamUrl}; the verdict is the same.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.tag")
    private @Nullable String tag;

    /**
     * Where upstream's repository is: a URL (https, ssh, file) or a directory, which may be relative to the project's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamUrl")
    private @Nullable String upstreamUrl;

    /**
     * Other addresses for submodules, each {@code PATH=URL}, as for import-upstream.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.submodules")
    private List<String> submodules = List.of();

    /**
     * Paths of submodules to do without.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.skippedSubmodules")
    private List<String> skippedSubmodules = List.of();

    /**
     * Keeps what was fetched for the next time; safe to share between builds and to delete.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.gitCacheDirectory", defaultValue = "${user.home}/.cache/hhvm-deb/git")
    @SuppressWarnings("NullAway.Init")
    private File gitCacheDirectory;

    /**
     * Files that CI reads, beside the log: any of text, json, sarif and junit. They are written even if the check fails.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.reportFormats", defaultValue = "sarif,junit")
    private List<String> reportFormats = List.of();

    /**
     * Where the reports go: patches.sarif, patches.xml and so on.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.reportDirectory", defaultValue = "${project.build.directory}/patch-reports")
    @SuppressWarnings("NullAway.Init")
    private File reportDirectory;

    /**
     * The lowest severity that fails the build: error, which is what dpkg-source refuses, warning or note.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.failOn", defaultValue = "error")
    @SuppressWarnings("NullAway.Init")
    private String failOn;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File basedir;

    @Override
    void run(Progress progress) throws HhvmDebException {
        failing();
        PatchReports reports = reports();
        OrigTarballChoice choice = new OrigTarballChoice(origTarball, directory(upstreamDirectory));
        if (!checkTags.isEmpty()) {
            passOverTarball();
            onTags(checkTags, reports, progress);
        } else if (tag != null
                && upstreamUrl != null
                && choice.ifThere(debianDirectory).isEmpty()) {
            onTags(List.of(tag), reports, progress);
        } else {
            onTarball(choice.forPackaging(debianDirectory), reports, progress);
        }
    }

    /** A POM, and who runs all goals, may name the tarball for others; who says both for this run wants both to be checked. */
    private void passOverTarball() throws InputException {
        if (origTarball == null) {
            return;
        }
        if (said().containsAll(Set.of("origTarball", "checkTags"))) {
            throw new InputException("hhvm.cache.origTarball is " + origTarball
                    + ", and hhvm.cache.checkTags has the check made on tags instead; leave one of them out");
        }
        getLog().info("checking the tags of hhvm.cache.checkTags, and not the tarball " + origTarball);
    }

    private void onTarball(Path orig, PatchReports reports, Progress progress) throws HhvmDebException {
        PatchReport fates =
                new CheckPatches().run(CheckPatchesRequest.againstOrig(debianDirectory.toPath(), orig), progress);
        Report report = fates.toReport(lint(progress), failing());
        reports.write(report);
        fates.orFail();
        reports.log(report);
    }

    private void onTags(List<String> tags, PatchReports reports, Progress progress) throws HhvmDebException {
        if (upstreamUrl == null) {
            throw new InputException("hhvm.cache.checkTags needs upstream's repository;"
                    + " set -Dhhvm.cache.upstreamUrl=URL_OR_DIRECTORY");
        }
        UpstreamChoice upstream = new UpstreamChoice(
                upstreamUrl,
                basedir,
                submodules,
                skippedSubmodules,
                gitCacheDirectory,
                fetching(upstreamUrl, submodules));
        TagReports fates = new CheckPatchesOnTags()
                .run(new CheckTagsRequest(debianDirectory.toPath(), upstream.source(), tags), progress);
        Report report = fates.toReport(lint(progress), failing());
        reports.write(report);
        fates.orFail();
        reports.log(report);
    }

    private Severity failing() throws InputException {
        return Severity.parse(failOn, "hhvm.cache.failOn");
    }

    private LintedPatches lint(Progress progress) throws HhvmDebException {
        return new LintPatches().run(LintPatchesRequest.of(debianDirectory.toPath()), progress);
    }

    private PatchReports reports() throws HhvmDebException {
        InputPlaces read = origTarball == null
                ? InputPlaces.of(debianDirectory.toPath())
                : InputPlaces.of(debianDirectory.toPath(), origTarball.toPath());
        return PatchReports.in(directory(reportDirectory), "patches", reportFormats, read, root(), getLog());
    }
}
