package org.hhvmdeb.io.tar;

import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;

/**
 * Counts what an archive names, be it a member or a directory that the path of a member implies: a path can imply two
 * thousand, whose paths take a thousand times its own length.
 */
public final class TarNames {

    private final String source;
    private final TarLimits limits;
    private long count;
    private long text;

    /**
     * Begins.
     *
     * @param source what the archive is called in messages
     */
    public TarNames(String source, TarLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /**
     * Counts one.
     *
     * @param length of its path, and of where it leads if it is a link, in characters
     * @throws InputException when there are more, or longer ones, than are allowed
     */
    public void add(long length) throws InputException {
        count++;
        text += length;
        if (count > limits.entries()) {
            throw new InputException(source + " holds more than the " + limits.entries()
                    + " entries that are allowed, with the directories that they are in; refused");
        }
        if (text > TarLimits.TEXT) {
            throw new InputException(source + " holds paths that take more than the " + HumanUnits.bytes(TarLimits.TEXT)
                    + " that are allowed, with those of the directories that they are in; refused");
        }
    }
}
