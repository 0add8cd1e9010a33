package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.engine.SeriesApplier.Applied;
import org.hhvmdeb.patch.rebase.RebasedPatch.Origin;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.rewrite.FileChange;
import org.hhvmdeb.patch.rewrite.PatchChanges;
import org.hhvmdeb.patch.rewrite.PatchRewriter;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;
import org.hhvmdeb.upstream.git.UpstreamCommit;

/** Decides what becomes of one patch between two upstream trees, both with the patches before it. */
final class PatchRebase {

    private static final String CHANGED_AGAIN = "upstream has changed these lines again since";

    private final TreeOverlay oldTree;
    private final TreeOverlay newTree;
    private final FileMerger merger;
    private final UpstreamSearch search;

    PatchRebase(TreeOverlay oldTree, TreeOverlay newTree, FileMerger merger, UpstreamSearch search) {
        this.oldTree = oldTree;
        this.newTree = newTree;
        this.merger = merger;
        this.search = search;
    }

    /**
     * What was decided.
     *
     * @param after the new tree with the patch; the same as before it where the patch is out or waits
     * @param patch the patch rewritten, empty where it keeps its bytes or is out
     * @param merges the files, where they had to be merged
     * @param fits how the patch as it was fits the new tree
     */
    record Decision(
            State state,
            TreeOverlay after,
            Optional<byte[]> patch,
            Optional<Origin> origin,
            List<FileMerge> merges,
            Applied fits,
            List<String> notes) {}

    /**
     * Decides.
     *
     * @param oldAfter the old tree with the patch
     * @param resolution what a person made of the patch's files, if there was a conflict
     */
    Decision decide(ParsedPatch patch, TreeOverlay oldAfter, Optional<Map<String, Optional<byte[]>>> resolution)
            throws HhvmDebException, IOException {
        SeriesApplier straight = new SeriesApplier(newTree, CheckPatches.UMASK);
        Applied fits = straight.apply(patch);
        List<FileChange> changes = new PatchChanges(oldTree, oldAfter, patch).all();
        List<FileMerge> merges = new ArrayList<>();
        for (FileChange change : changes) {
            merges.add(merger.merge(change));
        }
        List<String> notes = new ArrayList<>(merges.stream()
                .filter(m -> !m.note().isEmpty())
                .map(m -> m.path() + ": " + m.note())
                .toList());
        if (resolution.isPresent()) {
            TreeOverlay after = resolved(merges, resolution.get());
            return written(patch, State.RESOLVED, after, merges, fits, notes);
        }
        if (!merges.isEmpty() && all(merges, FileMerge.State.CONTAINED)) {
            return upstream(changes, search.commitOf(changes), merges, fits, notes);
        }
        if (merges.stream().anyMatch(m -> m.state() == FileMerge.State.CONFLICT)) {
            return conflicting(straight, patch, changes, merges, fits, notes);
        }
        TreeOverlay after = merged(merges);
        if (fits.succeeded() && PatchRewriter.same(straight.tree(), after)) {
            return straight(straight, patch, merges, fits, notes);
        }
        if (fits.succeeded()) {
            notes.add("it also applies as it is, but at another place than upstream moved its lines to; look at it");
        }
        return merged(patch, changes, after, merges, fits, notes);
    }

    // A clean merge can bring back what upstream had and has taken out again; its history tells that.
    private Decision merged(
            ParsedPatch patch,
            List<FileChange> changes,
            TreeOverlay after,
            List<FileMerge> merges,
            Applied fits,
            List<String> notes)
            throws HhvmDebException, IOException {
        boolean partly = merges.stream().anyMatch(m -> m.partly() || m.state() == FileMerge.State.CONTAINED);
        Optional<UpstreamCommit> commit = search.commitOf(changes);
        if (partly && commit.isPresent()) {
            return upstream(changes, commit, merges, fits, List.of(CHANGED_AGAIN));
        }
        commit.ifPresent(c -> notes.add("upstream had it with commit " + c.id().substring(0, 12)
                + " and has taken it out since; look whether it is still wanted"));
        return written(patch, partly ? State.PARTLY_UPSTREAM : State.MERGED, after, merges, fits, notes);
    }

