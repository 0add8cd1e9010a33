package org.hhvmdeb.patch.refresh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.SeriesCheck;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.lint.SeriesLint;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.PatchNames;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.stage.PackagingEdit;
import org.hhvmdeb.patch.tree.SourceTree;

/**
 * Rewrites patches that apply only with offsets, or with the fuzz that was asked for, so that they apply exactly: the diff as {@code quilt refresh -p
 * ab --no-timestamps --no-index} has it, the header and the text around it as they are. A patch that applies exactly keeps
 * every byte. Each new patch is applied in memory before anything is written and must give the same tree; then all of them
 * are written at once.
 */
public final class RefreshPatches {

    /**
     * Refreshes the series.
     *
     * @return what became of each patch; where one fails, nothing is written
     * @throws InputException when a directory, a tarball or a patch that was asked for does not exist
     * @throws ExternalException when something cannot be read or written
     */
    public RefreshedPatches run(RefreshPatchesRequest request, Progress progress) throws HhvmDebException {
        CheckPatches.requireInputs(request.series());
        PatchDirectory directory = new PatchDirectory(request.series().debianDirectory());
        try {
            Optional<Path> seriesFile = directory.seriesFile();
            if (seriesFile.isEmpty()) {
                return new RefreshedPatches(SeriesLint.withoutSeries(directory), List.of());
            }
            PackagingEdit edit = PackagingEdit.begin(request.series().debianDirectory());
            Series series = Series.read(seriesFile.get());
            return refresh(known(request, series, seriesFile.get(), directory), directory, series, edit, progress);
        } catch (IOException e) {
            throw ExternalException.during("refreshing the patches in " + directory.path(), e);
        }
    }

    /** The same with the names of the series. */
    private static RefreshPatchesRequest known(
            RefreshPatchesRequest request, Series series, Path file, PatchDirectory directory) throws InputException {
        Set<String> only = new HashSet<>();
        for (String patch : request.only()) {
            only.add(PatchNames.of(series, directory.path()).find(patch, file + " names no patch"));
        }
        return new RefreshPatchesRequest(request.series(), only, request.normalize(), request.fuzz());
    }

    private static RefreshedPatches refresh(
            RefreshPatchesRequest request,
            PatchDirectory directory,
            Series series,
            PackagingEdit edit,
            Progress progress)
            throws IOException, HhvmDebException {
        Map<String, ParsedPatch> patches = CheckPatches.readPatches(directory, series);
        SeriesCheck check = new SeriesCheck(directory, series);
        SourceTree upstream = CheckPatches.tree(request.series(), patches, check, progress);
        SeriesRefresh refresh = new SeriesRefresh(directory, series, request, upstream);
        refresh.run(patches, progress);
        RefreshedPatches refreshed = refresh.result();
        if (refreshed.passed()) {
            for (Map.Entry<String, byte[]> patch : refresh.written().entrySet()) {
                edit.put(PackagingFiles.patch(patch.getKey()), patch.getValue());
            }
            edit.commit();
        }
        return refreshed;
    }
}
