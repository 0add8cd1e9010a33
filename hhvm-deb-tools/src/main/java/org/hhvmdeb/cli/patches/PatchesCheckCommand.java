package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FailOnOption;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.cli.options.ReportOptions;
import org.hhvmdeb.cli.options.UpstreamOptions;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Applies debian/patches in memory as dpkg-source would, tells the fate of every hunk, and what lint "
                        + "has to say beside.")
public final class PatchesCheckCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PackagingOptions packaging;

    @ArgGroup
    private @Nullable Against against;

    @Mixin
    private final UpstreamOptions upstream = new UpstreamOptions();

    @Option(
            names = "--section",
            paramLabel = "NAME",
            description =
                    "Tell of the patches of this section, and of others only what stops the series. All are applied.")
    private @Nullable String section;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReportOptions report;

    @Mixin
    private final FailOnOption failOn = new FailOnOption();

    public PatchesCheckCommand(Console console) {
        this.console = console;
    }

    /** What to check against, other than the unpacked source. */
    private static final class Against {

        @Option(
                names = "--orig",
                paramLabel = "TARBALL",
                description = "Check against an orig tarball; nothing is unpacked.")
        private @Nullable Path orig;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable Tags tags;
    }

    /** Upstream tags to check against. */
    private static final class Tags {

        @Option(names = "--from", required = true, paramLabel = "URL_OR_PATH", description = "Upstream's repository.")
        @SuppressWarnings("NullAway.Init")
        private String from;

        @Option(
                names = "--tag",
                required = true,
                paramLabel = "TAG",
                description = "Check against this tag of upstream's repository, no tree is needed. Repeatable")
        private List<String> tags = new ArrayList<>();
    }

    @Override
    public Integer call() throws HhvmDebException {
        Path debian = against == null ? packaging.debian() : packaging.onlyDebian();
        if (against != null && against.tags != null) {
            return check(new CheckTagsRequest(debian, upstream.source(against.tags.from, console), against.tags.tags));
        }
        if (upstream.areSaid()) {
            throw new InputException("--submodule, --skip-submodule, --git-cache and the options of fetching are about"
                    + " upstream's repository; name that with --from, and a --tag");
        }
        return check(
                against != null && against.orig != null
                        ? CheckPatchesRequest.againstOrig(debian, against.orig)
                        : CheckPatchesRequest.againstTree(debian, packaging.tree()));
    }

    private int check(CheckTagsRequest request) throws HhvmDebException {
        TagReports fates = new CheckPatchesOnTags().run(request, console.progress());
        Report found = fates.toReport(lint(), failOn.failing());
        return report.write(found, CheckedPatchesJson.OnTags.of(fates, found), console);
    }

    private int check(CheckPatchesRequest request) throws HhvmDebException {
        PatchReport fates = new CheckPatches().run(request, console.progress());
        Report found = fates.toReport(lint(), failOn.failing());
        return report.write(found, CheckedPatchesJson.of(fates, found), console);
    }

    private LintedPatches lint() throws HhvmDebException {
        LintPatchesRequest request = new LintPatchesRequest(packaging.debian(), Optional.ofNullable(section));
        return new LintPatches().run(request, console.progress());
    }
}
