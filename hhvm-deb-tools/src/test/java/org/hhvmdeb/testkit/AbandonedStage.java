package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a killed run leaves beside its output. */
public final class AbandonedStage {

    private AbandonedStage() {}

    /** Makes one, with half a file in it. */
    public static Path in(Path parent) throws IOException {
        Path area = Files.createDirectories(parent.resolve(".hhvm-deb-1-1-0.part"));
        Files.writeString(area.resolve("owner"), "hhvm-deb " + Files.getAttribute(area, "unix:ino") + "\n");
        Files.createDirectories(area.resolve("new/half"));
        Files.writeString(area.resolve("new/half/file"), "half");
        return area;
    }
}
