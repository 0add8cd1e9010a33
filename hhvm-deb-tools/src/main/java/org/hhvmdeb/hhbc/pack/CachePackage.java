package org.hhvmdeb.hhbc.pack;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.io.Sha256;

/**
 * A cache package that was written and verified.
 *
 * @param file the .deb
 * @param schema the schema of the repository in it
 * @param depends its Depends, as read back from the file
 * @param readings every place that named the schema, all alike
 * @param digest of the .deb
 */
public record CachePackage(
        Path file,
        PackageName name,
        DebianVersion version,
        String architecture,
        RepoSchema schema,
        String depends,
        List<SchemaReading> readings,
        Sha256 digest) {

    public CachePackage {
        readings = List.copyOf(readings);
    }
}
