package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories that a run makes on the way to its results: if there are none, nothing needs to stay of them. */
public final class NewDirectories {

    private final List<Path> missing;

    private NewDirectories(List<Path> missing) {
        this.missing = missing;
    }

    /** Those that are not there yet, before the run. */
    public static NewDirectories on(Path output) {
        List<Path> missing = new ArrayList<>();
        Path each = output.toAbsolutePath().normalize();
        while (each != null && !Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
            missing.add(each);
            each = each.getParent();
        }
        return new NewDirectories(missing);
    }

    /** Removes those of them that have nothing in them. */
    public void removeEmpty() {
        for (Path each : missing) {
            try {
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                // Something is in it, also of another run.
                return;
            }
        }
    }
}
