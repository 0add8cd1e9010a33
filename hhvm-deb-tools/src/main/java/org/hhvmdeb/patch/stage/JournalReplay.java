package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.hhvmdeb.patch.stage.Step.Kind;

/** Does the steps of a journal, for the first time or once more after a kill. */
final class JournalReplay {

    private final Path root;
    private final Path stage;
    private final int umask;

    JournalReplay(Path root, Path stage, int umask) {
        this.root = root;
        this.stage = stage;
        this.umask = umask;
    }

    void run(List<Step> steps) throws IOException {
        for (Kind kind : Kind.values()) {
            // Where the ways lead is looked up again for each kind, right before it is gone.
            RealDirectories directories = new RealDirectories(root);
            for (Step step : steps) {
                if (step.kind() == kind) {
                    run(step, directories);
                }
            }
        }
    }

    private void run(Step step, RealDirectories directories) throws IOException {
        switch (step.kind()) {
            case DELETE -> {
                if (directories.reaches(step.path()) && !isDirectory(directories.place(step.path()))) {
                    Files.deleteIfExists(directories.place(step.path()));
                }
            }
            case REMOVE_DIRECTORY -> {
                if (directories.reaches(step.path()) && isDirectory(directories.place(step.path()))) {
                    Files.delete(directories.place(step.path()));
                }
            }
            case MAKE_DIRECTORY -> makeDirectory(directories.place(step.path()), step.number());
            case PUT -> put(stage.resolve(String.valueOf(step.number())), directories.place(step.path()));
        }
    }

    private static boolean isDirectory(Path place) {
        return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    }

    private void makeDirectory(Path place, int mode) throws IOException {
        if (!isDirectory(place)) {
            Files.createDirectory(place);
            if (mode != (0777 & ~umask)) {
                Files.setAttribute(place, "unix:mode", mode);
            }
        }
    }

    // Where both names are one file already the system leaves both; the stage is cleared at the end.
    private static void put(Path staged, Path place) throws IOException {
        try {
            Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }
}
