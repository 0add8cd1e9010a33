package org.hhvmdeb.hhbc.canonicalise;

import java.nio.file.Path;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.HumanUnits;

/**
 * A repository in its canonical form.
 *
 * @param file the repository
 * @param sizeBefore in bytes
 * @param size in bytes
 * @param renumbered how many units have another number than before
 * @param digest of the file
 */
public record CanonicalisedRepo(Path file, long sizeBefore, long size, long renumbered, Sha256 digest) {

    /** One line for a person. */
    public String summary() {
        return HumanUnits.bytes(sizeBefore) + " became " + HumanUnits.bytes(size) + "; " + renumbered
                + (renumbered == 1 ? " unit has another number" : " units have other numbers") + "; SHA-256 "
                + digest.hex();
    }
}
