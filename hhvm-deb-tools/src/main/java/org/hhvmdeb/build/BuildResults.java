package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.Changes;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.FileChecksum;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/** Reads what a builder left. */
final class BuildResults {

    private BuildResults() {}

    /**
     * The packages of a .changes.
     *
     * @throws ExternalException when a file it lists is missing or another
     */
    static List<BuiltPackage> read(Path changes) throws HhvmDebException, IOException {
        List<BuiltPackage> packages = new ArrayList<>();
        for (FileChecksum listed : Changes.read(changes).files()) {
            Path file = changes.resolveSibling(listed.name());
            if (!Files.isRegularFile(file)) {
                throw new ExternalException(
                        changes.getFileName() + " lists " + listed.name() + ", but the builder left no such file");
            }
            if (!Sha256.of(file).equals(listed.sha256())) {
                throw new ExternalException(
                        changes.getFileName() + " lists " + listed.name() + " with the SHA-256 digest "
                                + listed.sha256() + ", but it has " + Sha256.of(file) + "; build again");
            }
            if (listed.name().endsWith(".deb")) {
                packages.add(describe(file));
            }
        }
        return List.copyOf(packages);
    }

    private static BuiltPackage describe(Path deb) throws HhvmDebException, IOException {
        Paragraph control = DebArchive.open(deb).control();
        return new BuiltPackage(
                PackageName.parse(control.require("Package")),
                DebianVersion.parse(control.require("Version")),
                control.require("Architecture"),
                deb);
    }
}
