package org.hhvmdeb.cli.upstream;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FetchOptions;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.verify.OrigVerdict;
import org.hhvmdeb.upstream.verify.TarballComparison;
import org.hhvmdeb.upstream.verify.TarballDifference;
import org.hhvmdeb.upstream.verify.VerifyOrig;
import org.hhvmdeb.upstream.verify.VerifyOrigRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks an orig tarball: against its manifest, against upstream's repository, against another tarball.")
public final class UpstreamVerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "TARBALL", description = "An orig tarball.")
    @SuppressWarnings("NullAway.Init")
    private Path tarball;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Its manifest. Default: the one upstream import writes beside it")
    private @Nullable Path manifest;

    @Option(
            names = "--from",
            paramLabel = "URL_OR_PATH",
            description = "Upstream's repository: the tree is made again from it and compared.")
    private @Nullable String from;

    @Option(
            names = "--submodule",
            paramLabel = "PATH=URL",
            description = "Another address for a submodule, as for upstream import.")
    private Map<String, String> submodules = Map.of();

    @Option(names = "--git-cache", paramLabel = "DIR", description = "Keeps what was fetched, for the next time.")
    private @Nullable Path gitCache;

    @Option(
            names = "--against",
            paramLabel = "TARBALL",
            description = "Compare with this tarball instead, whoever made it; no manifest is needed.")
    private @Nullable Path against;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    public UpstreamVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        boolean fetches = !submodules.isEmpty() || gitCache != null || fetch.areSaid();
        if (against != null && (manifest != null || from != null || fetches)) {
            throw new InputException(
                    "--against compares with that tarball alone; it goes with no other option but" + " --format");
        }
        if (from == null && fetches) {
            throw new InputException("--submodule, --git-cache and the options of fetching are about upstream's"
                    + " repository; name that with --from");
        }
        VerifyOrig verify = new VerifyOrig();
        OrigVerdict verdict = against != null
                ? verify.compare(tarball, against, console.progress())
                : verify.run(request(), console.progress());
        format.write(console, OrigVerdictJson.of(verdict), () -> print(verdict));
        return verdict.passed() ? 0 : ExitCodes.FINDINGS;
    }

    private VerifyOrigRequest request() throws InputException {
        VerifyOrigRequest request = VerifyOrigRequest.of(tarball).fetching(fetch.settings(console));
        if (manifest != null) {
            request = request.withManifest(manifest);
        }
        if (from != null) {
            request = request.rebuiltFrom(from, submodules);
        }
        return gitCache == null ? request : request.withCache(gitCache);
    }

    private void print(OrigVerdict verdict) {
        verdict.findings().forEach(console.out()::println);
        verdict.comparison()
                .differences()
                .forEach(d -> console.out().println(word(d) + "\t" + d.path() + "\t" + d.detail()));
        TarballComparison comparison = verdict.comparison();
        if (comparison.otherTimes() + comparison.otherPermissions() + comparison.otherOwners() > 0) {
            console.out()
                    .println("ignored: another time of " + HumanUnits.count(comparison.otherTimes(), "path")
                            + ", other permissions of " + comparison.otherPermissions() + ", another owner of "
                            + comparison.otherOwners());
        }
        if (!verdict.passed() && verdict.comparison().differences().isEmpty()) {
            // The findings above have said what is wrong.
            return;
        }
        console.out()
                .println("compared " + verdict.compared() + ": "
                        + (verdict.passed()
                                ? "the same content"
                                : differing(verdict.comparison().differences().size())));
    }

    private static String differing(int paths) {
        return HumanUnits.count(paths, "path") + (paths == 1 ? " differs" : " differ");
    }

    private static String word(TarballDifference difference) {
        return difference.kind().name().toLowerCase(Locale.ROOT);
    }
}
