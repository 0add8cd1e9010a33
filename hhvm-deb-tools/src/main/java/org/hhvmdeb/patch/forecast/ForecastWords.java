package org.hhvmdeb.patch.forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hhvmdeb.patch.forecast.Forecast.Row;
import org.hhvmdeb.patch.forecast.Forecast.Run;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * Says in words how a patch fares.
 *
 * @param forecast all of it, for the tags' names
 */
record ForecastWords(Forecast forecast) {

    private static final int MOST_PHRASES = 6;

    /** What a state means, for a legend. */
    static String meaning(CellState state) {
        return switch (state) {
            case APPLIES -> "applies";
            case OFFSET -> "applies with an offset";
            case UPSTREAM -> "upstream has it";
            case PARTLY_UPSTREAM -> "upstream has a part, the rest applies";
            case CONFLICTS -> "conflicts";
            case BLOCKED -> "needs an earlier patch that fails";
            case BROKEN -> "the patch itself is broken";
            case UNKNOWN -> "cannot be read";
        };
    }

    /** One line: {@code applies up to 3.12.9, conflicts from 3.13.0}. */
    String trend(Row patch) {
        List<Run> runs = phrases(patch);
        if (runs.size() == 1) {
            String all = forecast.tags().size() == 1
                    ? version(0)
                    : "all " + forecast.tags().size() + " tags";
            return word(patch, runs.get(0)) + " on " + all;
        }
        List<String> phrases = new ArrayList<>();
        for (Run run : runs) {
            if (phrases.size() == MOST_PHRASES - 1 && runs.size() > MOST_PHRASES) {
                phrases.add("then " + (runs.size() - phrases.size() - 1) + " more changes");
                Run last = runs.get(runs.size() - 1);
                phrases.add(word(patch, last) + " from " + version(last.first()));
                break;
            }
            phrases.add(word(patch, run) + place(patch, run));
        }
        return String.join(", ", phrases);
    }

    private String place(Row patch, Run run) {
        if (run.first() == 0) {
            return " up to " + version(run.last());
        }
        boolean upstream = patch.cells().get(run.first()).state() == CellState.UPSTREAM;
        return (upstream ? " since " : " from ") + version(run.first());
    }

    private static String word(Row patch, Run run) {
        return switch (patch.cells().get(run.first()).state()) {
            case APPLIES, OFFSET -> "applies";
            case UPSTREAM -> "upstream";
            case PARTLY_UPSTREAM -> "partly upstream";
            case CONFLICTS ->
                run.first() > 0 && patch.cells().get(run.first() - 1).state() == CellState.UPSTREAM
                        ? "changed again upstream and conflicts"
                        : "conflicts";
            case BLOCKED -> "needs a patch that fails";
            case BROKEN -> "broken";
            case UNKNOWN -> "unknown";
        };
    }

    /** An offset is no change worth a word here. */
    private List<Run> phrases(Row patch) {
        List<Run> phrases = new ArrayList<>();
        for (Run run : forecast.runs(patch)) {
            Run before = phrases.isEmpty() ? run : phrases.get(phrases.size() - 1);
            if (!phrases.isEmpty() && applies(patch, before) && applies(patch, run)) {
                phrases.set(phrases.size() - 1, new Run(before.first(), run.last()));
            } else {
                phrases.add(run);
            }
        }
        return phrases;
    }

    private static boolean applies(Row patch, Run run) {
        CellState state = patch.cells().get(run.first()).state();
        return state == CellState.APPLIES || state == CellState.OFFSET;
    }

    /** One line about one cell: {@code conflicts: hphp/main.cpp (hunks 1, 3)}. */
    String describe(Row patch, Run run) {
        Cell cell = patch.cells().get(run.first());
        String what = meaning(cell.state());
        return switch (cell.state()) {
            case OFFSET -> what + " of " + offsets(patch, run) + " lines";
            case UPSTREAM, APPLIES -> what;
            case PARTLY_UPSTREAM -> what + ": " + cell.upstream() + " of " + cell.changes() + " changes are upstream";
            case BLOCKED ->
                what + ": " + cell.blockers().stream().map(ByteText::printable).collect(Collectors.joining(", "));
            case BROKEN, UNKNOWN -> what + ": " + troubles(cell);
            case CONFLICTS ->
                what + ": " + troubles(cell)
                        + (cell.upstream() > 0
                                ? "; " + cell.upstream() + " of " + cell.changes() + " changes are upstream"
                                : "");
        };
    }

    private static String offsets(Row patch, Run run) {
        TreeSet<Long> offsets = new TreeSet<>();
        for (int t = run.first(); t <= run.last(); t++) {
            offsets.add(patch.cells().get(t).offset());
        }
        String first = String.format("%+d", offsets.first());
        return offsets.size() == 1 ? first : first + " to " + String.format("%+d", offsets.last());
    }

    private static String troubles(Cell cell) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (Cell.Trouble trouble : cell.troubles()) {
            List<String> hunks = files.computeIfAbsent(trouble.file(), f -> new ArrayList<>());
            if (trouble.hunk() > 0) {
                hunks.add(String.valueOf(trouble.hunk()));
            } else {
                hunks.add(trouble.text().lines().findFirst().orElse(""));
            }
        }
        return files.entrySet().stream()
                .map(f -> f.getKey() + (f.getKey().isEmpty() ? "" : " ") + hunks(f.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String hunks(List<String> hunks) {
        boolean numbers = hunks.stream().allMatch(h -> h.matches("[0-9]+"));
        String all = String.join(", ", hunks);
        return numbers ? (hunks.size() == 1 ? "(hunk " : "(hunks ") + all + ")" : all;
    }

    /** The tags of a run: {@code 3.6.0 – 3.6.6}. */
    String versions(Run run) {
        return run.length() == 1 ? version(run.first()) : version(run.first()) + " – " + version(run.last());
    }

    String version(int tag) {
        return forecast.tags().get(tag).name().upstreamVersion();
    }
}
