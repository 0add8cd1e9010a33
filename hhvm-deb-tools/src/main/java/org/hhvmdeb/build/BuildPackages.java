package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.Control;
import org.hhvmdeb.debian.EarlierUpload;
import org.hhvmdeb.debian.FileChecksum;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.SourceControl;
import org.hhvmdeb.hhvm.PackagedHhvm;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.MadeOf;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.io.output.OwnResults;
import org.hhvmdeb.io.output.RunLog;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Turns a source package into binary packages and makes sure that the one with hhvm provides the repo schema of this
 * very hhvm.
 */
public final class BuildPackages {

    private static final Set<String> RESULTS =
            Set.of(".deb", ".udeb", ".ddeb", ".changes", ".buildinfo", ".tar.gz", ".tar.xz");

    /** Raised with every change of this package that makes other packages of the same source. */
    private static final int FORMAT = 1;

    private static final String WORK = ".work";
    private static final String REFUSED = ".refused";
    private static final String SCHEMA = ".schema";

    private final Builder builder;
    private final ProcessRunner programs;

    public BuildPackages(Builder builder, ProcessRunner programs) {
        this.builder = builder;
        this.programs = programs;
    }

    /**
     * Builds, or takes what is up to date as it is; the output directory is replaced as a whole or left as it was.
     * HHVM takes hours to compile: its log grows in {@code <output>.log}, and the one of the packages before is kept in
     * {@code <output>.log.old}; what debian/control tells is checked before, and packages that do not pass afterwards are
     * kept in {@code <output>.refused}.
     *
     * @throws FindingsException when the main package does not provide the schema of its hhvm
     * @throws InputException when there is no main package, or no hhvm in it; when nothing is to be built, and what is there
     *     is not up to date
     * @throws ExternalException when the build fails; the message has the end of the log
     */
    public BuiltPackages run(BuildPackagesRequest request, Progress progress) throws HhvmDebException {
        Path output = request.output();
        OutputGuard.require(output, RESULTS, request.dsc());
        OutputGuard.requireComputed(beside(output, REFUSED), RESULTS, request.dsc());
        OutputGuard.requireComputed(beside(output, SCHEMA), Set.of(), request.dsc());
        if (request.options().keepWork()) {
            WorkTree.requireReplaceable(beside(output, WORK), RESULTS);
        }
        // Before anything is made: a name may be mistyped.
        if (!Files.exists(request.dsc())) {
            throw new InputException(InputFile.absent("file", request.dsc()));
        }
        RunLog log = RunLog.at(beside(output, ".log"), InputPlaces.of(request.dsc()));
        try {
            checkSource(request);
            Optional<MadeOf> inputs = inputs(request);
            if (request.when() == BuildWhen.NEVER) {
                StagedDirectory.recover(output);
                return earlier(request, inputs, log, progress).orElseThrow();
            }
            try (StagedDirectory staged = StagedDirectory.claiming(output)) {
                Optional<BuiltPackages> earlier = earlier(request, inputs, log, progress);
                return earlier.isPresent() ? earlier.get() : build(request, inputs, staged, log, progress);
            }
        } catch (IOException e) {
            throw ExternalException.during("building packages into " + output, e);
        }
    }

    /** What decides about the packages. How many compilers run does not: they are the same. */
    private Optional<MadeOf> inputs(BuildPackagesRequest request) throws IOException {
        MadeOf asked = MadeOf.nothing()
                .and("the way packages are built", FORMAT)
                .and("the source package", Sha256.of(request.dsc()))
                .and("the choice of tests", request.options().tests())
                .and(
                        "the name of the main package",
                        request.mainPackage().map(PackageName::text).orElse(""));
        return builder.surroundings().map(asked::and);
    }

    private static Optional<BuiltPackages> earlier(
            BuildPackagesRequest request, Optional<MadeOf> inputs, RunLog log, Progress progress)
            throws HhvmDebException, IOException {
        BuildWhen when = request.when();
        // A tree to be looked at comes out of a build alone.
        if (when == BuildWhen.ALWAYS
                || (when == BuildWhen.CHANGED && request.options().keepWork())) {
            return Optional.empty();
        }
        EarlierPackages earlier = new EarlierPackages(request.output(), log.path());
        String reason;
        try {
            Optional<String> outdated = earlier.outdated(inputs);
            if (outdated.isEmpty()) {
                BuiltPackages taken = earlier.read(request.mainPackage());
                progress.note(request.output() + " is up to date");
                return Optional.of(taken);
            }
            reason = outdated.get();
        } catch (HhvmDebException e) {
            reason = e.getMessage();
        }
        if (when == BuildWhen.NEVER) {
            throw new InputException(request.output() + " is not up to date, and nothing is to be built: " + reason);
        }
        if (earlier.exist()) {
            progress.note("rebuilding " + request.output() + ": " + reason);
        }
        return Optional.empty();
    }

