package org.hhvmdeb.hhbc.prune;

import java.nio.file.Path;
import org.hhvmdeb.notice.HumanUnits;

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
        return HumanUnits.bytes(sizeBefore) + " became " + HumanUnits.bytes(size) + ", " + HumanUnits.bytes(free)
                + " of them free for what HHVM writes next";
    }
}
