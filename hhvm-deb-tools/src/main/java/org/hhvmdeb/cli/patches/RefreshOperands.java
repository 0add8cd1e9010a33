package org.hhvmdeb.cli.patches;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code patches refresh}: patches, then the source where a directory comes last.
 *
 * @param patches as the series names them, or as files
 * @param hasTree whether the source was named
 */
record RefreshOperands(List<String> patches, boolean hasTree, Path tree, Path debian) {

    static RefreshOperands of(List<String> operands, @Nullable Path debian) throws ExternalException {
        int last = operands.size() - 1;
        boolean tree = last >= 0 && isTree(operands.get(last));
        Path source = tree ? Path.of(operands.get(last)) : Path.of(".");
        InputFile.requireReadable(source);
        List<String> patches = operands.subList(0, tree ? last : operands.size());
        return new RefreshOperands(patches, tree, source, debian != null ? debian : source.resolve("debian"));
    }

    /** No series names a patch like the others: that is a directory, though it may not be there. */
    private static boolean isTree(String operand) {
        return Files.isDirectory(Path.of(operand))
                || (operand.matches("(?s)(?:/|\\.\\.?/).*") && !operand.contains("debian/patches/"));
    }
}
