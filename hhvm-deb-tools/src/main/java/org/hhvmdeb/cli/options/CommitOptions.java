package org.hhvmdeb.cli.options;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.commit.CommitRequest;
import org.hhvmdeb.upstream.commit.CommitUpstream;
import org.hhvmdeb.upstream.commit.FinishCommit;
import org.hhvmdeb.upstream.commit.PackagingBranches;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and how an import also goes into the packaging's git repository. */
public final class CommitOptions {

    @Option(
            names = "--into",
            paramLabel = "REPOSITORY",
            description = "Also commit the tarball to the packaging's git repository: upstream branch and tag.")
    private @Nullable Path repository;

    @Option(
            names = "--upstream-branch",
            paramLabel = "NAME",
            description = "The branch it is committed to. Default: " + PackagingBranches.DEFAULT_UPSTREAM)
    private @Nullable String branch;

    @Option(
            names = "--debian-branch",
            paramLabel = "BRANCH",
            description =
                    "Replace the upstream tree in this packaging branch, all but debian/, where the changelog gets its entry.")
    private @Nullable String merge;

    @Option(names = "--no-changelog", description = "Write no entry into debian/changelog of that branch.")
    private boolean noChangelog;

    @Option(names = "--upstream-parent", description = "Make upstream's own commit, with its history, a parent.")
    private boolean upstreamParent;

    @Option(names = "--pristine-tar", description = "Let pristine-tar note how the tarball was made.")
    private boolean pristineTar;

    /** Refuses what says nothing without a repository or names a branch twice, before the work and not after it. */
    public void check() throws InputException {
        boolean more = branch != null || merge != null || noChangelog || upstreamParent || pristineTar;
        if (repository == null && more) {
            throw new InputException(
                    "--upstream-branch, --debian-branch, --no-changelog, --upstream-parent and --pristine-tar"
                            + " say what happens in the packaging repository; name that with --into");
        }
        if (noChangelog && merge == null) {
            throw new InputException(
                    "--no-changelog is about the packaging branch that --debian-branch names; without that no"
                            + " changelog is written");
        }
        branches().requireDifferent();
    }

    private PackagingBranches branches() {
        String upstream = branch == null ? PackagingBranches.DEFAULT_UPSTREAM : branch;
        return new PackagingBranches(upstream, Optional.ofNullable(merge), pristineTar);
    }

    /** Finishes what a run that was killed left in the repository, and looks whether this one can commit to it. */
    public void prepare(Console console) throws HhvmDebException {
        if (repository != null) {
            new FinishCommit(console.programs()).run(repository, console.progress());
            new CommitUpstream(console.programs()).requireBranches(repository, branches(), console.progress());
        }
    }

    /** Whether the entry for the version is written here, so that the changelog need not have it before. */
    public boolean writesChangelog() {
        return repository != null && merge != null && !noChangelog;
    }

    /** What to commit where; empty where nobody asked for it. */
    public Optional<CommitRequest> request(Path tarball, UpstreamSource upstream, Console console)
            throws HhvmDebException {
        if (repository == null) {
            return Optional.empty();
        }
        Optional<Instant> date = console.sourceDateEpoch();
        return Optional.of(new CommitRequest(
                tarball,
                repository,
                branches(),
                !noChangelog,
                upstreamParent ? Optional.of(upstream) : Optional.empty(),
                CommitRequest.identity(console.environment()),
                date));
    }
}