    // Upstream may have taken the change and gone on from there; only its history tells that from a real conflict.
    private Decision conflicting(
            SeriesApplier straight,
            ParsedPatch patch,
            List<FileChange> changes,
            List<FileMerge> merges,
            Applied fits,
            List<String> notes)
            throws HhvmDebException, IOException {
        Optional<UpstreamCommit> commit = search.commitOf(changes);
        if (commit.isPresent()) {
            return upstream(changes, commit, merges, fits, List.of(CHANGED_AGAIN));
        }
        return fits.succeeded() && !overwrites(changes)
                ? straight(straight, patch, merges, fits, notes)
                : new Decision(State.CONFLICT, unchanged(), Optional.empty(), Optional.empty(), merges, fits, notes);
    }

    // GNU patch renames and copies onto what is there; upstream's file would be lost without a word.
    private boolean overwrites(List<FileChange> changes) throws IOException {
        for (FileChange change : changes) {
            if (change.operation() != Operation.EDIT
                    && newTree.find(change.newPath()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Decision straight(
            SeriesApplier straight, ParsedPatch patch, List<FileMerge> merges, Applied fits, List<String> notes)
            throws IOException {
        return fits.exact()
                ? new Decision(
                        State.UNCHANGED, straight.tree(), Optional.empty(), Optional.empty(), merges, fits, notes)
                : written(patch, State.REFRESHED, straight.tree(), merges, fits, notes);
    }

    private Decision upstream(
            List<FileChange> changes,
            Optional<UpstreamCommit> commit,
            List<FileMerge> merges,
            Applied fits,
            List<String> notes)
            throws HhvmDebException, IOException {
        Origin origin = new Origin(
                commit.map(UpstreamCommit::id),
                commit.map(UpstreamCommit::subject).orElse(""),
                search.firstTag(changes, commit));
        return new Decision(State.UPSTREAM, unchanged(), Optional.empty(), Optional.of(origin), merges, fits, notes);
    }

    private Decision written(
            ParsedPatch patch, State state, TreeOverlay after, List<FileMerge> merges, Applied fits, List<String> notes)
            throws IOException {
        if (new PatchChanges(newTree, after, patch).all().isEmpty()) {
            return new Decision(
                    State.NOTHING_LEFT, unchanged(), Optional.empty(), Optional.empty(), merges, fits, notes);
        }
        Optional<byte[]> fresh = new PatchRewriter(newTree, after, CheckPatches.UMASK).rewrite(patch);
        if (fresh.isEmpty()) {
            notes.add("no patch that dpkg-source takes makes of the new upstream tree what this one is to make of it");
        }
        return new Decision(
                fresh.isEmpty() ? State.FAILED : state, after, fresh, Optional.empty(), merges, fits, notes);
    }

    private static boolean all(List<FileMerge> merges, FileMerge.State state) {
        return merges.stream().allMatch(m -> m.state() == state);
    }

    private TreeOverlay unchanged() {
        return new TreeOverlay(newTree);
    }

    private TreeOverlay merged(List<FileMerge> merges) {
        TreeOverlay after = unchanged();
        for (FileMerge merge : merges) {
            if (merge.state() == FileMerge.State.CLEAN) {
                merge.removed().ifPresent(after::remove);
                put(after, merge.path(), merge.result());
            }
        }
        return after;
    }

    private TreeOverlay resolved(List<FileMerge> merges, Map<String, Optional<byte[]>> resolution) {
        TreeOverlay after = merged(merges);
        for (FileMerge merge : merges) {
            Optional<byte[]> content = resolution.getOrDefault(merge.path(), Optional.empty());
            if (resolution.containsKey(merge.path())) {
                int mode = merge.result().map(TreeEntry::mode).orElse(0644);
                merge.removed().ifPresent(after::remove);
                put(after, merge.path(), content.map(c -> TreeEntry.file(mode, c)));
            }
        }
        return after;
    }

    private static void put(TreeOverlay tree, String path, Optional<TreeEntry> entry) {
        if (entry.isPresent()) {
            tree.put(path, entry.get());
        } else {
            tree.remove(path);
        }
    }
}
