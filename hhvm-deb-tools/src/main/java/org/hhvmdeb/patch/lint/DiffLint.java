package org.hhvmdeb.patch.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.CutLine;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.Hunk;
import org.hhvmdeb.patch.diff.Line;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.FileType;
import org.hhvmdeb.patch.tree.ToolState;
import org.hhvmdeb.patch.tree.TreePath;

/** Traps in a diff that dpkg-source walks into without a word, whatever the tree. */
final class DiffLint {

    private final String name;
    private final FileLines text;
    private final IntFunction<Location> at;
    private final List<Finding> findings = new ArrayList<>();

    private DiffLint(String name, FileLines text, IntFunction<Location> at) {
        this.name = name;
        this.text = text;
        this.at = at;
    }

    /**
     * Looks at a patch.
     *
     * @param name as the series has it
     * @param text the whole file
     * @param headerLines how many lines are above the diff
     * @param at where a line of it is
     */
    public static List<Finding> of(
            String name, ParsedPatch patch, FileLines text, int headerLines, IntFunction<Location> at) {
        DiffLint lint = new DiffLint(name, text, at);
        lint.check(patch, headerLines);
        return lint.findings;
    }

    private void check(ParsedPatch patch, int headerLines) {
        if (patch.cutHunk().isPresent()) {
            warn(text.count(), PatchRule.PATCH_WITHOUT_FINAL_NEWLINE, CutLine.REASON);
        }
        for (int line : patch.surplus()) {
            warn(
                    line,
                    PatchRule.PATCH_SURPLUS_LINES,
                    "the line belongs to no hunk: the counts in the hunk's header are too "
                            + "small, and everything behind them is silently dropped; correct the header or refresh the patch");
        }
        for (FilePatch file : patch.files()) {
            checkPlace(file, headerLines);
            checkNames(file);
            checkToolState(file);
            checkEmpty(file);
            checkLink(file);
            checkInsertions(file);
            checkPrerequisite(file);
            checkLineEndings(file);
        }
    }

    private void checkPlace(FilePatch file, int headerLines) {
        if (file.line() > 0 && file.line() <= headerLines && !file.hunks().isEmpty()) {
            warn(
                    file.line(),
                    PatchRule.PATCH_HEADER_WITH_DIFF_MARKER,
                    "a diff that the header quotes, even indented, is a real one to GNU patch, which will apply it; "
                            + "quote less of it");
        }
    }

    private void checkPrerequisite(FilePatch file) {
        if (file.requiredWord().isPresent()) {
            warn(
                    file.line(),
                    PatchRule.PATCH_WITH_PREREQUISITE,
                    "its line Prereq: makes the patch fail where " + file.describe() + " does not have the word "
                            + ByteText.printable(file.requiredWord().get()) + "; take the line out");
        }
    }

    private void checkLineEndings(FilePatch file) {
        if (isDos(text.get(file.line()))) {
            warn(
                    file.line(),
                    PatchRule.PATCH_WITH_DOS_HEADERS,
                    "the diff's header lines end in CR LF, so GNU patch takes the CR from every line of it: what is added "
                            + "has none, and a file with CR LF does not match; convert the header lines");
            return;
        }
        long dos = file.hunks().stream()
                .flatMap(h -> h.oldLines().stream())
                .filter(DiffLint::isDos)
                .count();
        long all = file.hunks().stream().mapToLong(h -> h.oldLines().size()).sum();
        if (dos > 0 && dos < all) {
            warn(
                    file.line(),
                    PatchRule.PATCH_MIXES_LINE_ENDINGS,
                    "of the " + all + " lines it expects in " + file.describe() + ", " + dos
                            + " end in CR LF and the others in LF; an editor or git's autocrlf will break that");
        }
    }

    private static boolean isDos(Line line) {
        return line.length() > 1 && line.endsWithNewline() && line.at(line.length() - 2) == '\r';
    }

    private void checkNames(FilePatch file) {
        Optional<HeaderName> name =
                file.newSide().name().or(() -> file.oldSide().name());
        if (name.filter(n -> TreePath.isBelow(n.path(), "debian")).isPresent()) {
            warn(
                    file.line(),
                    PatchRule.PATCH_MODIFYING_DEBIAN_FILES,
                    "it changes " + ByteText.printable(name.get().path())
                            + "; change the file in the directory debian itself");
        }
    }

    private void checkToolState(FilePatch file) {
        Stream.of(file.newSide().name(), file.oldSide().name(), file.index())
                .flatMap(Optional::stream)
                .map(HeaderName::path)
                .filter(path -> ToolState.ownerOf(path).isPresent())
                .findFirst()
                .ifPresent(path -> findings.add(Finding.of(
                        at.apply(file.line()),
                        PatchRule.PATCH_CHANGES_TOOL_STATE,
                        "the patch " + ByteText.printable(name) + ": it changes " + ByteText.printable(path)
                                + ", which is " + ToolState.ownerOf(path).orElseThrow()
                                + "'s own: what is written there is run or believed later; take it out of the patch")));
    }

    private void checkEmpty(FilePatch file) {
        boolean created = file.oldSide().presence() == Presence.ABSENT
                && file.hunks().isEmpty()
                && file.kind() == FilePatch.Kind.UNIFIED
                && file.operation() == Operation.EDIT;
        if (created && file.newSide().presence() != Presence.ABSENT) {
            warn(
                    file.line(),
                    PatchRule.PATCH_CREATES_EMPTY_FILE,
                    "it is meant to create the empty file " + file.describe()
                            + ", but dpkg-source will not; create it from debian/rules");
        }
    }

    private void checkLink(FilePatch file) {
        if ((file.newSide().mode() & FileType.TYPE_BITS) == FileType.LINK) {
            warn(
                    file.line(),
                    PatchRule.PATCH_CREATES_SYMLINK,
                    "it makes " + file.describe() + " a symbolic link; not every version of patch can do that");
        }
    }

    private void checkInsertions(FilePatch file) {
        for (Hunk hunk : file.hunks()) {
            if (hunk.oldLines().isEmpty() && hunk.oldStart() > 1) {
                warn(
                        hunk.line(),
                        PatchRule.PATCH_INSERTION_WITHOUT_CONTEXT,
                        "the hunk inserts at line " + hunk.oldStart()
                                + " of " + file.describe()
                                + " without any context, so it goes there whatever stands there; "
                                + "make the patch with context");
            }
        }
    }

    private void warn(int line, Rule rule, String message) {
        findings.add(Finding.of(at.apply(line), rule, "the patch " + ByteText.printable(name) + ": " + message));
    }
}
