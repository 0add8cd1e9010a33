package org.hhvmdeb.hhbc.rebuild;

import java.nio.file.Path;
import org.hhvmdeb.io.output.OutputFile;

/**
 * A repository that is rewritten on the pages of an older one.
 *
 * @param base the older one, which the servers have
 * @param repo the new one
 * @param output the file to write; may be {@code repo} itself, but not {@code base}
 * @param mostFree the share of free pages in percent from which a warning says that the chain should begin again
 */
public record RebuildRequest(Path base, Path repo, OutputFile output, int mostFree) {

    /** From here on the pages that hold nothing cost more than they save. */
    public static final int DEFAULT_MOST_FREE = 20;

    public static RebuildRequest of(Path base, Path repo, OutputFile output) {
        return new RebuildRequest(base, repo, output, DEFAULT_MOST_FREE);
    }

    public RebuildRequest withMostFree(int percent) {
        return new RebuildRequest(base, repo, output, percent);
    }
}
