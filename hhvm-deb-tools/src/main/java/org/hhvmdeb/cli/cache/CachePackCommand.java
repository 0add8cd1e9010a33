package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.DateOption;
import org.hhvmdeb.cli.options.HhvmOption;
import org.hhvmdeb.cli.options.RunOption;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.pack.CachePackage;
import org.hhvmdeb.hhbc.pack.DependencyStyle;
import org.hhvmdeb.hhbc.pack.PackageRepo;
import org.hhvmdeb.hhbc.pack.PackageRequest;
import org.hhvmdeb.hhbc.pack.VersionTemplate;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoFormat;
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
public final class CachePackCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The .hhbc.")
    @SuppressWarnings("NullAway.Init")
    private Path repo;

    @Mixin
    private final HhvmOption hhvm = new HhvmOption();

    @Mixin
    private final RunOption run = new RunOption();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The package's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--package-version",
            required = true,
            paramLabel = "VERSION",
            description = "The version of the package, or of the site where a template makes one of it.")
    @SuppressWarnings("NullAway.Init")
    private String version;

    @Option(
            names = "--version-template",
            defaultValue = VersionTemplate.SITE,
            paramLabel = "TEMPLATE",
            description =
                    "How the package's version is made of {site}, the version given, and {hhvm} and {rev}, those of"
                            + " the hhvm .deb, as in '{site}+hhvm{hhvm}-{rev}'. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private String template;

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description = "The file is NAME.SCHEMA.hhbc. Default: the package's name")
    private @Nullable String program;

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
            paramLabel = "LAYOUT",
            defaultValue = "local",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private RepoMode layout;

    @Option(
            names = "--depends",
            paramLabel = "ON",
            defaultValue = "schema",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private DependencyStyle dependency;

    @Option(
            names = "--systemd-dropin",
            paramLabel = "UNIT",
            description =
                    "Ship a drop-in for the unit that runs HHVM; the authoritative layout does so anyway, for hhvm.")
    private @Nullable String dropIn;

    @Option(
            names = "--restart",
            paramLabel = "UNIT",
            description = "Restart this unit, if it runs, once when dpkg is done.")
    private @Nullable String restart;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description =
                    "The date of everything in the package: 2026-11-30, 2026-11-30T12:00:00Z or seconds since 1970."
                            + " Default: SOURCE_DATE_EPOCH of the environment")
    private @Nullable String date;

    public CachePackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        // What is wrong with an input comes before what is missing beside it.
        RepoFormat.of(repo);
        HhvmSource source = hhvm.required(console.path());
        DebianVersion made = new VersionTemplate(template).apply(DebianVersion.parse(version), source);
        PackageRequest.Builder request = PackageRequest.builder(repo, source, PackageName.parse(name), made)
                .running(run.allowed())
                .layout(layout)
                .dependency(dependency);
        if (program != null) {
            request.program(program);
        }
        if (dropIn != null) {
            request.dropIn(dropIn);
        }
        if (restart != null) {
            request.restart(restart);
        }
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
        if (date != null) {
            return DateOption.parse(date);
        }
        return console.sourceDateEpoch()
                .orElseThrow(
                        () -> new InputException("the package needs a date that is the same in every build: name one"
                                + " with --date, for example that of the site's last commit, or set"
                                + " SOURCE_DATE_EPOCH"));
    }
}
