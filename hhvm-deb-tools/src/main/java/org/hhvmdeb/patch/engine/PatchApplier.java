package org.hhvmdeb.patch.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.MalformedPatchException;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.FileType;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.NewFiles;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/**
 * Applies a parsed patch to a tree as {@code patch -t -F FUZZ -N -p1 -u -E -b} does. When anything fails, the tree is of no
 * use any more: the caller throws its overlay away.
 */
final class PatchApplier {

    private final PatchSession session;
    private final PatchRules rules;
    private final NewFiles files;
    private final TargetFileChooser target;
    private boolean git;

    /**
     * Prepares for one patch.
     *
     * @param umask for the files and directories it creates
     * @param files keeps what the patch makes
     */
    PatchApplier(TreeOverlay tree, int umask, PatchRules rules, NewFiles files) {
        this.session = new PatchSession(new LinkedTree(tree), umask, rules.backups());
        this.rules = rules;
        this.files = files;
        this.target = new TargetFileChooser(session, rules);
    }

    /** Applies every part, those after a failing one too, for the report. */
    List<FileOutcome> apply(ParsedPatch patch) throws IOException {
        List<FileOutcome> outcomes = new ArrayList<>();
        for (FilePatch file : patch.files()) {
            outcomes.add(apply(file));
        }
        try {
            session.finish();
        } catch (RefusedException e) {
            outcomes.add(new FileOutcome("", 0, List.of(), Optional.of(e.reason())));
        }
        return outcomes;
    }

    private FileOutcome apply(FilePatch patch) throws IOException {
        HunkRun hunks = new HunkRun(patch, rules.fuzz());
        String name = patch.describe();
        try {
            HeaderName input = target.choose(patch);
            name = ByteText.printable(input.path());
            String output = outputName(patch, input);
            apply(patch, input.path(), output, hunks);
            return new FileOutcome(ByteText.printable(output), patch.line(), hunks.outcomes(), Optional.empty());
        } catch (RefusedException | MalformedPatchException e) {
            return new FileOutcome(name, patch.line(), hunks.outcomes(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static String outputName(FilePatch patch, HeaderName input) throws RefusedException {
        if (patch.operation() == Operation.EDIT) {
            return input.path();
        }
        String output = patch.newSide()
                .name()
                .map(HeaderName::path)
                .orElseThrow(() -> new RefusedException("a rename or copy needs two names"));
        TargetFileChooser.refuseTooDeep(output);
        return output;
    }

    private void apply(FilePatch patch, String input, String output, HunkRun hunks)
            throws IOException, RefusedException, MalformedPatchException {
        refuseForeign(patch);
        Optional<TreeEntry> old = existing(patch, input, output);
        refuseWrongType(patch, input, old);
        session.makeParents(output);
        byte[] content = old.isPresent() ? old.get().content() : new byte[0];
        refuseWithoutWord(patch, content);
        FileEdit edit = new FileEdit(content);
        if (!hunks.apply(edit, old.isPresent() && old.get().size() > 0)) {
            return;
        }
        byte[] result = edit.finish();
        write(patch, input, output, old, edit.isEmpty(), result);
    }

    // A file that is to be removed counts as missing. Only when put-off changes had to be made in between, GNU patch
    // looks again, and then it does not count as missing.
    private Optional<TreeEntry> existing(FilePatch patch, String input, String output)
            throws IOException, RefusedException {
        Optional<TreeEntry> old = session.findStaying(input);
        boolean changed = git && !patch.git();
        if (changed) {
            session.flush();
        }
        git = patch.git();
        if (git) {
            changed |= session.prepareOutput(
                    output, input.equals(output) ? old : session.tree().find(output));
        }
        return changed ? session.tree().find(input) : old;
    }

    private static void refuseForeign(FilePatch patch) throws RefusedException {
        Optional<String> reason = UnfitDiff.reason(patch);
        if (reason.isPresent()) {
            throw new RefusedException(reason.get());
        }
    }

    private static void refuseWrongType(FilePatch patch, String input, Optional<TreeEntry> old)
            throws RefusedException {
        int type = TargetFileChooser.fileType(patch);
        if (old.isPresent() && !TargetFileChooser.hasType(old.get(), type)) {
            throw new RefusedException(ByteText.printable(input) + " is not a "
                    + (type == FileType.LINK ? "symbolic link" : "regular file"));
        }
    }

    private static void refuseWithoutWord(FilePatch patch, byte[] content) throws RefusedException {
        if (patch.requiredWord().isPresent()
                && !Prerequisite.isMet(patch.requiredWord().get(), content)) {
            throw new RefusedException("its line Prereq: asks for the word "
                    + ByteText.printable(patch.requiredWord().get()) + ", which the file does not have");
        }
    }

    private void write(
            FilePatch patch, String input, String output, Optional<TreeEntry> old, boolean empty, byte[] result)
            throws IOException, RefusedException {
        boolean edit = patch.operation() == Operation.EDIT;
        boolean link = TargetFileChooser.fileType(patch) == FileType.LINK;
        if (empty && (rules.removesEmpty() || patch.newSide().presence() == Presence.ABSENT || link)) {
            Optional<TreeEntry> removed = edit ? old : session.tree().find(output);
            if (!edit && removed.isEmpty()) {
                throw new RefusedException("GNU patch cannot rename or copy an empty file to "
                        + ByteText.printable(output) + ", as dpkg-source has it remove empty files");
            }
            session.removeLater(output, removed);
            return;
        }
        if (!empty && patch.newSide().presence() == Presence.ABSENT) {
            throw new RefusedException("the file " + ByteText.printable(output)
                    + " would not be deleted, its content is not what the patch removes");
        }
        boolean setMode = patch.newSide().mode() != 0
                && patch.newSide().mode() != patch.oldSide().mode();
        if (patch.hunks().isEmpty() && !setMode && edit) {
            if (old.isPresent()) {
                session.backUpCopy(output, files.create(old.get().mode(), result));
            }
            return;
        }
        TreeEntry entry = entry(patch, old, setMode, result);
        if (patch.git() && patch.oldSide().presence() != Presence.ABSENT) {
            session.writeLater(output, entry);
        } else {
            session.writeNow(output, entry);
        }
        if (patch.operation() == Operation.RENAME) {
            session.removeLater(input, old);
        }
    }

    private TreeEntry entry(FilePatch patch, Optional<TreeEntry> old, boolean setMode, byte[] content)
            throws IOException {
        if (TargetFileChooser.fileType(patch) == FileType.LINK) {
            return TreeEntry.link(content);
        }
        int mode = setMode
                ? patch.newSide().mode() & 0777
                : old.map(o -> o.mode() & 0777).orElse(0666 & ~session.umask());
        return files.create(mode, content);
    }
}
