package org.hhvmdeb.upstream;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a bare repository that nobody is writing to. Among the objects those count that git has a name for, and
 * nothing else: what a killed fetch leaves has many names.
 */
final class RepositoryFiles {

    private static final Pattern LOOSE = Pattern.compile("objects/[0-9a-f]{2}/[0-9a-f]{38}");
    private static final Pattern PACK = Pattern.compile("(objects/pack/pack-[0-9a-f]{40})\\.(pack|idx|rev|bitmap)");
    private static final Pattern INFO = Pattern.compile("objects/info/[a-z-]+");
    private static final int CHECKSUM = 20;
    private static final byte[] PACK_MAGIC = {'P', 'A', 'C', 'K'};

    private final Path directory;

    RepositoryFiles(Path directory) {
        this.directory = directory;
    }

    private List<String> all() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> !Files.isDirectory(f))
                    .map(f -> directory.relativize(f).toString())
                    .toList();
        }
    }

    void removeLeftovers() throws IOException {
        for (String name : all()) {
            if (isLeftover(name)) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private boolean isLeftover(String name) {
        if (name.endsWith(".lock") || (name.endsWith(".tmp") && !name.startsWith("refs/"))) {
            return true;
        }
        if (!name.startsWith("objects/")) {
            return false;
        }
        var pack = PACK.matcher(name);
        if (pack.matches()) {
            return !Files.exists(directory.resolve(pack.group(1) + ".pack"))
                    || !Files.exists(directory.resolve(pack.group(1) + ".idx"));
        }
        return !LOOSE.matcher(name).matches() && !INFO.matcher(name).matches();
    }

    /** Makes a copy that shares the content. */
    void linkTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path place = copy.resolve(directory.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else if (!isLeftover(directory.relativize(file).toString())) {
                    link(file, place);
                }
            }
        }
    }

    private static void link(Path file, Path place) throws IOException {
        try {
            Files.createLink(place, file);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(file, place);
        }
    }

    /** Whether a file was cut off: a look at the ends of packs, not at all their content. */
    boolean isDamaged() throws IOException {
        for (String name : all()) {
            Path file = directory.resolve(name);
            boolean whole = LOOSE.matcher(name).matches()
                    ? Files.size(file) > 0
                    : !PACK.matcher(name).matches() || !name.endsWith(".pack") || isWhole(file);
            if (!whole) {
                return true;
            }
        }
        return !Files.isRegularFile(directory.resolve("HEAD")) || !Files.isDirectory(directory.resolve("objects"));
    }

    /** A pack ends with its checksum, which its index repeats before its own. */
    private static boolean isWhole(Path pack) throws IOException {
        Path index = pack.resolveSibling(String.valueOf(pack.getFileName()).replaceFirst("pack$", "idx"));
        try (RandomAccessFile content = new RandomAccessFile(pack.toFile(), "r");
                RandomAccessFile table = new RandomAccessFile(index.toFile(), "r")) {
            return content.length() > PACK_MAGIC.length + CHECKSUM
                    && table.length() > 2 * CHECKSUM
                    && Arrays.equals(bytes(content, 0, PACK_MAGIC.length), PACK_MAGIC)
                    && Arrays.equals(
                            bytes(content, content.length() - CHECKSUM, CHECKSUM),
                            bytes(table, table.length() - 2 * CHECKSUM, CHECKSUM));
        }
    }

    private static byte[] bytes(RandomAccessFile file, long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }
}
