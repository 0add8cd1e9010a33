package org.hhvmdeb.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.io.Decompression;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.TarExtraction;
import org.hhvmdeb.io.TarLimits;
import org.hhvmdeb.notice.InputException;

/** The unpacked orig tarball, as dpkg-source has it before it adds debian/. */
final class UpstreamTree {

    private UpstreamTree() {}

    /**
     * Unpacks the tarball.
     *
     * @param work a directory of ours
     * @return the top of the tree: what the tarball's one directory holds, or all if there are more
     */
    static Path unpack(OrigTarball orig, Path work) throws IOException, InputException {
        Path all = work.resolve("orig");
        String name = String.valueOf(orig.path().getFileName());
        try (InputStream in = Files.newInputStream(orig.path())) {
            TarExtraction.extract(
                    Decompression.open(name, in, orig.path().toString()),
                    orig.path().toString(),
                    all,
                    TarLimits.generous());
        }
        Path tree = Files.move(top(all), work.resolve(orig.source() + "-" + orig.version()));
        FileTree.delete(tree.resolve("debian"));
        FileTree.delete(tree.resolve(".pc"));
        return tree;
    }

    private static Path top(Path all) throws IOException {
        try (Stream<Path> entries = Files.list(all)) {
            List<Path> names = entries.limit(2).toList();
            boolean one = names.size() == 1 && Files.isDirectory(names.get(0), LinkOption.NOFOLLOW_LINKS);
            return one ? names.get(0) : all;
        }
    }
}
