package org.hhvmdeb.patch.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.TagTrees;
import org.hhvmdeb.patch.dep3.Dep3;
import org.hhvmdeb.patch.dep3.Header;
import org.hhvmdeb.patch.diff.DiffParser;
import org.hhvmdeb.patch.diff.PatchFile;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.forecast.Forecast.Row;
import org.hhvmdeb.patch.forecast.Forecast.Tag;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.upstream.tags.TagGlobs;
import org.hhvmdeb.upstream.tree.UpstreamFiles;

/**
 * Says for every patch of a series and many upstream tags whether it will apply, is upstream already, or conflicts, as if
 * somebody rebased the series onto each tag in turn. Nothing is written anywhere.
 */
public final class ForecastPatches {

    /**
     * Forecasts.
     *
     * @throws InputException when the packaging or the repository does not exist, there is no series, or a glob matches no
     *     tag
     * @throws ExternalException when the repository cannot be reached or read
     */
    public Forecast run(ForecastRequest request, Progress progress) throws HhvmDebException {
        DebianDirectory.open(request.debianDirectory());
        try (TagTrees trees = TagTrees.open(request.upstream(), request.debianDirectory(), progress)) {
            List<UpstreamTag> tags = TagGlobs.choose(
                    request.tags(),
                    trees.repository().tags(),
                    trees.repository().shown());
            return new Run(new PatchDirectory(request.debianDirectory())).on(tags, trees, progress);
        } catch (IOException e) {
            throw ExternalException.during("forecasting the patches of " + request.debianDirectory(), e);
        }
    }

    private static final class Run {

        private final PatchDirectory directory;
        private final Series series;
        private final SeriesTrial trial = new SeriesTrial();
        private final List<String> summaries = new ArrayList<>();
        private final List<List<Cell>> cells = new ArrayList<>();

        Run(PatchDirectory directory) throws HhvmDebException, IOException {
            this.directory = directory;
            Path file = directory
                    .seriesFile()
                    .orElseThrow(() -> new InputException(
                            "there is no series in " + directory.path() + "; write the names of the patches into "
                                    + directory.path().resolve("series")));
            this.series = Series.read(file);
            for (SeriesEntry entry : series.entries()) {
                cells.add(new ArrayList<>());
                read(entry);
            }
        }

        private void read(SeriesEntry entry) throws InputException, IOException {
            try {
                byte[] content = directory.read(entry.patch());
                summaries.add(Dep3.of(Header.of(PatchFile.of(content).header())).summary());
                trial.add(entry.patch(), DiffParser.parse(content), CheckPatches.UMASK);
            } catch (RefusedException e) {
                summaries.add("");
                trial.addUnreadable(entry.patch(), e.reason());
            }
        }

        Forecast on(List<UpstreamTag> names, TagTrees trees, Progress progress) throws HhvmDebException, IOException {
            List<Tag> tags = new ArrayList<>();
            try (Progress.Task task = progress.begin("trying the patches", names.size(), "tag")) {
                for (UpstreamTag name : names) {
                    UpstreamFiles files = trees.files(name);
                    List<Cell> column = trial.on(trees.tree(files));
                    for (int patch = 0; patch < column.size(); patch++) {
                        cells.get(patch).add(column.get(patch));
                    }
                    tags.add(new Tag(name, files.commit(), files.date()));
                    task.advance(1);
                }
            }
            trees.repository().refuseUnknownSubmodules(progress);
            return new Forecast(tags, rows());
        }

        private List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            for (SeriesEntry entry : series.entries()) {
                int patch = rows.size();
                Optional<String> section = entry.section().or(entry::subdirectory);
                rows.add(new Row(entry.patch(), entry.line(), section, summaries.get(patch), cells.get(patch)));
            }
            return rows;
        }
    }
}
