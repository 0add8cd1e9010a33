package org.hhvmdeb.patch.tree;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.io.tar.TarLimits;
import org.hhvmdeb.io.tar.TarMembers;
import org.hhvmdeb.io.tar.TarNames;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * The tree in an orig tarball, never unpacked to the disk: one pass notes what there is and keeps the content of the
 * files that are wanted; another file's content costs another pass. Like dpkg-source it takes away the directory that
 * all else is in, leaves out {@code .pc}, and replaces the modes by those of a fresh unpacking. As nothing is written,
 * names that io.TarReader refuses, not in UTF-8 for example, are taken: the tar program takes them, too.
 */
public final class TarTree implements SourceTree {

    private static final int LARGEST = Integer.MAX_VALUE - 64;
    private static final TarLimits LIMITS = TarLimits.generous();

    private final Path tarball;
    private final String root;
    private final Map<String, TreeEntry> entries;
    private final Map<String, SortedSet<String>> names;
    private final Map<String, byte[]> contents;

    private TarTree(Path tarball, String root, Map<String, TreeEntry> entries, Map<String, byte[]> contents) {
        this.tarball = tarball;
        this.root = root;
        this.entries = entries;
        this.contents = contents;
        this.names = new HashMap<>();
        entries.keySet().stream()
                .filter(p -> !p.isEmpty())
                .forEach(p -> names.computeIfAbsent(TreePath.parent(p), d -> new TreeSet<>())
                        .add(TreePath.name(p)));
    }

    /**
     * Reads a tarball once.
     *
     * @param tarball .tar, .tar.xz, .tar.gz, .tar.bz2 or .tar.lzma
     * @param wanted the paths of files, without the tarball's first directory, whose content is kept
     * @param umask the umask the tree would be unpacked under
     * @throws InputException when it is not compressed in the way its name says
     */
    public static TarTree read(Path tarball, Set<String> wanted, int umask, Progress progress)
            throws InputException, IOException {
        Map<String, byte[]> contents = new HashMap<>();
        Map<String, TarArchiveEntry> all = new TreeMap<>();
        try (Progress.Task task = progress.begin("reading " + tarball.getFileName(), Progress.UNKNOWN, "file");
                InputStream raw = Files.newInputStream(tarball);
                TarMembers tar = open(tarball, raw)) {
            for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
                String path = path(entry.getName());
                if (path.isEmpty()) {
                    continue;
                }
                all.put(path, entry);
                contents.remove(path);
                if (entry.isFile() && isWanted(path, wanted)) {
                    contents.put(path, read(tar.content(), path));
                }
                task.advance(1);
            }
        }
        String root = root(all);
        TarTree tree = new TarTree(tarball, root, new HashMap<>(), contents);
        Map<String, TreeEntry> entries = new HashMap<>();
        TarNames directories = new TarNames(tarball.toString(), LIMITS);
        for (String path : all.keySet()) {
            addParents(entries, strip(path, root), umask, directories);
        }
        all.forEach((path, entry) -> add(tree, entries, path, entry, all, umask));
        entries.put("", TreeEntry.directory(0777 & ~umask));
        entries.keySet().removeIf(p -> p.equals(".pc") || TreePath.isBelow(p, ".pc"));
        return new TarTree(tarball, root, entries, contents);
    }

    private static TarMembers open(Path tarball, InputStream raw) throws InputException, IOException {
        String name = tarball.toString();
        return new TarMembers(Decompression.open(name, raw, name), StandardCharsets.UTF_8, name, LIMITS);
    }

    private static boolean isWanted(String path, Set<String> wanted) {
        return wanted.contains(path) || wanted.contains(path.substring(path.indexOf('/') + 1));
    }

    private static void addParents(Map<String, TreeEntry> entries, String path, int umask, TarNames directories)
            throws InputException {
        // What is above one that is there was put before.
        for (String p = TreePath.parent(path); !p.isEmpty() && !entries.containsKey(p); p = TreePath.parent(p)) {
            directories.add(p.length());
            entries.put(p, TreeEntry.directory(0777 & ~umask));
        }
    }

    private static void add(
            TarTree tree,
            Map<String, TreeEntry> entries,
            String path,
            TarArchiveEntry entry,
            Map<String, TarArchiveEntry> all,
            int umask) {
        String stripped = strip(path, tree.root);
        if (stripped.isEmpty()) {
            return;
        }
        if (entry.isLink()) {
            String target = path(entry.getLinkName());
            TarArchiveEntry file = all.get(target);
            if (file != null && file.isFile()) {
                entries.put(stripped, tree.file(target, file, umask));
            }
        } else if (entry.isSymbolicLink()) {
            entries.put(stripped, TreeEntry.link(entry.getLinkName()));
        } else if (entry.isDirectory()) {
            entries.put(stripped, TreeEntry.directory(0777 & ~umask));
        } else {
            entries.put(stripped, entry.isFile() ? tree.file(path, entry, umask) : TreeEntry.other());
        }
    }

    // dpkg-source gives every file rw for all and x for all where it has any x, less the umask.
    private TreeEntry file(String path, TarArchiveEntry entry, int umask) {
        int mode = ((entry.getMode() & 0111) == 0 ? 0666 : 0777) & ~umask;
        return TreeEntry.file(mode, entry.getSize(), () -> content(path));
    }

    private synchronized byte[] content(String path) throws IOException {
        byte[] kept = contents.get(path);
        if (kept == null) {
            kept = readAgain(path);
            contents.put(path, kept);
        }
        return kept;
    }

    private byte[] readAgain(String path) throws IOException {
        try (InputStream raw = Files.newInputStream(tarball);
                TarMembers tar = open(tarball, raw)) {
            byte[] found = null;
            for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
                if (entry.isFile() && path(entry.getName()).equals(path)) {
                    found = read(tar.content(), path);
                }
            }
            if (found == null) {
                throw new FileNotFoundException(path + " in " + tarball);
            }
            return found;
        } catch (InputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static byte[] read(InputStream in, String path) throws IOException {
        byte[] content = in.readNBytes(LARGEST);
        if (content.length == LARGEST) {
            throw new IOException(path + " is larger than 2 GiB, which is more than a patched file may have");
        }
        return content;
    }

    /** Without {@code ./}, leading slashes and the like; a path that would leave the root is nothing. */
    private static String path(String name) {
        StringBuilder path = new StringBuilder();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                return "";
            }
            if (!part.isEmpty() && !part.equals(".")) {
                path.append(path.isEmpty() ? "" : "/").append(part);
            }
        }
        return path.toString();
    }

    private static String root(Map<String, TarArchiveEntry> all) {
        Set<String> first = new HashSet<>();
        all.keySet().forEach(p -> first.add(p.contains("/") ? p.substring(0, p.indexOf('/')) : p));
        String only = first.size() == 1 ? first.iterator().next() : "";
        TarArchiveEntry entry = all.get(only);
        return entry == null || entry.isDirectory() ? only : "";
    }

    private static String strip(String path, String root) {
        if (root.isEmpty()) {
            return path;
        }
        return path.equals(root) ? "" : path.substring(root.length() + 1);
    }

    @Override
    public Optional<TreeEntry> find(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    @Override
    public SortedSet<String> list(String directory) {
        return names.getOrDefault(directory, new TreeSet<>());
    }
}
