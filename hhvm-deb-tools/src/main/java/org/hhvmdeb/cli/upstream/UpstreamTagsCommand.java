package org.hhvmdeb.cli.upstream;

import java.util.List;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FetchOptions;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.tags.ListTags;
import org.hhvmdeb.upstream.tags.ListedTag;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tags",
        mixinStandardHelpOptions = true,
        description = "Lists the releases of an upstream repository with the versions they get in Debian.")
public final class UpstreamTagsCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "URL_OR_PATH", description = "Upstream's repository.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Parameters(
            index = "1..*",
            paramLabel = "GLOB",
            description = "Only tags whose name any of these matches, such as 'HHVM-3.18.*'.")
    private List<String> globs = List.of();

    @Option(names = "--newest", description = "Only the newest tag of each release line, such as 3.18.")
    private boolean newest;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    public UpstreamTagsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        List<ListedTag> tags = new ListTags()
                .run(from, globs, fetch.settings(console), console.progress()).stream()
                        .filter(t -> t.newestOfLine() || !newest)
                        .toList();
        format.write(
                console,
                ListedTagsJson.of(tags),
                () -> tags.forEach(t -> console.out().println(line(t))));
        return 0;
    }

    private static String line(ListedTag tag) {
        return tag.tag() + "\t" + tag.version()
                + (tag.newestOfLine() ? "\tnewest of " + tag.tag().line() : "");
    }
}
