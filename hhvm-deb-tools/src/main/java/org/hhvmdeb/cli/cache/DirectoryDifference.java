package org.hhvmdeb.cli.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.diff.FileDifference;
import org.hhvmdeb.hhbc.diff.FileDifference.Change;
import org.hhvmdeb.notice.HumanUnits;

/** The files of one directory that differ, without those below its subdirectories. */
record DirectoryDifference(String directory, long added, long removed, long changed, long before, long after) {

    /** Sums files up, in the order of the directories' names. */
    static List<DirectoryDifference> of(List<FileDifference> files) {
        Map<String, List<FileDifference>> byDirectory = new TreeMap<>();
        files.forEach(f -> byDirectory
                .computeIfAbsent(f.directory(), d -> new ArrayList<>())
                .add(f));
        return byDirectory.entrySet().stream()
                .map(e -> new DirectoryDifference(
                        e.getKey(),
                        count(e.getValue(), Change.ADDED),
                        count(e.getValue(), Change.REMOVED),
                        count(e.getValue(), Change.CHANGED),
                        e.getValue().stream().mapToLong(FileDifference::before).sum(),
                        e.getValue().stream().mapToLong(FileDifference::after).sum()))
                .toList();
    }

    private static long count(List<FileDifference> files, Change change) {
        return files.stream().filter(f -> f.change() == change).count();
    }

    /** As in {@code "lib  +1 -0 ~2  3.9 KiB to 5.0 KiB (+1.1 KiB)"}. */
    @Override
    public String toString() {
        return directory.replaceAll("\\p{Cntrl}", "?") + "  +" + added + " -" + removed + " ~" + changed + "  "
                + HumanUnits.change(before, after);
    }
}
