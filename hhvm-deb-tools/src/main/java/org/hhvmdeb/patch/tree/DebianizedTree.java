package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** An upstream tree with a debian directory put into it, which replaces the one that upstream may have. */
public final class DebianizedTree implements SourceTree {

    private static final String DEBIAN = "debian";

    private final SourceTree upstream;
    private final SourceTree debian;

    public DebianizedTree(SourceTree upstream, SourceTree debian) {
        this.upstream = upstream;
        this.debian = debian;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws IOException {
        if (path.equals(DEBIAN) || TreePath.isBelow(path, DEBIAN)) {
            return debian.find(path.substring(Math.min(path.length(), DEBIAN.length() + 1)));
        }
        return upstream.find(path);
    }

    @Override
    public SortedSet<String> list(String directory) throws IOException {
        if (directory.equals(DEBIAN) || TreePath.isBelow(directory, DEBIAN)) {
            return debian.list(directory.substring(Math.min(directory.length(), DEBIAN.length() + 1)));
        }
        SortedSet<String> names = new TreeSet<>(upstream.list(directory));
        if (directory.isEmpty()) {
            names.add(DEBIAN);
        }
        return names;
    }
}
