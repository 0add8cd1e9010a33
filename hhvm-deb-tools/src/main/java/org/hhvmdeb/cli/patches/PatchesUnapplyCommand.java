package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.apply.UnappliedPatches;
import org.hhvmdeb.patch.apply.UnapplyPatches;
import org.hhvmdeb.patch.apply.UnapplyPatchesRequest;
import org.hhvmdeb.patch.tree.ToolStateRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "unapply",
        mixinStandardHelpOptions = true,
        description =
                "Unapplies the patches that dpkg-source, quilt or patches apply has applied; all of them or nothing.")
public final class PatchesUnapplyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The unpacked source. Default: where you are")
    @SuppressWarnings("NullAway.Init")
    private Path tree;

    @Option(names = "--to", paramLabel = "PATCH", description = "Stop where this patch is the last one applied.")
    private @Nullable String top;

    @Option(names = "--number", paramLabel = "N", description = "Unapply so many patches at most.")
    private @Nullable Integer number;

    @Option(
            names = "--force",
            description = "Restore the backups even where patched files were changed since; the changes are lost.")
    private boolean force;

    @Option(
            names = "--allow-tool-state",
            description = "Let backups restore what git and quilt keep for themselves: .git and .pc. "
                    + "A hook written so is run by the next git command.")
    private boolean toolState;

    @Mixin
    private final FormatOption format = new FormatOption();

    public PatchesUnapplyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        UnapplyPatchesRequest request = UnapplyPatchesRequest.of(tree);
        request = top == null ? request : request.downTo(top);
        request = number == null ? request : request.atMost(PatchCount.require(number));
        request = force ? request.forced() : request;
        request = request.withToolState(
                toolState ? ToolStateRule.ALLOWED : ToolStateRule.refusedWithout("--allow-tool-state"));
        UnappliedPatches unapplied = new UnapplyPatches().run(request, console.progress());
        format.write(console, UnappliedPatchesJson.of(unapplied), () -> {
            unapplied.findings().forEach(console.out()::println);
            unapplied.patches().forEach(p -> console.out().println("unapplied " + p));
            console.out().println(unapplied.summary());
        });
        return unapplied.passed() ? 0 : ExitCodes.FINDINGS;
    }
}
