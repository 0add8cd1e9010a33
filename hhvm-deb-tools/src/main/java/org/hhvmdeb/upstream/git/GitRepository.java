package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.notice.HhvmDebException;

/** A repository somewhere, of which we read one commit at a time. */
public interface GitRepository extends AutoCloseable {

    /** The names of its tags, without {@code refs/tags/}. */
    Set<String> tags() throws HhvmDebException, IOException;

    /**
     * Finds what a tag stands for without fetching it.
     *
     * @return the commit, behind however many annotated tags
     */
    ObjectId commitOf(String tag) throws HhvmDebException, IOException;

    /** Whether a tag that is there has an object of its own, which alone can carry a signature. */
    boolean isAnnotated(String tag) throws HhvmDebException, IOException;

    /** Makes the object of an annotated tag readable here. */
    TagObject tagObject(String tag) throws HhvmDebException, IOException;

    /** Makes a commit and all it holds readable here; a tag's commit that {@link #commitOf} has named, or any other. */
    GitTree tree(ObjectId commit) throws HhvmDebException, IOException;

    /**
     * Makes the history behind two commits readable here and walks it.
     *
     * @return commits that {@code to} has, {@code from} has not, and that touch one of the paths; parents before children
     */
    List<UpstreamCommit> history(ObjectId from, ObjectId to, Collection<GitPath> paths)
            throws HhvmDebException, IOException;

    /** Whether a commit is another or one of its ancestors, after {@link #history} has made them readable. */
    boolean contains(ObjectId tip, ObjectId commit) throws HhvmDebException, IOException;

    /** Where a file of one commit is in another, if something much like it is there under another name. */
    Optional<GitPath> moved(GitPath path, ObjectId from, ObjectId to) throws HhvmDebException, IOException;

    @Override
    void close() throws IOException;
}
