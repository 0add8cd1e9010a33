package org.hhvmdeb.upstream.commit;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.hhvmdeb.debian.ChangelogDraft;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.orig.RecordedUpstream;

/** {@code debian/changelog} of a packaging branch, which gets an entry for a new upstream version. */
final class PackagingChangelog {

    static final String PATH = "debian/changelog";

    /** As for the file on disk: far above any changelog. */
    private static final int LARGEST = 32 << 20;

    private PackagingChangelog() {}

    /** A new content of the file, as a blob, and the version of the entry in it. */
    record Entry(ObjectId content, DebianVersion version) {}

    /**
     * Writes the entry.
     *
     * @param name of the branch, for messages
     * @return empty when there is one for the version already
     * @throws InputException when the branch has no changelog, a damaged one, one of another source package or of a newer
     *     version
     */
    static Optional<Entry> draft(
            RevCommit branch,
            String name,
            RecordedUpstream upstream,
            PersonIdent who,
            ObjectReader reader,
            ObjectInserter objects)
            throws IOException, InputException {
        String where = name + ":" + PATH;
        ChangelogDraft draft = new ChangelogDraft(read(branch, where, reader), where);
        if (!draft.source().text().equals(upstream.source())) {
            throw new InputException(
                    where + " is of the source package " + draft.source() + ", but the tarball is one of "
                            + upstream.source() + ", which dpkg-source would not find; import it with --debian");
        }
        if (draft.knowsUpstream(upstream.version())) {
            return Optional.empty();
        }
        byte[] content = draft.withUpstream(
                upstream.version(), who.getName() + " <" + who.getEmailAddress() + ">", who.getWhenAsInstant());
        return Optional.of(new Entry(objects.insert(Constants.OBJ_BLOB, content), draft.firstOf(upstream.version())));
    }

    private static byte[] read(RevCommit branch, String where, ObjectReader reader) throws IOException, InputException {
        try (TreeWalk walk = TreeWalk.forPath(reader, PATH, branch.getTree())) {
            if (walk == null || (walk.getFileMode(0).getBits() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                throw new InputException("the packaging has no file " + where
                        + " that could get an entry; write it with dch --create, or do without the entry");
            }
            ObjectLoader content = reader.open(walk.getObjectId(0), Constants.OBJ_BLOB);
            if (content.getSize() > LARGEST) {
                throw new InputException(
                        where + " is larger than " + HumanUnits.bytes(LARGEST) + ", which no changelog is");
            }
            return content.getBytes();
        }
    }
}
