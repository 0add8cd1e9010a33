package org.hhvmdeb.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.CheckPatches;
import org.hhvmdeb.patch.CheckPatchesOnTags;
import org.hhvmdeb.patch.CheckPatchesRequest;
import org.hhvmdeb.patch.CheckTagsRequest;
import org.hhvmdeb.patch.PatchReport;
import org.hhvmdeb.patch.TagReports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Applies debian/patches in memory as dpkg-source would, and tells the fate of every hunk.")
final class PatchesCheckCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The unpacked source. Default: where you are")
    @SuppressWarnings("NullAway.Init")
    private Path tree;

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    @ArgGroup
    private @Nullable Against against;

    @Mixin
    private final UpstreamOptions upstream = new UpstreamOptions();

    @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    PatchesCheckCommand(Console console) {
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
        private List<String> tags = List.of();
    }

    @Override
    public Integer call() throws HhvmDebException {
        Path packaging = debian != null ? debian : tree.resolve("debian");
        if (against != null && against.tags != null) {
            return check(new CheckTagsRequest(packaging, upstream.source(against.tags.from), against.tags.tags));
        }
        return check(
                against != null && against.orig != null
                        ? CheckPatchesRequest.againstOrig(packaging, against.orig)
                        : CheckPatchesRequest.againstTree(packaging, tree));
    }

    private int check(CheckTagsRequest request) throws HhvmDebException {
        TagReports reports = new CheckPatchesOnTags().run(request, console.progress());
        if (format == Format.json) {
            console.out().println(Json.of(PatchReportJson.of(reports)));
        } else {
            reports.tags().forEach(t -> {
                t.report().findings().forEach(console.out()::println);
                console.out().println(t.summary());
            });
        }
        return reports.passed() ? 0 : ExitCodes.FINDINGS;
    }

    private int check(CheckPatchesRequest request) throws HhvmDebException {
        PatchReport report = new CheckPatches().run(request, console.progress());
        if (format == Format.json) {
            console.out().println(Json.of(PatchReportJson.of(report)));
        } else {
            report.findings().forEach(console.out()::println);
            console.out().println(report.summary());
        }
        return report.passed() ? 0 : ExitCodes.FINDINGS;
    }
}
