package org.hhvmdeb.maven;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * Where upstream's repository and its submodules are.
 *
 * @param url the user's, or a directory, which may be relative to the project's; empty where only the submodules are said
 * @param basedir the project's directory
 * @param submodules each {@code PATH=URL}
 * @param skippedSubmodules paths
 * @param cache keeps what was fetched
 * @param fetching how servers are reached, and how much is taken from them
 */
record UpstreamChoice(
        String url,
        File basedir,
        List<String> submodules,
        List<String> skippedSubmodules,
        File cache,
        FetchSettings fetching) {

    UpstreamSource source() throws InputException {
        return new UpstreamSource(
                address(), submoduleUrls(), Set.copyOf(skippedSubmodules), Optional.of(cache.toPath()), fetching);
    }

    String address() {
        File relative = new File(basedir, url);
        return !url.contains("://") && relative.isDirectory() ? relative.getPath() : url;
    }

    Map<String, String> submoduleUrls() throws InputException {
        Map<String, String> urls = new LinkedHashMap<>();
        for (String submodule : submodules) {
            int equals = submodule.indexOf('=');
            if (equals < 1) {
                throw new InputException("hhvm.cache.submodules has \"" + UpstreamSource.withoutCredentials(submodule)
                        + "\"; expected PATH=URL");
            }
            String path = submodule.substring(0, equals);
            if (urls.putIfAbsent(path, submodule.substring(equals + 1)) != null) {
                throw new InputException("hhvm.cache.submodules has two addresses for "
                        + UpstreamSource.withoutCredentials(path) + ", and one would have no effect; remove one");
            }
        }
        return urls;
    }
}
