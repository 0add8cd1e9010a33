package org.hhvmdeb.patch.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.diff.DiffParser;
import org.hhvmdeb.patch.diff.MalformedPatchException;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.LinkedTree.BlockedException;
import org.hhvmdeb.patch.tree.NewFiles;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.ToolState;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** Applies one patch after the other to an overlay, in dpkg-source's way; a patch that fails leaves no trace. */
public final class SeriesApplier {

    private final TreeOverlay tree;
    private final int umask;
    private final NewFiles newFiles;

    /** Applies as dpkg-source does, without fuzz. */
    public SeriesApplier(SourceTree upstream, int umask) {
        this(new TreeOverlay(upstream), umask, NewFiles.inMemory());
    }

    /**
     * Applies patches to a tree in which something may have changed already.
     *
     * @param newFiles keeps what the patches make
     */
    public SeriesApplier(TreeOverlay tree, int umask, NewFiles newFiles) {
        this.tree = tree;
        this.umask = umask;
        this.newFiles = newFiles;
    }

    /**
     * What became of a patch.
     *
     * @param problem why it failed before any hunk was tried, or as a whole
     */
    public record Applied(List<FileOutcome> files, Optional<MalformedPatchException> problem, List<PatchNote> notes) {

        public boolean succeeded() {
            return problem.isEmpty() && files.stream().allMatch(FileOutcome::applied);
        }

        /** Whether every hunk stands where the patch says. */
        public boolean exact() {
            return succeeded()
                    && files.stream().flatMap(f -> f.hunks().stream()).allMatch(h -> h.status() == HunkStatus.EXACT);
        }
    }

    /** The tree with all patches that were applied so far. */
    public TreeOverlay tree() {
        return tree;
    }

    /** Applies the next patch. */
    public Applied apply(byte[] patch) throws IOException {
        return apply(DiffParser.parse(patch));
    }

    /** Applies the next patch. */
    public Applied apply(ParsedPatch parsed) throws IOException {
        return apply(parsed, PatchRules.strict());
    }

    /** Applies the next patch by other rules than dpkg-source's. */
    public Applied apply(ParsedPatch parsed, PatchRules rules) throws IOException {
        TreeOverlay attempt = new TreeOverlay(tree);
        List<PatchNote> notes = List.of();
        try {
            if (rules.scanned()) {
                DpkgScan.Result scan = DpkgScan.scan(parsed.text(), new LinkedTree(attempt));
                notes = scan.notes();
                makeDirectories(attempt, scan.needDirectory());
            }
        } catch (MalformedPatchException e) {
            return new Applied(List.of(), Optional.of(e), List.of());
        }
        List<FileOutcome> files = new ArrayList<>(new PatchApplier(attempt, umask, rules, newFiles).apply(parsed));
        files.addAll(trespasses(attempt, rules));
        Applied applied = new Applied(files, parsed.fault(), notes);
        if (applied.succeeded()) {
            tree.absorb(attempt);
        }
        return applied;
    }

    /** By the places behind the names, which links may lead anywhere in the tree. */
    private static List<FileOutcome> trespasses(TreeOverlay attempt, PatchRules rules) {
        if (rules.toolState().allowed()) {
            return List.of();
        }
        // A series may write ./x.patch; the places are free of dots.
        String ownBackups = rules.backups().orElse("\0").replaceAll("/(?:\\./|/)+", "/");
        return attempt.changes().keySet().stream()
                .filter(path -> !(path + "/").startsWith(ownBackups) && !ownBackups.startsWith(path + "/"))
                .flatMap(path -> ToolState.ownerOf(path).map(owner -> refused(path, owner, rules)).stream())
                .toList();
    }

    private static FileOutcome refused(String path, String owner, PatchRules rules) {
        return new FileOutcome(
                ByteText.printable(path),
                0,
                List.of(),
                Optional.of("that is " + owner
                        + "'s own, and what is written there is run or believed later; take it out of the patch"
                        + rules.toolState().wayOut(", or ")));
    }

    private void makeDirectories(TreeOverlay attempt, List<String> files) throws IOException, MalformedPatchException {
        LinkedTree linked = new LinkedTree(attempt);
        for (String file : files) {
            try {
                linked.makeParents(file, 0777 & ~umask);
            } catch (BlockedException e) {
                throw new MalformedPatchException(
                        0, "the directory of " + ByteText.printable(file) + " cannot be created: " + e.getMessage());
            }
        }
    }
}
