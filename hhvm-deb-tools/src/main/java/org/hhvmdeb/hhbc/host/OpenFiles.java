package org.hhvmdeb.hhbc.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who uses which file, as the kernel tells in {@code /proc}: by a descriptor, as the program that runs, or mapped into memory, as a
 * library is. One look at all processes but this one serves for any number of files.
 */
public final class OpenFiles {

    private final Map<Object, Set<String>> users = new HashMap<>();
    private boolean hidden;

    private OpenFiles() {}

    /**
     * Those who use a file.
     *
     * @param users in words, as in {@code "hhvm (process 4711)"}
     * @param hidden whether there are processes that we may not look into
     */
    public record Users(List<String> users, boolean hidden) {}

    /** What tells a file apart, whatever its name. */
    private record Key(long device, long inode) {

        /** As in {@code "fe:01 1234"}; makedev(3) says how a device's number is put together. */
        String mapped() {
            long major = (device >> 8 & 0xfff) | (device >> 32 & ~0xfffL);
            long minor = (device & 0xff) | (device >> 12 & ~0xffL);
            return String.format("%02x:%02x %d", major, minor, inode);
        }
    }

    /** What the kernel says of a mapped file: device and inode, or its path, as on some file systems stat(2) has other numbers. */
    private record Mapped(String text) {}

    public static Users of(Path file) throws IOException {
        return now().users(file);
    }

    /** Looks at all processes. */
    public static OpenFiles now() throws IOException {
        OpenFiles open = new OpenFiles();
        if (!Files.exists(Path.of("/proc/self"))) {
            // As in a chroot without it.
            open.hidden = true;
            return open;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (!process.endsWith(String.valueOf(ProcessHandle.current().pid()))) {
                    open.look(process);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return open;
    }

    private void look(Path process) {
        String name = name(process);
        try {
            note(process.resolve("exe"), name);
            try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
                descriptors.forEach(d -> note(d, name));
            }
            mapped(process.resolve("maps"), name);
        } catch (IOException | DirectoryIteratorException e) {
            // Either it has ended meanwhile, or it is another user's.
            hidden |= Files.exists(process);
        }
    }

    private void note(Path link, String name) {
        try {
            add(key(link), name);
        } catch (IOException e) {
            // It was closed meanwhile, is no file, or a process of the kernel's has no program.
            return;
        }
    }

    /** As in: 7f0c-7f0d r--p 00000000 fe:01 1234  /usr/lib/x.so; proc(5). */
    private void mapped(Path maps, String name) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(maps), StandardCharsets.ISO_8859_1))) {
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" +", 6);
                if (words.length == 6 && !words[4].equals("0") && !words[5].equals(last)) {
                    last = words[5];
                    add(new Mapped(words[3] + " " + words[4]), name);
                    add(new Mapped(last), name);
                }
            }
        } catch (IOException e) {
            // The kernel may keep the memory of a process, such as the first of a container, from root, too.
            return;
        }
    }

    private void add(Object key, String name) {
        users.computeIfAbsent(key, k -> new LinkedHashSet<>(2)).add(name);
    }

    /** Who uses a file, links followed. */
    public Users users(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Users(List.of(), hidden);
        }
        Path real = file.toRealPath();
        Key key = key(real);
        Set<String> found = new LinkedHashSet<>(users.getOrDefault(key, Set.of()));
        String path = new String(real.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        found.addAll(users.getOrDefault(new Mapped(path), Set.of()));
        found.addAll(users.getOrDefault(new Mapped(key.mapped()), Set.of()));
        return new Users(List.copyOf(found), hidden);
    }

    private static Key key(Path file) throws IOException {
        Map<String, Object> is = Files.readAttributes(file, "unix:dev,ino");
        return new Key(number(is.get("dev")), number(is.get("ino")));
    }

    private static long number(@Nullable Object attribute) {
        return ((Number) Objects.requireNonNull(attribute)).longValue();
    }

    /** Its name is any bytes it likes. */
    private static String name(Path process) {
        String name = "a program";
        try {
            name = new String(Files.readAllBytes(process.resolve("comm")), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            // It has ended meanwhile.
        }
        return name + " (process " + process.getFileName() + ")";
    }
}
