package org.hhvmdeb.hhvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * What an hhvm .deb says about itself.
 *
 * @param name {@code hhvm}, or another where nightly builds and releases live side by side
 * @param provided the schemas in Provides; none in the packages of old
 */
public record HhvmPackage(PackageName name, DebianVersion version, String architecture, List<SchemaReading> provided) {

    public static HhvmPackage read(Path deb) throws HhvmDebException {
        Paragraph control = control(deb);
        return new HhvmPackage(
                PackageName.parse(control.require("Package")),
                DebianVersion.parse(control.require("Version")),
                control.require("Architecture"),
                SchemaRelations.in(control, "Provides", String.valueOf(deb.getFileName())));
    }

    private static Paragraph control(Path deb) throws HhvmDebException {
        try {
            return DebArchive.open(deb).control();
        } catch (IOException e) {
            throw ExternalException.reading(deb, e);
        }
    }

    public boolean provides(RepoSchema schema) {
        return provided.stream().anyMatch(r -> r.schema().equals(schema));
    }
}
