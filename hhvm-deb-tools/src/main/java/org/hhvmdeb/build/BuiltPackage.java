package org.hhvmdeb.build;

import java.nio.file.Path;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;

/**
 * A binary package.
 *
 * @param name as its control file has it
 * @param version as its control file has it
 * @param architecture {@code amd64} or {@code all}
 * @param file the .deb
 */
public record BuiltPackage(PackageName name, DebianVersion version, String architecture, Path file) {

    BuiltPackage in(Path directory) {
        return new BuiltPackage(name, version, architecture, directory.resolve(file.getFileName()));
    }
}
