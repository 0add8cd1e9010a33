package org.hhvmdeb.hhbc.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.hhbc.compile.BuildRecord;
import org.hhvmdeb.hhbc.compile.CompileRepo;
import org.hhvmdeb.hhbc.compile.CompileRequest;
import org.hhvmdeb.hhbc.compile.CompiledRepo;
import org.hhvmdeb.hhbc.compile.PhpFiles;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhbc.inspect.CacheContent;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.InspectionWords;
import org.hhvmdeb.hhbc.inspect.RepoCheck;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhvm.HhvmSchemas;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.TemporaryFiles;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Says whether a repository can be shipped: that it is sound; that it belongs to its HHVM, for which the schema in the file, that
 * of the hhvm, and the one the package depends on are read independently of each other and must be one and the same; and
 * that it holds the files of its site as they are now.
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
     * @throws InputException when the file is no repository and no cache package, or is damaged beyond reading; when the
     *     hhvm were to be run with options that neither the request nor a run of this user has said
     */
    public VerifiedRepo run(VerifyRequest request, Progress progress) throws HhvmDebException {
        String name = String.valueOf(request.file().getFileName());
        try (Progress.Task task = progress.begin("verifying " + name, 1, "file")) {
            VerifiedRepo verified = run(request, name, progress);
            task.advance(1);
            return verified;
        }
    }

    private VerifiedRepo run(VerifyRequest request, String name, Progress progress) throws HhvmDebException {
        try (WorkDirectory work = WorkDirectory.create()) {
            if (RepoFormat.of(request.file()) != RepoFormat.DEB) {
                return judge(
                        request, Optional.empty(), new InspectRepo().run(request.file()), name, work.path(), progress);
            }
            CacheContent cache = CacheContent.open(request.file(), name, work.path());
            RepoInspection repo = cache.inspect(name, r -> new InspectRepo().run(r));
            return judge(request, Optional.of(cache), repo, name, work.path(), progress);
        } catch (IOException e) {
            throw ExternalException.during("verifying " + name, e);
        }
    }

    /**
     * The same for a package that {@link org.hhvmdeb.deb.WriteDeb} just wrote. It compared the plain data with the repository that
     * was inspected, byte by byte, and the compressed data with the plain by the checks in it, so the schema read from the one is
     * that of the other. That of Depends is read from the package, that of the hhvm from the hhvm.
     *
     * @param name how the user knows the package
     */
    public VerifiedRepo written(VerifyRequest request, RepoInspection repo, String name, Progress progress)
            throws HhvmDebException {
        try (WorkDirectory work = WorkDirectory.create()) {
            Paragraph control = DebArchive.open(request.file()).control();
            return judge(request, Optional.of(CacheContent.of(control, name, repo)), repo, name, work.path(), progress);
        } catch (IOException e) {
            throw ExternalException.during("verifying " + name, e);
        }
    }

    private VerifiedRepo judge(
            VerifyRequest request,
            Optional<CacheContent> cache,
            RepoInspection repo,
            String name,
            Path work,
            Progress progress)
            throws HhvmDebException, IOException {
        List<SchemaReading> readings = new ArrayList<>();
        repo.schemas().forEach(s -> readings.add(0, new SchemaReading("tables of " + name, s.schema())));
        List<Finding> findings = new ArrayList<>();
        if (cache.isPresent()) {
            readings.addAll(cache.get().depends());
            findings.addAll(cache.get().dependency(name));
        }
        findings.addAll(RepoCheck.of(repo, name));
        if (request.hhvm().isPresent()) {
            readings.addAll(new HhvmSchemas(programs).of(request.hhvm().get(), request.run() || request.recompile()));
        }
        request.expected().ifPresent(s -> readings.add(new SchemaReading(SchemaReading.ASKED, s)));
        if (repo.sectionsUnknown()) {
            progress.warn(name + ": " + InspectionWords.UNKNOWN_SECTIONS + "; whether it is whole was not looked at");
        }
        if (repo.schemas().size() < 2) {
            findings.addAll(RepoCheck.agreement(readings, name));
        }
        if (request.source().isPresent() && findings.isEmpty()) {
            findings.addAll(source(request, repo, name, work, progress));
        }
        if (!findings.isEmpty()) {
            throw new FindingsException(name + " is not fit to be used", findings);
        }
        SchemaContent content = repo.schemas().get(0);
        return new VerifiedRepo(request.file(), content.schema(), content, readings);
    }

    private List<Finding> source(VerifyRequest request, RepoInspection repo, String name, Path work, Progress progress)
            throws HhvmDebException, IOException {
        PhpTree tree = request.source().orElseThrow();
        PhpFiles inputs = PhpFiles.of(tree);
        Optional<BuildRecord> record = BuildRecord.beside(repo.file());
        SourceComparison comparison = new SourceComparison(repo, inputs, record, name);
        if (comparison.listsPaths()) {
            comparison.paths();
        }
        if (record.isPresent()) {
            comparison.contents();
        } else if (!request.recompile()) {
            progress.warn(
                    "nothing beside " + name + " tells what its files were like when they were compiled, so none can be"
                            + " called stale; verify the .hhbc with its .json and .inputs, or let the tree be compiled again");
        }
        if (request.recompile()) {
            RepoInspection recompiled = recompiled(request, tree, repo, record, work, progress);
            comparison.hashes(recompiled).bytecode(recompiled, progress);
        }
        return comparison.findings();
    }

    private RepoInspection recompiled(
            VerifyRequest request,
            PhpTree tree,
            RepoInspection repo,
            Optional<BuildRecord> record,
            Path work,
            Progress progress)
            throws HhvmDebException, IOException {
        HhvmSource hhvm = request.hhvm()
                .orElseThrow(() -> new InputException("to compile " + tree.root() + " again takes the hhvm: name it"));
        if (repo.format() != RepoFormat.SQLITE) {
            throw new InputException("the files of " + repo.format() + " cannot be compared one by one");
        }
        RepoMode layout = repo.schemas().get(0).wholeProgram() ? RepoMode.AUTHORITATIVE : RepoMode.LOCAL;
        CompileRequest again = CompileRequest.of(tree, hhvm, "again", work.resolve("again"))
                .withLayout(record.map(BuildRecord::layout).orElse(layout))
                .withOptions(options(request.options(), record))
                .withTolerance(true);
        CompiledRepo compiled = logged(again, new Unwarned(progress));
        return new InspectRepo().run(compiled.file());
    }

    /** Compiles with a log that stays after a failure, which names it, if there is one by then. */
    private CompiledRepo logged(CompileRequest request, Progress progress) throws HhvmDebException, IOException {
        Path directory = Files.createTempDirectory(TemporaryFiles.directory(), "hhvm-deb-recompiled-");
        Path log = directory.resolve("hhvm.log");
        boolean done = false;
        try {
            CompiledRepo compiled = new CompileRepo(programs).run(request.withLog(log), progress);
            done = true;
            return compiled;
        } finally {
            if (done || !Files.exists(log)) {
                FileTree.delete(directory);
            }
        }
    }

    /** What its PHP is like was told to who compiled the repository; here its bytecode is asked for. */
    private record Unwarned(Progress progress) implements Progress {

        @Override
        public Task begin(String what, long total, String unit) {
            return progress.begin(what, total, unit);
        }

        @Override
        public void note(String message) {
            progress.note(message);
        }

        @Override
        public void warn(String message) {}
    }

    /** The words for hhvm. A record that came with a clone has none to say: hhvm would do with the user's files what they say. */
    private static List<String> options(List<String> said, Optional<BuildRecord> record) throws InputException {
        if (record.isEmpty() || said.equals(record.get().options())) {
            return said;
        }
        List<String> recorded = record.get().options();
        if (!said.isEmpty()) {
            throw new InputException(record.get().json() + " tells that the repository was compiled with "
                    + shown(recorded) + ", and not with " + shown(said)
                    + "; say what it was compiled with, or recompile it");
        }
        if (!record.get().own()) {
            throw new InputException(record.get().json() + " tells that the repository was compiled with "
                    + shown(recorded)
                    + ", and no run of this user wrote it: hhvm is not run with what may have come with a"
                    + " clone. If you trust these options, say them again with --option (with Maven"
                    + " hhvm.cache.compilerOptions), or else recompile the repository");
        }
        return recorded;
    }

    private static String shown(List<String> options) {
        return options.isEmpty()
                ? "no options"
                : "the options " + options.stream().map(Json::of).collect(Collectors.joining(" "));
    }
}
