package org.hhvmdeb.hhbc.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.host.AdminAddress;
import org.hhvmdeb.hhbc.host.AdminClient;
import org.hhvmdeb.hhbc.host.AdminReply;
import org.hhvmdeb.hhbc.inspect.CacheContent;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhvm.HhvmSchemas;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.hhvm.SchemaSection;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Tells which repo schemas a thing names: an hhvm program, a repository, an hhvm .deb or a cache .deb, a process, a server.
 * Nothing is run unless the caller says so.
 */
public final class ReadSchema {

    private static final Path PROC = Path.of("/proc");

    private final ProcessRunner programs;
    private final AdminClient admin;

    /**
     * Sets up.
     *
     * @param admin asks servers
     */
    public ReadSchema(ProcessRunner programs, AdminClient admin) {
        this.programs = programs;
        this.admin = admin;
    }

    /**
     * Reads every schema that something names, in the order in which they are to be trusted.
     *
     * @param run whether an hhvm in a file may be run to ask it, too
     * @return at least one reading; several may disagree, and a repository may hold several
     * @throws InputException when it is of no kind that has a schema, or names none
     * @throws ExternalException when a program or a server does not tell its schema
     */
    public List<SchemaReading> run(SchemaSource source, boolean run) throws HhvmDebException {
        if (source instanceof SchemaSource.InFile f) {
            return file(f.file(), run);
        }
        return source instanceof SchemaSource.Running p
                ? running(p.pid())
                : server(((SchemaSource.Admin) source).address());
    }

    private List<SchemaReading> file(Path what, boolean run) throws HhvmDebException {
        RepoFormat format = RepoFormat.of(what);
        List<SchemaReading> readings = switch (format) {
            case ELF, SCRIPT -> new HhvmSchemas(programs).of(new HhvmSource.Program(what), run);
            case DEB -> deb(what, run);
            default -> repo(what);
        };
        if (readings.isEmpty()) {
            throw new InputException(what + " names no repo schema; it is " + format);
        }
        return readings;
    }

    /** The file behind {@code exe} is the one that runs, even when it is deleted. */
    private static List<SchemaReading> running(long pid) throws HhvmDebException {
        Path exe = PROC.resolve(pid + "/exe");
        if (!Files.exists(PROC.resolve(String.valueOf(pid)))) {
            throw new InputException("there is no process " + pid);
        }
        try {
            String name = Files.readSymbolicLink(exe) + ", which process " + pid + " runs";
            return List.of(SchemaSection.of(exe, name)
                    .orElseThrow(() -> new InputException("process " + pid + " runs no hhvm of 3.13 or later: "
                            + "there is no ELF section " + RepoSchema.ELF_SECTION + " in its program; ask its admin"
                            + " port instead")));
        } catch (IOException e) {
            throw ExternalException.reading("the program of process " + pid, e);
        }
    }

    private List<SchemaReading> server(AdminAddress address) throws HhvmDebException {
        AdminReply reply = admin.identify(address);
        if (reply.outcome() == AdminReply.Outcome.UNREACHABLE) {
            throw new ExternalException(address + " cannot be asked: " + reply.detail());
        }
        if (reply.identity().isEmpty()) {
            throw new InputException(address + " tells no repo schema: " + reply.detail());
        }
        return List.of(new SchemaReading(
                "/repo-schema of " + address, reply.identity().get().schema()));
    }

    private List<SchemaReading> repo(Path file) throws HhvmDebException {
        RepoInspection repo = new InspectRepo().run(file);
        if (repo.state() == FileState.HOT_JOURNAL) {
            throw new InputException(file + ": " + repo.state());
        }
        return repo.schemas().stream()
                .map(s -> new SchemaReading("tables of " + file.getFileName(), s.schema()))
                .toList();
    }

    private List<SchemaReading> deb(Path file, boolean run) throws HhvmDebException {
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
        return new HhvmSchemas(programs).of(new HhvmSource.Deb(file), run);
    }
}
