package org.hhvmdeb.patch.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.PackagingRule;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.series.PatchDirectory;

/** What lintian finds around the series: left-overs and patches that programs made. */
final class PackageLint {

    private static final String AUTOMATIC = "debian-changes-";

    private final Path debian;
    private final PatchDirectory directory;

    PackageLint(Path debian, PatchDirectory directory) {
        this.debian = debian;
        this.directory = directory;
    }

    /**
     * Finds.
     *
     * @throws HhvmDebException when something cannot be read
     */
    List<Finding> findings() throws IOException, HhvmDebException {
        List<Finding> findings = new ArrayList<>();
        Path list = debian.resolve("source/git-patches");
        if (Files.isRegularFile(list)
                && Files.size(list) > 0
                && directory.seriesFile().isEmpty()) {
            findings.add(Finding.of(
                    Location.of(list.toString()),
                    PatchRule.GIT_PATCHES_NOT_EXPORTED,
                    "the package is to have patches taken from git, but they are not in debian/patches; export them before "
                            + "the source package is built"));
        }
        addChangelog(findings);
        addExcluded(findings);
        boolean header = Files.isRegularFile(debian.resolve("source/patch-header"));
        for (String name : directory.files()) {
            if (name.startsWith(AUTOMATIC) && !header) {
                findings.add(Finding.of(
                        directory.locate(name, 0),
                        PatchRule.FORMAT_3_0_BUT_DEBIAN_CHANGES_PATCH,
                        "dpkg-source made this patch of changes outside of debian; make proper patches of them"));
            }
        }
        return findings;
    }

    private void addChangelog(List<Finding> findings) throws HhvmDebException {
        Path changelog = debian.resolve("changelog");
        if (Files.exists(changelog)) {
            try {
                findings.addAll(PackagingFiles.changelog(debian).faults());
            } catch (InputException e) {
                // Who builds the package has to mend it; whether its patches apply does not depend on it.
                findings.add(Finding.of(
                        Location.of(changelog.toString()),
                        PackagingRule.SYNTAX_ERROR_IN_DEBIAN_CHANGELOG,
                        String.valueOf(e.getMessage())));
            }
        }
    }

    /** Patterns of Files-Excluded that match nothing, as they are written like a list with commas or a path from here. */
    private void addExcluded(List<Finding> findings) throws HhvmDebException {
        Path copyright = debian.resolve("copyright");
        if (!Files.exists(copyright)) {
            return;
        }
        try {
            FilesExcluded excluded = FilesExcluded.read(copyright);
            for (String pattern : excluded.patterns()) {
                String meant = meant(pattern);
                if (!meant.equals(pattern)) {
                    findings.add(Finding.of(
                            excluded.where(pattern).orElseGet(() -> Location.of(copyright.toString())),
                            PackagingRule.FILES_EXCLUDED_PATTERN_ODD,
                            "the pattern \"" + pattern + "\" of Files-Excluded matches nothing: patterns stand between"
                                    + " blanks and begin at the top of the tree; write "
                                    + (meant.isEmpty() ? "nothing" : meant)));
                }
            }
        } catch (InputException e) {
            // The import is refused for it; whether patches apply does not depend on it.
            findings.add(Finding.of(
                    Location.of(copyright.toString()),
                    PackagingRule.FILES_EXCLUDED_NOT_READ,
                    String.valueOf(e.getMessage())));
        }
    }

    private static String meant(String pattern) {
        return pattern.replaceFirst("^(?:\\./+|/+)+", "").replaceFirst(",+$", "");
    }
}
