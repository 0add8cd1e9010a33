package org.hhvmdeb.cli.options;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the packaging is. */
public final class PackagingOptions {

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The unpacked source. Default: where you are")
    private @Nullable Path tree;

    @Option(names = "--debian", paramLabel = "DIR", description = "The packaging. Default: debian in the source")
    private @Nullable Path debian;

    public Path tree() {
        return tree == null ? Path.of(".") : tree;
    }

    /** What is read although nobody named it, as it is the default. */
    public List<Path> places() {
        return debian == null ? List.of(tree(), debian()) : List.of(debian());
    }

    /** Without {@code ./} in front, as it stands before every finding. */
    public Path debian() {
        return named(debian, tree());
    }

    /** The same for a command that has no other use for DIR. */
    public Path onlyDebian() throws InputException {
        return debian(debian, tree);
    }

    /**
     * For commands whose DIR comes behind other parameters.
     *
     * @throws InputException when both are said, as only one of them would count
     */
    public static Path debian(@Nullable Path named, @Nullable Path tree) throws InputException {
        if (named != null && tree != null) {
            throw new InputException("--debian " + named + " says where the packaging is, so the directory " + tree
                    + " would have no effect; leave out one of both");
        }
        return named(named, tree == null ? Path.of(".") : tree);
    }

    private static Path named(@Nullable Path debian, Path tree) {
        return debian != null ? debian : tree.resolve("debian").normalize();
    }
}