    private BuiltPackages build(
            BuildPackagesRequest request,
            Optional<MadeOf> inputs,
            StagedDirectory staged,
            RunLog log,
            Progress progress)
            throws HhvmDebException, IOException {
        Path output = request.output();
        BuildOutcome outcome = builder.build(job(request, staged.path(), log), progress);
        if (outcome.status() != BuildStatus.SUCCESSFUL) {
            throw new ExternalException("building " + request.dsc().getFileName() + " failed: " + outcome.summary()
                    + "\nThe whole log: " + log.path());
        }
        Path changes = required(outcome.changes(), ".changes", request.dsc());
        Path buildinfo = required(outcome.buildinfo(), ".buildinfo", request.dsc());
        List<BuiltPackage> packages = BuildResults.read(changes);
        Optional<RepoSchema> schema = checkSchema(request, packages, staged.path(), progress);
        Sha256 built = Sha256.of(changes);
        log.complete();
        staged.commit();
        inputs.ifPresent(of -> OwnResults.ofUser().add(built, of));
        return new BuiltPackages(
                packages.stream().map(p -> p.in(output)).toList(),
                output.resolve(changes.getFileName()),
                output.resolve(buildinfo.getFileName()),
                log.path(),
                schema,
                false);
    }

    private static BuildJob job(BuildPackagesRequest request, Path results, RunLog log) {
        return new BuildJob(request.dsc(), results, beside(request.output(), WORK), log, request.options());
    }

    private static void checkSource(BuildPackagesRequest request) throws HhvmDebException, IOException {
        SourceControl source = SourceControl.read(request.dsc());
        EarlierUpload.require(request.output(), ".changes", source.source());
        EarlierUpload.require(beside(request.output(), REFUSED), ".changes", source.source());
        requireFiles(source, request.dsc());
        if (request.mainPackage().isPresent()) {
            PackageName name = request.mainPackage().get();
            Control control = SourceControlFile.read(request.dsc());
            Paragraph binary = control.binary(name)
                    .orElseThrow(() -> noMainPackage(
                            name,
                            control.binaries().stream()
                                    .flatMap(p -> p.get("Package").stream())
                                    .toList()));
            require(new SchemaProvides(name).before(binary));
        }
    }

    private static void requireFiles(SourceControl source, Path dsc) throws HhvmDebException, IOException {
        for (FileChecksum listed : source.files()) {
            Path file = dsc.resolveSibling(listed.name());
            if (!Files.isRegularFile(file)) {
                throw new InputException(dsc + " lists " + listed.name() + ", which is not beside it; "
                        + "get all files of the source package");
            }
            if (Files.size(file) != listed.size() || !Sha256.of(file).equals(listed.sha256())) {
                throw new InputException(file + " is not the file that " + dsc.getFileName()
                        + " lists: its size or SHA-256 digest differs; build or fetch the source package again");
            }
        }
    }

    private Optional<RepoSchema> checkSchema(
            BuildPackagesRequest request, List<BuiltPackage> packages, Path staged, Progress progress)
            throws HhvmDebException, IOException {
        if (request.mainPackage().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(schema(request.mainPackage().get(), packages, request.output()));
        } catch (FindingsException | InputException e) {
            Path refused = beside(request.output(), REFUSED);
            try (StagedDirectory kept = StagedDirectory.beside(refused)) {
                // The other end of the rename has to be a name that is free, or an empty directory.
                Files.move(staged, kept.path(), StandardCopyOption.ATOMIC_MOVE);
                kept.commit();
            }
            progress.warn("the packages do not pass, but are kept for a look in " + refused);
            throw e;
        }
    }

    private RepoSchema schema(PackageName name, List<BuiltPackage> packages, Path output)
            throws HhvmDebException, IOException {
        BuiltPackage main = packages.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noMainPackage(
                        name, packages.stream().map(p -> p.name().text()).toList()));
        try (StagedDirectory scratch = StagedDirectory.beside(beside(output, SCHEMA))) {
            RepoSchema schema = new PackagedHhvm(main.file(), scratch.path(), programs).schema();
            String file = String.valueOf(main.file().getFileName());
            require(new SchemaProvides(name).after(DebArchive.open(main.file()).control(), file, schema));
            return schema;
        }
    }

    private static void require(Optional<Finding> finding) throws FindingsException {
        if (finding.isPresent()) {
            throw new FindingsException("no bytecode cache could be matched to these packages", List.of(finding.get()));
        }
    }

    private static InputException noMainPackage(PackageName name, List<String> packages) {
        return new InputException("there is no package " + name + " among those of the source package: "
                + String.join(", ", packages) + "; name the one with the hhvm program as the main package, or none");
    }

    private static Path required(Optional<Path> file, String kind, Path dsc) throws ExternalException {
        return file.orElseThrow(() -> new ExternalException(
                "the builder says it built " + dsc.getFileName() + ", but left no " + kind + " file"));
    }

    private static Path beside(Path output, String suffix) {
        return output.resolveSibling(output.getFileName() + suffix);
    }
}
