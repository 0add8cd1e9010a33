package org.hhvmdeb.cli.patches;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.dep3.Dep3;
import org.hhvmdeb.patch.edit.ListPatches;
import org.hhvmdeb.patch.edit.ListedPatch;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.tree.ByteText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the patches in the order they are applied: section, name, and what the header says.")
public final class PatchesListCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PackagingOptions packaging;

    @Option(names = "--section", paramLabel = "NAME", description = "Only the patches of this section.")
    private @Nullable String section;

    @Mixin
    private final FormatOption format = new FormatOption();

    public PatchesListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        List<ListedPatch> patches = new ListPatches()
                .run(new LintPatchesRequest(packaging.onlyDebian(), Optional.ofNullable(section)), console.progress());
        format.write(
                console,
                ListedPatchesJson.of(patches),
                () -> patches.forEach(p -> console.out().println(text(p))));
        return 0;
    }

    private static String text(ListedPatch patch) {
        String place = patch.entry().section().map(s -> "  [" + s + "]").orElse("");
        String summary = patch.header().map(Dep3::summary).orElse("(the file cannot be read)");
        return ByteText.printable(patch.entry().patch() + place + (summary.isEmpty() ? "" : "  " + summary));
    }
}
