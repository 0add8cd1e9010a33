package org.hhvmdeb.upstream.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.io.staging.StagedFile;

/** The file {@code packed-refs} of a git repository: many references, which change at once when it is replaced. */
final class PackedReferences {

    private static final String FRESH = "# pack-refs with: peeled fully-peeled sorted \n";

    private final Path file;
    private final StringBuilder header = new StringBuilder();
    /** By name, one character a byte, as the file is in the order of bytes; the lines of each. */
    private final SortedMap<String, String> lines = new TreeMap<>();

    private PackedReferences(Path file) {
        this.file = file;
    }

    /** Reads it; a repository without packed references has none. */
    static PackedReferences read(Path file) throws IOException {
        PackedReferences packed = new PackedReferences(file);
        if (!Files.exists(file)) {
            packed.header.append(FRESH);
            return packed;
        }
        String last = "";
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("#")) {
                packed.header.append(line).append('\n');
            } else if (line.startsWith("^") && !last.isEmpty()) {
                packed.lines.merge(last, line + "\n", String::concat);
            } else if (line.matches("[0-9a-f]{40,64} .+")) {
                last = line.substring(line.indexOf(' ') + 1);
                packed.lines.put(last, line + "\n");
            } else {
                throw new IOException(file + " is damaged: it has the line \"" + line + "\"");
            }
        }
        return packed;
    }

    /** What a reference points to. */
    Optional<ObjectId> get(String name) {
        return Optional.ofNullable(lines.get(key(name))).map(l -> ObjectId.fromString(l.substring(0, l.indexOf(' '))));
    }

    /**
     * Lets a reference point to something, once it is written.
     *
     * @param peeled what an annotated tag stands for; the same as the target for all others
     */
    void put(String name, ObjectId target, ObjectId peeled) {
        String key = key(name);
        lines.put(key, target.name() + " " + key + "\n" + (peeled.equals(target) ? "" : "^" + peeled.name() + "\n"));
    }

    /** Replaces the file in one step. */
    void write() throws IOException {
        try (StagedFile staged = StagedFile.beside(Files.exists(file) ? file.toRealPath() : file)) {
            StringBuilder text = new StringBuilder(header);
            lines.values().forEach(text::append);
            Files.writeString(staged.path(), text, StandardCharsets.ISO_8859_1);
            staged.commit();
        }
    }

    private static String key(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
