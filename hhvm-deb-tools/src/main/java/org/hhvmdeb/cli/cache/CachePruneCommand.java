package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.hhbc.prune.PrunePlan;
import org.hhvmdeb.hhbc.prune.PruneRepo;
import org.hhvmdeb.hhbc.prune.PruneRequest;
import org.hhvmdeb.hhbc.prune.PrunedRepo;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = "Tells which schemas of a bytecode repository no HHVM runs, and with --apply takes them out.")
public final class CachePruneCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The .hhbc.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--live",
            required = true,
            split = ",",
            paramLabel = "ID",
            description = "The schema of an HHVM that uses the file; once for each.")
    private List<String> live = List.of();

    @Option(names = "--apply", description = "Do it; without this the plan is told and nothing is written.")
    private boolean apply;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write what stays there; only so the file may be in use. - is standard output.")
    private @Nullable OutputFile output;

    @Option(names = "--in-place", description = "Drop tables in the file; its size stays, HHVM uses the room again.")
    private boolean inPlace;

    @Option(names = "--vacuum", description = "With --in-place: make the file smaller.")
    private boolean vacuum;

    @Option(names = "--unknown-tables", description = "Also tables no HHVM creates that carry the id of a dead schema.")
    private boolean unknown;

    @Option(names = "--orphans", description = "Also rows of live schemas that nothing refers to.")
    private boolean orphans;

    @Option(names = "--gone", description = "Also files of live schemas that are not on this machine any more.")
    private boolean gone;

    @Mixin
    private final FormatOption format = new FormatOption();

    public CachePruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        PruneRepo prune = new PruneRepo(console.programs());
        PruneRequest request = request();
        PrunePlan plan = prune.plan(request);
        if (!format.isJson()) {
            plan.lines().forEach(console.out()::println);
        }
        Optional<PrunedRepo> written = Optional.empty();
        if (apply) {
            PrunedRepo pruned = prune.run(request, console.progress());
            written = Optional.of(pruned);
            boolean left = plan.isEmpty() && output == null && !vacuum;
            console.progress().note(left ? "nothing was to be done: all in it stays" : pruned.summary());
            if (output != null && !format.isJson()) {
                console.out().println(pruned.file());
            }
        } else {
            console.progress()
                    .note(
                            plan.isEmpty() && output == null && !inPlace
                                    ? "nothing is to be done: all in it stays"
                                    : "nothing was written; --apply does it");
        }
        format.write(console, PrunedRepoJson.of(plan, written), () -> {});
        return 0;
    }

    private PruneRequest request() throws HhvmDebException {
        List<RepoSchema> schemas = new ArrayList<>();
        for (String id : live) {
            schemas.add(RepoSchema.parse(id));
        }
        PruneRequest request = PruneRequest.of(file, schemas).including(unknown, orphans, gone);
        return (output == null ? request : request.into(output)).inPlace(inPlace, vacuum);
    }
}
