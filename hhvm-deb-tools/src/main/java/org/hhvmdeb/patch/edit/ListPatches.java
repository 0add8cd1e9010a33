package org.hhvmdeb.patch.edit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.dep3.Dep3;
import org.hhvmdeb.patch.dep3.Header;
import org.hhvmdeb.patch.diff.PatchFile;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.lint.SeriesLint;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.SectionChoice;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;

/** Lists the patches of a series with what their headers say. */
public final class ListPatches {

    /**
     * Lists them in the order they are applied; warns where there is no series for the patches.
     *
     * @throws InputException when the directory or the section does not exist
     * @throws ExternalException when something cannot be read
     */
    public List<ListedPatch> run(LintPatchesRequest request, Progress progress) throws HhvmDebException {
        DebianDirectory.open(request.debianDirectory());
        PatchDirectory directory = new PatchDirectory(request.debianDirectory());
        List<ListedPatch> patches = new ArrayList<>();
        try {
            if (directory.seriesFile().isEmpty()) {
                SeriesLint.withoutSeries(directory).forEach(f -> progress.warn(f.where() + ": " + f.message()));
                return patches;
            }
            Series series = Series.read(directory.seriesFile().get());
            SectionChoice.require(
                    series, request.section(), directory.seriesFile().get());
            for (SeriesEntry entry : series.entries()) {
                if (SectionChoice.isIn(entry, request.section())) {
                    patches.add(new ListedPatch(entry, header(directory, entry)));
                }
            }
        } catch (IOException e) {
            throw ExternalException.during("reading the patches of " + request.debianDirectory(), e);
        }
        return patches;
    }

    private static Optional<Dep3> header(PatchDirectory directory, SeriesEntry entry)
            throws IOException, InputException {
        try {
            return Optional.of(Dep3.of(
                    Header.of(PatchFile.of(directory.read(entry.patch())).header())));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
