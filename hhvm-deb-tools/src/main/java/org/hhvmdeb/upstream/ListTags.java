package org.hhvmdeb.upstream;

import java.io.IOException;
import java.util.List;
import org.hhvmdeb.io.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;

/** Lists the tags upstream has, without fetching anything else. */
public final class ListTags {

    /**
     * Lists them.
     *
     * @param from a directory or URL, as in {@link ImportRequest#from()}
     * @return the tags that stand for a version, in the order of the versions
     */
    public List<ListedTag> run(String from, Progress progress) throws HhvmDebException {
        RepositoryAddress address = RepositoryAddress.parse(from, "the request");
        try {
            return GitSettings.shutOutOf(() -> list(address, progress));
        } catch (IOException e) {
            throw ExternalException.during("listing the tags of " + address.shown(), e);
        }
    }

    private static List<ListedTag> list(RepositoryAddress address, Progress progress)
            throws HhvmDebException, IOException {
        try (WorkDirectory scratch = WorkDirectory.create();
                Repositories repositories = new Repositories(scratch.path(), progress)) {
            return VersionTags.of(repositories.at(address).tags()).stream()
                    .map(t -> new ListedTag(t, t.upstreamVersion()))
                    .toList();
        }
    }
}
