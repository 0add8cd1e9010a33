package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.io.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;

/** Tells which repo schemas a file names: an hhvm program, a repository, an hhvm .deb or a cache .deb. */
public final class ReadSchema {

    private final ProcessRunner programs;

    public ReadSchema(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Reads every schema that a file names, in the order in which they are to be trusted.
     *
     * @return at least one reading; several may disagree, and a repository may hold several
     * @throws InputException when the file is of no kind that has a schema, or names none
     * @throws ExternalException when a program does not tell its schema
     */
    public List<SchemaReading> run(Path what) throws HhvmDebException {
        RepoFormat format = RepoFormat.of(what);
        List<SchemaReading> readings = switch (format) {
            case ELF, SCRIPT -> program(new HhvmSource.Program(what));
            case DEB -> deb(what);
            default -> repo(what);
        };
        if (readings.isEmpty()) {
            throw new InputException(what + " names no repo schema; it is " + format);
        }
        return readings;
    }

    private List<SchemaReading> repo(Path file) throws HhvmDebException {
        return new InspectRepo()
                .run(file).schemas().stream()
                        .map(s -> new SchemaReading("tables of " + file.getFileName(), s.schema()))
                        .toList();
    }

    private List<SchemaReading> deb(Path file) throws HhvmDebException {
        try (WorkDirectory work = WorkDirectory.create()) {
            CacheContent cache = CacheContent.open(file, String.valueOf(file.getFileName()), work.path());
            if (cache.repo().isPresent()) {
                List<SchemaReading> readings = new ArrayList<>(cache.depends());
                readings.addAll(repo(cache.repo().get()));
                return readings;
            }
        } catch (IOException e) {
            throw ExternalException.during("unpacking " + file, e);
        }
        List<SchemaReading> readings = new ArrayList<>(HhvmPackage.read(file).provided());
        readings.addAll(program(new HhvmSource.Deb(file)));
        return readings;
    }

    private List<SchemaReading> program(HhvmSource source) throws HhvmDebException {
        try (WorkDirectory work = WorkDirectory.create()) {
            return new HhvmPrograms(programs)
                    .open(source, work.path())
                    .identify()
                    .readings();
        } catch (IOException e) {
            throw ExternalException.during("asking " + source + " for its schema", e);
        }
    }
}
