package org.hhvmdeb.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory that is gone, with all it holds, when its user is done.
 *
 * @param path below the directory for temporary files
 */
public record WorkDirectory(Path path) implements Closeable {

    /** Creates an empty one that only we may read. */
    public static WorkDirectory create() throws IOException {
        return new WorkDirectory(Files.createTempDirectory("hhvm-deb-"));
    }

    @Override
    public void close() throws IOException {
        FileTree.delete(path);
    }
}
