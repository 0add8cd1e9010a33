package org.hhvmdeb.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.hhbc.HhvmSource;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.SearchPath;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hhvm a repository is for. */
final class HhvmOption {

    @Option(
            names = "--hhvm",
            paramLabel = "FILE",
            description = "The hhvm the servers run: its .deb, or the program. Default: the hhvm on PATH.")
    private @Nullable Path hhvm;

    /** What the user named, if anything. */
    Optional<HhvmSource> named() {
        if (hhvm == null) {
            return Optional.empty();
        }
        boolean deb = hhvm.toString().endsWith(".deb");
        return Optional.of(deb ? new HhvmSource.Deb(hhvm) : new HhvmSource.Program(hhvm));
    }

    /** What the user named, or the hhvm on PATH. */
    HhvmSource required(SearchPath path) throws InputException {
        if (named().isPresent()) {
            return named().get();
        }
        if (path.find("hhvm").isPresent()) {
            return new HhvmSource.OnPath(path);
        }
        throw new InputException("there is no hhvm on PATH; name the one the servers run with --hhvm hhvm_VERSION.deb");
    }
}
