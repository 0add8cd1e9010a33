package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.rebase.AbortRebase;
import org.hhvmdeb.patch.rebase.ChangeAuthor;
import org.hhvmdeb.patch.rebase.ContinueRebase;
import org.hhvmdeb.patch.rebase.ContinueRebaseRequest;
import org.hhvmdeb.patch.rebase.RebasePatches;
import org.hhvmdeb.patch.rebase.RebasePatchesRequest;
import org.hhvmdeb.patch.rebase.RebasedPatches;
import org.jspecify.annotations.Nullable;

/**
 * Rebases the patch series onto another upstream tag: refreshes what has moved, merges where upstream changed nearby
 * lines, drops what upstream has applied. A conflict waits in the directory {@code ,,hhvm-deb-rebase} beside the
 * packaging until the goal is called with {@code continueRebase} or {@code abortRebase}. Not bound to a phase, as it
 * changes the packaging.
 *
 * @since 0.1.0
 */
@Mojo(name = "rebase-patches", threadSafe = true, requiresProject = false)
public final class RebasePatchesMojo extends FetchingMojo {

    /** What says which rebase is given up, and what the goal has looked at before. */
    private static final Set<String> BESIDE_ABORT =
            Set.of("abortRebase", "continueRebase", "debianDirectory", "dryRun", "skip");

    /**
     * The packaging, with patches/series and changelog in it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianDirectory", defaultValue = "${basedir}/debian", required = true)
    @SuppressWarnings("NullAway.Init")
    private File debianDirectory;

    /**
     * Where upstream's repository is: a URL (https, ssh, file) or a directory, which may be relative to the project's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamUrl")
    private @Nullable String upstreamUrl;

    /**
     * The tag to rebase the series onto, such as {@code HHVM-3.18.5}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.onto")
    private @Nullable String onto;

    /**
     * The tag that the series is for now; by default the one of {@code debian/changelog}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.base")
    private @Nullable String base;

    /**
     * Delete patches that upstream has, instead of leaving their files with Applied-Upstream in the header and naming them
     * in comments of the series.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.dropUpstreamed", defaultValue = "false")
    private boolean dropUpstreamed;

    /**
     * Only show what would become of each patch.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * Go on with a rebase whose conflicts are resolved.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.continueRebase", defaultValue = "false")
    private boolean continueRebase;

    /**
     * Abort a rebase that waits, and leave everything as it was before. No other option may be given for this run.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.abortRebase", defaultValue = "false")
    private boolean abortRebase;

    /**
     * Other addresses for submodules, each {@code PATH=URL}, as for import-upstream.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.submodules")
    private List<String> submodules = List.of();

    /**
     * Paths of submodules to do without.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.skippedSubmodules")
    private List<String> skippedSubmodules = List.of();

    /**
     * Keeps what was fetched for the next time; safe to share between builds and to delete.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.gitCacheDirectory", defaultValue = "${user.home}/.cache/hhvm-deb/git")
    @SuppressWarnings("NullAway.Init")
    private File gitCacheDirectory;

    /** What import-upstream imports. */
    @Parameter(defaultValue = "${hhvm.cache.tag}", readonly = true)
    private @Nullable String tag;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File basedir;

