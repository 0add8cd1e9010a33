package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/** Compresses files through the xz program, several times as quick as any writer in Java; see {@link Compression#XZ}. */
public final class Xz {

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
        List<String> words = new ArrayList<>(Compression.XZ.words());
        words.addAll(List.of("--force", "--", file.toAbsolutePath().toString()));
        programs.run(Command.of(words)).orFail();
        return file.resolveSibling(file.getFileName() + ".xz");
    }
}
