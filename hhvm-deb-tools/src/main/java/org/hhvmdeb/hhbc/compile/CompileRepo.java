package org.hhvmdeb.hhbc.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hhvmdeb.hhbc.canonicalise.CanonicalRepo;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.RepoCheck;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhvm.HhvmIdentity;
import org.hhvmdeb.hhvm.HhvmProgram;
import org.hhvmdeb.hhvm.HhvmPrograms;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.MadeOf;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.io.output.OwnResults;
import org.hhvmdeb.io.output.RunLog;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Compiles a site's PHP into a repository.
 *
 * <p>The output directory is replaced as a whole by {@code <program>.<schema>.hhbc} with {@code .json}, how it was made, and
 * {@code .inputs}, of which files, beside it, and only when all checks pass. All three are a function of the site, the hhvm
 * and the options: in which order the threads of hhvm finished does not show, see {@link CanonicalRepo}.
 */
public final class CompileRepo {

    private final ProcessRunner programs;

    public CompileRepo(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Compiles and checks, or takes what is up to date as it is.
     *
     * @throws InputException when there is nothing to compile or the request is wrong
     * @throws FindingsException when hhvm left out files, met errors or wrote another schema than its own
     * @throws ExternalException when hhvm is missing, fails, or writes nothing
     */
    public CompiledRepo run(CompileRequest request, Progress progress) throws HhvmDebException {
        CompileRequest.checkName(request.program());
        requireReplaceable(request);
        if (request.log()
                .toAbsolutePath()
                .normalize()
                .startsWith(request.output().toAbsolutePath().normalize())) {
            throw new InputException("the log " + request.log() + " cannot lie in " + request.output()
                    + ", which is replaced as a whole; name a file beside it");
        }
        RunLog log = RunLog.at(
                request.log(), InputPlaces.of(request.hhvm().named().stream().toList()));
        PhpFiles inputs = PhpFiles.of(request.tree());
        inputs.warnings().forEach(progress::warn);
        try (StagedDirectory staged = StagedDirectory.claiming(request.output())) {
            // The result of a killed run may have been put back.
            requireReplaceable(request);
            // Before anything is unpacked or read, and again in the end: what is replaced in between shows.
            Optional<MadeOf> madeOf = new CompileInputs(request, inputs.sums()).madeOf();
            Path work = Files.createDirectory(staged.path().resolve(".work"));
            HhvmProgram hhvm = new HhvmPrograms(programs).open(request.hhvm(), work);
            HhvmIdentity identity = hhvm.identify();
            if (!request.always()) {
                Optional<CompiledRepo> earlier = new EarlierRepo(request, identity)
                        .upToDate(madeOf, inputs.files().size(), progress);
                if (earlier.isPresent()) {
                    return earlier.get();
                }
            }
            log.begin();
            Path raw = new HhvmBuild(hhvm, work, log.path(), progress).run(inputs, request);
            String stem = request.program() + "." + identity.schema();
            Path repo = staged.path().resolve(stem + ".hhbc");
            canonicalise(raw, repo, request.output().resolve(stem + ".hhbc"), progress);
            List<Finding> warnings = check(request, inputs, identity, repo);
            warnings.forEach(w -> progress.warn(w.toString()));
            Sha256 digest = Sha256.of(repo);
            String listed = inputs.sums();
            byte[] sums = listed.getBytes(StandardCharsets.UTF_8);
            BuildInfo info = new BuildInfo(
                    RepoFormat.of(repo),
                    identity,
                    request.layout(),
                    request.options(),
                    inputs.files().size(),
                    Sha256.of(sums),
                    stem + ".hhbc",
                    digest);
            byte[] described = info.toJson().getBytes(StandardCharsets.UTF_8);
            StagedFile.write(staged.path().resolve(stem + ".json"), described);
            StagedFile.write(staged.path().resolve(stem + BuildRecord.INPUTS), sums);
            boolean same = new CompileInputs(request, listed).madeOf().equals(madeOf);
            FileTree.delete(work);
            log.complete();
            staged.commit();
            remember(Sha256.of(described), madeOf.filter(m -> same), warnings.size());
            return new CompiledRepo(
                    request.output().resolve(stem + ".hhbc"),
                    identity.schema(),
                    identity,
                    request.layout(),
                    inputs.files().size(),
                    info.inputs(),
                    digest,
                    request.output().resolve(stem + ".json"),
                    request.log(),
                    warnings,
                    false);
        } catch (IOException e) {
            throw ExternalException.writing(request.output(), e);
        }
    }

    /**
     * Where there are warnings the next run compiles and says them again.
     *
     * @param madeOf empty where what was edited meanwhile was perhaps not compiled
     */
    private static void remember(Sha256 described, Optional<MadeOf> madeOf, int warnings) {
        if (madeOf.isEmpty()) {
            OwnResults.ofUser().add(described);
        } else {
            MadeOf all = madeOf.get();
            OwnResults.ofUser().add(described, warnings == 0 ? all : all.and(CompileInputs.WARNINGS, warnings));
        }
    }

    private static void requireReplaceable(CompileRequest request) throws HhvmDebException {
        Path output = request.output();
        OutputGuard.require(
                output,
                Set.of(".hhbc", ".json", BuildRecord.INPUTS),
                request.tree().root());
        // A name may have dots, and a schema has none.
        Pattern own = Pattern.compile(Pattern.quote(request.program()) + "\\.[^.]+\\.[^.]+");
        for (Path earlier : OutputGuard.entries(output)) {
            if (!own.matcher(String.valueOf(earlier.getFileName())).matches()) {
                throw OutputGuard.refused(output, earlier.getFileName() + " in it is not of " + request.program());
            }
        }
    }

    private static void canonicalise(Path raw, Path repo, Path named, Progress progress)
            throws HhvmDebException, IOException {
        try {
            List<Finding> findings = RepoCheck.of(new InspectRepo().run(raw), String.valueOf(named.getFileName()));
            if (!findings.isEmpty()) {
                throw new FindingsException("hhvm wrote a repository that cannot be used", findings);
            }
            if (RepoFormat.of(raw) == RepoFormat.SQLITE) {
                CanonicalRepo.write(raw, repo, named, progress);
            } else {
                Files.move(raw, repo);
            }
            Files.setPosixFilePermissions(repo, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (InputException e) {
            throw new ExternalException("hhvm wrote a repository that cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Finding> check(CompileRequest request, PhpFiles inputs, HhvmIdentity identity, Path file)
            throws HhvmDebException, IOException {
        String name = String.valueOf(file.getFileName());
        RepoInspection repo = new InspectRepo().run(file);
        List<Finding> findings = new ArrayList<>(RepoCheck.of(repo, name));
        List<SchemaReading> readings = new ArrayList<>();
        repo.schemas().forEach(s -> readings.add(new SchemaReading("tables that hhvm wrote", s.schema())));
        readings.addAll(identity.readings());
        findings.addAll(RepoCheck.agreement(readings, name));
        findings.addAll(MissingFilesCheck.check(repo, inputs, name));
        findings.addAll(RepoCheck.layout(repo, request.layout(), name));
        List<Finding> php = new HhvmLog(
                        request.log(), inputs.root(), request.tree().root())
                .errors(request.tolerant() ? Severity.WARNING : Severity.ERROR);
        if (!request.tolerant()) {
            findings.addAll(php);
        }
        if (!findings.isEmpty()) {
            throw new FindingsException(
                    request.tree().root() + " was compiled, but the result cannot be used; what was there before is"
                            + " untouched, and " + request.log() + " has all that hhvm printed",
                    findings);
        }
        return php;
    }
}
