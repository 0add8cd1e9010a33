package org.hhvmdeb.patch.lint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.diff.NameText;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.series.SeriesLine;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.TreePath;

/** What can be wrong with a series file and the files around it, under lintian's names where lintian has one. */
public final class SeriesLint {

    private final PatchDirectory directory;
    private final Path file;
    private final Series series;
    private final List<Finding> findings = new ArrayList<>();
    private boolean secure = true;

    public SeriesLint(PatchDirectory directory, Path file, Series series) {
        this.directory = directory;
        this.file = file;
        this.series = series;
    }

    /** What to say where there are patches and no series. */
    public static List<Finding> withoutSeries(PatchDirectory directory) throws IOException {
        List<String> patches =
                directory.files().stream().filter(SeriesLint::couldBePatch).toList();
        if (patches.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.warning(
                Location.of(directory.path().toString()),
                "patches-without-series",
                "there is no series for " + HumanUnits.count(patches.size(), "file")
                        + " here, so dpkg-source applies none; write the names into "
                        + directory.path().resolve("series")));
    }

    /** What to say of a patch that the series names and that cannot be read. */
    public static Finding missing(PatchDirectory directory, SeriesEntry entry, RefusedException why) {
        String series = directory.seriesFile().map(Path::toString).orElse("series");
        return Finding.error(
                new Location(series, entry.line()),
                "quilt-series-references-non-existent-patch",
                "the series names the patch " + ByteText.printable(entry.patch()) + ", but " + why.reason()
                        + "; add the file or take the line out");
    }

    public List<Finding> findings() throws IOException {
        checkFile();
        Map<String, Integer> firstLines = new HashMap<>();
        for (SeriesEntry entry : series.entries()) {
            checkEntry(entry, firstLines);
        }
        for (SeriesLine line : series.lines()) {
            if (!line.readsTheSameInQuilt()) {
                warn(
                        line.number(),
                        "series-line-differs-in-quilt",
                        "quilt does not read this line as dpkg-source does: "
                                + "to quilt a comment begins in the first column and lines end in LF");
            }
        }
        checkUnlisted();
        return findings;
    }

    /** Whether no entry leads out of debian/patches; to be asked after {@link #findings()}. */
    public boolean isSecure() {
        return secure;
    }

    private void checkFile() {
        if (!series.lines().isEmpty()
                && !series.lines().get(series.lines().size() - 1).text().endsWith("\n")) {
            warn(
                    series.lines().size(),
                    "quilt-series-without-trailing-newline",
                    "the last line has no newline, dpkg-source --commit would write its patch's name right behind it");
        }
    }

    private void checkEntry(SeriesEntry entry, Map<String, Integer> firstLines) {
        String name = ByteText.printable(entry.patch());
        if (entry.leadsOut()) {
            secure = false;
            findings.add(Finding.error(
                    new Location(file.toString(), entry.line()),
                    "series-insecure-path",
                    "the path " + name + " leads out of debian/patches; dpkg-source refuses the whole series"));
        }
        Integer first = firstLines.putIfAbsent(entry.file(), entry.line());
        if (first != null) {
            warn(
                    entry.line(),
                    "series-names-patch-twice",
                    "the patch " + name + " is named in line " + first
                            + " already; dpkg-source applies it twice, which fails as a rule: take one line out");
        }
        if (!entry.leadsOut() && !entry.patch().equals(entry.file())) {
            warn(
                    entry.line(),
                    "series-spells-path-oddly",
                    "dpkg-source and quilt take " + name + ", but lintian and others look for the file by its plain"
                            + " name; write it as " + ByteText.printable(entry.file()));
        }
        if (!entry.options().isEmpty() && !entry.options().equals("-p1")) {
            warn(
                    entry.line(),
                    "quilt-patch-with-non-standard-options",
                    "dpkg-source ignores the options \""
                            + ByteText.printable(entry.options()) + "\" and applies " + name
                            + " with -p1; refresh the patch "
                            + "with: quilt refresh -p ab, and take the options out");
        }
    }

    private void checkUnlisted() throws IOException {
        Set<String> listed = new HashSet<>();
        List<String> files = directory.files();
        for (String name : files) {
            if (isSeries(name)) {
                addMentioned(listed, name);
                checkVendor(name);
            }
        }
        for (String name : files) {
            if (couldBePatch(name) && !listed.contains(name)) {
                findings.add(Finding.warning(
                        directory.locate(name, 0),
                        "patch-file-present-but-not-mentioned-in-series",
                        "the file is in no series, so it is not applied; list it, name it in a comment with the reason, "
                                + "or delete it"));
            }
        }
    }

    private void checkVendor(String name) {
        if (!name.equals("series")) {
            findings.add(Finding.warning(
                    directory.locate(name, 0),
                    "package-uses-vendor-specific-patch-series",
                    "dpkg-source uses this file instead of series, but on that vendor's systems only; use one series"));
        }
    }

    private void addMentioned(Set<String> listed, String seriesName) throws IOException {
        try {
            Series other = Series.read(directory.path().resolve(seriesName));
            other.entries().forEach(e -> listed.add(e.file()));
            other.lines().forEach(l -> listed.add(NameText.firstWord(l.comment())));
        } catch (HhvmDebException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Whether lintian would ask why no series names the file. */
    static boolean couldBePatch(String name) {
        String last = TreePath.name(name);
        boolean series = isSeries(name);
        return !series && !last.equals("README") && !last.equals("README.patches") && !last.contains(".in");
    }

    private static boolean isSeries(String name) {
        return !name.contains("/") && (name.equals("series") || name.endsWith(".series"));
    }

    private void warn(int line, String rule, String message) {
        findings.add(Finding.warning(new Location(file.toString(), line), rule, message));
    }
}
