package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.LineDiff;
import org.hhvmdeb.patch.diff.ThreeWayMerge;
import org.hhvmdeb.patch.diff.ThreeWayMerge.Merged;
import org.hhvmdeb.patch.diff.ThreeWayMerge.Names;
import org.hhvmdeb.patch.rebase.FileMerge.State;
import org.hhvmdeb.patch.rewrite.FileChange;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;

/**
 * Puts a patch's changes onto another upstream tree: the old upstream file is the base, the patched one and upstream's new
 * one are the sides. Where the merge is nothing but upstream's file, upstream has the change already; that compares the
 * content of a place, not only whether some lines are somewhere.
 */
final class FileMerger {

    /** Beyond this nobody resolves a conflict in a text editor. */
    private static final int LARGEST_TEXT = 64 << 20;

    private static final int PLAIN = 0644;
    private static final int EXECUTABLE = 0100;

    private final SourceTree tree;
    private final Names names;
    private final Moves moves;

    /** Where upstream has moved a file. */
    @FunctionalInterface
    public interface Moves {
        /** The new path, in the tree that the patches go to, of a file that is no longer at the old one. */
        Optional<String> of(String path) throws IOException;

        /** The same, looked for once only for each path. */
        static Moves remembering(Moves moves) {
            Map<String, Optional<String>> known = new HashMap<>();
            return path -> {
                Optional<String> moved = known.get(path);
                if (moved == null) {
                    moved = moves.of(path);
                    known.put(path, moved);
                }
                return moved;
            };
        }
    }

    /**
     * Prepares for one tree.
     *
     * @param names what the texts are called between conflict markers: ours is the tree, theirs the patch
     */
    public FileMerger(SourceTree tree, Names names, Moves moves) {
        this.tree = tree;
        this.names = names;
        this.moves = moves;
    }

    public FileMerge merge(FileChange change) throws IOException {
        if (change.operation() == Operation.RENAME) {
            return mergeRename(change);
        }
        if (change.operation() == Operation.COPY) {
            return mergeCopy(change);
        }
        String path = change.newPath();
        Optional<TreeEntry> theirs = tree.find(path);
        Optional<TreeEntry> base = change.before();
        if (theirs.isEmpty() && base.isPresent()) {
            Optional<String> moved = moves.of(path);
            if (moved.isPresent()) {
                return mergeMoved(change, moved.get())
                        .noting("upstream moved " + ByteText.printable(path) + " to "
                                + ByteText.printable(moved.get()));
            }
        }
        return merge(path, base, change.after(), theirs);
    }

    private FileMerge mergeMoved(FileChange change, String path) throws IOException {
        Optional<TreeEntry> theirs = tree.find(path);
        return change.after().isPresent()
                ? merge(path, change.before(), change.after(), theirs)
                : decision(
                        path,
                        "the patch deletes " + ByteText.printable(change.oldPath())
                                + ", which upstream has moved to this name",
                        theirs,
                        change.before());
    }

    private FileMerge mergeRename(FileChange change) throws IOException {
        Optional<TreeEntry> atOld = tree.find(change.oldPath());
        Optional<TreeEntry> atNew = tree.find(change.newPath());
        if (atOld.isEmpty() && atNew.isPresent()) {
            return merge(change.newPath(), change.before(), change.after(), atNew);
        }
        if (atNew.isPresent()) {
            return decision(
                            change.newPath(),
                            "the patch renames " + ByteText.printable(change.oldPath())
                                    + " to this name, but upstream has a file here",
                            change.after(),
                            atNew)
                    .removing(change.oldPath());
        }
        Optional<String> moved = atOld.isPresent() ? Optional.empty() : moves.of(change.oldPath());
        return moved.isPresent()
                ? decision(
                        change.newPath(),
                        "the patch renames " + ByteText.printable(change.oldPath())
                                + " to this name, but upstream has moved it to " + ByteText.printable(moved.get()),
                        change.after(),
                        change.before())
                : mergeMade(change, atOld).removing(change.oldPath());
    }

    // A copy is one of upstream's file as it is now, with the patch's own changes; so git apply and quilt take it, too.
    private FileMerge mergeCopy(FileChange change) throws IOException {
        Optional<TreeEntry> atNew = tree.find(change.newPath());
        if (atNew.isPresent()) {
            return merge(change.newPath(), Optional.empty(), change.after(), atNew);
        }
        Optional<TreeEntry> source = tree.find(change.oldPath());
        if (source.isPresent()) {
            return mergeMade(change, source);
        }
        Optional<String> moved = moves.of(change.oldPath());
        String from = ByteText.printable(change.oldPath());
        return moved.isPresent()
                ? mergeMade(change, tree.find(moved.get()))
                        .noting("upstream moved " + from + ", which is copied here, to "
                                + ByteText.printable(moved.get()))
                : merge(change.newPath(), Optional.empty(), change.after(), Optional.empty())
                        .noting("upstream has deleted " + from
                                + ", which is copied here; this is now a file of its own");
    }

    private FileMerge mergeMade(FileChange change, Optional<TreeEntry> source) throws IOException {
        return merge(change.newPath(), change.before(), change.after(), source)
                .madeOfAnother(!sameContent(change.before(), change.after()));
    }

