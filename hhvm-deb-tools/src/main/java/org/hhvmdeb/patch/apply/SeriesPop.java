package org.hhvmdeb.patch.apply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.PatchNames;
import org.hhvmdeb.patch.series.QuiltMetadata;
import org.hhvmdeb.patch.series.QuiltState;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.LinkedTree.BlockedException;
import org.hhvmdeb.patch.tree.ToolState;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** One unapplication of patches, up to the point where it could be committed. */
final class SeriesPop {

    private final UnapplyPatchesRequest request;
    private final QuiltState state;
    private final int umask;
    private final TreeOverlay tree;
    private final List<Finding> findings = new ArrayList<>();

    private SeriesPop(UnapplyPatchesRequest request, QuiltState state, int umask) {
        this.request = request;
        this.state = state;
        this.umask = umask;
        this.tree = new TreeOverlay(new DirectoryTree(request.tree()));
    }

    static SeriesPop of(UnapplyPatchesRequest request, TreeChange change) throws IOException {
        return new SeriesPop(request, QuiltState.of(request.tree()), change.umask());
    }

    /** The tree as it will be. */
    TreeOverlay tree() {
        return tree;
    }

    UnappliedPatches run(Progress progress) throws IOException, HhvmDebException {
        List<String> left = state.applied().subList(0, left());
        List<String> popped =
                state.applied().subList(left.size(), state.applied().size());
        List<String> order = new ArrayList<>(popped);
        Collections.reverse(order);
        for (String patch : order) {
            restore(patch);
        }
        // Where a file was not put back, what is compared would be the change that waits.
        if (!request.force() && findings.isEmpty()) {
            PatchDirectory directory = new PatchDirectory(request.tree().resolve("debian"));
            findings.addAll(new TreeAudit(request, directory, state, umask).check(tree, popped, progress));
        }
        QuiltMetadata metadata = new QuiltMetadata(tree, umask);
        for (String patch : order) {
            metadata.forget(patch);
        }
        if (left.isEmpty()) {
            metadata.close();
        } else {
            metadata.note(left);
        }
        boolean done = findings.isEmpty();
        return new UnappliedPatches(done ? order : List.of(), done ? left : state.applied(), findings);
    }

    private int left() throws InputException {
        int all = state.applied().size();
        int left = Math.max(0, all - request.most());
        if (request.top().isEmpty()) {
            return left;
        }
        String top = new PatchNames(state.applied(), request.tree().resolve("debian/patches"))
                .find(request.top().get(), request.tree() + "/.pc/applied-patches: there is no applied patch");
        return Math.max(left, state.applied().indexOf(top) + 1);
    }

    private void restore(String patch) throws IOException {
        LinkedTree linked = new LinkedTree(tree);
        for (Map.Entry<String, Optional<TreeEntry>> backup :
                state.backups(patch).entrySet()) {
            String file = backup.getKey();
            try {
                if (backup.getValue().isPresent()) {
                    refuseToolState(linked, file);
                    linked.makeParents(file, 0777 & ~umask);
                    refuseDirectory(linked, file);
                    tree.put(linked.resolve(file), backup.getValue().get());
                } else if (linked.find(file).isPresent()) {
                    refuseToolState(linked, file);
                    refuseDirectory(linked, file);
                    tree.remove(linked.resolve(file));
                    linked.removeEmptyParents(file);
                }
            } catch (BlockedException e) {
                findings.add(Finding.of(
                        Location.of(request.tree() + "/" + ByteText.printable(file)),
                        PatchRule.PATCHED_FILE_IN_THE_WAY,
                        "the patch " + ByteText.printable(patch) + " cannot be unapplied from this file: "
                                + e.getMessage() + "; put back what was there, or take the backup out of .pc"));
            }
        }
    }

    /** A tree may come with books that nobody here wrote. */
    private void refuseToolState(LinkedTree linked, String file) throws IOException, BlockedException {
        String path = linked.resolve(file);
        Optional<String> owner = request.toolState().allowed() ? Optional.empty() : ToolState.ownerOf(path);
        if (owner.isPresent()) {
            throw new BlockedException(ByteText.printable(path) + " is " + owner.get() + "'s own"
                    + request.toolState().wayOut(", "));
        }
    }

    private static void refuseDirectory(LinkedTree linked, String file) throws IOException, BlockedException {
        if (linked.find(file).filter(TreeEntry::isDirectory).isPresent()) {
            throw new BlockedException("there is a directory of that name");
        }
    }
}
