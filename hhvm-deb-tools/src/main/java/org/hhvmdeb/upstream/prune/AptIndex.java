package org.hhvmdeb.upstream.prune;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.notice.InputException;

/** Which of some packages a suite has, in which newest version: read from the files that apt keeps of an archive. */
final class AptIndex {

    /** {@code Packages}, {@code Sources.xz}, {@code …_binary-amd64_Packages.lz4}. */
    private static final Pattern INDEX = Pattern.compile("(?:.*_)?(?:Packages|Sources)(?:\\.[a-z0-9]+)?");

    private static final Pattern COMPRESSED = Pattern.compile(".*\\.(?:gz|xz|bz2|lzma|lz4|zst)");

    private final Set<String> wanted;
    private final Map<String, DebianVersion> binaries = new HashMap<>();
    private final Map<String, DebianVersion> sources = new HashMap<>();

    private AptIndex(Set<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads files and directories of files.
     *
     * @param wanted the names that count
     * @throws InputException for a place that is not there, a directory without an index, or a file that is none
     */
    static AptIndex read(List<Path> places, Set<String> wanted) throws InputException, IOException {
        AptIndex index = new AptIndex(wanted);
        for (Path place : places) {
            List<Path> files = files(place);
            if (files.isEmpty()) {
                throw new InputException("there is no index of packages in " + place
                        + ": no file named Packages or Sources, as apt names them; on a Debian host, apt-get update"
                        + " writes them to /var/lib/apt/lists");
            }
            for (Path file : files) {
                index.add(file);
            }
        }
        return index;
    }

    /** The newest version of a binary package. */
    Optional<DebianVersion> binary(String name) {
        return Optional.ofNullable(binaries.get(name));
    }

    /** The newest version of a source package. */
    Optional<DebianVersion> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    private static List<Path> files(Path place) throws IOException, InputException {
        if (!Files.exists(place)) {
            throw new InputException(InputFile.absent("list of packages", place)
                    + "; give a Packages or Sources file, or a directory of them such as /var/lib/apt/lists");
        }
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(f -> INDEX.matcher(f.getFileName().toString()).matches() && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        }
    }

    private void add(Path file) throws InputException, IOException {
        String name = String.valueOf(file.getFileName());
        Map<String, DebianVersion> versions = name.contains("Sources") ? sources : binaries;
        try (InputStream in = Decompression.open(
                COMPRESSED.matcher(name).matches() ? name : ".tar", Files.newInputStream(file), file.toString())) {
            new AptIndexScan(in, file.toString(), wanted)
                    .run((found, version) -> versions.merge(found, version, (a, b) -> a.compareTo(b) < 0 ? b : a));
        }
    }
}
