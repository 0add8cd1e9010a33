package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.staging.AtomicFileSet;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.diff.DiffParser;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.QuiltState;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.stage.PackagingEdit;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.DebianizedTree;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.GitEntries;
import org.hhvmdeb.patch.tree.GitSourceTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.UnreadableTreeException;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.tree.OpenUpstream;
import org.hhvmdeb.upstream.tree.UpstreamFiles;
import org.hhvmdeb.upstream.tree.UpstreamRepository;

/** Does a rebase from its beginning, with what people have resolved so far, up to the next conflict or the end. */
final class RebaseRun {

    private final RebasePatchesRequest request;
    private final RebaseWork work;
    private final RebaseBase base;
    private final PatchDirectory directory;

    RebaseRun(RebasePatchesRequest request, RebaseWork work) {
        this.request = request;
        this.work = work;
        this.base = new RebaseBase(request);
        this.directory = new PatchDirectory(request.debian());
    }

    /**
     * Runs.
     *
     * @param waiting what the rebase in progress was asked for, if this goes on with one
     */
    RebasedPatches run(Optional<Paragraph> waiting, Progress progress) throws HhvmDebException {
        try (UpstreamRepository repository = new OpenUpstream().run(request.upstream(), progress)) {
            return run(repository, waiting, progress);
        } catch (UnreadableTreeException e) {
            throw e.failure();
        } catch (IOException e) {
            throw ExternalException.during("rebasing the patches in " + directory.path(), e);
        }
    }

    private RebasedPatches run(UpstreamRepository repository, Optional<Paragraph> waiting, Progress progress)
            throws HhvmDebException, IOException {
        Path file = directory
                .seriesFile()
                .orElseThrow(() ->
                        new InputException("there is no " + directory.path().resolve("series")
                                + ", so there is nothing to rebase; give the directory that debian is in"));
        if (!request.dryRun()) {
            requireUnapplied();
        }
        AtomicFileSet batch = PackagingFiles.change(request.debian());
        Series series = Series.read(file);
        Map<String, ParsedPatch> contents = read(series, file);
        UpstreamTag from = base.among(repository.tags());
        base.requireNoLowerVersion(from);
        FilesExcluded excluded = excluded();
        UpstreamFiles oldFiles = repository.files(from, excluded);
        UpstreamFiles newFiles = repository.files(request.onto(), excluded);
        repository.refuseUnknownSubmodules(progress);
        RebaseState note = new RebaseState(request, from, oldFiles.commit(), newFiles.commit(), digests(contents));
        if (waiting.isPresent()) {
            note.mustAgreeWith(waiting.get());
        }
        SourceTree newTree = debianized(newFiles);
        FileMerger.Moves moves = FileMerger.Moves.remembering(path -> moved(repository, from, path, newTree));
        UpstreamSearch search = new UpstreamSearch(
                repository, from, request.onto(), excluded, touched(contents), moves, CheckPatches.UMASK);
        SeriesRebase rebase =
                new SeriesRebase(directory, from, request.onto(), debianized(oldFiles), newTree, moves, search);
        rebase.run(series.entries(), contents, waiting.isPresent() ? work : Resolutions.NONE, progress);
        return from.equals(request.onto()) && rebase.findings().isEmpty()
                ? already(rebase.patches())
                : finish(rebase, new RebasedPackaging(request, series, file, contents, batch), note, waiting);
    }

    /** Their backups would belong to other patches, and they could not be unapplied any more. */
    private void requireUnapplied() throws IOException, HhvmDebException {
        Optional<Path> tree = PackagingEdit.treeAtRest(request.debian());
        List<String> applied = tree.isPresent() ? QuiltState.of(tree.get()).applied() : List.of();
        if (!applied.isEmpty()) {
            throw new InputException(HumanUnits.count(applied.size(), "patch") + " of the series "
                    + (applied.size() == 1 ? "is" : "are") + " applied to " + tree.get()
                    + ", and could not be unapplied after the rebase; unapply first: hhvm-deb patches unapply "
                    + tree.get());
        }
    }

