package org.hhvmdeb.hhbc.prune;

import java.nio.file.Path;
import org.hhvmdeb.notice.Amount;

/**
 * A repository after a prune.
 *
 * @param file the repository
 * @param sizeBefore in bytes
 * @param size in bytes
 * @param free of these, what holds nothing and HHVM uses again
 */
public record PrunedRepo(Path file, long sizeBefore, long size, long free) {

    /** One line for a person. */
    public String summary() {
        return Amount.bytes(sizeBefore) + " became " + Amount.bytes(size) + ", " + Amount.bytes(free)
                + " of them free for what HHVM writes next";
    }
}
