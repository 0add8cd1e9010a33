package org.hhvmdeb.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;

/**
 * The unpacked orig tarball, as dpkg-source has it before it adds debian/. The tar program unpacks it, as it does for
 * dpkg-source: a link to {@code src/} must keep its slash, or dpkg-source sees a changed file, and Java drops it.
 */
final class UpstreamTree {

    private final ProcessRunner programs;

    UpstreamTree(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Unpacks the tarball.
     *
     * @param work a directory of ours
     * @return the top of the tree: what the tarball's one directory holds, or all if there are more
     * @throws InputException when tar does not take it for an archive, or not for a harmless one
     */
    Path unpack(OrigTarball orig, Path work) throws IOException, InputException, ExternalException {
        Path all = Files.createDirectory(work.resolve("orig"));
        Completed completed = programs.run(Command.of(
                "tar",
                "--extract",
                "--no-same-owner",
                "--no-same-permissions",
                "--file=" + orig.path().toAbsolutePath(),
                "--force-local",
                "--directory=" + all.toAbsolutePath()));
        if (!completed.succeeded()) {
            throw meaning(orig, completed);
        }
        Path tree = Files.move(top(all), work.resolve(orig.source() + "-" + orig.version()));
        FileTree.delete(tree.resolve("debian"));
        FileTree.delete(tree.resolve(".pc"));
        return tree;
    }

    private static InputException meaning(OrigTarball orig, Completed completed) throws ExternalException {
        String said = String.join("\n  ", completed.lastLines());
        if (said.contains("No space left on device") || said.contains("Cannot exec")) {
            completed.orFail();
        }
        return new InputException("tar cannot unpack " + orig.path() + "; is it damaged? It said:\n  " + said);
    }

    private static Path top(Path all) throws IOException {
        try (Stream<Path> entries = Files.list(all)) {
            List<Path> names = entries.limit(2).toList();
            boolean one = names.size() == 1 && Files.isDirectory(names.get(0), LinkOption.NOFOLLOW_LINKS);
            return one ? names.get(0) : all;
        }
    }
}
