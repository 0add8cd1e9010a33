package org.hhvmdeb.source;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;

/**
 * A source package on the disk.
 *
 * @param name of the source package
 * @param version with its Debian revision
 * @param dsc the file that names and describes the others
 * @param files the others, in the order of the .dsc; every one has the SHA-256 digest the .dsc says
 */
public record SourcePackage(PackageName name, DebianVersion version, Path dsc, List<Path> files) {

    public SourcePackage {
        files = List.copyOf(files);
    }
}
