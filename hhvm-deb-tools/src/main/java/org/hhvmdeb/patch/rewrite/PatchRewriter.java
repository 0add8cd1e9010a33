package org.hhvmdeb.patch.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/**
 * Writes a patch again as the difference of two trees. Its header, the text between its diffs and the order of its files
 * stay; a file that it had several diffs for gets one.
 */
public final class PatchRewriter {

    private final SourceTree before;
    private final TreeOverlay after;
    private final int umask;

    /**
     * Takes the difference that is to be written.
     *
     * @param before the tree without the patch
     * @param after an overlay of it with the patch's changes
     * @param umask for files that a patch creates
     */
    public PatchRewriter(SourceTree before, TreeOverlay after, int umask) {
        this.before = before;
        this.after = after;
        this.umask = umask;
    }

    /**
     * The patch that makes the one tree of the other, in the shape of the given one.
     *
     * @return empty where no patch that applies exactly does that, for example as a name cannot be written
     */
    public Optional<byte[]> rewrite(ParsedPatch patch) throws IOException {
        // git's diffs without hunks can stay; only what was done to the other tree may differ from what they say.
        for (boolean keeping : new boolean[] {true, false}) {
            byte[] written = write(patch, keeping);
            SeriesApplier proof = new SeriesApplier(before, umask);
            if (proof.apply(written).exact() && same(after, proof.tree())) {
                return Optional.of(written);
            }
        }
        return Optional.empty();
    }

    /** Whether two overlays of one tree have the same files; GNU patch also removes the directories that it empties. */
    public static boolean same(TreeOverlay one, TreeOverlay other) throws IOException {
        Set<String> paths = new HashSet<>(one.changes().keySet());
        paths.addAll(other.changes().keySet());
        for (String path : paths) {
            if (!FileChange.same(file(one, path), file(other, path))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<TreeEntry> file(TreeOverlay tree, String path) throws IOException {
        return tree.find(path).filter(entry -> !entry.isDirectory());
    }

    private byte[] write(ParsedPatch patch, boolean keeping) throws IOException {
        PatchChanges changes = new PatchChanges(before, after, patch);
        PatchText text = new PatchText(patch);
        List<byte[]> texts = text.around();
        DiffOutput out = new DiffOutput();
        for (int i = 0; i < patch.files().size(); i++) {
            FilePatch file = patch.files().get(i);
            out.text(texts.get(i));
            if (keeping && file.git() && file.hunks().isEmpty()) {
                out.bare(text.diffs().get(i));
            } else {
                boolean emptied =
                        file.operation() == Operation.EDIT && file.newSide().presence() != Presence.ABSENT;
                out.diffs(changes.byDiff().get(i), emptied);
            }
        }
        out.diffs(changes.others(), false);
        out.text(texts.get(patch.files().size()));
        return out.toByteArray();
    }

    /** A patch in the making. A diff without hunks ends only where git's line says that the next one begins. */
    private static final class DiffOutput {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private boolean open;

        void text(byte[] text) {
            out.writeBytes(text);
        }

        void bare(byte[] diff) {
            out.writeBytes(diff);
            open = true;
        }

        void diffs(List<FileChange> changes, boolean emptied) throws IOException {
            for (FileChange change : changes) {
                byte[] hunks = change.hunks();
                out.writeBytes(
                        change.toDiff(hunks, open, emptied && change.after().isEmpty()));
                open = hunks.length == 0;
            }
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
