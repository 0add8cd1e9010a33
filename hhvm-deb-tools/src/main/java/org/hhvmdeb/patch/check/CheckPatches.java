package org.hhvmdeb.patch.check;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Reason;
import org.hhvmdeb.patch.diff.DiffParser;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.lint.SeriesLint;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.QuiltState;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.patch.tree.DebianizedTree;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TarTree;

/**
 * Checks whether dpkg-source will apply the patch series of a source package, in memory: nothing is written anywhere.
 * The verdict is that of {@code dpkg-source -x}, and like it the check stops at the first patch that fails.
 */
public final class CheckPatches {

    /** The umask of a usual unpacking; it decides no verdict. */
    public static final int UMASK = 022;

    /**
     * Checks the series.
     *
     * @throws InputException when a directory or tarball does not exist
     * @throws ExternalException when something cannot be read
     */
    public PatchReport run(CheckPatchesRequest request, Progress progress) throws HhvmDebException {
        requireInputs(request);
        PatchDirectory directory = new PatchDirectory(request.debianDirectory());
        try {
            Optional<Path> seriesFile = directory.seriesFile();
            if (seriesFile.isEmpty()) {
                return new PatchReport(SeriesLint.withoutSeries(directory), List.of());
            }
            Series series = Series.read(seriesFile.get());
            SeriesCheck check = new SeriesCheck(directory, series);
            check.lint(seriesFile.get());
            if (!check.isSecure()) {
                return check.report();
            }
            Map<String, ParsedPatch> patches = readPatches(directory, series);
            check.apply(patches, new SeriesApplier(tree(request, patches, check, progress), UMASK), progress);
            return check.report();
        } catch (IOException e) {
            throw ExternalException.during(
                    "checking the patches of " + request.debianDirectory() + " against " + request.upstream(), e);
        }
    }

    public static void requireInputs(CheckPatchesRequest request) throws HhvmDebException {
        DebianDirectory.open(request.debianDirectory());
        if (request.tree().isPresent() && !Files.isDirectory(request.tree().get())) {
            throw new InputException(
                    InputFile.absent("directory", request.tree().get())
                            + "; name the unpacked source to check the patches against");
        }
        if (request.origTarball().isPresent()
                && !Files.isRegularFile(request.origTarball().get())) {
            throw new InputException(
                    InputFile.absent("tarball", request.origTarball().get())
                            + "; name the orig tarball to check the patches against");
        }
    }

    // Patches that cannot be read are left out here; that is found when their turn comes.
    public static Map<String, ParsedPatch> readPatches(PatchDirectory directory, Series series)
            throws IOException, InputException {
        Map<String, ParsedPatch> patches = new LinkedHashMap<>();
        for (SeriesEntry entry : series.entries()) {
            try {
                patches.put(entry.patch(), DiffParser.parse(directory.read(entry.patch())));
            } catch (RefusedException e) {
                break;
            }
        }
        return patches;
    }

    public static SourceTree tree(
            CheckPatchesRequest request, Map<String, ParsedPatch> patches, SeriesCheck check, Progress progress)
            throws IOException, HhvmDebException {
        SourceTree upstream;
        if (request.origTarball().isPresent()) {
            upstream = tarball(request.origTarball().get(), patches, progress);
        } else {
            Path directory = request.tree().orElseThrow();
            TreeChange.recover(directory);
            QuiltState quilt = QuiltState.of(directory);
            check.noteApplied(directory, quilt.applied());
            upstream = quilt.unpatched();
            check.noteBare(directory, upstream, patches.values());
        }
        return new DebianizedTree(upstream, new DirectoryTree(request.debianDirectory()));
    }

    private static SourceTree tarball(Path file, Map<String, ParsedPatch> patches, Progress progress)
            throws IOException, InputException {
        try {
            return TarTree.read(file, touched(patches), UMASK, progress);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new InputException(
                    file + " cannot be read to its end: " + Reason.plain(e)
                            + "; it is cut off, damaged or no tar archive",
                    e);
        }
    }

    private static Set<String> touched(Map<String, ParsedPatch> patches) {
        Set<String> paths = new HashSet<>();
        for (ParsedPatch patch : patches.values()) {
            for (FilePatch file : patch.files()) {
                file.oldSide().name().ifPresent(n -> paths.add(n.path()));
                file.newSide().name().ifPresent(n -> paths.add(n.path()));
            }
        }
        return paths;
    }
}
