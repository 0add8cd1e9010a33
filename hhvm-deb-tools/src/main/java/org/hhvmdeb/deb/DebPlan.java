package org.hhvmdeb.deb;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.InputException;

/**
 * Everything the data member holds but its root: complete with all parent directories, free of contradictions, parents
 * first and in the order of bytes. What writes and what checks walk along this list and decide nothing.
 */
record DebPlan(Collection<DebEntry> entries) {

    private static final int DIRECTORY_MODE = 0755;

    /** @throws InputException naming both when two entries exclude each other, or naming what cannot be packed */
    static DebPlan of(List<DebEntry> asked) throws InputException {
        SortedMap<RelativePath, DebEntry> all = new TreeMap<>();
        for (DebEntry entry : asked) {
            check(entry);
            DebEntry before = all.putIfAbsent(entry.path(), entry);
            if (before != null && !(entry instanceof DebEntry.Directory && entry.equals(before))) {
                throw contradiction(before, entry);
            }
        }
        for (DebEntry entry : asked) {
            for (RelativePath parent : parents(entry.path())) {
                DebEntry above = all.computeIfAbsent(parent, p -> DebEntry.directory(p, DIRECTORY_MODE));
                if (!(above instanceof DebEntry.Directory)) {
                    throw contradiction(above, entry);
                }
            }
        }
        return new DebPlan(List.copyOf(all.values()));
    }

    boolean hasFile(RelativePath path) {
        return entries.stream()
                .anyMatch(e -> e instanceof DebEntry.File && e.path().equals(path));
    }

    /**
     * As dpkg-gencontrol computes it (deb-substvars(5), Installed-Size): the size of files and links in KiB, each
     * rounded up, and one for every directory, the root being one.
     */
    long installedSize() throws IOException {
        long size = 1;
        for (DebEntry entry : entries) {
            size += entry instanceof DebEntry.Directory ? 1 : (bytes(entry) + 1023) / 1024;
        }
        return size;
    }

    long bytes() throws IOException {
        long sum = 0;
        for (DebEntry entry : entries) {
            sum += bytes(entry);
        }
        return sum;
    }

    private static long bytes(DebEntry entry) throws IOException {
        if (entry instanceof DebEntry.File file) {
            return Files.size(file.content());
        }
        return entry instanceof DebEntry.Symlink link ? link.target().length() : 0;
    }

    private static List<RelativePath> parents(RelativePath path) {
        List<RelativePath> parents = new ArrayList<>();
        String text = path.text();
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            parents.add(new RelativePath(text.substring(0, slash)));
        }
        return parents;
    }

    private static void check(DebEntry entry) throws InputException {
        checkName(entry, entry.path().text());
        if (entry instanceof DebEntry.Symlink link) {
            checkName(entry, link.target());
        }
        if (entry instanceof DebEntry.File file
                && (!Files.isRegularFile(file.content()) || !Files.isReadable(file.content()))) {
            throw new InputException(entry + " cannot be packed: its content is not a readable file");
        }
    }

    /** jdeb writes names in the platform's character set and takes backslashes for slashes. */
    private static void checkName(DebEntry entry, String name) throws InputException {
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\')) {
            throw new InputException(entry + " cannot be packed: paths and the targets of links are printable ASCII"
                    + " without backslash (Policy 10.10 asks for ASCII)");
        }
    }

    private static InputException contradiction(DebEntry one, DebEntry other) {
        return new InputException(one + " and " + other + " exclude each other; leave one out");
    }
}
