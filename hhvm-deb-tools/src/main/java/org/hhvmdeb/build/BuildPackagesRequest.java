package org.hhvmdeb.build;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.debian.PackageName;

/**
 * What to build.
 *
 * @param dsc the source package, its other files beside it
 * @param output the directory to write as a whole: packages, .changes, .buildinfo. The log of the build is beside it, in
 *     {@code <output>.log}, from its start on, and the one before in {@code <output>.log.old}
 * @param mainPackage the package with the hhvm program, which has to provide its repo schema; empty where there is none,
 *     as in the package of an extension
 * @param options how to build
 * @param when whether packages in the output directory that are up to date are taken as they are
 */
public record BuildPackagesRequest(
        Path dsc, Path output, Optional<PackageName> mainPackage, BuildOptions options, BuildWhen when) {

    /** The package is named {@code hhvm}; all processors, with tests, where something has changed. */
    public static BuildPackagesRequest of(Path dsc, Path output) {
        return new BuildPackagesRequest(
                dsc, output, Optional.of(new PackageName("hhvm")), BuildOptions.standard(), BuildWhen.CHANGED);
    }

    public BuildPackagesRequest withMainPackage(Optional<PackageName> newMainPackage) {
        return new BuildPackagesRequest(dsc, output, newMainPackage, options, when);
    }

    public BuildPackagesRequest with(BuildOptions newOptions) {
        return new BuildPackagesRequest(dsc, output, mainPackage, newOptions, when);
    }

    public BuildPackagesRequest when(BuildWhen newWhen) {
        return new BuildPackagesRequest(dsc, output, mainPackage, options, newWhen);
    }
}
