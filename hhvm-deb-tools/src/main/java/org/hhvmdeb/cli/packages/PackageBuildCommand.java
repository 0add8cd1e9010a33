package org.hhvmdeb.cli.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.build.BuildOptions;
import org.hhvmdeb.build.BuildPackages;
import org.hhvmdeb.build.BuildPackagesRequest;
import org.hhvmdeb.build.BuildWhen;
import org.hhvmdeb.build.BuiltPackages;
import org.hhvmdeb.build.LocalBuilder;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = "Builds the binary packages of a source package and checks that hhvm's provides its repo schema.")
public final class PackageBuildCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            description =
                    "The directory of the source package (.dsc), as source build leaves it; the .dsc itself; or an"
                            + " unpacked source with its orig tarball beside it.")
    @SuppressWarnings("NullAway.Init")
    private Path source;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Replaced as a whole; the log is DIR.log, the one before DIR.log.old. Default: packages beside"
                            + " the directory that was named, or the .dsc")
    private @Nullable Path output;

    @Option(
            names = "--main-package",
            defaultValue = "hhvm",
            paramLabel = "NAME",
            description = "The package with the hhvm program. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private String mainPackage;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many compilers run at a time. Default: all processors")
    private @Nullable Integer jobs;

    @Option(names = "--no-tests", description = "Leave out the package's own tests.")
    private boolean withoutTests;

    @Option(
            names = "--force",
            description =
                    "Rebuild even if the packages in the output directory are up to date: built by you of the same"
                            + " source package, with the same options and the same software installed.")
    private boolean force;

    @Option(names = "--keep-work", description = "Keep the tree of the build, for a look at what went wrong.")
    private boolean keepWork;

    public PackageBuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (jobs != null && jobs < 1) {
            throw new InputException("--jobs is " + jobs + "; it is at least 1");
        }
        if (!UnpackedSource.isAt(source)) {
            Path dsc = SourceControlChoice.in(source);
            // Not in a directory that source build replaces as a whole.
            Path named = source.toAbsolutePath().normalize();
            return build(dsc, target(Files.isDirectory(source) && named.getParent() != null ? named : dsc));
        }
        Path target = target(source.toAbsolutePath().normalize());
        try (UnpackedSource packed = UnpackedSource.pack(source, console)) {
            return build(packed.dsc(), target);
        } catch (IOException e) {
            throw ExternalException.during("removing temporary files", e);
        }
    }

    /** A link may have come with a clone; under a name that the user did not give it is not followed. */
    private Path target(Path built) throws InputException {
        if (output != null) {
            return output;
        }
        Path usual = built.resolveSibling("packages");
        OutputGuard.requireDirectory(usual);
        return usual;
    }

    private int build(Path dsc, Path target) throws HhvmDebException {
        int compilers = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        BuildPackagesRequest request = BuildPackagesRequest.of(dsc, target)
                .withMainPackage(Optional.of(PackageName.parse(mainPackage)))
                .with(new BuildOptions(compilers, !withoutTests, keepWork))
                .when(force ? BuildWhen.ALWAYS : BuildWhen.CHANGED);
        BuiltPackages built = new BuildPackages(
                        new LocalBuilder(console.programs(), console.path()), console.programs())
                .run(request, console.progress());
        built.packages().forEach(p -> console.out().println(p.file()));
        console.out().println(built.changes());
        console.out().println(built.buildinfo());
        built.schema().ifPresent(s -> console.progress().note(mainPackage + " provides " + s.packageName()));
        return 0;
    }
}
