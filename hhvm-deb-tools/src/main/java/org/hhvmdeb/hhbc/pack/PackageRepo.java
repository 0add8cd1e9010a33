package org.hhvmdeb.hhbc.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.deb.DebRequest;
import org.hhvmdeb.deb.WriteDeb;
import org.hhvmdeb.deb.WrittenDeb;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.RepoCheck;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.verify.VerifiedRepo;
import org.hhvmdeb.hhbc.verify.VerifyRepo;
import org.hhvmdeb.hhbc.verify.VerifyRequest;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.output.OutputDirectory;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Writes the package that ships a repository: the file under {@code /usr/share/<package>}, its schema in its name, and
 * the configuration that points HHVM at it. The .deb takes its place only when what it holds, what it
 * depends on and what the hhvm says are one schema.
 */
public final class PackageRepo {

    private final ProcessRunner programs;

    public PackageRepo(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Writes and verifies.
     *
     * @throws FindingsException when the repository is not fit to be shipped or not one of this hhvm's
     * @throws InputException when the request is wrong
     */
    public CachePackage run(PackageRequest request, Progress progress) throws HhvmDebException {
        PackageRequestCheck.of(request);
        OutputDirectory.require(request.output());
        try (WorkDirectory work = WorkDirectory.create()) {
            FileTime modified = modified(request.repo());
            RepoSchema schema = schema(request);
            AtomicReference<RepoInspection> inspected = new AtomicReference<>();
            CacheControl cache = new CacheControl(request, schema);
            String architecture = cache.architecture(programs);
            cache.remark(architecture).ifPresent(progress::warn);
            CachePlaces places = CachePlaces.of(request, schema);
            CacheFiles files = new CacheFiles(places, work.path());
            String name = request.name() + "_" + request.version().withoutEpoch() + "_" + architecture + ".deb";
            OutputFile output = OutputFile.in(request.output(), name).apartFrom(request.inputs());
            Path target = output.path();
            try (StagedDirectory parts = StagedDirectory.beside(target.resolveSibling(name + ".work"));
                    StagedFile staged = output.stage()) {
                Path written = parts.path().resolve(name);
                WrittenDeb deb = new WriteDeb(programs)
                        .run(
                                new DebRequest(
                                        cache.paragraph(architecture),
                                        files.entries(),
                                        new CacheScripts(places).files(),
                                        files.conffiles(),
                                        request.timestamp(),
                                        written),
                                () -> inspected.set(inspect(request)),
                                progress);
                RepoInspection repo = Objects.requireNonNull(inspected.get());
                if (!modified(request.repo()).equals(modified)
                        || !repo.schemas().get(0).schema().equals(schema)) {
                    throw new ExternalException(request.repo() + " was changed while it was packed; run again");
                }
                VerifiedRepo verified = new VerifyRepo(programs)
                        .written(
                                VerifyRequest.of(written)
                                        .against(request.hhvm())
                                        .running(request.run()),
                                repo,
                                name,
                                progress);
                Paragraph control = DebArchive.open(written).control();
                Files.move(written, staged.path());
                staged.commit();
                if (request.layout() == RepoMode.AUTHORITATIVE
                        && request.restart().isEmpty()) {
                    progress.warn(
                            "a server in authoritative mode stays with the version of "
                                    + request.name()
                                    + " that it was started with; dpkg restarts it when its unit is named (--restart UNIT, restartUnit)");
                }
                return new CachePackage(
                        target,
                        request.name(),
                        request.version(),
                        architecture,
                        schema,
                        control.require("Depends"),
                        verified.readings(),
                        deb.digest());
            }
        } catch (IOException e) {
            throw ExternalException.writing("the package " + request.name() + " to " + request.output(), e);
        }
    }

    private static FileTime modified(Path repo) throws ExternalException {
        try {
            // That there is none is for the inspection to say.
            return Files.exists(repo) ? Files.getLastModifiedTime(repo) : FileTime.fromMillis(0);
        } catch (IOException e) {
            throw ExternalException.reading(repo, e);
        }
    }

    /** By a glance, where that is enough to see it: the repository is read as a whole while it is packed. */
    private static RepoSchema schema(PackageRequest request) throws HhvmDebException {
        Set<RepoSchema> named = new InspectRepo().schemas(request.repo());
        return named.size() == 1
                ? named.iterator().next()
                : inspect(request).schemas().get(0).schema();
    }

    private static RepoInspection inspect(PackageRequest request) throws HhvmDebException {
        String name = String.valueOf(request.repo().getFileName());
        RepoInspection repo = new InspectRepo().run(request.repo());
        List<Finding> findings = RepoCheck.of(repo, name);
        if (findings.isEmpty()) {
            findings = RepoCheck.layout(repo, request.layout(), name);
        }
        if (!findings.isEmpty()) {
            throw new FindingsException(request.repo() + " is not fit to be packaged", findings);
        }
        return repo;
    }
}
