package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.io.Sha256;

/** A .dsc or .changes, with no more in it than what lists files. */
public final class UploadFixture {

    private UploadFixture() {}

    /** Lists a file that lies beside it. */
    public static Path list(Path list, String source, Path file) throws IOException {
        return Files.writeString(
                list,
                "Source: " + source + "\nVersion: 1-1\nChecksums-Sha256:\n "
                        + Sha256.of(file).hex() + " " + Files.size(file) + " " + file.getFileName() + "\n");
    }
}
