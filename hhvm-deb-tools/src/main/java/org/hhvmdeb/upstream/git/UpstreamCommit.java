package org.hhvmdeb.upstream.git;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A commit of upstream's history that touches certain paths.
 *
 * @param id 40 hexadecimal digits
 * @param subject the first paragraph of the message, in one line
 * @param date when it was committed, to the second
 * @param changes those of the paths that differ from the first parent, in the order of their bytes
 */
public record UpstreamCommit(String id, String subject, Instant date, List<Change> changes) {

    /**
     * What became of a path.
     *
     * @param before what git calls the content in the first parent; empty where the path was not there
     * @param after what git calls the content in this commit; empty where it is gone
     */
    public record Change(GitPath path, Optional<String> before, Optional<String> after) {}

    public UpstreamCommit {
        changes = List.copyOf(changes);
    }
}
