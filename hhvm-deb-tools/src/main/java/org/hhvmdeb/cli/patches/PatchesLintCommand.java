package org.hhvmdeb.cli.patches;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.cli.options.ReportOptions;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.lint.FixPatches;
import org.hhvmdeb.patch.lint.FixedPatches;
import org.hhvmdeb.patch.lint.LintPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.report.FindingJson;
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
        Report found = new LintPatches().run(request, console.progress()).toReport(report.failing());
        if (report.isText()) {
            fixed.fixes().forEach(console.out()::println);
        }
        return report.write(found, json(found, fixed), console);
    }

    private Map<String, Object> json(Report found, FixedPatches fixed) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", found.passed());
        described.put("findings", FindingJson.of(found.findings()));
        if (fix) {
            described.put(
                    "fixes",
                    fixed.fixes().stream().map(PatchesLintCommand::json).toList());
        }
        return described;
    }

    private static Map<String, Object> json(FixedPatches.Fix fix) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("file", fix.where().file());
        described.put("line", fix.where().line());
        described.put("rule", fix.rule());
        described.put("before", fix.before());
        described.put("after", fix.after());
        return described;
    }
}
