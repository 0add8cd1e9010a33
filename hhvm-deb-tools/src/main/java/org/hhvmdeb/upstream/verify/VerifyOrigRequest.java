package org.hhvmdeb.upstream.verify;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.orig.ImportRequest;

/**
 * Which orig tarball to verify, and by what.
 *
 * @param tarball the orig tarball
 * @param manifest the file that tells where the tarball came from
 * @param from where upstream's repository is, to make the tree again; empty: only the digests are checked
 * @param submoduleUrls other addresses for submodules, as in {@link ImportRequest#submoduleUrls()}
 * @param cache keeps what was fetched, as in {@link ImportRequest#cache()}
 * @param fetching how servers are reached, and how much is taken from them
 */
public record VerifyOrigRequest(
        Path tarball,
        Path manifest,
        Optional<String> from,
        Map<String, String> submoduleUrls,
        Optional<Path> cache,
        FetchSettings fetching) {

    public VerifyOrigRequest {
        submoduleUrls = Map.copyOf(submoduleUrls);
    }

    /** Checks the digests in the manifest that lies beside the tarball. */
    public static VerifyOrigRequest of(Path tarball) {
        String name = String.valueOf(tarball.getFileName()).replaceFirst("\\.tar(?:\\.[a-z0-9]+)?$", "");
        return new VerifyOrigRequest(
                tarball,
                tarball.resolveSibling(name + ".manifest.json"),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                FetchSettings.DEFAULT);
    }

    public VerifyOrigRequest withManifest(Path other) {
        return new VerifyOrigRequest(tarball, other, from, submoduleUrls, cache, fetching);
    }

    /** Makes the tree again from a repository, given as in {@link ImportRequest#from()}. */
    public VerifyOrigRequest rebuiltFrom(String repository, Map<String, String> submodules) {
        return new VerifyOrigRequest(tarball, manifest, Optional.of(repository), submodules, cache, fetching);
    }

    public VerifyOrigRequest withCache(Path directory) {
        return new VerifyOrigRequest(tarball, manifest, from, submoduleUrls, Optional.of(directory), fetching);
    }

    public VerifyOrigRequest fetching(FetchSettings settings) {
        return new VerifyOrigRequest(tarball, manifest, from, submoduleUrls, cache, settings);
    }
}
