package org.hhvmdeb.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the packaging is. */
final class PackagingOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The unpacked source. Default: where you are")
    @SuppressWarnings("NullAway.Init")
    private Path tree;

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    Path tree() {
        return tree;
    }

    /** Without {@code ./} in front, as it stands before every finding. */
    Path debian() {
        return debian(debian, tree);
    }

    /** For commands whose DIR comes behind other parameters. */
    static Path debian(@Nullable Path named, Path tree) {
        return named != null ? named : tree.resolve("debian").normalize();
    }
}
