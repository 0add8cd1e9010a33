package org.hhvmdeb.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code patches refresh}: patches, then the source where a directory comes last.
 *
 * @param patches as the series names them
 * @param hasTree whether the source was named
 */
record RefreshOperands(List<String> patches, boolean hasTree, Path tree, Path debian) {

    private static final String PATCHES = "debian/patches/";

    static RefreshOperands of(List<String> operands, @Nullable Path debian) {
        int last = operands.size() - 1;
        boolean tree = last >= 0 && Files.isDirectory(Path.of(operands.get(last)));
        Path source = tree ? Path.of(operands.get(last)) : Path.of(".");
        List<String> patches = operands.subList(0, tree ? last : operands.size()).stream()
                .map(p -> p.startsWith(PATCHES) ? p.substring(PATCHES.length()) : p)
                .toList();
        return new RefreshOperands(patches, tree, source, debian != null ? debian : source.resolve("debian"));
    }
}
