package org.hhvmdeb.patch.forecast;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.patch.forecast.Forecast.Row;
import org.hhvmdeb.patch.forecast.Forecast.Run;
import org.hhvmdeb.patch.tree.ByteText;

/** A forecast for a terminal of 120 columns: the matrix with a line for each run of tags, then a line for each patch. */
public final class ForecastText {

    private static final int PATCHES_ABREAST = 24;
    private static final int WIDTH = 120;
    private static final String INDENT = "      ";

    private final Forecast forecast;
    private final ForecastWords words;
    private final StringBuilder text = new StringBuilder();

    private ForecastText(Forecast forecast) {
        this.forecast = forecast;
        this.words = new ForecastWords(forecast);
    }

    /**
     * Writes a forecast.
     *
     * @param details whether to say where each state begins what does not fit there
     */
    public static String of(Forecast forecast, boolean details) {
        ForecastText text = new ForecastText(forecast);
        text.legend();
        for (int first = 0; first < forecast.patches().size(); first += PATCHES_ABREAST) {
            text.matrix(
                    first, Math.min(first + PATCHES_ABREAST, forecast.patches().size()));
        }
        text.patches(details);
        return text.text.toString();
    }

    private static char symbol(CellState state) {
        return switch (state) {
            case APPLIES -> '+';
            case OFFSET -> '~';
            case UPSTREAM -> 'u';
            case PARTLY_UPSTREAM -> 'p';
            case CONFLICTS -> 'X';
            case BLOCKED -> '^';
            case BROKEN -> '!';
            case UNKNOWN -> '?';
        };
    }

    private void legend() {
        int tags = forecast.tags().size();
        int patches = forecast.patches().size();
        text.append(HumanUnits.count(patches, "patch"))
                .append(" on ")
                .append(HumanUnits.count(tags, "tag"))
                .append(", ")
                .append(forecast.tags().get(0).name());
        if (tags > 1) {
            text.append(" to ").append(forecast.tags().get(tags - 1).name());
        }
        text.append('\n');
        List<CellState> used = Stream.of(CellState.values())
                .filter(s -> forecast.patches().stream()
                        .flatMap(p -> p.cells().stream())
                        .anyMatch(c -> c.state() == s))
                .toList();
        for (CellState state : used) {
            text.append("  ").append(symbol(state)).append("  ").append(ForecastWords.meaning(state));
            text.append('\n');
        }
        text.append('\n');
    }

    private void matrix(int from, int to) {
        List<Run> runs = forecast.runs();
        int width =
                runs.stream().mapToInt(r -> words.versions(r).length()).max().orElse(0);
        text.append(" ".repeat(width + 7));
        for (int p = from; p < to; p++) {
            text.append(String.format("%3d", p + 1));
        }
        text.append('\n');
        for (Run run : runs) {
            String count = run.length() == 1 ? "" : "×" + run.length();
            text.append(String.format("%-" + width + "s %6s", words.versions(run), count));
            for (Row patch : forecast.patches().subList(from, to)) {
                text.append("  ").append(symbol(patch.cells().get(run.first()).state()));
            }
            text.append('\n');
        }
        text.append('\n');
    }

    private void patches(boolean details) {
        String section = "";
        for (int p = 0; p < forecast.patches().size(); p++) {
            Row patch = forecast.patches().get(p);
            String its = patch.section().orElse("");
            if (!its.equals(section)) {
                text.append("# ").append(ByteText.printable(its)).append('\n');
                section = its;
            }
            text.append(String.format("%3d ", p + 1)).append(ByteText.printable(patch.patch()));
            text.append('\n').append(wrapped(words.trend(patch)));
            if (details) {
                details(patch);
            }
        }
    }

    private static String wrapped(String sentence) {
        StringBuilder lines = new StringBuilder();
        int width = 0;
        for (String word : sentence.split(" ", -1)) {
            boolean breaks = lines.isEmpty() || width + word.length() + 1 > WIDTH;
            lines.append(breaks ? (lines.isEmpty() ? "" : "\n") + INDENT : " ").append(word);
            width = (breaks ? INDENT.length() : width + 1) + word.length();
        }
        return lines.append('\n').toString();
    }

    private void details(Row patch) {
        for (Run run : forecast.runs(patch)) {
            text.append("      ").append(words.versions(run)).append(": ");
            text.append(words.describe(patch, run)).append('\n');
            patch.cells().get(run.first()).troubles().stream()
                    .filter(t -> t.hunk() > 0)
                    .map(t -> t.file() + " hunk " + t.hunk() + ": " + t.text())
                    .forEach(t -> text.append(
                            t.lines().map(l -> "        " + l + "\n").collect(Collectors.joining())));
        }
    }
}
