package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The git programs that run on this machine, from proc(5). */
final class RunningGit {

    private RunningGit() {}

    /** Whether one works in a directory or below it. */
    static boolean isIn(Path directory) throws IOException {
        Path real = directory.toRealPath();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (isGit(process, real)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isGit(Path process, Path directory) {
        try {
            return Files.readString(process.resolve("comm")).startsWith("git")
                    && Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory);
        } catch (IOException e) {
            // It has ended in the meantime, or is of another user, whom the repository does not belong to either.
            return false;
        }
    }
}
