package org.hhvmdeb.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.CachePackage;
import org.hhvmdeb.hhbc.DependencyStyle;
import org.hhvmdeb.hhbc.Layout;
import org.hhvmdeb.hhbc.PackageRepo;
import org.hhvmdeb.hhbc.PackageRequest;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = "Packages a bytecode repository so that it can only be installed beside the HHVM it fits.")
final class CachePackCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The .hhbc.")
    @SuppressWarnings("NullAway.Init")
    private Path repo;

    @Mixin
    private final HhvmOption hhvm = new HhvmOption();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The package's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--package-version",
            required = true,
            paramLabel = "VERSION",
            description = "The package's version.")
    @SuppressWarnings("NullAway.Init")
    private String version;

    @Option(names = "--maintainer", required = true, paramLabel = "'NAME <MAIL>'", description = "Who maintains it.")
    @SuppressWarnings("NullAway.Init")
    private String maintainer;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Where the .deb goes.")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            description = "A synopsis, then lines of the long description.")
    private @Nullable String description;

    @Option(
            names = "--architecture",
            paramLabel = "ARCH",
            description = "Default: that of the hhvm .deb, or of this machine.")
    private @Nullable String architecture;

    @Option(
            names = "--layout",
            defaultValue = "local",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Layout layout;

    @Option(
            names = "--depends",
            defaultValue = "schema",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private DependencyStyle dependency;

    CachePackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        PackageRequest.Builder request = PackageRequest.builder(
                        repo, hhvm.required(console.path()), PackageName.parse(name), DebianVersion.parse(version))
                .layout(layout)
                .dependency(dependency);
        if (description != null) {
            request.description(description);
        }
        if (architecture != null) {
            request.architecture(architecture);
        }
        CachePackage cache = new PackageRepo(console.programs())
                .run(request.build(maintainer, timestamp(), output), console.progress());
        console.progress().note(cache.name() + " depends on " + cache.depends());
        console.out().println(cache.file());
        return 0;
    }

    private Instant timestamp() throws InputException {
        return console.sourceDateEpoch()
                .orElseThrow(
                        () -> new InputException(
                                "the package needs a date that is the same in every build: set"
                                        + " SOURCE_DATE_EPOCH (seconds since 1970), for example to the date of the site's last commit"));
    }
}
