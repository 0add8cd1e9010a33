package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who has a file open, as the kernel tells in {@code /proc}. */
final class OpenFiles {

    private OpenFiles() {}

    /**
     * Looks through all processes but this one.
     *
     * @param users those that have the file open, as in {@code "hhvm (process 4711)"}
     * @param hidden whether there are processes that we may not look into
     */
    record Users(List<String> users, boolean hidden) {}

    static Users of(Path file) throws IOException {
        List<String> users = new ArrayList<>();
        boolean hidden = false;
        Object key = Files.getAttribute(file, "unix:ino");
        Object device = Files.getAttribute(file, "unix:dev");
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid == ProcessHandle.current().pid()) {
                    continue;
                }
                try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
                    for (Path descriptor : open) {
                        if (same(descriptor, key, device)) {
                            users.add(name(process) + " (process " + pid + ")");
                            break;
                        }
                    }
                } catch (IOException | java.nio.file.DirectoryIteratorException e) {
                    // Either it has ended meanwhile, or it is another user's.
                    hidden |= Files.exists(process);
                }
            }
        }
        return new Users(users, hidden);
    }

    private static boolean same(Path descriptor, Object key, Object device) {
        try {
            return key.equals(Files.getAttribute(descriptor, "unix:ino"))
                    && device.equals(Files.getAttribute(descriptor, "unix:dev"));
        } catch (IOException e) {
            // It was closed meanwhile, or is no file.
            return false;
        }
    }

    private static String name(Path process) throws IOException {
        return Files.readString(process.resolve("comm")).strip();
    }
}
