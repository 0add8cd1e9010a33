package org.hhvmdeb.patch.forecast;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.patch.forecast.Forecast.Row;
import org.hhvmdeb.patch.forecast.Forecast.Run;
import org.hhvmdeb.report.Html;

/**
 * A forecast as one page for a browser: no script, nothing from the network, the same bytes for the same forecast. Tags on
 * which all patches look the same share a column. What does not fit opens at a click or a key.
 */
public final class ForecastPage {

    private final Forecast forecast;
    private final ForecastWords words;
    private final List<Run> runs;
    private final Html html = new Html();
    private final Map<String, String> details = new LinkedHashMap<>();

    private ForecastPage(Forecast forecast) {
        this.forecast = forecast;
        this.words = new ForecastWords(forecast);
        this.runs = forecast.runs();
    }

    /** Writes the page into a file. */
    public static void write(Forecast forecast, OutputFile file) throws ExternalException {
        file.write(of(forecast));
    }

    /** The page's text. */
    public static String of(Forecast forecast) {
        ForecastPage page = new ForecastPage(forecast);
        page.write();
        return page.html.toString();
    }

    private void write() {
        String title = "Patch forecast, " + forecast.tags().get(0).name() + " to " + newest().name();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.raw("<title>").text(title).raw("</title>\n<style>\n").raw(style()).raw("</style>\n</head>\n<body>\n");
        html.raw("<h1>").text(title).raw("</h1>\n<p>");
        html.text(HumanUnits.count(forecast.patches().size(), "patch") + " on "
                + HumanUnits.count(forecast.tags().size(), "tag") + ", the newest of "
                + newest().date().atZone(ZoneOffset.UTC).toLocalDate() + ". On " + newest().name() + ": " + outcome());
        html.raw(
                "</p>\n<p class=\"faint\">Each patch is tried on top of those above it that are in place; what upstream "
                        + "has drops out, what conflicts is left out. Choose a cell to see what does not fit.</p>\n");
        legend();
        matrix();
        details.forEach((detail, id) -> html.raw("<div popover id=\"" + id + "\">" + detail + "</div>\n"));
        html.raw("</body>\n</html>\n");
    }

    private Forecast.Tag newest() {
        return forecast.tags().get(forecast.tags().size() - 1);
    }

    private String outcome() {
        int last = forecast.tags().size() - 1;
        return String.join(
                        ", ",
                        Stream.of(CellState.values())
                                .filter(s -> forecast.count(last, s) > 0)
                                .map(s -> forecast.count(last, s) + " × " + ForecastWords.meaning(s))
                                .toList())
                + ".";
    }

