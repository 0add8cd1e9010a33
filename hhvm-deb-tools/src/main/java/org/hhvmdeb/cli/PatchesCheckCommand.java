package org.hhvmdeb.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.CheckPatches;
import org.hhvmdeb.patch.CheckPatchesRequest;
import org.hhvmdeb.patch.PatchReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--orig",
            paramLabel = "TARBALL",
            description = "Check against an orig tarball; nothing is unpacked.")
    private @Nullable Path orig;

    @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    PatchesCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        Path packaging = debian != null ? debian : tree.resolve("debian");
        CheckPatchesRequest request = orig != null
                ? CheckPatchesRequest.againstOrig(packaging, orig)
                : CheckPatchesRequest.againstTree(packaging, tree);
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
