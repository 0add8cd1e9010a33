package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.patch.apply.AppliedPatches;
import org.hhvmdeb.patch.apply.ApplyPatches;
import org.hhvmdeb.patch.apply.ApplyPatchesRequest;
import org.hhvmdeb.patch.apply.PatchMode;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;
import org.hhvmdeb.patch.tree.ToolStateRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Applies debian/patches with the result of dpkg-source; all of it or nothing.")
public final class PatchesApplyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The unpacked source. Default: where you are")
    @SuppressWarnings("NullAway.Init")
    private Path tree;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "strict",
            description =
                    "strict: as dpkg-source; quilt: as quilt push, with fuzz and the options of the series. Default: strict")
    @SuppressWarnings("NullAway.Init")
    private PatchMode mode;

    @Option(names = "--to", paramLabel = "PATCH", description = "Stop after this patch.")
    private @Nullable String last;

    @Option(names = "--number", paramLabel = "N", description = "Apply so many patches at most.")
    private @Nullable Integer number;

    @Option(
            names = "--allow-tool-state",
            description = "Let patches change what git and quilt keep for themselves: .git and .pc. "
                    + "dpkg-source would; a hook written so is run by the next git command.")
    private boolean toolState;

    @Mixin
    private final FormatOption format = new FormatOption();

    public PatchesApplyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        ApplyPatchesRequest request = ApplyPatchesRequest.of(tree).in(mode);
        request = last == null ? request : request.upTo(last);
        request = number == null ? request : request.atMost(PatchCount.require(number));
        request = request.withToolState(
                toolState ? ToolStateRule.ALLOWED : ToolStateRule.refusedWithout("--allow-tool-state"));
        AppliedPatches applied = new ApplyPatches().run(request, console.progress());
        format.write(console, AppliedPatchesJson.of(applied), () -> {
            applied.findings().stream()
                    .filter(f -> f.severity() != Severity.NOTE)
                    .forEach(console.out()::println);
            applied.outcomes().stream()
                    .filter(o -> applied.passed() && o.state() == State.APPLIED)
                    .forEach(o -> console.out().println("applied " + o.patch()));
            console.out().println(applied.summary());
        });
        return applied.passed() ? 0 : ExitCodes.FINDINGS;
    }
}
