package org.hhvmdeb.patch.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/**
 * What quilt or dpkg-source noted in {@code .pc} about the patches that are applied to a directory, and with its backups
 * the tree as it was before: an empty backup stands for a file that was not there.
 */
public final class QuiltState {

    private final Path root;
    private final List<String> applied;

    private QuiltState(Path root, List<String> applied) {
        this.root = root;
        this.applied = applied;
    }

    public static QuiltState of(Path root) throws IOException {
        Path list = root.resolve(".pc/applied-patches");
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            return new QuiltState(root, List.of());
        }
        String text = new String(Files.readAllBytes(list), StandardCharsets.UTF_8);
        return new QuiltState(
                root, text.lines().map(String::strip).filter(QuiltState::isSafe).toList());
    }

    private static boolean isSafe(String name) {
        return !name.isEmpty()
                && !name.startsWith("/")
                && !List.of(name.split("/", -1)).contains("..");
    }

    public List<String> applied() {
        return applied;
    }

    /** The tree without its patches. */
    public SourceTree unpatched() throws IOException {
        TreeOverlay tree = new TreeOverlay(new DirectoryTree(root));
        for (Map.Entry<String, Path> backup : oldestBackups().entrySet()) {
            Optional<TreeEntry> old = new DirectoryTree(root)
                    .find(root.relativize(backup.getValue()).toString());
            if (old.isPresent() && old.get().size() > 0) {
                tree.put(backup.getKey(), old.get());
            } else {
                tree.remove(backup.getKey());
            }
        }
        tree.remove(".pc");
        return tree;
    }

    private Map<String, Path> oldestBackups() throws IOException {
        Map<String, Path> backups = new HashMap<>();
        for (String patch : applied) {
            Path directory = root.resolve(".pc").resolve(patch);
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(directory)) {
                files.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                        .filter(f -> !f.equals(directory.resolve(".timestamp")))
                        .forEach(
                                f -> backups.putIfAbsent(directory.relativize(f).toString(), f));
            }
        }
        return backups;
    }
}
