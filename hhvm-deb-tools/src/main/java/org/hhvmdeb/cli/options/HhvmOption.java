package org.hhvmdeb.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.SearchPath;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hhvm a repository is for. */
public final class HhvmOption {

    @Option(
            names = "--hhvm",
            paramLabel = "FILE",
            description = "The hhvm the servers run: its .deb, or the program. Default: the hhvm on PATH")
    private @Nullable Path hhvm;

    /** What the user named, if anything. */
    public Optional<HhvmSource> named() throws HhvmDebException {
        return hhvm == null ? Optional.empty() : Optional.of(HhvmSource.in(hhvm));
    }

    /** What the user named, or the hhvm on PATH if there is one. */
    public Optional<HhvmSource> found(SearchPath path) throws HhvmDebException {
        Optional<HhvmSource> named = named();
        return named.isPresent() || path.find("hhvm").isEmpty() ? named : Optional.of(new HhvmSource.OnPath(path));
    }

    /** What the user named, or the hhvm on PATH. */
    public HhvmSource required(SearchPath path) throws HhvmDebException {
        return found(path)
                .orElseThrow(() -> new InputException(
                        "there is no hhvm on PATH; name the one the servers run with --hhvm hhvm_VERSION.deb"));
    }
}
