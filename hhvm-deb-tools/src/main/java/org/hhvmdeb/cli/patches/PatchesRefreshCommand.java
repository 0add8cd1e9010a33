package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.refresh.RefreshPatches;
import org.hhvmdeb.patch.refresh.RefreshPatchesRequest;
import org.hhvmdeb.patch.refresh.RefreshedPatch;
import org.hhvmdeb.patch.refresh.RefreshedPatches;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "refresh",
        mixinStandardHelpOptions = true,
        description = "Rewrites patches that apply only with offsets, or with --fuzz; the others keep every byte.")
public final class PatchesRefreshCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATCH… DIR",
            description = "The patches as the series names them, by default all, and the unpacked source, by default"
                    + " where you are")
    private List<String> operands = new ArrayList<>();

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    @Option(
            names = "--orig",
            paramLabel = "TARBALL",
            description = "Refresh against an orig tarball; nothing is unpacked.")
    private @Nullable Path orig;

    @Option(
            names = "--normalize",
            description = "Also rewrite patches that apply exactly: prefixes a/ and b/, no times, no Index: lines,"
                    + " three lines of context.")
    private boolean normalize;

    @Option(
            names = "--fuzz",
            paramLabel = "LINES",
            defaultValue = "0",
            description = "How many lines of context may differ; quilt allows 2, dpkg-source none. What was taken so is"
                    + " told: look whether the place is right. Default: 0")
    private int fuzz;

    @Mixin
    private final FormatOption format = new FormatOption();

    public PatchesRefreshCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (fuzz < 0) {
            throw new InputException("--fuzz is " + fuzz + "; it is a number of lines, 0 or more");
        }
        RefreshOperands given = RefreshOperands.of(operands, debian);
        if (orig != null && debian != null && given.hasTree()) {
            throw new InputException(
                    "--orig says what the patches are for and --debian where they are, so the directory " + given.tree()
                            + " would have no effect; leave it out");
        }
        CheckPatchesRequest series = orig != null
                ? CheckPatchesRequest.againstOrig(given.debian(), orig)
                : CheckPatchesRequest.againstTree(given.debian(), given.tree());
        RefreshPatchesRequest request =
                new RefreshPatchesRequest(series, new HashSet<>(given.patches()), normalize, fuzz);
        RefreshedPatches result = new RefreshPatches().run(request, console.progress());
        format.write(console, RefreshedPatchesJson.of(result), () -> {
            result.findings().forEach(console.out()::println);
            result.patches().stream()
                    .filter(p -> p.state() == RefreshedPatch.State.REFRESHED)
                    .forEach(p -> console.out().println("refreshed " + p.describe()));
            console.out().println(result.summary());
        });
        return result.passed() ? 0 : ExitCodes.FINDINGS;
    }
}
