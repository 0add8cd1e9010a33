package org.hhvmdeb.patch.lint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.LinkedTree;

/** Traps in a patch that only its tree shows; those that any eye can see are {@link PatchTextLint}'s. */
public final class PatchLint {

    private final PatchDirectory directory;
    private final SeriesEntry entry;
    private final LinkedTree tree;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Prepares for one patch.
     *
     * @param tree as it is before the patch
     */
    public PatchLint(PatchDirectory directory, SeriesEntry entry, LinkedTree tree) {
        this.directory = directory;
        this.entry = entry;
        this.tree = tree;
    }

    public List<Finding> check(ParsedPatch patch) throws IOException {
        for (FilePatch file : patch.files()) {
            checkPrefix(file);
        }
        return findings;
    }

    private void checkPrefix(FilePatch file) throws IOException {
        Optional<HeaderName> name =
                file.newSide().name().or(() -> file.oldSide().name());
        if (name.isEmpty() || tree.find(name.get().raw()).isEmpty()) {
            return;
        }
        boolean other = tree.find(name.get().path()).isPresent();
        String raw = ByteText.printable(name.get().raw());
        String path = ByteText.printable(name.get().path());
        warn(
                file.line(),
                PatchRule.PATCH_WITHOUT_PREFIX,
                "it names " + raw + ", which exists, but dpkg-source takes the first "
                        + "directory away and " + (other ? "patches " + path + " instead" : "looks for " + path)
                        + "; make the patch with the prefixes a/ and b/");
    }

    private void warn(int line, Rule rule, String message) {
        findings.add(Finding.of(
                directory.locate(entry.patch(), line),
                rule,
                "the patch " + ByteText.printable(entry.patch()) + ": " + message));
    }
}
