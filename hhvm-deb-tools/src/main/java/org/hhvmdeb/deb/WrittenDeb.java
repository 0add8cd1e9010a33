package org.hhvmdeb.deb;

import java.nio.file.Path;
import org.hhvmdeb.io.Sha256;

/**
 * A package that was written and read back.
 *
 * @param digest of the whole file
 * @param installedSize what its field says, in KiB
 */
public record WrittenDeb(Path file, Sha256 digest, long installedSize) {}
