package org.hhvmdeb.patch.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Nearest;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * The patches that a person can name, as the series names them or as the files that a shell completes.
 *
 * @param names in the order of the series
 * @param directory where their files are
 */
public record PatchNames(List<String> names, Path directory) {

    private static final String DIRECTORY = "debian/patches/";

    public PatchNames {
        names = List.copyOf(names);
    }

    public static PatchNames of(Series series, Path directory) {
        return new PatchNames(series.entries().stream().map(SeriesEntry::patch).toList(), directory);
    }

    /**
     * The name that the series has for what somebody calls a patch, however either spells the path.
     *
     * @param without what is said where there is no such patch, such as {@code "the series names no patch"}
     * @throws InputException when there is none, with those that may have been meant
     */
    public String find(String given, String without) throws InputException {
        String name = plain(given);
        if (!names.contains(name)) {
            throw new InputException(without + " " + ByteText.printable(given) + hint(name));
        }
        return name;
    }

    /**
     * Without the directory, which no series names, if it is this one: another packaging may have a patch of the same name.
     * The usual place is meant here where it is nothing else from where the person stands.
     */
    public String plain(String given) {
        String name = below(given);
        return names.contains(name)
                ? name
                : names.stream()
                        .filter(n -> file(n).equals(file(name)))
                        .findFirst()
                        .orElse(name);
    }

    /** The one spelling of a path below debian/patches that no other path of the same file has. */
    static String file(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .collect(Collectors.joining("/"));
    }

    private String below(String given) {
        try {
            if (names.contains(given)) {
                return given;
            }
            Path file = Path.of(given);
            for (Path above = file.getParent(); above != null; above = above.getParent()) {
                if (Files.isDirectory(above) && Files.isSameFile(above, directory)) {
                    return above.relativize(file).toString();
                }
            }
            return given.startsWith(DIRECTORY) && !Files.exists(Path.of(DIRECTORY))
                    ? given.substring(DIRECTORY.length())
                    : given;
        } catch (IOException | InvalidPathException e) {
            return given;
        }
    }

    private String hint(String name) {
        List<String> shown = names.stream().map(ByteText::printable).toList();
        return new Nearest(shown).hint(ByteText.printable(name));
    }
}
