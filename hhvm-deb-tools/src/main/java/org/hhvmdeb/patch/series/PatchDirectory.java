package org.hhvmdeb.patch.series;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.engine.RefusedException;
import org.hhvmdeb.patch.tree.ByteText;

/** The directory debian/patches. */
public final class PatchDirectory {

    /** Patches are read into memory whole; dpkg-source has no limit, but no patch is near this one. */
    private static final int LARGEST = 1 << 30;

    private static final Pattern COMPRESSED = Pattern.compile("\\.(?:gz|xz|bz2|lzma)$");
    private static final String VENDOR_SERIES = "debian.series";

    private final Path debian;
    private final Path patches;
    private final Set<Path> real = ConcurrentHashMap.newKeySet();

    public PatchDirectory(Path debian) {
        this.debian = debian;
        this.patches = debian.resolve("patches");
    }

    public Path path() {
        return patches;
    }

    /** The series that dpkg-source would use on a Debian host. */
    public Optional<Path> seriesFile() {
        return Stream.of(VENDOR_SERIES, "series")
                .map(patches::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Where a patch is, for a message. */
    public Location locate(String patch, int line) {
        return new Location(patches + "/" + ByteText.printable(patch), line);
    }

    /**
     * The content of a patch, decompressed if its name says that it is compressed, as dpkg-source does.
     *
     * @throws RefusedException when there is no such file or it must not be read
     * @throws InputException when it is not compressed in the way its name says
     */
    public byte[] read(String patch) throws IOException, InputException, RefusedException {
        Path file = file(patch);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = isCompressed(patch) ? Decompression.open(patch, raw, file.toString()) : raw) {
            byte[] content = in.readNBytes(LARGEST);
            if (content.length == LARGEST) {
                throw new RefusedException("it is larger than 1 GiB");
            }
            return content;
        }
    }

    /** Whether dpkg-source decompresses a patch of that name. */
    public static boolean isCompressed(String patch) {
        return COMPRESSED.matcher(patch).find();
    }

    /** Where the bytes of a patch are, behind all links; empty where it cannot be read or is compressed. */
    public Optional<Path> plainFile(String patch) throws IOException {
        try {
            return COMPRESSED.matcher(patch).find()
                    ? Optional.empty()
                    : Optional.of(file(patch).toRealPath());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private Path file(String patch) throws IOException, RefusedException {
        if (List.of(patch.split("/", -1)).contains("..")) {
            throw new RefusedException("the name leads out of debian/patches, dpkg-source refuses it as insecure");
        }
        try {
            Path file = Path.of(patches + "/" + patch);
            if (!Files.isRegularFile(file)) {
                throw new RefusedException(
                        Files.exists(file) ? "it is not a file" : "there is no such file in " + patches);
            }
            if (!isReal(file) && !file.toRealPath().startsWith(debian.toRealPath())) {
                throw new RefusedException("it is a symbolic link that leads out of " + debian);
            }
            return file;
        } catch (InvalidPathException e) {
            throw new RefusedException("its name cannot be a file name here: " + e.getReason());
        }
    }

    private boolean isReal(Path file) {
        for (Path p = file; p != null && !p.equals(debian); p = p.getParent()) {
            if (!real.contains(p) && Files.isSymbolicLink(p)) {
                return false;
            }
            if (p != file) {
                real.add(p);
            }
        }
        return true;
    }

    /** Every file below debian/patches, sorted, as series files name them. */
    public List<String> files() throws IOException {
        if (!Files.isDirectory(patches)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(patches)) {
            return all.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .map(f -> patches.relativize(f).toString())
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
