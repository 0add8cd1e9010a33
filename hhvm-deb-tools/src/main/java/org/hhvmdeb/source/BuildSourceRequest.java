package org.hhvmdeb.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a source package is made of.
 *
 * @param origTarball {@code <source>_<upstream version>.orig.tar.xz}; .gz and .bz2 are taken, too
 * @param debianDirectory the packaging, whose format is 3.0 (quilt); left as it is
 * @param output the directory to write as a whole: .dsc, .debian.tar.xz and a copy of the orig tarball
 * @param timestamp the date of everything in the .debian.tar.xz; empty: that of the changelog's latest entry
 * @param verify whether to unpack the result once with {@code dpkg-source -x}, as everybody after us will
 */
public record BuildSourceRequest(
        Path origTarball, Path debianDirectory, Path output, Optional<Instant> timestamp, boolean verify) {

    public static BuildSourceRequest of(Path origTarball, Path debianDirectory, Path output) {
        return new BuildSourceRequest(origTarball, debianDirectory, output, Optional.empty(), false);
    }

    public BuildSourceRequest at(Instant newTimestamp) {
        return new BuildSourceRequest(origTarball, debianDirectory, output, Optional.of(newTimestamp), verify);
    }

    public BuildSourceRequest verified() {
        return new BuildSourceRequest(origTarball, debianDirectory, output, timestamp, true);
    }
}
