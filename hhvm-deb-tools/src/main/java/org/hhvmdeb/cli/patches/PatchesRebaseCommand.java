package org.hhvmdeb.cli.patches;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FetchOptions;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.rebase.AbortRebase;
import org.hhvmdeb.patch.rebase.ChangeAuthor;
import org.hhvmdeb.patch.rebase.ContinueRebase;
import org.hhvmdeb.patch.rebase.ContinueRebaseRequest;
import org.hhvmdeb.patch.rebase.RebasePatches;
import org.hhvmdeb.patch.rebase.RebasePatchesRequest;
import org.hhvmdeb.patch.rebase.RebasedPatches;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebase",
        mixinStandardHelpOptions = true,
        description = {
            "Takes debian/patches to another upstream tag: refreshes, merges, and takes out what upstream has.",
            "A conflict waits in the directory ,,hhvm-deb-rebase for --continue or --abort."
        })
public final class PatchesRebaseCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The directory that debian is in; upstream's files need not be there. Default: where you are")
    @SuppressWarnings("NullAway.Init")
    private Path packaging;

    @Option(names = "--from", paramLabel = "URL_OR_PATH", description = "Upstream's repository.")
    private @Nullable String from;

    @Option(names = "--onto", paramLabel = "TAG", description = "The tag the series shall be for.")
    private @Nullable String onto;

    @Option(
            names = "--base",
            paramLabel = "TAG",
            description = "The tag the series is for. Default: the one debian/changelog tells")
    private @Nullable String base;

    @Option(
            names = "--drop-upstreamed",
            description = "Delete patches that upstream has. Default: their files stay, with Applied-Upstream, and the"
                    + " series names them in comments")
    private boolean dropUpstreamed;

    @Option(names = "--dry-run", description = "Only tell what would become of each patch.")
    private boolean dryRun;

    @Option(
            names = "--submodule",
            paramLabel = "PATH=URL",
            description = "Another address for the submodule at PATH, or for all whose URL begins with PATH.")
    private Map<String, String> submodules = Map.of();

    @Option(
            names = "--skip-submodule",
            paramLabel = "PATH",
            description = "Do without this submodule, or all that a PATH with * stands for.")
    private Set<String> skipped = Set.of();

    @Option(names = "--git-cache", paramLabel = "DIR", description = "Keeps what was fetched, for the next time.")
    private @Nullable Path gitCache;

    @ArgGroup
    private @Nullable Waiting waiting;

    @Mixin
    private final FormatOption format = new FormatOption();

    /** What to do with a rebase that waits. */
    private static final class Waiting {

        @Option(names = "--continue", required = true, description = "Go on, now that the conflicts are resolved.")
        private boolean goOn;

        @Option(names = "--abort", required = true, description = "Give it up; it has changed nothing in debian yet.")
        private boolean abort;
    }

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    public PatchesRebaseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (waiting != null && waiting.abort) {
            return abort();
        }
        ChangeAuthor author =
                ChangeAuthor.of(console.environment(), console.sourceDateEpoch().orElseGet(Instant::now));
        RebasedPatches result = waiting != null && waiting.goOn
                ? new ContinueRebase().run(goingOn(author), console.progress())
                : new RebasePatches().run(request(author), console.progress());
        format.write(
                console, RebasedPatchesJson.of(result), () -> console.out().println(RebasedPatchesReport.text(result)));
        return result.passed() ? 0 : ExitCodes.FINDINGS;
    }

    private int abort() throws HhvmDebException {
        boolean more = from != null || onto != null || base != null || gitCache != null || fetch.areSaid();
        if (more || dropUpstreamed || dryRun || !submodules.isEmpty() || !skipped.isEmpty()) {
            throw new InputException(
                    "--abort gives up the rebase that waits, whatever it was begun with; it goes with no"
                            + " other option but --format");
        }
        new AbortRebase().run(packaging);
        console.progress().note("the rebase is given up; it had changed nothing in debian yet");
        format.write(console, new RebasedPatchesJson.Aborted(true), () -> {});
        return 0;
    }

    private ContinueRebaseRequest goingOn(ChangeAuthor author) throws InputException {
        if (dryRun) {
            throw new InputException("--continue takes what was resolved and goes on; it cannot be a --dry-run");
        }
        return new ContinueRebaseRequest(
                packaging,
                Optional.ofNullable(from),
                onto == null ? Optional.empty() : Optional.of(UpstreamTag.parse(onto)),
                base == null ? Optional.empty() : Optional.of(UpstreamTag.parse(base)),
                submodules,
                skipped,
                Optional.ofNullable(gitCache),
                fetch.settings(console),
                dropUpstreamed,
                author);
    }

    private RebasePatchesRequest request(ChangeAuthor author) throws InputException {
        if (from == null || onto == null) {
            throw new InputException("say "
                    + (from == null ? "with --from where upstream's repository is" : "")
                    + (from == null && onto == null ? " and " : "")
                    + (onto == null ? "with --onto which tag the patches shall be for" : "")
                    + "; or --continue or --abort where a rebase waits");
        }
        return new RebasePatchesRequest(
                packaging,
                new UpstreamSource(from, submodules, skipped, Optional.ofNullable(gitCache), fetch.settings(console)),
                UpstreamTag.parse(onto),
                base == null ? Optional.empty() : Optional.of(UpstreamTag.parse(base)),
                dropUpstreamed,
                dryRun,
                author);
    }
}
