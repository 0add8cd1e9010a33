package org.hhvmdeb.io.compression;

import com.github.luben.zstd.util.Native;
import java.io.IOException;
import org.hhvmdeb.io.TemporaryFiles;
import org.hhvmdeb.io.staging.WorkDirectory;

/** Zstandard's code, which is unpacked from our jar into a temporary file and loaded from there. */
final class ZstdLibrary {

    private ZstdLibrary() {}

    /**
     * Loads it, unless it was. The file is gone afterwards; what is mapped into memory stays.
     *
     * @throws IOException when the temporary directory is not there, has no room or runs no programs
     */
    static synchronized void require() throws IOException {
        if (Native.isLoaded()) {
            return;
        }
        try (WorkDirectory work = WorkDirectory.create()) {
            Native.load(work.path().toFile());
        } catch (LinkageError | RuntimeException e) {
            throw new IOException(
                    "the library zstd cannot be loaded: it is unpacked into " + TemporaryFiles.directory()
                            + ", which must have room for it and allow programs to run; name another directory for"
                            + " temporary files with TMPDIR",
                    e);
        }
    }
}
