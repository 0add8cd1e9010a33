package org.hhvmdeb.cli.upstream;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.cli.options.UpstreamOptions;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.upstream.prune.PruneSuggestion;
import org.hhvmdeb.upstream.prune.PruneSuggestions;
import org.hhvmdeb.upstream.prune.SuggestPrune;
import org.hhvmdeb.upstream.prune.SuggestPruneRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "suggest-prune",
        mixinStandardHelpOptions = true,
        description = "Tells which third-party code of a tag Debian packages already, and writes Files-Excluded.")
public final class UpstreamSuggestPruneCommand implements Callable<Integer> {

    private static final Path APT_LISTS = Path.of("/var/lib/apt/lists");

    private final Console console;

    @Parameters(paramLabel = "TAG", description = "Upstream's tag, such as HHVM-3.18.5.")
    @SuppressWarnings("NullAway.Init")
    private String tag;

    @Option(names = "--from", required = true, paramLabel = "URL_OR_PATH", description = "Upstream's repository.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Option(
            names = "--packages",
            paramLabel = "FILE_OR_DIR",
            description = "What the suite has: a Packages or Sources file, or a directory of them. Repeatable."
                    + " Default: /var/lib/apt/lists, the suite of this machine")
    private List<Path> indexes = List.of();

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging: its copyright excludes some already.")
    private @Nullable Path debian;

    @Mixin
    private final UpstreamOptions upstream = new UpstreamOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    public UpstreamSuggestPruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        PruneSuggestions suggested = new SuggestPrune()
                .run(
                        new SuggestPruneRequest(
                                UpstreamTag.parse(tag),
                                upstream.source(from, console),
                                Optional.ofNullable(debian),
                                indexes()),
                        console.progress());
        format.write(console, PruneSuggestionsJson.of(suggested), () -> print(suggested));
        return 0;
    }

    private void print(PruneSuggestions suggested) {
        suggested.suggestions().forEach(s -> console.out().println(line(s)));
        if (suggested.suggestions().isEmpty()) {
            console.out().println(suggested.tag() + ": no third-party code was found");
        }
        console.out().print(suggested.patterns().isEmpty() ? "" : "\n" + suggested.filesExcluded());
    }

    private List<Path> indexes() {
        return indexes.isEmpty() && Files.isDirectory(APT_LISTS) ? List.of(APT_LISTS) : indexes;
    }

    private static String line(PruneSuggestion suggestion) {
        String size = HumanUnits.count(suggestion.files(), "file") + "\t" + HumanUnits.bytes(suggestion.bytes())
                + (suggestion.submodules() > 0
                        ? " and " + HumanUnits.count(suggestion.submodules(), "submodule") + " not read"
                        : "");
        String packaged = suggestion
                .packaged()
                .map(p -> p + suggestion.version().map(v -> " " + v).orElse(""))
                .orElse("-");
        return suggestion.verdict() + "\t" + ByteText.printable(suggestion.path()) + "\t" + size + "\t" + packaged
                + "\t" + suggestion.reason();
    }
}
