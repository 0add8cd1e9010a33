package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.model.Developer;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.eclipse.aether.RepositorySystem;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.pack.CachePackage;
import org.hhvmdeb.hhbc.pack.DependencyStyle;
import org.hhvmdeb.hhbc.pack.PackageRepo;
import org.hhvmdeb.hhbc.pack.PackageRequest;
import org.hhvmdeb.hhbc.pack.PackageRequestCheck;
import org.hhvmdeb.hhbc.pack.VersionTemplate;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.jspecify.annotations.Nullable;

/**
 * Writes the cache package: the repository under a name with its schema, a snippet of configuration, and a dependency on
 * the schema. The schema in the repository, that of the hhvm and the one in the written Depends must agree.
 *
 * @since 0.1.0
 */
@Mojo(
        name = PackageRepoMojo.GOAL,
        defaultPhase = LifecyclePhase.PACKAGE,
        requiresDependencyCollection = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true,
        requiresProject = false)
public final class PackageRepoMojo extends SiteMojo {

    static final String GOAL = "package-repo";

    private static final String SNAPSHOT = "~SNAPSHOT";
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The repository; by default the one in repoDirectory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repo")
    private @Nullable File repo;

    /**
     * The package's name.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.packageName", defaultValue = "${project.artifactId}")
    @SuppressWarnings("NullAway.Init")
    private String packageName;

    /**
     * The package's version; by default the project's, with {@code ~SNAPSHOT} for {@code -SNAPSHOT} so that the release
     * sorts after it, see snapshotExpand.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.packageVersion")
    private @Nullable String packageVersion;

    /**
     * Give the version of a snapshot the date of the package, as in {@code 2.0~SNAPSHOT.20261121080910} (UTC).
     * Without it, every snapshot has the same version, and apt never upgrades one. The date is that of outputTimestamp, so it
     * has to move on from build to build, as with SOURCE_DATE_EPOCH set to the time of the last commit.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.snapshotExpand", defaultValue = "false")
    private boolean snapshotExpand;

    /**
     * How the package's version is made: {@code {site}} is packageVersion, {@code {hhvm}} and {@code {rev}} are upstream
     * version and revision of the hhvm .deb. With {@code {site}+hhvm{hhvm}-{rev}} the same site, compiled for a later hhvm,
     * is a later version.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.versionTemplate", defaultValue = VersionTemplate.SITE)
    @SuppressWarnings("NullAway.Init")
    private String versionTemplate;

    /**
     * The systemd unit that runs HHVM, for which the package ships a drop-in. The layout {@code authoritative} has one in
     * any case, for the unit {@code hhvm} unless another is named.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.systemdDropIn")
    private @Nullable String systemdDropIn;

    /**
     * The systemd unit that is restarted, if it runs, once when dpkg is done.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.restartUnit")
    private @Nullable String restartUnit;

    /**
     * {@code Name <mail>}; by default the project's first developer.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.maintainer")
    private @Nullable String maintainer;

    /**
     * The package's description: a synopsis, then the lines of the long one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.description")
    private @Nullable String description;

    /**
     * The archive section.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.section", defaultValue = "web")
    @SuppressWarnings("NullAway.Init")
    private String section;

    /**
     * The package's architecture; by default that of the hhvm .deb, or else of this machine.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.architecture")
    private @Nullable String architecture;

    /**
     * What the package depends on: {@code schema} is {@code hhvm-repo-schema-<id>}; {@code version} is
     * {@code hhvm (= V)}, for an hhvm package that does not provide its schema; {@code both}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.dependency", defaultValue = "schema")
    @SuppressWarnings("NullAway.Init")
    private String dependency;

    /**
     * A debian/copyright for the site.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.copyright")
    private @Nullable File copyright;

    /**
     * The date of everything in the package, as for Maven's own plugins: a date, seconds since 1970, or a letter such as
     * {@code n} for the time of the build. SOURCE_DATE_EPOCH in the environment wins over all of them.
     *
     * @since 0.1.0
     */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    private @Nullable String outputTimestamp;

