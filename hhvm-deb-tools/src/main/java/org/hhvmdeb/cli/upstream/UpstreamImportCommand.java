package org.hhvmdeb.cli.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.CommitOptions;
import org.hhvmdeb.cli.options.FetchOptions;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.io.compression.Compression;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.upstream.commit.CommitRequest;
import org.hhvmdeb.upstream.commit.CommitUpstream;
import org.hhvmdeb.upstream.commit.CommittedUpstream;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.hhvmdeb.upstream.signature.TagSignature;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Makes the orig tarball of an upstream tag: submodules included, pruned, reproducible, with a manifest.")
public final class UpstreamImportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "TAG", description = "Upstream's tag, such as HHVM-3.18.5.")
    @SuppressWarnings("NullAway.Init")
    private String tag;

    @Option(names = "--from", required = true, paramLabel = "URL_OR_PATH", description = "Upstream's repository.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Where tarball and manifest go.")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Option(
            names = "--debian",
            paramLabel = "DIR",
            description = "The packaging: its changelog gives source and version, its copyright Files-Excluded.")
    private @Nullable Path debian;

    @Option(names = "--exclude", paramLabel = "GLOB", description = "Leave this out, too (syntax of Files-Excluded).")
    private List<String> exclude = List.of();

    @Option(
            names = "--repack",
            paramLabel = "N",
            description = "The number after +dfsg. Default: the changelog's, or 1")
    private @Nullable Integer repack;

    @Option(
            names = "--submodule",
            paramLabel = "PATH=URL",
            description = "Another address for the submodule at PATH, or for all whose URL begins with PATH, those in"
                    + " submodules too.")
    private Map<String, String> submodules = Map.of();

    @Option(
            names = "--skip-submodule",
            paramLabel = "PATH",
            description = "Leave this submodule, or all that a PATH with * stands for out; the manifest says so.")
    private Set<String> skipped = Set.of();

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Check the tag's signature with the keys in this file and no others. Repeatable")
    private List<Path> keyrings = List.of();

    @Option(
            names = "--require-signature",
            description = "Refuse a tag without a good signature by one of these keys (exit status 1).")
    private boolean requireSignature;

    @Option(
            names = "--compression",
            paramLabel = "COMPRESSION",
            defaultValue = "xz",
            description = "Of the tarball: xz or gz. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private String compression;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--git-cache", paramLabel = "DIR", description = "Keeps what was fetched, for the next tag.")
    private @Nullable Path gitCache;

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    @Mixin
    private final CommitOptions packaging = new CommitOptions();

    public UpstreamImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        packaging.check();
        packaging.prepare(console);
        FetchSettings fetching = fetch.settings(console);
        ImportRequest.Builder request = ImportRequest.builder(tag, from, output)
                .excluding(exclude)
                .submoduleUrls(submodules)
                .withoutSubmodules(skipped)
                .keyrings(keyrings)
                .fetching(fetching)
                .compression(Compression.named(compression));
        if (requireSignature) {
            request.requireSignature();
        }
        if (debian != null) {
            request.debianDirectory(debian);
        }
        if (packaging.writesChangelog()) {
            request.changelogFollows();
        }
        if (repack != null) {
            request.repackCount(repack);
        }
        if (gitCache != null) {
            request.cache(gitCache);
        }
        console.sourceDateEpoch().ifPresent(request::notAfter);
        ImportedUpstream upstream = new ImportUpstream(console.programs()).run(request.build(), console.progress());
        Optional<CommitRequest> commit = packaging.request(
                upstream.tarball(),
                new UpstreamSource(from, submodules, skipped, Optional.ofNullable(gitCache), fetching),
                console);
        if (!format.isJson()) {
            print(upstream);
        }
        Optional<CommittedUpstream> committed =
                commit.isPresent() ? Optional.of(committed(commit.get())) : Optional.empty();
        format.write(console, ImportedUpstreamJson.of(upstream, committed), () -> committed.ifPresent(this::print));
        return 0;
    }

    private CommittedUpstream committed(CommitRequest request) throws HhvmDebException {
        CommittedUpstream committed = new CommitUpstream(console.programs()).run(request, console.progress());
        warn(committed);
        return committed;
    }

    private void print(ImportedUpstream upstream) {
        console.out().println(upstream.tarball());
        console.out().println(upstream.manifest());
        if (upstream.signature().isGood()) {
            console.progress().note("the tag " + tag + " is signed" + signer(upstream.signature()));
        }
        upstream.findings().forEach(f -> console.progress().warn(f.where() + ": " + f.message()));
    }

    private static String signer(TagSignature signature) {
        return signature.fingerprint().map(f -> " by the key " + f).orElse("")
                + signature.signer().map(s -> " of " + s).orElse("") + ", and the signature is good";
    }

    private void print(CommittedUpstream committed) {
        console.out().println(committed.tag() + "\t" + committed.commit());
        committed.merge().ifPresent(m -> console.out().println("replaced the upstream tree\t" + m));
        committed.entry().ifPresent(v -> console.out().println("changelog\t" + v));
    }

    private void warn(CommittedUpstream committed) {
        if (committed.replaced() > 0) {
            console.progress()
                    .warn("outside debian/, " + HumanUnits.count(committed.replaced(), "file")
                            + " differed from the upstream version before and no longer so; changes to upstream"
                            + " belong in debian/patches");
        }
    }
}
