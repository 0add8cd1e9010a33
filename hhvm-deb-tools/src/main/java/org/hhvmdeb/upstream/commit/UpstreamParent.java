package org.hhvmdeb.upstream.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchBroken;
import org.hhvmdeb.upstream.fetch.FetchSession;
import org.hhvmdeb.upstream.fetch.Fetching;
import org.hhvmdeb.upstream.git.FetchFailure;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.hhvmdeb.upstream.orig.RecordedUpstream;
import org.hhvmdeb.upstream.packaging.PackagingRepository;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * Upstream's own commit with its history, brought into the packaging repository so that it can be a parent there: then
 * {@code git blame} and {@code git log} reach through to upstream.
 */
final class UpstreamParent {

    private UpstreamParent() {}

    /**
     * Fetches what a tag stands for, into the quarantine of the packaging repository. No reference of it is written, and its
     * settings do not count: they may have come with a copy, and name files to write.
     *
     * @param source a directory or URL, and how it is reached
     * @throws InputException when the tag stands for another commit than the tarball was made of
     */
    static ObjectId fetch(PackagingRepository packaging, UpstreamSource source, RecordedUpstream recorded)
            throws HhvmDebException, IOException {
        return GitSettings.withoutUserConfig(() -> {
            try (WorkDirectory scratch = packaging.scratch()) {
                FileRepositoryBuilder receiver =
                        new FileRepositoryBuilder().setGitDir(scratch.path().toFile());
                try (Repository fresh = receiver.setBare().build()) {
                    fresh.create(true);
                }
                return fetch(receiving(packaging, scratch.path()), source, recorded);
            }
        });
    }

    /** A bare repository with nothing of its own: objects are written where new ones go, and known where they are. */
    private static FileRepositoryBuilder receiving(PackagingRepository packaging, Path scratch) throws IOException {
        Path shallow = packaging.common().resolve("shallow");
        if (Files.isRegularFile(shallow)) {
            Files.copy(shallow, scratch.resolve("shallow"));
        }
        FileRepositoryBuilder receiver = new FileRepositoryBuilder()
                .setGitDir(scratch.toFile())
                .setBare()
                .setObjectDirectory(packaging.objects().get(0).toFile());
        packaging.objects().stream().skip(1).forEach(o -> receiver.addAlternateObjectDirectory(o.toFile()));
        return receiver;
    }

    private static ObjectId fetch(FileRepositoryBuilder receiver, UpstreamSource source, RecordedUpstream recorded)
            throws HhvmDebException, IOException {
        RepositoryAddress address = RepositoryAddress.parse(source.from(), "the request");
        String name = Constants.R_TAGS + recorded.tag();
        Fetching fetching = new Fetching(source.fetching());
        try (FetchSession session = fetching.open(receiver, address.transport(), address.credential());
                Repository received = receiver.build()) {
            Ref tag = session.run(transport -> {
                transport.setTagOpt(TagOpt.NO_TAGS);
                return transport
                        .fetch(session.limited(NullProgressMonitor.INSTANCE), List.of(new RefSpec(name)))
                        .getAdvertisedRef(name);
            });
            if (tag == null) {
                throw new InputException("the repository " + address.shown() + " has no tag " + recorded.tag());
            }
            return commit(received, tag, recorded, address);
        } catch (FetchBroken | org.eclipse.jgit.errors.TransportException e) {
            throw new FetchFailure(address.shown(), e, fetching.secrets()).exception();
        }
    }

    private static ObjectId commit(Repository received, Ref tag, RecordedUpstream recorded, RepositoryAddress address)
            throws IOException, InputException {
        try (RevWalk walk = new RevWalk(received)) {
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
