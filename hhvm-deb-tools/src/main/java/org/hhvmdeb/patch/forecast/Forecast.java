package org.hhvmdeb.patch.forecast;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * How every patch of a series would fare on each of many upstream tags.
 *
 * @param tags in the order of their versions
 * @param patches in the order of the series
 */
public record Forecast(List<Tag> tags, List<Row> patches) {

    /**
     * A tag.
     *
     * @param commit 40 hexadecimal digits
     * @param date of its commit
     */
    public record Tag(UpstreamTag name, String commit, Instant date) {}

    /**
     * How one patch fares.
     *
     * @param patch its name in the series
     * @param line its line in the series file
     * @param section the comment that opens the run of lines it stands in, or the subdirectory it is in
     * @param summary the first line of its description; empty where it has none
     * @param cells one for each tag
     */
    public record Row(String patch, int line, Optional<String> section, String summary, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Tags beside each other on which a patch, or every patch, is in the same state.
     *
     * @param first the index of the first tag
     * @param last the index of the last
     */
    public record Run(int first, int last) {

        public int length() {
            return last - first + 1;
        }
    }

    public Forecast {
        tags = List.copyOf(tags);
        patches = List.copyOf(patches);
    }

    /** The runs of tags that look the same for all patches. */
    public List<Run> runs() {
        return runs(t -> patches.stream().map(p -> p.cells().get(t).state()).toList());
    }

    /** The runs of tags on which one patch is in the same state; where a new one begins, its state changes. */
    public List<Run> runs(Row patch) {
        return runs(t -> patch.cells().get(t).state());
    }

    private List<Run> runs(IntFunction<Object> look) {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        for (int t = 1; t <= tags.size(); t++) {
            if (t == tags.size() || !look.apply(t).equals(look.apply(first))) {
                runs.add(new Run(first, t - 1));
                first = t;
            }
        }
        return runs;
    }

    /**
     * The patches that are in one of some states on a tag or more, for who does not want that.
     *
     * @param debianDirectory the packaging
     */
    public List<Finding> findings(Set<CellState> unwanted, Path debianDirectory) {
        ForecastWords words = new ForecastWords(this);
        String series = debianDirectory.resolve("patches/series").toString();
        return patches.stream()
                .filter(p -> p.cells().stream().map(Cell::state).anyMatch(unwanted::contains))
                .map(p -> Finding.of(
                        new Location(series, p.line()),
                        PatchRule.PATCH_FORECAST,
                        "the patch " + ByteText.printable(p.patch()) + " " + words.trend(p)))
                .toList();
    }

    /** How many patches are in a state on a tag. */
    public long count(int tag, CellState state) {
        return patches.stream().filter(p -> p.cells().get(tag).state() == state).count();
    }
}
