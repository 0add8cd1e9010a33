package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.io.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Checks that a repository is sound and belongs to its HHVM: the schema in the file, that of the hhvm, and the one the
 * package depends on are read independently of each other and must be one and the same.
 */
public final class VerifyRepo {

    private final ProcessRunner programs;

    public VerifyRepo(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Verifies a repository or the one in a cache .deb.
     *
     * @throws FindingsException with everything that is wrong and every reading of the schema
     * @throws InputException when the file is no repository and no cache package, or is damaged beyond reading
     */
    public VerifiedRepo run(VerifyRequest request, Progress progress) throws HhvmDebException {
        return run(request, String.valueOf(request.file().getFileName()), progress);
    }

    /** The same for a file that the user knows by another name. */
    VerifiedRepo run(VerifyRequest request, String name, Progress progress) throws HhvmDebException {
        try (WorkDirectory work = WorkDirectory.create();
                Progress.Task task = progress.begin("verifying " + name, 2, "checks")) {
            List<SchemaReading> readings = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            Path file = request.file();
            if (RepoFormat.of(file) == RepoFormat.DEB) {
                CacheContent cache = CacheContent.open(file, name, work.path());
                readings.addAll(cache.depends());
                findings.addAll(cache.dependency(name));
                file = cache.requireRepo(name);
            }
            RepoInspection repo = new InspectRepo().run(file);
            findings.addAll(RepoChecks.of(repo, name));
            repo.schemas().forEach(s -> readings.add(0, new SchemaReading("tables of " + name, s.schema())));
            task.advance(1);
            if (request.hhvm().isPresent()) {
                readings.addAll(hhvm(request.hhvm().get(), work.path()));
            }
            task.advance(1);
            request.expected().ifPresent(s -> readings.add(new SchemaReading("the schema asked for", s)));
            if (repo.schemas().size() < 2) {
                findings.addAll(RepoChecks.agreement(readings, name));
            }
            if (!findings.isEmpty()) {
                throw new FindingsException(name + " is not fit to be used", findings);
            }
            SchemaContent content = repo.schemas().get(0);
            return new VerifiedRepo(request.file(), content.schema(), content, readings);
        } catch (IOException e) {
            throw ExternalException.during("verifying " + name, e);
        }
    }

    private List<SchemaReading> hhvm(HhvmSource source, Path work) throws HhvmDebException {
        List<SchemaReading> readings = new ArrayList<>();
        if (source instanceof HhvmSource.Deb p) {
            readings.addAll(HhvmPackage.read(p.file()).provided());
        }
        readings.addAll(new HhvmPrograms(programs).open(source, work).identify().readings());
        return readings;
    }
}
