package org.hhvmdeb.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.upstream.ImportRequest;
import org.hhvmdeb.upstream.ImportUpstream;
import org.hhvmdeb.upstream.ImportedUpstream;
import org.hhvmdeb.upstream.UpstreamSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the orig tarball of an upstream tag: recursive submodules, less what {@code Files-Excluded} of
 * {@code debian/copyright} names, with a manifest beside it. The same tag and packaging give the same bytes everywhere.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "import-upstream",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        threadSafe = true,
        requiresProject = false)
public final class ImportUpstreamMojo extends StepMojo {

    /**
     * Upstream's tag, such as {@code HHVM-3.18.5}. The version in {@code debian/changelog} has to agree with it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.tag", required = true)
    @SuppressWarnings("NullAway.Init")
    private String tag;

    /**
     * Where upstream's repository is: a URL (https, ssh, file) or a directory, which may be relative to the project's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamUrl", required = true)
    @SuppressWarnings("NullAway.Init")
    private String upstreamUrl;

    /**
     * The packaging: its changelog gives source name and version, its copyright says what is excluded. Where the
     * directory does not exist, the source is {@code hhvm} and the version that of the tag with {@code +dfsg1}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianDirectory", defaultValue = "${basedir}/debian", required = true)
    @SuppressWarnings("NullAway.Init")
    private File debianDirectory;

    /**
     * Further globs in the syntax of Files-Excluded.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.excludes")
    private List<String> excludes = List.of();

    /**
     * The number after {@code +dfsg}; by default the changelog's, or 1.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repackCount")
    private @Nullable Integer repackCount;

    /**
     * Other addresses for submodules, each {@code PATH=URL}: PATH is a submodule's path from the top of the tree, or the
     * beginning of URLs.
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
     * Keeps what was fetched for the next tag; safe to share between builds and to delete.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.gitCacheDirectory", defaultValue = "${user.home}/.cache/hhvm-deb/git")
    @SuppressWarnings("NullAway.Init")
    private File gitCacheDirectory;

    /**
     * Where tarball and manifest go.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamDirectory", defaultValue = "${project.build.directory}/upstream")
    @SuppressWarnings("NullAway.Init")
    private File upstreamDirectory;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File basedir;

    @Override
    void run(Progress progress) throws HhvmDebException {
        requireOnlineFor(upstreamUrl);
        UpstreamSource upstreamSource =
                new UpstreamChoice(upstreamUrl, basedir, submodules, skippedSubmodules, gitCacheDirectory).source();
        ImportRequest.Builder request = ImportRequest.builder(tag, upstreamSource.from(), directory(upstreamDirectory))
                .excluding(excludes)
                .submoduleUrls(upstreamSource.submoduleUrls())
                .withoutSubmodules(upstreamSource.withoutSubmodules())
                .cache(gitCacheDirectory.toPath());
        if (debianDirectory.isDirectory()) {
            request.debianDirectory(debianDirectory.toPath());
        }
        if (repackCount != null) {
            if (repackCount < 1) {
                throw new InputException("hhvm.cache.repackCount is " + repackCount + "; it counts from 1");
            }
            request.repackCount(repackCount);
        }
        sourceDateEpoch().ifPresent(request::notAfter);
        ImportedUpstream upstream = new ImportUpstream(new LocalProcesses()).run(request.build(), progress);
        getLog().info(tag + " is " + upstream.tarball() + ", " + upstream.files() + " files, sha256 "
                + upstream.digest());
    }
}
