package org.hhvmdeb.patch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.FileType;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.TreePath;

/** Traps in a patch that dpkg-source walks into without a word. */
final class PatchLint {

    private final PatchDirectory directory;
    private final SeriesEntry entry;
    private final LinkedTree tree;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Prepares for one patch.
     *
     * @param tree as it is before the patch
     */
    PatchLint(PatchDirectory directory, SeriesEntry entry, LinkedTree tree) {
        this.directory = directory;
        this.entry = entry;
        this.tree = tree;
    }

    List<Finding> check(ParsedPatch patch) throws IOException {
        for (int line : patch.surplus()) {
            warn(
                    line,
                    "patch-surplus-lines",
                    "the line belongs to no hunk: the counts in the hunk's header are too "
                            + "small, and everything behind them is silently dropped; correct the header or refresh the patch");
        }
        for (FilePatch file : patch.files()) {
            checkPrefix(file);
            checkNames(file);
            checkEmpty(file);
            checkLink(file);
            checkInsertions(file);
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
                "patch-without-prefix",
                "it names " + raw + ", which exists, but dpkg-source takes the first "
                        + "directory away and " + (other ? "patches " + path + " instead" : "looks for " + path)
                        + "; make the patch with the prefixes a/ and b/");
    }

    private void checkNames(FilePatch file) {
        Optional<HeaderName> name =
                file.newSide().name().or(() -> file.oldSide().name());
        if (name.filter(n -> TreePath.isBelow(n.path(), "debian")).isPresent()) {
            warn(
                    file.line(),
                    "patch-modifying-debian-files",
                    "it changes " + ByteText.printable(name.get().path())
                            + "; change the file in the directory debian itself");
        }
    }

    private void checkEmpty(FilePatch file) {
        boolean created = file.oldSide().presence() == Presence.ABSENT
                && file.hunks().isEmpty()
                && file.kind() == FilePatch.Kind.UNIFIED
                && file.operation() == Operation.EDIT;
        if (created && file.newSide().presence() != Presence.ABSENT) {
            warn(
                    file.line(),
                    "patch-creates-empty-file",
                    "it is meant to create the empty file " + file.describe()
                            + ", but dpkg-source will not; create it from debian/rules");
        }
    }

    private void checkLink(FilePatch file) {
        if ((file.newSide().mode() & FileType.TYPE_BITS) == FileType.LINK) {
            warn(
                    file.line(),
                    "patch-creates-symlink",
                    "it makes " + file.describe() + " a symbolic link; not every version of patch can do that");
        }
    }

    private void checkInsertions(FilePatch file) {
        for (Hunk hunk : file.hunks()) {
            if (hunk.oldLines().isEmpty() && hunk.oldStart() > 1) {
                warn(
                        hunk.line(),
                        "patch-insertion-without-context",
                        "the hunk inserts at line " + hunk.oldStart()
                                + " of " + file.describe()
                                + " without any context, so it goes there whatever stands there; "
                                + "make the patch with context");
            }
        }
    }

    private void warn(int line, String rule, String message) {
        findings.add(Finding.warning(
                directory.locate(entry.patch(), line),
                rule,
                "the patch " + ByteText.printable(entry.patch()) + ": " + message));
    }
}
