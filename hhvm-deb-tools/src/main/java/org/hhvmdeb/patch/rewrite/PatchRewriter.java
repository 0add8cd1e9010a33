package org.hhvmdeb.patch.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.LinkedTree.BlockedException;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
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

    private static boolean isDirectory(Optional<TreeEntry> entry) {
        return entry.map(TreeEntry::isDirectory).orElse(false);
    }

    /**
     * The patch that makes the one tree of the other, in the shape of the given one.
     *
     * @return empty where no patch that applies exactly does that, for example as a name cannot be written
     */
    public Optional<byte[]> rewrite(ParsedPatch patch) throws IOException {
        byte[] written = write(patch);
        SeriesApplier proof = new SeriesApplier(before, umask);
        boolean proved = proof.apply(written).exact() && leadsTo(proof.tree());
        return proved ? Optional.of(written) : Optional.empty();
    }

    private boolean leadsTo(TreeOverlay tree) throws IOException {
        Set<String> paths = new HashSet<>(after.changes().keySet());
        paths.addAll(tree.changes().keySet());
        for (String path : paths) {
            if (!FileChange.same(after.find(path), tree.find(path))) {
                return false;
            }
        }
        return true;
    }

    private byte[] write(ParsedPatch patch) throws IOException {
        NavigableMap<String, FileChange> left = changes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<byte[]> texts = new PatchText(patch).around();
        for (int i = 0; i < patch.files().size(); i++) {
            out.writeBytes(texts.get(i));
            for (FileChange change : changesOf(patch.files().get(i), left)) {
                out.writeBytes(change.toDiff());
            }
        }
        for (FileChange change : left.values()) {
            out.writeBytes(change.toDiff());
        }
        out.writeBytes(texts.get(patch.files().size()));
        return out.toByteArray();
    }

    private NavigableMap<String, FileChange> changes() throws IOException {
        NavigableMap<String, FileChange> changes = new TreeMap<>();
        for (Map.Entry<String, Optional<TreeEntry>> change : after.changes().entrySet()) {
            Optional<TreeEntry> old = before.find(change.getKey());
            FileChange edit = FileChange.edit(change.getKey(), old, change.getValue());
            if (!isDirectory(old) && !isDirectory(change.getValue()) && edit.isChange()) {
                changes.put(change.getKey(), edit);
            }
        }
        return changes;
    }

    private List<FileChange> changesOf(FilePatch file, NavigableMap<String, FileChange> left) throws IOException {
        Optional<String> from = file.oldSide().name().flatMap(this::path);
        Optional<String> to = file.newSide().name().flatMap(this::path);
        if (file.operation() != Operation.EDIT && from.isPresent() && to.isPresent()) {
            return madeOf(file.operation(), from.get(), to.get(), left);
        }
        return Stream.of(from, to, file.index().flatMap(this::path))
                .flatMap(Optional::stream)
                .map(left::remove)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private List<FileChange> madeOf(Operation operation, String from, String to, NavigableMap<String, FileChange> left)
            throws IOException {
        FileChange edit = left.remove(to);
        if (edit == null || edit.after().isEmpty() || before.find(from).isEmpty()) {
            return edit == null ? List.of() : List.of(edit);
        }
        if (operation == Operation.RENAME && after.find(from).isEmpty()) {
            left.remove(from);
        }
        return List.of(new FileChange(operation, from, before.find(from), to, edit.after()));
    }

    /** Where a name in a header leads, links and double slashes resolved. */
    private Optional<String> path(HeaderName name) {
        try {
            return Optional.of(new LinkedTree(new TreeOverlay(after)).resolve(name.path()));
        } catch (BlockedException | IOException e) {
            // Nothing was changed there, or it will be written at the end under the name it was found by.
            return Optional.empty();
        }
    }
}
