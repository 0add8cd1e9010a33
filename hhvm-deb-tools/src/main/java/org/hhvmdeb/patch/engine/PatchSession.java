package org.hhvmdeb.patch.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.LinkedTree.BlockedException;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.jspecify.annotations.Nullable;

/**
 * The files of a tree while one patch file is being applied. As with GNU patch, removals happen at the very end, and so
 * do git-style changes of files that exist: every git-style diff sees the files as they were before the patch.
 */
final class PatchSession {

    private enum Mark {
        CREATED,
        OVERWRITTEN,
        TO_REMOVE
    }

    private record Output(String name, TreeEntry entry) {}

    private record Removal(String name, TreeEntry entry) {}

    private final LinkedTree tree;
    private final int umask;
    private final Optional<String> backups;
    private final Map<TreeEntry, Mark> marks = new HashMap<>();
    private final Set<TreeEntry> awaitingOutput = new HashSet<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();

    PatchSession(LinkedTree tree, int umask, Optional<String> backups) {
        this.tree = tree;
        this.umask = umask;
        this.backups = backups;
    }

    LinkedTree tree() {
        return tree;
    }

    int umask() {
        return umask;
    }

    /** What is at a name and stays there. */
    Optional<TreeEntry> findStaying(String name) throws IOException {
        return tree.find(name).filter(e -> marks.get(e) != Mark.TO_REMOVE);
    }

    /**
     * Before a git-style diff writes a name: if an earlier one has changed it, that change happens now.
     *
     * @return whether anything was changed
     */
    boolean prepareOutput(String name, Optional<TreeEntry> before) throws IOException, RefusedException {
        boolean changed = before.isPresent() && awaitingOutput.contains(before.get());
        if (changed) {
            flush();
        }
        (changed ? tree.find(name) : before).ifPresent(awaitingOutput::add);
        return changed;
    }

    void makeParents(String name) throws IOException, RefusedException {
        try {
            tree.makeParents(name, 0777 & ~umask);
        } catch (BlockedException e) {
            throw new RefusedException(ByteText.printable(name) + " cannot be written: " + e.getMessage());
        }
    }

    /** Writes at the end of the patch, or when a later diff needs it. */
    void writeLater(String name, TreeEntry entry) {
        outputs.add(new Output(name, entry));
    }

    /** Writes at once. */
    void writeNow(String name, TreeEntry entry) throws IOException, RefusedException {
        replace(name, entry);
    }

    /** Makes a backup of a file that stays as it is. */
    void backUpCopy(String name, TreeEntry copy) throws IOException, RefusedException {
        try {
            backUp(name, Optional.of(copy));
        } catch (BlockedException e) {
            throw new RefusedException(ByteText.printable(name) + " cannot be written: " + e.getMessage());
        }
    }

    /**
     * Removes at the end of the patch, unless something is written there until then.
     *
     * @param entry what is to be removed; empty where nothing is there, then only empty directories above go
     */
    void removeLater(String name, Optional<TreeEntry> entry) {
        TreeEntry marked = entry.orElseGet(TreeEntry::other);
        marks.put(marked, Mark.TO_REMOVE);
        removals.add(new Removal(name, marked));
    }

    /** Does the writing that was put off. */
    void flush() throws IOException, RefusedException {
        for (Output output : outputs) {
            replace(output.name(), output.entry());
        }
        outputs.clear();
    }

    /** Does all that was put off. */
    void finish() throws IOException, RefusedException {
        flush();
        for (Removal removal : removals) {
            if (marks.get(removal.entry()) == Mark.TO_REMOVE) {
                replace(removal.name(), null);
                tree.removeEmptyParents(removal.name());
            }
        }
        removals.clear();
    }

    private void replace(String name, @Nullable TreeEntry entry) throws IOException, RefusedException {
        Optional<TreeEntry> old = tree.find(name);
        if (old.isPresent() && !old.get().isFile() && !old.get().isLink()) {
            throw new RefusedException(ByteText.printable(name) + " is not a regular file");
        }
        try {
            if (old.isEmpty() || marks.get(old.get()) != Mark.CREATED) {
                backUp(name, old);
            }
            if (old.isPresent() && marks.get(old.get()) != Mark.CREATED) {
                tree.tree().remove(tree.resolve(name));
            }
            old.ifPresent(o -> marks.put(o, Mark.OVERWRITTEN));
            if (entry != null) {
                tree.makeParents(name, 0777 & ~umask);
                tree.tree().put(tree.resolve(name), entry);
                marks.put(entry, Mark.CREATED);
            }
        } catch (BlockedException e) {
            throw new RefusedException(ByteText.printable(name) + " cannot be written: " + e.getMessage());
        }
    }

    // Of a file that is changed more than once the first state is kept, and of one that was not there an empty file.
    private void backUp(String name, Optional<TreeEntry> old) throws IOException, BlockedException {
        if (backups.isEmpty()) {
            return;
        }
        String backup = backups.get() + name;
        tree.makeParents(backup, 0777 & ~umask);
        String path = tree.resolve(backup);
        if (tree.tree().find(path).filter(TreeEntry::isDirectory).isPresent()) {
            throw new BlockedException("its backup " + path + " is a directory");
        }
        tree.tree().put(path, old.orElseGet(() -> TreeEntry.file(0666 & ~umask, new byte[0])));
    }
}
