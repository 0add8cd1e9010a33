package org.hhvmdeb.patch.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Kind;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.Line;
import org.hhvmdeb.patch.diff.MalformedPatchException;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.tree.FileType;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/**
 * How much of a patch a tree has already: what upstream took over. Judged by the text alone, every hunk by its added lines
 * together with their context.
 *
 * @param done how many changes the tree has
 * @param left how many still fit
 * @param failing how many neither are there nor fit
 * @param offset how far the changes that are there stand from where they should at most, in lines
 * @param tree the tree with what was left put in; of use only where nothing fails
 */
public record AppliedState(int done, int left, int failing, long offset, TreeOverlay tree) {

    private static final int EXECUTABLE = 0100;

    /** Whether the tree has all of it. */
    public boolean isDone() {
        return done > 0 && left == 0 && failing == 0;
    }

    /** Whether the tree has some of it, and all else fits. */
    public boolean isPartlyDone() {
        return done > 0 && left > 0 && failing == 0;
    }

    /**
     * Looks for a patch in a tree.
     *
     * @param umask for files that are put in
     */
    public static AppliedState of(ParsedPatch patch, SourceTree tree, int umask) throws IOException {
        TreeOverlay result = new TreeOverlay(tree);
        List<FileStanding> files = new ArrayList<>();
        for (FilePatch file : patch.files()) {
            files.add(of(file, result, umask));
        }
        return new AppliedState(
                files.stream().mapToInt(FileStanding::done).sum(),
                files.stream().mapToInt(FileStanding::left).sum(),
                files.stream().mapToInt(FileStanding::failing).sum(),
                files.stream().mapToLong(FileStanding::offset).max().orElse(0),
                result);
    }

    private static FileStanding of(FilePatch patch, TreeOverlay tree, int umask) throws IOException {
        List<String> names = Stream.of(patch.newSide().name(), patch.oldSide().name(), patch.index())
                .flatMap(Optional::stream)
                .map(HeaderName::path)
                .distinct()
                .toList();
        boolean creates = patch.oldSide().presence() == Presence.ABSENT;
        int type = TargetFileChooser.fileType(patch);
        boolean known = type == FileType.REGULAR || (type == FileType.LINK && creates);
        if (patch.kind() != Kind.UNIFIED || names.isEmpty() || !known) {
            return FileStanding.failing(patch.describe());
        }
        try {
            if (creates) {
                return created(patch, names.get(0), tree, umask);
            }
            if (patch.newSide().presence() == Presence.ABSENT) {
                return removed(patch, names.get(0), tree);
            }
            return patch.operation() == Operation.EDIT ? edited(patch, names, tree) : moved(patch, tree);
        } catch (MalformedPatchException e) {
            return FileStanding.failing(patch.describe());
        }
    }

    private static FileStanding created(FilePatch patch, String name, TreeOverlay tree, int umask) throws IOException {
        byte[] content = text(patch.hunks().stream().flatMap(h -> h.newLines().stream()));
        Optional<TreeEntry> there = tree.find(name);
        int type = TargetFileChooser.fileType(patch);
        if (there.isPresent()) {
            boolean same = TargetFileChooser.hasType(there.get(), type) && holds(there.get(), content);
            return same ? FileStanding.done(name) : FileStanding.failing(name);
        }
        int mode = patch.newSide().mode() == 0 ? 0666 & ~umask : patch.newSide().mode() & 0777;
        tree.put(name, type == FileType.LINK ? TreeEntry.link(content) : TreeEntry.file(mode, content));
        return new FileStanding(name, 0, 1, 0, 0, Optional.of(content));
    }

    private static FileStanding removed(FilePatch patch, String name, TreeOverlay tree) throws IOException {
        Optional<TreeEntry> there = tree.find(name);
        if (there.isEmpty()) {
            return FileStanding.done(name);
        }
        byte[] content = text(patch.hunks().stream().flatMap(h -> h.oldLines().stream()));
        if (!there.get().isFile() || !holds(there.get(), content)) {
            return FileStanding.failing(name);
        }
        tree.remove(name);
        return new FileStanding(name, 0, 1, 0, 0, Optional.empty());
    }

    private static FileStanding edited(FilePatch patch, List<String> names, TreeOverlay tree)
            throws IOException, MalformedPatchException {
        for (String name : names) {
            Optional<TreeEntry> entry = tree.find(name);
            if (entry.isPresent() && entry.get().isFile()) {
                return hunks(patch, name, entry.get(), tree);
            }
        }
        return FileStanding.failing(names.get(0));
    }

    /** A file that is at its new place only was moved by upstream, too. */
    private static FileStanding moved(FilePatch patch, TreeOverlay tree) throws IOException, MalformedPatchException {
        Optional<String> from = patch.oldSide().name().map(HeaderName::path);
        Optional<String> to = patch.newSide().name().map(HeaderName::path);
        if (from.isEmpty() || to.isEmpty()) {
            return FileStanding.failing(patch.describe());
        }
        Optional<TreeEntry> after = tree.find(to.get());
        boolean sourceIsRight =
                patch.operation() == Operation.COPY || tree.find(from.get()).isEmpty();
        if (after.isEmpty() || !after.get().isFile() || !sourceIsRight) {
            return FileStanding.failing(to.get());
        }
        FileStanding hunks = hunks(patch, to.get(), after.get(), tree);
        return new FileStanding(
                to.get(), hunks.done() + 1, hunks.left(), hunks.failing(), hunks.offset(), hunks.result());
    }

    private static FileStanding hunks(FilePatch patch, String name, TreeEntry entry, TreeOverlay tree)
            throws IOException, MalformedPatchException {
        FileStanding standing = new HunkStanding(name, patch, entry.content()).find();
        boolean modeIsThere = (entry.mode() & EXECUTABLE) == (patch.newSide().mode() & EXECUTABLE);
        boolean setsMode = patch.setsMode() && !modeIsThere;
        if (standing.result().isPresent() || setsMode) {
            int mode = setsMode ? patch.newSide().mode() & 0777 : entry.mode();
            tree.put(name, TreeEntry.file(mode, standing.result().orElse(entry.content())));
        }
        return patch.setsMode() ? standing.withMode(modeIsThere) : standing;
    }

    private static boolean holds(TreeEntry entry, byte[] content) throws IOException {
        return entry.size() == content.length && Arrays.equals(entry.content(), content);
    }

    private static byte[] text(Stream<Line> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(l -> l.writeTo(bytes));
        return bytes.toByteArray();
    }
}
