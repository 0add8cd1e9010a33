package org.hhvmdeb.cli.patches;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FailOnOption;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.cli.options.ReportOptions;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.lint.FixPatches;
import org.hhvmdeb.patch.lint.FixedPatches;
import org.hhvmdeb.patch.lint.LintPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description =
                "Looks at the series and the headers in debian/patches as lintian does, and at the traps in the diffs; "
                        + "needs no upstream tree.")
public final class PatchesLintCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PackagingOptions packaging;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReportOptions report;

    @Mixin
    private final FailOnOption failOn = new FailOnOption();

    @Option(names = "--section", paramLabel = "NAME", description = "Only the patches of this section.")
    private @Nullable String section;

    @Option(
            names = "--fix",
            description = "Correct what has one right answer, and tell each correction; every other byte stays.")
    private boolean fix;

    public PatchesLintCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        LintPatchesRequest request = new LintPatchesRequest(packaging.onlyDebian(), Optional.ofNullable(section));
        FixedPatches fixed = fix ? new FixPatches().run(request, console.progress()) : new FixedPatches(List.of());
        Report found = new LintPatches().run(request, console.progress()).toReport(failOn.failing());
        if (report.isText()) {
            fixed.fixes().forEach(console.out()::println);
        }
        return report.write(found, LintedPatchesJson.of(found, fix ? Optional.of(fixed) : Optional.empty()), console);
    }
}
