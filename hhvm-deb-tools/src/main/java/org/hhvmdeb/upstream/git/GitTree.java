package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;

/** A commit's tree, read straight from git's objects: no checkout, hence no filters, hooks, attributes or line ends. */
public final class GitTree {

    /** Up to here a file is read in one piece; a larger one that is stored as a delta is first unpacked on disk. */
    private static final int ONE_PIECE = 128 << 20;

    private final ObjectReader objects;
    private final String shown;
    private final RevCommit commit;

    private GitTree(ObjectReader objects, String shown, RevCommit commit) {
        this.objects = objects;
        this.shown = shown;
        this.commit = commit;
    }

    /**
     * Opens a commit that is there.
     *
     * @param shown the repository's address, for messages
     */
    static GitTree of(ObjectReader objects, String shown, ObjectId id) throws IOException, ExternalException {
        objects.setStreamFileThreshold(ONE_PIECE);
        try (RevWalk walk = new RevWalk(objects)) {
            walk.setRetainBody(true);
            return new GitTree(objects, shown, walk.parseCommit(id));
        } catch (MissingObjectException e) {
            throw missing(shown, "the tree of commit " + id.name(), e);
        }
    }

    public ObjectId commit() {
        return commit.getId();
    }

    /** When the commit was made, to the second. */
    public Instant date() {
        return Instant.ofEpochSecond(commit.getCommitTime());
    }

    /** A walk over the top directory. */
    public TreeWalk walk() throws IOException {
        TreeWalk walk = new TreeWalk(objects);
        walk.addTree(commit.getTree());
        return walk;
    }

    /** JGit does not check what it reads: where a tree object is cut off or is none, it runs out of an array. */
    public InputException damaged(IndexOutOfBoundsException cause) {
        return new InputException(
                "a directory of commit " + commit.name() + " in the repository " + shown
                        + " is damaged: its tree object holds what git does not write; run git fsck there",
                cause);
    }

    /** The tree object of the top directory. */
    public ObjectId root() {
        return commit.getTree().getId();
    }

    /**
     * Reads a directory.
     *
     * @param directory its tree object
     * @param path for the message
     */
    public CanonicalTreeParser directory(ObjectId directory, GitPath path) throws IOException, ExternalException {
        try {
            return new CanonicalTreeParser(null, objects, directory);
        } catch (MissingObjectException e) {
            throw missing(shown, "the directory " + path + " (" + directory.name() + ")", e);
        }
    }

    /** The size of a file; empty where a partial clone lacks it. */
    public OptionalLong size(ObjectId file) throws IOException {
        try {
            return OptionalLong.of(objects.getObjectSize(file, Constants.OBJ_BLOB));
        } catch (MissingObjectException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Opens a file; its content is streamed where it is large.
     *
     * @param what it is, for the message
     */
    public ObjectLoader open(ObjectId file, String what) throws IOException, ExternalException {
        try {
            return objects.open(file, Constants.OBJ_BLOB);
        } catch (MissingObjectException e) {
            throw missing(shown, what + " (" + file.name() + ")", e);
        }
    }

    /**
     * Reads a file whole.
     *
     * @param limit the most bytes it may have
     * @param what it is, for the message
     * @throws InputException when it is larger than the limit
     */
    public byte[] read(ObjectId file, int limit, String what) throws IOException, ExternalException, InputException {
        ObjectLoader loader = open(file, what);
        if (loader.getSize() > limit) {
            throw new InputException(what + " has " + HumanUnits.bytes(loader.getSize()) + ", more than "
                    + HumanUnits.bytes(limit) + "; refused");
        }
        return loader.getCachedBytes(limit);
    }

    private static ExternalException missing(String shown, String what, MissingObjectException cause) {
        return new ExternalException(
                "the repository " + shown + " is incomplete: it lacks " + what
                        + "; a partial clone cannot serve, give the address of a whole one (or delete it if it is our cache)",
                cause);
    }
}
