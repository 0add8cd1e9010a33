package org.hhvmdeb.patch.forecast;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.forecast.Forecast.Row;
import org.hhvmdeb.patch.forecast.Forecast.Run;
import org.hhvmdeb.patch.forecast.Forecast.Tag;
import org.hhvmdeb.patch.tree.ByteText;

/** A forecast for a machine; docs/decisions/0007 describes what the states mean. */
public record ForecastJson(List<TagJson> tags, List<PatchJson> patches) implements JsonObject {

    /** One of the tags, in the order of their versions. */
    record TagJson(UpstreamTag tag, String version, String commit, Instant date) implements JsonObject {

        static TagJson of(Tag tag) {
            return new TagJson(tag.name(), tag.name().upstreamVersion(), tag.commit(), tag.date());
        }
    }

    /** A patch: its state from each tag on where that changes, and on each tag. */
    record PatchJson(
            String patch,
            int line,
            Optional<String> section,
            String summary,
            String trend,
            List<ChangeJson> changes,
            List<CellJson> cells)
            implements JsonObject {

        static PatchJson of(Forecast forecast, Row patch) {
            List<ChangeJson> changes = forecast.runs(patch).stream()
                    .map(Run::first)
                    .map(t -> new ChangeJson(
                            forecast.tags().get(t).name(), patch.cells().get(t).state()))
                    .toList();
            List<CellJson> cells = IntStream.range(0, patch.cells().size())
                    .mapToObj(t -> CellJson.of(
                            forecast.tags().get(t).name(), patch.cells().get(t)))
                    .toList();
            return new PatchJson(
                    ByteText.printable(patch.patch()),
                    patch.line(),
                    patch.section().map(ByteText::printable),
                    ByteText.printable(patch.summary()),
                    new ForecastWords(forecast).trend(patch),
                    changes,
                    cells);
        }
    }

    /** From this tag on. */
    record ChangeJson(UpstreamTag tag, CellState state) implements JsonObject {}

    /** On this tag; of {@code changes} of the patch upstream has {@code upstream}. */
    record CellJson(
            UpstreamTag tag,
            CellState state,
            Optional<Long> offset,
            Optional<Integer> upstream,
            Optional<Integer> changes,
            Optional<List<String>> blockers,
            Optional<List<TroubleJson>> troubles)
            implements JsonObject {

        static CellJson of(UpstreamTag tag, Cell cell) {
            Optional<Cell> counted = Optional.of(cell).filter(c -> c.changes() > 0);
            return new CellJson(
                    tag,
                    cell.state(),
                    Optional.of(cell.offset()).filter(o -> cell.state() == CellState.OFFSET),
                    counted.map(Cell::upstream),
                    counted.map(Cell::changes),
                    Optional.of(cell.blockers().stream()
                                    .map(ByteText::printable)
                                    .toList())
                            .filter(b -> !b.isEmpty()),
                    Optional.of(cell.troubles().stream().map(TroubleJson::of).toList())
                            .filter(t -> !t.isEmpty()));
        }
    }

    /** What does not fit. */
    record TroubleJson(String file, int hunk, int line, String text) implements JsonObject {

        static TroubleJson of(Cell.Trouble trouble) {
            return new TroubleJson(trouble.file(), trouble.hunk(), trouble.line(), trouble.text());
        }
    }

    public static ForecastJson of(Forecast forecast) {
        return new ForecastJson(
                forecast.tags().stream().map(TagJson::of).toList(),
                forecast.patches().stream().map(p -> PatchJson.of(forecast, p)).toList());
    }
}
