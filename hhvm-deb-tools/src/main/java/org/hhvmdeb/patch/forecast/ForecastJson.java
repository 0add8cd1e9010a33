package org.hhvmdeb.patch.forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.patch.forecast.Forecast.Row;
import org.hhvmdeb.patch.forecast.Forecast.Run;
import org.hhvmdeb.patch.forecast.Forecast.Tag;
import org.hhvmdeb.patch.tree.ByteText;

/** A forecast for a machine; docs/decisions/0007 describes the members. */
public final class ForecastJson {

    private static final int FORMAT = 1;

    private final Forecast forecast;
    private final ForecastWords words;

    private ForecastJson(Forecast forecast) {
        this.forecast = forecast;
        this.words = new ForecastWords(forecast);
    }

    /** Writes it into a file. */
    public static void write(Forecast forecast, OutputFile file) throws ExternalException {
        file.write(of(forecast) + "\n");
    }

    public static String of(Forecast forecast) {
        ForecastJson json = new ForecastJson(forecast);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("format", FORMAT);
        described.put("tags", forecast.tags().stream().map(ForecastJson::tag).toList());
        described.put("patches", forecast.patches().stream().map(json::patch).toList());
        return Json.of(described);
    }

    private static Map<String, Object> tag(Tag tag) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("tag", tag.name());
        described.put("version", tag.name().upstreamVersion());
        described.put("commit", tag.commit());
        described.put("date", tag.date());
        return described;
    }

    private Map<String, Object> patch(Row patch) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("patch", ByteText.printable(patch.patch()));
        described.put("line", patch.line());
        described.put("section", patch.section().map(ByteText::printable).orElse(null));
        described.put("summary", ByteText.printable(patch.summary()));
        described.put("trend", words.trend(patch));
        List<Map<String, Object>> changes = new ArrayList<>();
        for (Run run : forecast.runs(patch)) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("tag", forecast.tags().get(run.first()).name());
            change.put("state", patch.cells().get(run.first()).state().word());
            changes.add(change);
        }
        described.put("changes", changes);
        List<Map<String, Object>> cells = new ArrayList<>();
        for (int t = 0; t < patch.cells().size(); t++) {
            cells.add(cell(forecast.tags().get(t), patch.cells().get(t)));
        }
        described.put("cells", cells);
        return described;
    }

    private static Map<String, Object> cell(Tag tag, Cell cell) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("tag", tag.name());
        described.put("state", cell.state().word());
        if (cell.state() == CellState.OFFSET) {
            described.put("offset", cell.offset());
        }
        if (cell.changes() > 0) {
            described.put("upstream", cell.upstream());
            described.put("changes", cell.changes());
        }
        if (!cell.blockers().isEmpty()) {
            described.put(
                    "blockers",
                    cell.blockers().stream().map(ByteText::printable).toList());
        }
        if (!cell.troubles().isEmpty()) {
            described.put(
                    "troubles",
                    cell.troubles().stream().map(ForecastJson::trouble).toList());
        }
        return described;
    }

    private static Map<String, Object> trouble(Cell.Trouble trouble) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("file", trouble.file());
        described.put("hunk", trouble.hunk());
        described.put("line", trouble.line());
        described.put("text", trouble.text());
        return described;
    }
}
