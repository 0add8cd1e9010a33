package org.hhvmdeb.patch.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;
import org.hhvmdeb.patch.tree.TreePath;

/** Keeps the books of quilt in {@code .pc}, in the layout of dpkg-source, which quilt reads as well. */
public final class QuiltMetadata {

    private static final String DIRECTORY = ".pc";
    private static final String APPLIED = ".pc/applied-patches";

    private final TreeOverlay tree;
    private final int umask;

    public QuiltMetadata(TreeOverlay tree, int umask) {
        this.tree = tree;
        this.umask = umask;
    }

    /** The directory for the backups of a patch, with a slash at the end. */
    public static String backups(String patch) {
        return DIRECTORY + "/" + patch + "/";
    }

    /**
     * Opens the books.
     *
     * @param seriesFile the series in use
     */
    public void open(Path seriesFile) throws IOException {
        if (tree.find(DIRECTORY).isEmpty()) {
            tree.put(DIRECTORY, TreeEntry.directory(0777 & ~umask));
        }
        String series = String.valueOf(seriesFile.getFileName());
        putIfMissing(".pc/.version", "2\n");
        putIfMissing(".pc/.quilt_patches", "debian/patches\n");
        putIfMissing(".pc/.quilt_series", series + "\n");
        linkSeries(series);
    }

    // So that quilt, which knows no other name, finds a vendor's series.
    private void linkSeries(String name) throws IOException {
        Optional<TreeEntry> usual = tree.find("debian/patches/series");
        if (!name.equals("series") && usual.filter(TreeEntry::isFile).isEmpty()) {
            tree.put("debian/patches/series", TreeEntry.link(name));
        }
    }

    private void putIfMissing(String path, String content) throws IOException {
        if (tree.find(path).isEmpty()) {
            put(path, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void put(String path, byte[] content) throws IOException {
        int mode =
                tree.find(path).filter(TreeEntry::isFile).map(TreeEntry::mode).orElse(0666 & ~umask);
        tree.put(path, TreeEntry.file(mode, content));
    }

    /** Marks the time a patch was applied at, as quilt does and dpkg-source does not. */
    public void stamp(String patch) throws IOException {
        String directory = DIRECTORY;
        for (String name : patch.split("/", -1)) {
            directory = TreePath.join(directory, name);
            if (tree.find(directory).isEmpty()) {
                tree.put(directory, TreeEntry.directory(0777 & ~umask));
            }
        }
        put(directory + "/.timestamp", new byte[0]);
    }

    /** Writes down which patches are applied. */
    public void note(List<String> applied) throws IOException {
        StringBuilder text = new StringBuilder();
        applied.forEach(p -> text.append(p).append('\n'));
        put(APPLIED, ByteText.encode(text.toString()));
    }

    /** Closes the books: everything in {@code .pc} goes, but for the stage that the change itself needs. */
    public void close() throws IOException {
        for (String name : tree.list(DIRECTORY)) {
            if (!name.equals(TreePath.name(TreeChange.directory()))) {
                removeAll(TreePath.join(DIRECTORY, name));
            }
        }
    }

    /** Removes the backups of a patch. */
    public void forget(String patch) throws IOException {
        String directory = DIRECTORY + "/" + patch;
        removeAll(directory);
        removeAll(directory + "~refresh");
        for (String p = TreePath.parent(directory);
                TreePath.isBelow(p, DIRECTORY) && tree.list(p).isEmpty();
                p = TreePath.parent(p)) {
            tree.remove(p);
        }
    }

    private void removeAll(String path) throws IOException {
        if (tree.find(path).filter(TreeEntry::isDirectory).isPresent()) {
            for (String name : tree.list(path)) {
                removeAll(TreePath.join(path, name));
            }
        }
        if (tree.find(path).isPresent()) {
            tree.remove(path);
        }
    }
}