    // The changelog says that the series has been taken there; a second entry would say it again.
    private RebasedPatches already(List<RebasedPatch> patches) {
        List<RebasedPatch> unchanged = patches.stream()
                .map(p -> p.state() == RebasedPatch.State.UNCHANGED
                        ? p
                        : new RebasedPatch(
                                p.patch(),
                                p.line(),
                                RebasedPatch.State.UNCHANGED,
                                Optional.empty(),
                                p.files(),
                                List.of("it does not apply exactly; hhvm-deb patches refresh rewrites it")))
                .toList();
        return new RebasedPatches(
                request.onto(),
                request.onto(),
                List.of(),
                unchanged,
                Optional.empty(),
                "already on " + request.onto() + ", nothing to do");
    }

    private Optional<String> moved(UpstreamRepository repository, UpstreamTag from, String path, SourceTree onto)
            throws IOException {
        try {
            Optional<String> moved = repository
                    .moved(GitPath.of(ByteText.encode(path)), from, request.onto())
                    .map(p -> ByteText.fromLatin1(p.bytes()));
            // It may be excluded there.
            return moved.isPresent() && onto.find(moved.get()).isPresent() ? moved : Optional.empty();
        } catch (HhvmDebException e) {
            throw new UnreadableTreeException(e);
        }
    }

    private RebasedPatches finish(
            SeriesRebase rebase, RebasedPackaging packaging, RebaseState note, Optional<Paragraph> waiting)
            throws HhvmDebException, IOException {
        Optional<Path> place = Optional.empty();
        if (!request.dryRun() && rebase.conflict().isPresent()) {
            SeriesRebase.Conflict conflict = rebase.conflict().get();
            PackagingFiles.between(request.debian(), () -> {
                work.requireStillWaiting(waiting);
                packaging.requireUntouched();
                work.await(note.waitingAt(conflict.entry()), conflict);
            });
            place = Optional.of(work.root());
        }
        if (!request.dryRun() && rebase.findings().isEmpty()) {
            packaging.write(rebase, note.base(), () -> work.requireStillWaiting(waiting));
        }
        return new RebasedPatches(note.base(), request.onto(), rebase.findings(), rebase.patches(), place, "");
    }

    private Map<String, ParsedPatch> read(Series series, Path file) throws InputException, IOException {
        Map<String, ParsedPatch> contents = new LinkedHashMap<>();
        for (SeriesEntry entry : series.entries()) {
            try {
                contents.put(entry.patch(), DiffParser.parse(directory.read(entry.patch())));
            } catch (RefusedException e) {
                throw new InputException(
                        new Location(file.toString(), entry.line()),
                        "the patch " + ByteText.printable(entry.patch()) + " cannot be read: " + e.reason());
            }
        }
        return contents;
    }

    private static Map<String, byte[]> digests(Map<String, ParsedPatch> contents) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        contents.forEach((name, patch) -> bytes.put(name, patch.text().content()));
        return bytes;
    }

    private static Set<String> touched(Map<String, ParsedPatch> contents) {
        Set<String> paths = new HashSet<>();
        for (ParsedPatch patch : contents.values()) {
            patch.files().forEach(f -> {
                f.oldSide().name().ifPresent(n -> paths.add(n.path()));
                f.newSide().name().ifPresent(n -> paths.add(n.path()));
            });
        }
        return paths;
    }

    private SourceTree debianized(UpstreamFiles files) {
        return new DebianizedTree(
                new GitSourceTree(files, new GitEntries(CheckPatches.UMASK)), new DirectoryTree(request.debian()));
    }

    private FilesExcluded excluded() throws HhvmDebException {
        Path copyright = request.debian().resolve("copyright");
        return Files.isRegularFile(copyright) ? FilesExcluded.read(copyright) : FilesExcluded.of(List.of());
    }
}