    @Override
    void run(Progress progress) throws HhvmDebException {
        Path packaging = packaging();
        if (dryRun && (abortRebase || continueRebase)) {
            throw new InputException("hhvm.cache.dryRun goes with neither hhvm.cache.continueRebase nor"
                    + " hhvm.cache.abortRebase; leave it out");
        }
        if (abortRebase && continueRebase) {
            throw new InputException("set one of hhvm.cache.continueRebase and hhvm.cache.abortRebase");
        }
        if (abortRebase) {
            requireNothingBesideAbort();
            new AbortRebase().run(packaging);
            getLog().info("the rebase is given up, " + debianDirectory + " is as it was");
            return;
        }
        ChangeAuthor author = ChangeAuthor.of(environment(), sourceDateEpoch().orElseGet(Instant::now));
        RebasedPatches rebased = continueRebase
                ? new ContinueRebase().run(goingOn(packaging, author), progress)
                : new RebasePatches().run(request(packaging, author), progress);
        rebased.patches()
                .forEach(p -> getLog().info(p.state().word() + " " + p.patch()
                        + p.origin().map(o -> " in " + o.describe()).orElse("")
                        + (p.notes().isEmpty() ? "" : " (" + String.join("; ", p.notes()) + ")")));
        rebased.orFail();
        getLog().info(rebased.summary() + nextStep(rebased.onto()));
    }

    /** The changelog is of the new tag now, and import-upstream refuses another one. */
    private String nextStep(UpstreamTag onto) {
        return dryRun || tag == null || tag.equals(onto.toString())
                ? ""
                : "; now set hhvm.cache.tag, which is " + tag + ", to " + onto + " in the POM";
    }

    private Path packaging() throws InputException {
        if (!debianDirectory.getName().equals("debian")) {
            throw new InputException("hhvm.cache.debianDirectory is " + debianDirectory
                    + "; a rebase needs a packaging whose directory is named debian");
        }
        return debianDirectory.getAbsoluteFile().getParentFile().toPath();
    }

    /** As the command line does; what goes with no abort in a POM is for other runs of this and for other goals. */
    private void requireNothingBesideAbort() throws InputException {
        Set<String> more = said();
        more.removeAll(BESIDE_ABORT);
        if (!more.isEmpty()) {
            throw new InputException(
                    "hhvm.cache.abortRebase gives up the rebase that waits, whatever it was begun with;"
                            + " it goes without "
                            + more.stream().map(name -> "-Dhhvm.cache." + name).collect(Collectors.joining(", "))
                            + " (where .mvn/maven.config says it, -DNAME= takes it back)");
        }
    }

    private ContinueRebaseRequest goingOn(Path packaging, ChangeAuthor author) throws HhvmDebException {
        UpstreamChoice upstream = upstream(upstreamUrl == null ? "" : upstreamUrl);
        // The default is no word of the user's, and where a rebase was begun is where its objects are.
        boolean cacheIsSaid = upstreamUrl != null || said().contains("gitCacheDirectory");
        return new ContinueRebaseRequest(
                packaging,
                upstreamUrl == null ? Optional.empty() : Optional.of(upstream.address()),
                onto == null ? Optional.empty() : Optional.of(UpstreamTag.parse(onto)),
                base == null ? Optional.empty() : Optional.of(UpstreamTag.parse(base)),
                upstream.submoduleUrls(),
                Set.copyOf(skippedSubmodules),
                cacheIsSaid ? Optional.of(gitCacheDirectory.toPath()) : Optional.empty(),
                upstream.fetching(),
                dropUpstreamed,
                author);
    }

    private UpstreamChoice upstream(String url) throws HhvmDebException {
        return new UpstreamChoice(
                url, basedir, submodules, skippedSubmodules, gitCacheDirectory, fetching(url, submodules));
    }

    private RebasePatchesRequest request(Path packaging, ChangeAuthor author) throws HhvmDebException {
        if (upstreamUrl == null || onto == null) {
            throw new InputException(
                    "set -Dhhvm.cache.upstreamUrl to upstream's repository and -Dhhvm.cache.onto to the"
                            + " tag the patches shall be for; or -Dhhvm.cache.continueRebase or -Dhhvm.cache.abortRebase where a"
                            + " rebase waits");
        }
        return new RebasePatchesRequest(
                packaging,
                upstream(upstreamUrl).source(),
                UpstreamTag.parse(onto),
                base == null ? Optional.empty() : Optional.of(UpstreamTag.parse(base)),
                dropUpstreamed,
                dryRun,
                author);
    }
}