    /**
     * The directory the .deb is written to. Below {@code target} the .deb that this execution wrote before is removed
     * if its name was different.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.outputDirectory", defaultValue = "${project.build.directory}")
    @SuppressWarnings("NullAway.Init")
    private File outputDirectory;

    /**
     * Attach the package to the project.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.attach", defaultValue = "true")
    private boolean attach;

    /**
     * The classifier of the package, for a second execution in one project.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.classifier")
    private @Nullable String classifier;

    /**
     * Also run the hhvm to ask it for its schema. By default only its file and its package are read; the file has the
     * schema since HHVM 3.13, the package if it provides it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.runHhvm", defaultValue = "false")
    private boolean runHhvm;

    private final MavenProjectHelper artifacts;

    @Inject
    public PackageRepoMojo(RepositorySystem system, MavenProjectHelper artifacts) {
        super(system);
        this.artifacts = artifacts;
    }

    @Override
    void run(Progress progress) throws HhvmDebException {
        Path file =
                repo != null ? repo.toPath() : OnlyFile.in(repoDirectory(), ".hhbc", "compile-repo", "hhvm.cache.repo");
        Optional<Attachments> attachments = attachments();
        PackageRequest request = request(file, hhvm());
        if (sourceDateEpoch().isEmpty() && new Timestamp(outputTimestamp).isOff()) {
            getLog().info("project.build.outputTimestamp is off: the package is of the time of this build, and another"
                    + " build makes another file");
        }
        CachePackage cache = new PackageRepo(new LocalProcesses()).run(request, progress);
        removeStale(
                request.output(),
                Set.of(".deb"),
                List.of(cache.file().getFileName().toString()));
        attachments.ifPresent(a -> a.main(cache.file()));
        if (!snapshotExpand && packageVersion == null && session().getGoals().contains("deploy")) {
            warnOfSnapshot();
        }
        cache.readings().forEach(r -> getLog().info(r.toString()));
        getLog().info("packaged " + cache.file() + ", which depends on " + cache.depends());
    }

    @Override
    void skipped(String by, Progress progress) throws HhvmDebException {
        Optional<Attachments> attachments = attachments();
        if (attachments.isPresent()) {
            nothingAttached(
                    by,
                    "a cache package is made in a moment, and none of an earlier run is taken",
                    attachments.get().isMain());
        }
    }

    private Optional<Attachments> attachments() throws InputException {
        return attach
                ? Optional.of(Attachments.of(project(), artifacts, execution(), "hhbc-deb", classifier))
                : Optional.empty();
    }

    /**
     * Checks all that can be checked before there is a repository.
     *
     * @throws InputException with all that is wrong
     */
    void checkSettings() throws HhvmDebException {
        if (!isSkipped()) {
            request(repoDirectory(), hhvm());
        }
    }

    private PackageRequest request(Path file, HhvmSource source) throws HhvmDebException {
        Problems problems = new Problems();
        // A stand-in that goes with this hhvm, or the check would find fault with it.
        DependencyStyle fitting = source instanceof HhvmSource.Deb ? DependencyStyle.VERSION : DependencyStyle.SCHEMA;
        PackageRequest.Builder request = PackageRequest.builder(
                        file,
                        source,
                        problems.read(
                                () -> PackageName.parse(named(packageName, "hhvm.cache.packageName")),
                                PackageName.parse("site")),
                        problems.read(
                                () -> new VersionTemplate(versionTemplate).apply(version(), source),
                                DebianVersion.parse("1")))
                .running(runHhvm)
                .program(problems.read(this::program, "site"))
                .layout(problems.read(this::layout, RepoMode.LOCAL))
                .section(section)
                .dependency(problems.read(() -> DependencyStyle.parse(dependency, "hhvm.cache.dependency"), fitting));
        if (description != null) {
            request.description(description);
        }
        if (architecture != null) {
            request.architecture(architecture);
        }
        if (systemdDropIn != null) {
            request.dropIn(systemdDropIn);
        }
        if (restartUnit != null) {
            request.restart(restartUnit);
        }
        if (copyright != null) {
            request.copyright(copyright.toPath());
        }
        PackageRequest complete = request.build(
                problems.read(this::maintainer, "Site Operators <ops@example.org>"),
                problems.read(this::timestamp, Instant.EPOCH.plusSeconds(1)),
                directory(outputDirectory));
        problems.addAll(PackageRequestCheck.problems(complete));
        problems.orFail(GOAL);
        return complete;
    }

    private DebianVersion version() throws InputException {
        if (packageVersion != null) {
            return DebianVersion.parse(packageVersion);
        }
        String version = project().getVersion().replace("-SNAPSHOT", SNAPSHOT);
        boolean expanded = snapshotExpand && version.endsWith(SNAPSHOT);
        return DebianVersion.parse(expanded ? version + "." + SECOND.format(timestamp()) : version);
    }

    private void warnOfSnapshot() {
        String version = project().getVersion();
        if (version.endsWith("-SNAPSHOT")) {
            getLog().warn("the package has the same version in every build of " + version
                    + ", so that apt upgrades none of"
                    + " them to a later one; set hhvm.cache.snapshotExpand, or hhvm.cache.packageVersion");
        }
    }

    private String maintainer() throws InputException {
        if (maintainer != null) {
            return maintainer;
        }
        List<Developer> developers = project().getDevelopers();
        if (developers.isEmpty()
                || developers.get(0).getName() == null
                || developers.get(0).getEmail() == null) {
            throw new InputException(
                    "who maintains the package? Set -Dhhvm.cache.maintainer=\"Name <mail>\", or give the"
                            + " project a <developer> with <name> and <email>");
        }
        return developers.get(0).getName() + " <" + developers.get(0).getEmail() + ">";
    }

    private Instant timestamp() throws InputException {
        if (sourceDateEpoch().isPresent()) {
            return sourceDateEpoch().get();
        }
        Timestamp configured = new Timestamp(outputTimestamp);
        if (configured.isOff()) {
            return session().getStartTime().toInstant();
        }
        return configured
                .date()
                .orElseThrow(
                        () -> new InputException("the package needs a date that is the same in every build: set the"
                                + " property project.build.outputTimestamp in the POM (2026-11-21T00:00:00Z), or"
                                + " SOURCE_DATE_EPOCH in the environment"));
    }
}
