package org.hhvmdeb.hhbc.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.hhbc.format.BlobHeader;
import org.hhvmdeb.hhbc.format.BlobLayout;
import org.hhvmdeb.hhbc.format.Generation;
import org.hhvmdeb.hhbc.format.ProfileDump;
import org.hhvmdeb.hhbc.format.SchemaNames;
import org.hhvmdeb.hhbc.sqlite.FileSnapshot;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhbc.sqlite.SqliteFile;
import org.hhvmdeb.hhbc.sqlite.Table;
import org.hhvmdeb.hhbc.survey.UnitStatistics;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * Looks into a bytecode repository, without HHVM, without a lock and without changing anything: docs/decisions/0010 says how
 * that goes while an HHVM writes.
 */
public final class InspectRepo {

    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLISECONDS = 200;

    /** Tells what is in a repository, in the usual extent; one in a package is refused. */
    public RepoInspection run(Path file) throws HhvmDebException {
        return inspect(InspectRequest.of(file), Progress.silent());
    }

    /**
     * Tells what is in a repository or in the one of a cache .deb, which then has the name of the package for its directory.
     *
     * @throws InputException when the file is none, or is damaged beyond reading
     * @throws ExternalException when it cannot be read
     */
    public RepoInspection run(InspectRequest request, Progress progress) throws HhvmDebException {
        Path file = request.file();
        if (RepoFormat.of(file) != RepoFormat.DEB) {
            return inspect(request, progress);
        }
        String name = String.valueOf(file.getFileName());
        try (WorkDirectory work = WorkDirectory.create()) {
            CacheContent cache = CacheContent.open(file, name, work.path());
            Path repo = cache.requireRepo(name);
            return cache.inspect(name, r -> inspect(new InspectRequest(r, request.top()), progress))
                    .named(file.resolve(String.valueOf(repo.getFileName())));
        } catch (IOException e) {
            throw ExternalException.during("unpacking " + file, e);
        }
    }

    private static RepoInspection inspect(InspectRequest request, Progress progress) throws HhvmDebException {
        Path file = request.file();
        RepoFormat format = RepoFormat.of(file);
        return switch (format) {
            case SQLITE -> sqlite(request, progress);
            case BLOB -> blob(file);
            case EMPTY ->
                throw new InputException(file + " is empty: whoever compiled it wrote nothing. An HHVM that may write"
                        + " there would make a new repository of it");
            case JIT_PROFILE ->
                throw new InputException(file + " is not a bytecode repository, it is " + format
                        + ProfileDump.schema(file).map(s -> " of schema " + s).orElse("")
                        + ", which a server leaves for its successor");
            default -> throw new InputException(file + " is not a bytecode repository, it is " + format);
        };
    }

    /**
     * The schemas that a repository names, without reading what there is of them.
     *
     * @return none also where the file is not one, or is damaged; looking into it says how
     * @throws ExternalException when it cannot be read
     */
    public Set<RepoSchema> schemas(Path file) throws HhvmDebException {
        try {
            return switch (RepoFormat.of(file)) {
                case SQLITE -> namedByTables(file);
                case BLOB -> Set.of(BlobHeader.read(file).schema());
                default -> Set.of();
            };
        } catch (InputException e) {
            return Set.of();
        }
    }

    private static Set<RepoSchema> namedByTables(Path file) throws HhvmDebException {
        try (SqliteFile sqlite = SqliteFile.open(file)) {
            return SchemaNames.in(sqlite.tables().stream().map(Table::name).toList())
                    .all();
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }

    private static RepoInspection blob(Path file) throws HhvmDebException {
        BlobHeader header = BlobHeader.read(file);
        SchemaContent content = new SchemaContent(
                header.schema(), Generation.BLOB, SchemaContent.PRODUCT, List.of(), UnitStatistics.NONE);
        Optional<BlobLayout> layout = BlobLayout.of(file, header);
        return new RepoInspection(
                file,
                RepoFormat.BLOB,
                FileState.SETTLED,
                size(file),
                0,
                List.of(content),
                Map.of(),
                List.of(),
                layout.isPresent()
                        ? List.of()
                        : BlobLayout.corruption(file, header).stream().toList(),
                Storage.NONE,
                layout);
    }

    private static RepoInspection sqlite(InspectRequest request, Progress progress) throws HhvmDebException {
        Path file = request.file();
        try {
            for (int attempt = 1; ; attempt++) {
                FileSnapshot before = FileSnapshot.of(file);
                try {
                    SqliteInspection read = SqliteInspection.of(request, progress);
                    FileState state = before.until(FileSnapshot.of(file));
                    if (state != FileState.CHANGING || attempt == ATTEMPTS) {
                        return read.in(state);
                    }
                } catch (InputException e) {
                    if (attempt == ATTEMPTS || before.until(FileSnapshot.of(file)) != FileState.CHANGING) {
                        throw new InputException(
                                file + " is damaged: " + e.getMessage() + "; recompile it or restore a copy", e);
                    }
                }
                progress.note(file + " is being written; reading it again");
                Thread.sleep(PAUSE_MILLISECONDS * attempt);
            }
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExternalException("interrupted while reading " + file, e);
        }
    }

    private static long size(Path file) throws ExternalException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }
}
