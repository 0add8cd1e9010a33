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
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.patch.PatchRule;
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
        return List.of(Finding.of(
                Location.of(directory.path().toString()),
                PatchRule.PATCHES_WITHOUT_SERIES,
                "there is no series for " + HumanUnits.count(patches.size(), "file")
                        + " here, so dpkg-source applies none; write the names into "
                        + directory.path().resolve("series")));
    }

    /** What to say of a patch that the series names and that cannot be read. */
    public static Finding missing(PatchDirectory directory, SeriesEntry entry, RefusedException why) {
        String series = directory.seriesFile().map(Path::toString).orElse("series");
        return Finding.of(
                new Location(series, entry.line()),
                PatchRule.QUILT_SERIES_REFERENCES_NON_EXISTENT_PATCH,
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
                        PatchRule.SERIES_LINE_DIFFERS_IN_QUILT,
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
                    PatchRule.QUILT_SERIES_WITHOUT_TRAILING_NEWLINE,
                    "the last line has no newline, dpkg-source --commit would write its patch's name right behind it");
        }
    }

    private void checkEntry(SeriesEntry entry, Map<String, Integer> firstLines) {
        String name = ByteText.printable(entry.patch());
        if (entry.leadsOut()) {
            secure = false;
            findings.add(Finding.of(
                    new Location(file.toString(), entry.line()),
                    PatchRule.SERIES_INSECURE_PATH,
                    "the path " + name + " leads out of debian/patches; dpkg-source refuses the whole series"));
        }
        Integer first = firstLines.putIfAbsent(entry.file(), entry.line());
        if (first != null) {
            warn(
                    entry.line(),
                    PatchRule.SERIES_NAMES_PATCH_TWICE,
                    "the patch " + name + " is named in line " + first
                            + " already; dpkg-source applies it twice, which fails as a rule: take one line out");
        }
        if (!entry.leadsOut() && !entry.patch().equals(entry.file())) {
            warn(
                    entry.line(),
                    PatchRule.SERIES_SPELLS_PATH_ODDLY,
                    "dpkg-source and quilt take " + name + ", but lintian and others look for the file by its plain"
                            + " name; write it as " + ByteText.printable(entry.file()));
        }
        if (!entry.options().isEmpty() && !entry.options().equals("-p1")) {
            warn(
                    entry.line(),
                    PatchRule.QUILT_PATCH_WITH_NON_STANDARD_OPTIONS,
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
                findings.add(Finding.of(
                        directory.locate(name, 0),
                        PatchRule.PATCH_FILE_PRESENT_BUT_NOT_MENTIONED_IN_SERIES,
                        "the file is in no series, so it is not applied; list it, name it in a comment with the reason, "
                                + "or delete it"));
            }
        }
    }

    private void checkVendor(String name) {
        if (!name.equals("series")) {
            findings.add(Finding.of(
                    directory.locate(name, 0),
                    PatchRule.PACKAGE_USES_VENDOR_SPECIFIC_PATCH_SERIES,
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

    private void warn(int line, Rule rule, String message) {
        findings.add(Finding.of(new Location(file.toString(), line), rule, message));
    }
}
