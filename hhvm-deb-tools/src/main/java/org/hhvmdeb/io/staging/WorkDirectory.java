package org.hhvmdeb.io.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.HeldDirectory;
import org.hhvmdeb.io.OwnDirectory;
import org.hhvmdeb.io.TemporaryFiles;
import org.hhvmdeb.notice.ExternalException;

/** A directory that is gone, with all it holds, when its user is done. */
public final class WorkDirectory implements Closeable {

    private final Path path;
    private final OwnDirectory own;

    private WorkDirectory(Path path, OwnDirectory own) {
        this.path = path;
        this.own = own;
    }

    /**
     * Creates an empty one that only we may read, below the directory for temporary files.
     *
     * @throws IOException naming that directory where nothing can be made in it
     */
    public static WorkDirectory create() throws IOException {
        Path temporary = TemporaryFiles.directory();
        try {
            return made(() -> Files.createTempDirectory(temporary, "hhvm-deb-"));
        } catch (FileSystemException e) {
            throw new IOException(
                    ExternalException.writing("to " + temporary + ", the directory for temporary files", e)
                                    .getMessage()
                            + "; name another one with TMPDIR",
                    e);
        }
    }

    /** Creates an empty one at a place that is ours; what an earlier run has left there goes. */
    public static WorkDirectory again(Path place) throws IOException {
        FileTree.delete(place);
        return made(() -> Files.createDirectory(place));
    }

    private static WorkDirectory made(OwnDirectory.Making making) throws IOException {
        OwnDirectory own = OwnDirectory.of(making, HeldDirectory::empty);
        return new WorkDirectory(own.path(), own);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        own.close();
    }
}
