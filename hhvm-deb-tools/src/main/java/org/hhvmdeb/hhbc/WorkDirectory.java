package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.io.FileTree;

/** A directory that is gone when its user is done. */
record WorkDirectory(Path path) implements AutoCloseable {

    static WorkDirectory create() throws IOException {
        return new WorkDirectory(Files.createTempDirectory("hhvm-deb-"));
    }

    @Override
    public void close() throws IOException {
        FileTree.delete(path);
    }
}
