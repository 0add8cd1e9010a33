package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.staging.Seal;

/**
 * The files of a bare repository that nobody is writing to. Among the objects those count that git has a name for, and
 * nothing else: what a killed fetch leaves has many names.
 */
final class RepositoryFiles {

    private static final Pattern LOOSE = Pattern.compile("objects/[0-9a-f]{2}/[0-9a-f]{38}");
    private static final Pattern PACK = Pattern.compile("(objects/pack/pack-[0-9a-f]{40})\\.(pack|idx|rev|bitmap)");
    private static final Pattern INFO = Pattern.compile("objects/info/[a-z-]+");
    private static final String SEAL = "hhvm-deb-seal";
    private static final String PURPOSE = "repository of a git cache";
    private static final int LONGEST_SEAL = 100;
    private static final int CHECKSUM = 20;
    private static final byte[] PACK_MAGIC = {'P', 'A', 'C', 'K'};

    private final Path directory;

    RepositoryFiles(Path directory) {
        this.directory = directory;
    }

    /** Their names, without what a killed run has left. */
    private List<String> all() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .map(f -> directory.relativize(f).toString())
                    .filter(n -> !n.equals(SEAL) && !isLeftover(n))
                    .sorted()
                    .toList();
        }
    }

    /** Seals them, for the place where they are going to be. */
    void seal(Seal seal, Path place) throws IOException {
        Files.writeString(directory.resolve(SEAL), seal.of(PURPOSE, place, content()));
    }

    /**
     * Whether they are what was sealed here: a clone or a pull may have brought others, and git does not look whether an
     * object is what its name says.
     */
    boolean areSealed(Seal seal) throws IOException {
        Path file = directory.resolve(SEAL);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) < LONGEST_SEAL
                && seal.isOn(Files.readString(file, StandardCharsets.ISO_8859_1), PURPOSE, directory, content());
    }

    /** No content, as there may be gigabytes: whoever puts another file there cannot give it the number of ours. */
    private byte[] content() throws IOException {
        StringBuilder list = new StringBuilder();
        for (String name : all()) {
            Map<String, Object> file =
                    Files.readAttributes(directory.resolve(name), "unix:ino,size", LinkOption.NOFOLLOW_LINKS);
            list.append(name)
                    .append('\0')
                    .append(file.get("ino"))
                    .append('\0')
                    .append(file.get("size"))
                    .append('\n');
        }
        return list.toString().getBytes(StandardCharsets.UTF_8);
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

    /** Makes a copy that shares the content, unsealed. */
    void linkTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each :
                    (Iterable<Path>) files.filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))::iterator) {
                FileTree.makeDirectory(copy.resolve(directory.relativize(each).toString()));
            }
        }
        for (String name : all()) {
            link(directory.resolve(name), copy.resolve(name));
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
