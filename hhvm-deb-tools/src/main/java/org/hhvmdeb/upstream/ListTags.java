package org.hhvmdeb.upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
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
            List<ListedTag> listed = new ArrayList<>();
            for (String name : repositories.at(address).tags()) {
                versionTag(name, listed);
            }
            listed.sort((a, b) -> a.tag().compareTo(b.tag()));
            return List.copyOf(listed);
        }
    }

    private static void versionTag(String name, List<ListedTag> listed) {
        try {
            UpstreamTag tag = UpstreamTag.parse(name);
            listed.add(new ListedTag(tag, tag.upstreamVersion()));
        } catch (InputException e) {
            // Upstream also has tags such as pre-hhvm and gcc-4.6, which stand for no version.
            return;
        }
    }
}
