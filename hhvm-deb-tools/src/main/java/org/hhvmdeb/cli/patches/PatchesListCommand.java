package org.hhvmdeb.cli.patches;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.Format;
import org.hhvmdeb.cli.options.PackagingOptions;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.dep3.AppliedUpstream;
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

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = Format.HELP)
    @SuppressWarnings("NullAway.Init")
    private Format format;

    public PatchesListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        List<ListedPatch> patches = new ListPatches()
                .run(new LintPatchesRequest(packaging.onlyDebian(), Optional.ofNullable(section)), console.progress());
        if (format == Format.json) {
            console.out()
                    .println(Json.of(Map.of(
                            "patches",
                            patches.stream().map(PatchesListCommand::json).toList())));
        } else {
            patches.forEach(p -> console.out().println(text(p)));
        }
        return 0;
    }

    private static String text(ListedPatch patch) {
        String place = patch.entry().section().map(s -> "  [" + s + "]").orElse("");
        String summary = patch.header().map(Dep3::summary).orElse("(the file cannot be read)");
        return ByteText.printable(patch.entry().patch() + place + (summary.isEmpty() ? "" : "  " + summary));
    }

    private static Map<String, Object> json(ListedPatch patch) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("patch", patch.entry().patch());
        described.put("line", patch.entry().line());
        patch.entry().section().ifPresent(s -> described.put("section", s));
        patch.entry().subdirectory().ifPresent(s -> described.put("subdirectory", s));
        described.put("options", patch.entry().options());
        described.put("readable", patch.header().isPresent());
        patch.header().ifPresent(h -> describe(h, described));
        return described;
    }

    private static void describe(Dep3 header, Map<String, Object> described) {
        described.put("summary", header.summary());
        described.put("authors", header.authors());
        header.origin().ifPresent(o -> {
            o.category().ifPresent(c -> described.put("origin", c.name().toLowerCase(Locale.ROOT)));
            described.put("originReference", o.reference());
        });
        described.put("bugs", header.bugs());
        described.put(
                "forwarded",
                header.forwarded().state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        described.put("forwardedReference", header.forwarded().reference());
        header.lastUpdate().ifPresent(d -> described.put("lastUpdate", d));
        header.appliedUpstream().map(AppliedUpstream::text).ifPresent(a -> described.put("appliedUpstream", a));
    }
}
