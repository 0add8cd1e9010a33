package org.hhvmdeb.patch.lint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.DiffParser;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.PatchFile;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;

/** What can be wrong with one patch whatever its tree. */
final class PatchTextLint {

    private final String patch;
    private final byte[] content;
    private final IntFunction<Location> at;

    PatchTextLint(PatchDirectory directory, String patch, byte[] content) {
        this.patch = patch;
        this.content = content;
        this.at = line -> directory.locate(patch, line);
    }

    /** What lintian looks at in any file beside the series. */
    List<Finding> header() {
        return HeaderLint.of(content, at).stream().map(HeaderFinding::finding).toList();
    }

    /** All of it, for a patch that the series names. */
    List<Finding> all() throws IOException {
        FileLines lines = new FileLines(content);
        List<Finding> findings = new ArrayList<>();
        malformed().ifPresent(findings::add);
        findings.addAll(QuiltLint.of(patch, lines, at));
        findings.addAll(header());
        int headerLines = PatchFile.of(content).diffLine() - 1;
        findings.addAll(DiffLint.of(patch, DiffParser.parse(content), lines, headerLines, at));
        return findings;
    }

    // What is refused on an empty tree, before any file is missed, is refused on all.
    private Optional<Finding> malformed() throws IOException {
        return new SeriesApplier(new EmptyTree(), 022)
                .apply(content)
                .problem()
                .map(p -> Finding.of(
                        at.apply(p.line()),
                        PatchRule.PATCH_MALFORMED,
                        "dpkg-source will refuse the patch " + ByteText.printable(patch) + ": " + p.reason()));
    }

    private static final class EmptyTree implements SourceTree {

        @Override
        public Optional<TreeEntry> find(String path) {
            return path.isEmpty() ? Optional.of(TreeEntry.directory(0755)) : Optional.empty();
        }

        @Override
        public SortedSet<String> list(String directory) {
            return new TreeSet<>();
        }
    }
}