    private void legend() {
        html.raw("<ul class=\"legend\" aria-label=\"Legend\">\n");
        for (CellState state : CellState.values()) {
            html.raw("<li><span class=\"c " + style(state) + "\" aria-hidden=\"true\">" + symbol(state) + "</span>");
            html.text(ForecastWords.meaning(state)).raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private void matrix() {
        html.raw("<div class=\"matrix\" tabindex=\"0\" role=\"region\" aria-label=\"Patches and tags\">\n<table>\n");
        html.raw("<thead>\n<tr><th class=\"patch\" scope=\"col\">Patch</th>");
        for (int r = 0; r < runs.size(); r++) {
            html.raw("<th scope=\"col\" class=\"tag" + line(r) + "\" title=\"");
            html.text(names(runs.get(r))).raw("\"><span>").text(words.versions(runs.get(r)));
            html.raw(runs.get(r).length() > 1 ? " <small>×" + runs.get(r).length() + "</small>" : "");
            html.raw("</span></th>");
        }
        html.raw("</tr>\n</thead>\n<tbody>\n");
        String section = "";
        for (int p = 0; p < forecast.patches().size(); p++) {
            Row patch = forecast.patches().get(p);
            String its = patch.section().orElse("");
            if (!its.equals(section)) {
                section = its;
                html.raw("<tr class=\"section\"><th class=\"section\" scope=\"rowgroup\">")
                        .name(its);
                html.raw("</th><td colspan=\"" + runs.size() + "\"></td></tr>\n");
            }
            row(p + 1, patch);
        }
        html.raw("</tbody>\n</table>\n</div>\n");
    }

    /** A line where another release series begins. */
    private String line(int run) {
        return run > 0 && !release(runs.get(run)).equals(release(runs.get(run - 1))) ? " line" : "";
    }

    private String release(Run run) {
        return words.version(run.first()).replaceFirst("^([0-9]+\\.[0-9]+).*", "$1");
    }

    private String names(Run run) {
        return String.join(
                ", ",
                forecast.tags().subList(run.first(), run.last() + 1).stream()
                        .map(t -> t.name().text())
                        .toList());
    }

    private void row(int number, Row patch) {
        html.raw("<tr><th class=\"patch\" scope=\"row\">" + number + ". <b>")
                .name(patch.patch())
                .raw("</b> ");
        html.raw("<span class=\"summary\">").name(patch.summary()).raw("</span>");
        html.raw("<span class=\"trend\">").text(words.trend(patch)).raw("</span></th>");
        for (int r = 0; r < runs.size(); r++) {
            html.raw("<td" + (line(r).isEmpty() ? "" : " class=\"line\"") + ">");
            cell(patch, runs.get(r));
            html.raw("</td>");
        }
        html.raw("</tr>\n");
    }

    private void cell(Row patch, Run run) {
        Cell cell = patch.cells().get(run.first());
        String label = words.versions(run) + ": " + words.describe(patch, run);
        String look = " class=\"c " + style(cell.state()) + "\"";
        if (cell.state() == CellState.APPLIES || cell.state() == CellState.UPSTREAM) {
            html.raw("<span role=\"img\"" + look + " title=\"")
                    .text(label)
                    .raw("\" aria-label=\"")
                    .text(label);
            html.raw("\">" + symbol(cell.state()) + "</span>");
            return;
        }
        String detail = detail(patch, run);
        String id = details.computeIfAbsent(detail, d -> "d" + details.size());
        html.raw("<button type=\"button\" popovertarget=\"" + id + "\"" + look + " title=\"")
                .text(label);
        html.raw("\" aria-label=\"").text(label).raw("\">" + symbol(cell.state()) + "</button>");
    }

    private String detail(Row patch, Run run) {
        Html detail = new Html();
        detail.raw("<h2>").name(patch.patch()).raw("</h2><p>").text(words.versions(run) + ": ");
        detail.text(words.describe(patch, run)).raw("</p>");
        List<Cell.Trouble> troubles = patch.cells().get(run.first()).troubles();
        if (run.length() > 1 && !troubles.isEmpty()) {
            detail.raw("<p class=\"faint\">As it is on ")
                    .text(words.version(run.first()))
                    .raw(":</p>");
        }
        for (Cell.Trouble trouble : troubles) {
            String hunk = trouble.hunk() > 0 ? ", hunk " + trouble.hunk() : "";
            String line = trouble.line() > 0 ? " (line " + trouble.line() + " of the patch)" : "";
            detail.raw("<h3>").name((trouble.file().isEmpty() ? "the patch" : trouble.file()) + hunk + line);
            detail.raw("</h3><pre>").text(trouble.text()).raw("</pre>");
        }
        return detail.toString();
    }

    private static String style(CellState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String symbol(CellState state) {
        return switch (state) {
            case APPLIES -> "✓";
            case OFFSET -> "≈";
            case UPSTREAM -> "↑";
            case PARTLY_UPSTREAM -> "◐";
            case CONFLICTS -> "✗";
            case BLOCKED -> "↳";
            case BROKEN -> "!";
            case UNKNOWN -> "?";
        };
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(ForecastPage.class.getResourceAsStream("forecast.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("our own jar is damaged", e);
        }
    }
}
