package org.hhvmdeb.cli.patches;

import org.hhvmdeb.notice.InputException;

/** A number of patches as an option gives it. */
final class PatchCount {

    private PatchCount() {}

    static int require(int number) throws InputException {
        if (number < 1) {
            throw new InputException("--number " + number + ": give the number of patches, 1 or more");
        }
        return number;
    }
}
