package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.Path;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Writes .xz files through the xz program, several times as quick as any writer in Java, with settings under which the
 * bytes do not depend on the number of processors.
 */
public final class Xz {

    /** From two threads on xz writes the same blocks whatever the number; each takes some 100 MB of memory. */
    private static final int MOST_THREADS = 8;

    private final ProcessRunner programs;

    public Xz(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Compresses a file in place: {@code a.tar} becomes {@code a.tar.xz}.
     *
     * @return the compressed file; the plain one is gone
     */
    public Path compress(Path file) throws ExternalException, IOException {
        int threads = Math.min(MOST_THREADS, Math.max(2, Runtime.getRuntime().availableProcessors()));
        Completed completed = programs.run(Command.of(
                "xz",
                "-6",
                "--threads=" + threads,
                "--check=crc64",
                "--force",
                "--",
                file.toAbsolutePath().toString()));
        completed.orFail();
        return file.resolveSibling(file.getFileName() + ".xz");
    }
}
