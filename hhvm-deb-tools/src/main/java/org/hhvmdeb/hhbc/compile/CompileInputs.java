package org.hhvmdeb.hhbc.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.MadeOf;

/**
 * What decides about a repository.
 *
 * @param sums digest and name of each file
 */
record CompileInputs(CompileRequest request, String sums) {

    /** Raised with every change of this package that makes another repository of the same files. */
    private static final int FORMAT = 1;

    /** Remembered with what is made of them, where there are any: such a result is made again, so that they are told again. */
    static final String WARNINGS = "its warnings, which are told again";

    /**
     * As far as it is known: a program may start another one, or read files beside it, and an option may name a file.
     *
     * @return empty where it is not; then nothing is ever up to date
     */
    Optional<MadeOf> madeOf() {
        boolean plain = request.options().stream().allMatch(word -> word.startsWith("-v") && !word.contains("/"));
        if (!plain || !(request.hhvm() instanceof HhvmSource.Deb deb)) {
            return Optional.empty();
        }
        return digest(deb.file())
                .map(digest -> MadeOf.nothing()
                        .and("the way repositories are compiled", FORMAT)
                        .and("the hhvm package", digest)
                        .and("the files of the site", bytes(sums))
                        .and("the layout", request.layout())
                        .and("the options of hhvm", bytes(String.join("\0", request.options())))
                        .and("whether PHP that does not parse is a failure", !request.tolerant()));
    }

    private static Optional<Sha256> digest(Path deb) {
        try {
            return Files.isRegularFile(deb) ? Optional.of(Sha256.of(deb)) : Optional.empty();
        } catch (IOException e) {
            // Who unpacks it tells why it cannot be read.
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
