package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A source tree that is only read: a directory, an unpacked tarball, a git tree, with changes on top or without. Paths
 * are relative, their names separated by single slashes, without {@code .} and {@code ..}; the root is the empty path.
 * No link is ever followed here, whoever asks has resolved them.
 */
public interface SourceTree {

    /** What is at a path, if anything is. */
    Optional<TreeEntry> find(String path) throws IOException;

    /** The names in a directory; empty where there is no directory. */
    SortedSet<String> list(String directory) throws IOException;
}
