package org.hhvmdeb.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * What was built.
 *
 * @param packages in the order of the .changes
 * @param changes the list of them
 * @param buildinfo the record of what they were built with
 * @param log everything the build printed
 * @param schema of the hhvm in the main package, which provides it; empty where no main package was asked for
 * @param upToDate whether it was there already and nothing was built
 */
public record BuiltPackages(
        List<BuiltPackage> packages,
        Path changes,
        Path buildinfo,
        Path log,
        Optional<RepoSchema> schema,
        boolean upToDate) {

    public BuiltPackages {
        packages = List.copyOf(packages);
    }

    public Optional<BuiltPackage> find(PackageName name) {
        return packages.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
