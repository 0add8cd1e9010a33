package org.hhvmdeb.hhbc.format;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.ExternalException;

/**
 * The sections of a blob repository. HHVM changed them and kept the version, so each layout is tried: the head, the table of
 * sizes and the sections must make up the whole file.
 *
 * @param name which layout it is: {@code "first"} or {@code "later"}
 * @param sections in the order of the file
 */
public record BlobLayout(String name, List<Section> sections) {

    /**
     * A part of the file.
     *
     * @param name such as {@code "unit emitters"}
     * @param bytes its size
     */
    public record Section(String name, long bytes) {}

    private static final int FIXED_HEAD = 7;

    private static final List<String> FIRST = List.of(
            "unit emitters", "unit emitter index", "global data", "autoload map", "array types", "literal table");

    private static final List<String> LATER = later();

    public BlobLayout {
        sections = List.copyOf(sections);
    }

    private static List<String> later() {
        List<String> names = new ArrayList<>(List.of("unit emitters", "global data", "package info"));
        for (String part : List.of(
                "unit symbols",
                "unit infos",
                "autoload types",
                "autoload functions",
                "autoload constants",
                "autoload type aliases",
                "autoload modules",
                "path to unit info")) {
            names.add(part + " index");
            names.add(part + " data");
        }
        return List.copyOf(names);
    }

    /**
     * Finds the layout that fits.
     *
     * @return empty when none does: a later variant, or a file that was cut off
     */
    public static Optional<BlobLayout> of(Path file, BlobHeader header) throws ExternalException {
        Numbers numbers = Numbers.behind(header, file);
        Optional<BlobLayout> first = fitting("first", FIRST, numbers);
        return first.isPresent() ? first : fitting("later", LATER, numbers);
    }

    /**
     * Finds what no layout explains: every known one begins with the sizes of at least six sections, which must have their place in
     * the file.
     *
     * @return empty when a layout fits, or might
     */
    public static Optional<String> corruption(Path file, BlobHeader header) throws ExternalException {
        Numbers numbers = Numbers.behind(header, file);
        if (numbers.list().size() < FIRST.size()) {
            return Optional.of("it ends within the sizes of its sections");
        }
        long left = numbers.rest() - 8L * FIRST.size();
        for (int i = 0; i < FIRST.size(); i++) {
            long bytes = numbers.list().get(i);
            if (Long.compareUnsigned(bytes, left) > 0) {
                return Optional.of("section " + (i + 1) + " is " + Long.toUnsignedString(bytes)
                        + " bytes long by its header, and at most " + left + " are there for it");
            }
            left -= bytes;
        }
        return Optional.empty();
    }

    /**
     * What stands behind the head of a blob.
     *
     * @param list as many numbers of 64 bits as the longest known table of sizes has, or as there are
     * @param rest how many bytes there are, these numbers included
     */
    private record Numbers(List<Long> list, long rest) {

        static Numbers behind(BlobHeader header, Path file) throws ExternalException {
            long head = (long) FIXED_HEAD + header.schema().id().length();
            try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
                long size = Files.size(file);
                in.skipNBytes(Math.min(head, size));
                List<Long> numbers = new ArrayList<>();
                for (int i = 0; i < LATER.size() && head + 8L * (i + 1) <= size; i++) {
                    numbers.add(in.readLong());
                }
                return new Numbers(numbers, size - head);
            } catch (IOException e) {
                throw ExternalException.reading(file, e);
            }
        }
    }

    private static Optional<BlobLayout> fitting(String name, List<String> names, Numbers numbers) {
        if (numbers.list().size() < names.size()) {
            return Optional.empty();
        }
        long left = numbers.rest() - 8L * names.size();
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            long bytes = numbers.list().get(i);
            if (bytes < 0 || bytes > left) {
                return Optional.empty();
            }
            left -= bytes;
            sections.add(new Section(names.get(i), bytes));
        }
        return left == 0 ? Optional.of(new BlobLayout(name, sections)) : Optional.empty();
    }
}
