package org.hhvmdeb.patch.rewrite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.LinkedTree.BlockedException;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** The difference of two trees, told in the order of the patch that made it. */
public final class PatchChanges {

    private final SourceTree before;
    private final TreeOverlay after;
    private final NavigableMap<String, FileChange> left = new TreeMap<>();
    private final List<List<FileChange>> byDiff = new ArrayList<>();

    /**
     * Compares two trees.
     *
     * @param before the tree without the patch
     * @param after an overlay of it with the patch's changes
     */
    public PatchChanges(SourceTree before, TreeOverlay after, ParsedPatch patch) throws IOException {
        this.before = before;
        this.after = after;
        for (Map.Entry<String, Optional<TreeEntry>> change : after.changes().entrySet()) {
            Optional<TreeEntry> old = before.find(change.getKey());
            FileChange edit = FileChange.edit(change.getKey(), old, change.getValue());
            if (!isDirectory(old) && !isDirectory(change.getValue()) && edit.isChange()) {
                left.put(change.getKey(), edit);
            }
        }
        for (FilePatch file : patch.files()) {
            byDiff.add(changesOf(file));
        }
    }

    private static boolean isDirectory(Optional<TreeEntry> entry) {
        return entry.map(TreeEntry::isDirectory).orElse(false);
    }

    /** For each diff of the patch the files it changed; for several diffs of one file only the first has it. */
    List<List<FileChange>> byDiff() {
        return byDiff;
    }

    /** Files that changed although no diff names them. */
    List<FileChange> others() {
        return List.copyOf(left.values());
    }

    /** Every file that changed. */
    public List<FileChange> all() {
        return Stream.concat(byDiff.stream().flatMap(List::stream), left.values().stream())
                .toList();
    }

    private List<FileChange> changesOf(FilePatch file) throws IOException {
        Optional<String> from = file.oldSide().name().flatMap(this::path);
        Optional<String> to = file.newSide().name().flatMap(this::path);
        if (file.operation() != Operation.EDIT && from.isPresent() && to.isPresent()) {
            return madeOf(file.operation(), from.get(), to.get());
        }
        return Stream.of(from, to, file.index().flatMap(this::path))
                .flatMap(Optional::stream)
                .map(left::remove)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private List<FileChange> madeOf(Operation operation, String from, String to) throws IOException {
        boolean rename = operation == Operation.RENAME;
        Optional<FileChange> edit = Optional.ofNullable(left.remove(to));
        Optional<FileChange> gone = Optional.ofNullable(rename ? left.remove(from) : null);
        // Of a file that is there already none is made, and one that stays is not renamed; these are changes as any.
        boolean made = edit.filter(e -> e.before().isEmpty()).isPresent()
                && before.find(from).isPresent()
                && !(rename && after.find(from).isPresent());
        return made
                ? List.of(new FileChange(
                        operation,
                        from,
                        before.find(from),
                        to,
                        edit.orElseThrow().after()))
                : Stream.of(gone, edit).flatMap(Optional::stream).toList();
    }

    /** Where a name in a header leads, links and double slashes resolved. */
    private Optional<String> path(HeaderName name) {
        try {
            return Optional.of(new LinkedTree(new TreeOverlay(after)).resolve(name.path()));
        } catch (BlockedException | IOException e) {
            // Nothing was changed there, or it is among the others, under the name it was found by.
            return Optional.empty();
        }
    }
}
