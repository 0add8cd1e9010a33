package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The umask the tests, and so the programs they compare with, run under. */
public final class Umask {

    private Umask() {}

    public static int current() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("Umask:"))
                .map(l -> Integer.parseInt(l.substring(6).strip(), 8))
                .findFirst()
                .orElse(022);
    }
}
