package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.io.compression.Compression;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.upstream.commit.CommitRequest;
import org.hhvmdeb.upstream.commit.CommitUpstream;
import org.hhvmdeb.upstream.commit.CommittedUpstream;
import org.hhvmdeb.upstream.commit.FinishCommit;
import org.hhvmdeb.upstream.commit.PackagingBranches;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the orig tarball of an upstream tag: recursive submodules, less what {@code Files-Excluded} of
 * {@code debian/copyright} names, with a manifest beside it. The same tag and packaging give the same bytes everywhere.
 * With {@code into} it is committed to the packaging's git repository, too.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "import-upstream",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        threadSafe = true,
        requiresProject = false)
public final class ImportUpstreamMojo extends FetchingMojo {

    /**
     * Upstream's tag, such as {@code HHVM-3.18.5}. The version in {@code debian/changelog} has to agree with it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.tag")
    @SuppressWarnings("NullAway.Init") // Asked for at the beginning.
    private String tag;

    /**
     * Where upstream's repository is: a URL (https, ssh, file) or a directory, which may be relative to the project's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamUrl")
    @SuppressWarnings("NullAway.Init") // Asked for at the beginning.
    private String upstreamUrl;

    /**
     * The packaging: its changelog gives source name and version, its copyright says what is excluded. Where the
     * directory does not exist, the source is {@code hhvm} and the version that of the tag, with {@code +dfsg1} if
     * something is taken out.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianDirectory", defaultValue = "${basedir}/debian", required = true)
    @SuppressWarnings("NullAway.Init")
    private File debianDirectory;

    /**
     * Further globs in the syntax of the field Files-Excluded of debian/copyright.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.filesExcluded")
    private List<String> filesExcluded = List.of();

    /**
     * The number after {@code +dfsg}; by default the changelog's, or 1. It is refused where nothing is taken out.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repackCount")
    private @Nullable Integer repackCount;

    /**
     * Other addresses for submodules, each {@code PATH=URL}: PATH is a submodule's path from the top of the tree, or the
     * beginning of URLs, those of submodules in submodules too.
     *
     * <pre>{@code
     * <submodules>
     *   <submodule>third-party=/srv/mirror/hhvm-third-party.git</submodule>
     *   <submodule>https://github.com/facebook/=https://git.example.org/facebook/</submodule>
     * </submodules>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.submodules")
    private List<String> submodules = List.of();

    /**
     * Paths of submodules to leave out; the manifest lists them.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.skippedSubmodules")
    private List<String> skippedSubmodules = List.of();

    /**
     * Files of public keys, binary or in ASCII armour: the tag's signature is checked with these keys and no others.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.keyrings")
    private List<File> keyrings = List.of();

    /**
     * Fail the build for a tag without a good signature by a key of the keyrings.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.requireSignature", defaultValue = "false")
    private boolean requireSignature;

    /**
     * How the tarball is compressed: {@code xz} or {@code gz}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.origCompression", defaultValue = "xz")
    @SuppressWarnings("NullAway.Init")
    private String origCompression;

    /**
     * Keeps what was fetched for the next tag; safe to share between builds and to delete.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.gitCacheDirectory", defaultValue = "${user.home}/.cache/hhvm-deb/git")
    @SuppressWarnings("NullAway.Init")
    private File gitCacheDirectory;

    /**
     * Where tarball and manifest go. Below {@code target} those of another version that this execution wrote before
     * are removed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamDirectory", defaultValue = "${project.build.directory}/upstream")
    @SuppressWarnings("NullAway.Init")
    private File upstreamDirectory;

    /**
     * Also commit the tarball to this git repository of the packaging: upstream branch and tag.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.into")
    private @Nullable File into;

    /**
     * The branch that it is committed to; created if it is not there.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamBranch", defaultValue = PackagingBranches.DEFAULT_UPSTREAM)
    @SuppressWarnings("NullAway.Init")
    private String upstreamBranch;

    /**
     * The packaging branch in which the upstream tree is replaced, all but {@code debian/}, such as
     * {@code debian/latest}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianBranch")
    private @Nullable String debianBranch;

    /**
     * Write the entry for the version into {@code debian/changelog} of that branch. The changelog in
     * {@code debianDirectory} may then be of an earlier version.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.changelog", defaultValue = "true")
    private boolean changelog;

    /**
     * Make upstream's own commit, with its history, a parent of the one on the upstream branch.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamParent", defaultValue = "false")
    private boolean upstreamParent;

    /**
     * Let the program pristine-tar note how the tarball was made.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.pristineTar", defaultValue = "false")
    private boolean pristineTar;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File basedir;

    @Override
    void run(Progress progress) throws HhvmDebException {
        need("tag", tag);
        need("upstreamUrl", upstreamUrl);
        if (into == null && (debianBranch != null || upstreamParent || pristineTar)) {
            throw new InputException(
                    "debianBranch, upstreamParent and pristineTar say what happens in the packaging repository;"
                            + " name that with hhvm.cache.into");
        }
        if (into != null) {
            branches().requireDifferent();
            new FinishCommit(new LocalProcesses()).run(into.toPath(), progress);
            new CommitUpstream(new LocalProcesses()).requireBranches(into.toPath(), branches(), progress);
        }
        UpstreamSource upstreamSource = new UpstreamChoice(
                        upstreamUrl,
                        basedir,
                        submodules,
                        skippedSubmodules,
                        gitCacheDirectory,
                        fetching(upstreamUrl, submodules))
                .source();
        ImportRequest.Builder request = ImportRequest.builder(tag, upstreamSource.from(), directory(upstreamDirectory))
                .excluding(filesExcluded)
                .submoduleUrls(upstreamSource.submoduleUrls())
                .withoutSubmodules(upstreamSource.withoutSubmodules())
                .cache(gitCacheDirectory.toPath())
                .fetching(upstreamSource.fetching())
                .keyrings(keyrings.stream().map(File::toPath).toList())
                .compression(Compression.named(origCompression));
        if (requireSignature) {
            request.requireSignature();
        }
        if (debianDirectory.isDirectory()) {
            request.debianDirectory(debianDirectory.toPath());
        } else {
            getLog().warn("there is no packaging in " + debianDirectory
                    + ": the tarball has the version of the tag, and nothing is left out that is not in filesExcluded");
        }
        if (debianBranch != null && changelog) {
            request.changelogFollows();
        }
        if (repackCount != null) {
            if (repackCount < 1) {
                throw new InputException("hhvm.cache.repackCount is " + repackCount + "; it counts from 1");
            }
            request.repackCount(repackCount);
        }
        sourceDateEpoch().ifPresent(request::notAfter);
        ImportedUpstream upstream = new ImportUpstream(new LocalProcesses()).run(request.build(), progress);
        upstream.findings().forEach(f -> getLog().warn(f.where() + ": " + f.message()));
        getLog().info(tag + " is " + upstream.tarball() + ", " + HumanUnits.count(upstream.files(), "file")
                + ", sha256 " + upstream.digest());
        removeStale(
                directory(upstreamDirectory),
                Set.of(".orig.tar.xz", ".orig.tar.gz", ".orig.manifest.json"),
                Stream.of(upstream.tarball(), upstream.manifest())
                        .map(f -> f.getFileName().toString())
                        .toList());
        if (into != null) {
            commit(into.toPath(), upstream.tarball(), upstreamSource, progress);
        }
    }

    private PackagingBranches branches() {
        return new PackagingBranches(upstreamBranch, Optional.ofNullable(debianBranch), pristineTar);
    }

    private void commit(Path repository, Path tarball, UpstreamSource upstream, Progress progress)
            throws HhvmDebException {
        CommittedUpstream committed = new CommitUpstream(new LocalProcesses())
                .run(
                        new CommitRequest(
                                tarball,
                                repository,
                                branches(),
                                changelog,
                                upstreamParent ? Optional.of(upstream) : Optional.empty(),
                                CommitRequest.identity(environment()),
                                sourceDateEpoch()),
                        progress);
        getLog().info(committed.tag() + " is " + committed.commit() + " on " + committed.branch()
                + committed.merge().map(m -> ", " + m + " on " + debianBranch).orElse("")
                + committed.entry().map(v -> ", the changelog is at " + v).orElse(""));
        if (committed.replaced() > 0) {
            progress.warn("outside debian/, " + HumanUnits.count(committed.replaced(), "file")
                    + " differed from the upstream version before and no"
                    + " longer do; changes to upstream belong in debian/patches");
        }
    }
}