    private FileMerge merge(String path, Optional<TreeEntry> base, Optional<TreeEntry> ours, Optional<TreeEntry> theirs)
            throws IOException {
        if (theirs.isEmpty() && ours.isEmpty()) {
            return done(path, State.CONTAINED, theirs);
        }
        if (sameContent(base, theirs)) {
            Optional<TreeEntry> result = ours.isPresent() ? withMode(ours.get(), base, ours, theirs) : ours;
            // What upstream has taken may be no content: a mode, or a name.
            boolean contained = sameContent(result, theirs) && sameMode(base, ours, result, theirs);
            return done(path, contained ? State.CONTAINED : State.CLEAN, result);
        }
        if (ours.isEmpty()) {
            return decision(path, "the patch deletes the file, upstream has changed it", theirs, base);
        }
        if (theirs.isEmpty()) {
            return decision(path, "upstream has deleted the file, the patch changes it", ours, base);
        }
        return mergeContents(path, base, ours.get(), theirs.get());
    }

    private FileMerge mergeContents(String path, Optional<TreeEntry> base, TreeEntry ours, TreeEntry theirs)
            throws IOException {
        Optional<TreeEntry> modes = withMode(theirs, base, Optional.of(ours), Optional.of(theirs));
        boolean modeIsThere = sameMode(base, Optional.of(ours), modes, Optional.of(theirs));
        if (sameContent(Optional.of(ours), Optional.of(theirs))) {
            return done(path, modeIsThere ? State.CONTAINED : State.CLEAN, modes);
        }
        if (!theirs.isFile()
                || !ours.isFile()
                || (base.isPresent() && !base.get().isFile())) {
            return decision(
                    path,
                    "upstream and the patch differ in whether this is a file, a link or a directory",
                    modes,
                    Optional.of(ours));
        }
        byte[] before = base.isPresent() ? base.get().content() : new byte[0];
        byte[] patched = ours.content();
        byte[] upstream = theirs.content();
        if (isBinary(before) || isBinary(patched) || isBinary(upstream)) {
            return decision(
                    path,
                    "upstream and the patch have both changed this file, which is no text",
                    modes,
                    Optional.of(ours));
        }
        Merged merged = new ThreeWayMerge(names).merge(before, upstream, patched);
        TreeEntry result =
                TreeEntry.file(modes.orElseThrow().mode(), merged.text().content());
        if (merged.conflicts() > 0) {
            return new FileMerge(path, Optional.empty(), State.CONFLICT, Optional.of(result), false, "");
        }
        if (Arrays.equals(merged.text().content(), upstream)) {
            return done(path, modeIsThere ? State.CONTAINED : State.CLEAN, modes);
        }
        boolean partly =
                LineDiff.changedLines(upstream, merged.text().content()) < LineDiff.changedLines(before, patched);
        return new FileMerge(path, Optional.empty(), State.CLEAN, Optional.of(result), partly, "");
    }

    private static FileMerge done(String path, State state, Optional<TreeEntry> result) {
        return new FileMerge(path, Optional.empty(), state, result, false, "");
    }

    // A text with a marker in it, so that nobody goes on before having decided; with the mode of the first that is a
    // file.
    private FileMerge decision(String path, String why, Optional<TreeEntry> first, Optional<TreeEntry> second) {
        int mode = Stream.of(first, second)
                .flatMap(Optional::stream)
                .filter(TreeEntry::isFile)
                .mapToInt(TreeEntry::mode)
                .findFirst()
                .orElse(PLAIN);
        String text = "<<<<<<< " + names.ours() + "\n" + why + ".\n"
                + "Put here the file as it is to be with the patch, without these lines, or delete this file if there is\n"
                + "to be none.\n>>>>>>> " + names.theirs() + "\n";
        return new FileMerge(
                path,
                Optional.empty(),
                State.CONFLICT,
                Optional.of(TreeEntry.file(mode, text.getBytes(StandardCharsets.UTF_8))),
                false,
                why);
    }

    private static boolean sameContent(Optional<TreeEntry> one, Optional<TreeEntry> other) throws IOException {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return one.get().type() == other.get().type()
                && one.get().size() == other.get().size()
                && Arrays.equals(one.get().content(), other.get().content());
    }

    private static Optional<TreeEntry> withMode(
            TreeEntry entry, Optional<TreeEntry> base, Optional<TreeEntry> ours, Optional<TreeEntry> theirs) {
        boolean set = base.isEmpty() || base.get().mode() != ours.orElseThrow().mode();
        int mode = set || theirs.isEmpty()
                ? ours.orElseThrow().mode()
                : theirs.get().mode();
        return Optional.of(
                entry.isFile() && entry.mode() != mode ? TreeEntry.file(mode, entry.size(), entry::content) : entry);
    }

    /**
     * Whether the result has upstream's mode. git knows of a mode only whether a file can be run, so more is not asked where
     * the patch changes that; a change of other bits is one that upstream cannot take.
     */
    private static boolean sameMode(
            Optional<TreeEntry> base,
            Optional<TreeEntry> ours,
            Optional<TreeEntry> result,
            Optional<TreeEntry> theirs) {
        return mode(result) == mode(theirs)
                || (isExecutable(result) == isExecutable(theirs)
                        && (base.isEmpty() || isExecutable(base) != isExecutable(ours)));
    }

    private static int mode(Optional<TreeEntry> entry) {
        return entry.map(TreeEntry::mode).orElse(0);
    }

    private static boolean isExecutable(Optional<TreeEntry> entry) {
        return (mode(entry) & EXECUTABLE) != 0;
    }

    private static boolean isBinary(byte[] content) {
        if (content.length > LARGEST_TEXT) {
            return true;
        }
        for (byte b : content) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
