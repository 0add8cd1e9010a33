package org.hhvmdeb.upstream;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.notice.HhvmDebException;

/** A repository somewhere, of which we read one commit at a time. */
interface GitRepository extends AutoCloseable {

    /** The names of its tags, without {@code refs/tags/}. */
    Set<String> tags() throws HhvmDebException, IOException;

    /**
     * Finds what a tag stands for without fetching it.
     *
     * @return the commit, behind however many annotated tags
     */
    ObjectId commitOf(String tag) throws HhvmDebException, IOException;

    /** Makes a commit and all it holds readable here; a tag's commit that {@link #commitOf} has named, or any other. */
    GitTree tree(ObjectId commit) throws HhvmDebException, IOException;

    @Override
    void close() throws IOException;
}
