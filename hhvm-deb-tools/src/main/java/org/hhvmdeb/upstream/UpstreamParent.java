package org.hhvmdeb.upstream;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchBroken;
import org.hhvmdeb.upstream.fetch.FetchSession;
import org.hhvmdeb.upstream.fetch.Fetching;

/**
 * Upstream's own commit with its history, brought into the packaging repository so that it can be a parent there: then
 * {@code git blame} and {@code git log} reach through to upstream.
 */
final class UpstreamParent {

    private UpstreamParent() {}

    /**
     * Fetches what a tag stands for; no reference is written.
     *
     * @param source a directory or URL, and how it is reached
     * @throws InputException when the tag stands for another commit than the tarball was made of
     */
    static ObjectId fetch(Repository into, UpstreamSource source, RecordedUpstream recorded)
            throws HhvmDebException, IOException {
        RepositoryAddress address = RepositoryAddress.parse(source.from(), "the request");
        String name = Constants.R_TAGS + recorded.tag();
        Fetching fetching = new Fetching(source.fetching());
        return GitSettings.shutOutOf(() -> {
            try (FetchSession session =
                    fetching.open(into.getDirectory().toPath(), address.transport(), address.credential())) {
                Ref tag = session.run(transport -> {
                    transport.setTagOpt(TagOpt.NO_TAGS);
                    return transport
                            .fetch(session.limited(NullProgressMonitor.INSTANCE), List.of(new RefSpec(name)))
                            .getAdvertisedRef(name);
                });
                if (tag == null) {
                    throw new InputException("the repository " + address.shown() + " has no tag " + recorded.tag());
                }
                return commit(into, tag, recorded, address);
            } catch (FetchBroken | org.eclipse.jgit.errors.TransportException e) {
                throw new FetchFailure(address.shown(), e, fetching.secrets()).exception();
            }
        });
    }

    private static ObjectId commit(Repository into, Ref tag, RecordedUpstream recorded, RepositoryAddress address)
            throws IOException, InputException {
        try (RevWalk walk = new RevWalk(into)) {
            ObjectId commit = walk.parseCommit(tag.getObjectId()).getId();
            if (!commit.equals(recorded.commit())) {
                throw new InputException(
                        "the tag " + recorded.tag() + " of " + address.shown() + " stands for the commit "
                                + commit.name() + ", but the tarball was made of "
                                + recorded.commit().name()
                                + "; the tag was moved, import it again");
            }
            return commit;
        }
    }
}
