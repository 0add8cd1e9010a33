package org.hhvmdeb.patch.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeOverlay;

/**
 * Writes a patch anew as the difference of two trees. Its header, the text between its diffs and the order of its files
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
        byte[] written = write(patch);
        SeriesApplier proof = new SeriesApplier(before, umask);
        boolean proved = proof.apply(written).exact() && same(after, proof.tree());
        return proved ? Optional.of(written) : Optional.empty();
    }

    /** Whether two overlays of one tree have the same files. */
    public static boolean same(TreeOverlay one, TreeOverlay other) throws IOException {
        Set<String> paths = new HashSet<>(one.changes().keySet());
        paths.addAll(other.changes().keySet());
        for (String path : paths) {
            if (!FileChange.same(one.find(path), other.find(path))) {
                return false;
            }
        }
        return true;
    }

    private byte[] write(ParsedPatch patch) throws IOException {
        PatchChanges changes = new PatchChanges(before, after, patch);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<byte[]> texts = new PatchText(patch).around();
        for (int i = 0; i < patch.files().size(); i++) {
            out.writeBytes(texts.get(i));
            write(changes.byDiff().get(i), out);
        }
        write(changes.others(), out);
        out.writeBytes(texts.get(patch.files().size()));
        return out.toByteArray();
    }

    private static void write(List<FileChange> changes, ByteArrayOutputStream out) throws IOException {
        for (FileChange change : changes) {
            out.writeBytes(change.toDiff());
        }
    }
}
