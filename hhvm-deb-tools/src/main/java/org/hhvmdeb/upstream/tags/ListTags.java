package org.hhvmdeb.upstream.tags;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.hhvmdeb.upstream.orig.ImportRequest;

/** Lists the tags upstream has, without fetching anything else. */
public final class ListTags {

    /**
     * Lists them.
     *
     * @param from a directory or URL, as in {@link ImportRequest#from()}
     * @param globs over the tags' names, any of which has to match; none: all
     * @param fetching how servers are reached, and how much is taken from them
     * @return the tags that stand for a version, in the order of the versions
     * @throws org.hhvmdeb.notice.InputException when a glob matches no tag
     */
    public List<ListedTag> run(String from, List<String> globs, FetchSettings fetching, Progress progress)
            throws HhvmDebException {
        RepositoryAddress address = RepositoryAddress.parse(from, "the request");
        try {
            return GitSettings.withoutUserConfig(() -> list(address, globs, fetching, progress));
        } catch (IOException e) {
            throw ExternalException.during("listing the tags of " + address.shown(), e);
        }
    }

    private static List<ListedTag> list(
            RepositoryAddress address, List<String> globs, FetchSettings fetching, Progress progress)
            throws HhvmDebException, IOException {
        try (WorkDirectory scratch = WorkDirectory.create();
                Repositories repositories = new Repositories(scratch.path(), fetching, progress)) {
            List<UpstreamTag> all = VersionTags.of(repositories.at(address).tags());
            Map<String, UpstreamTag> newest = new HashMap<>();
            all.forEach(t -> newest.put(t.line(), t));
            List<UpstreamTag> chosen = globs.isEmpty() ? all : TagGlobs.choose(globs, all, address.shown());
            return chosen.stream()
                    .map(t -> new ListedTag(t, t.upstreamVersion(), t.equals(newest.get(t.line()))))
                    .toList();
        }
    }
}
