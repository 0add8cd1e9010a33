package org.hhvmdeb.patch.series;

import java.util.List;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Nearest;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * The patches that a person can name, as the series names them or as the files that a shell completes.
 *
 * @param names in the order of the series
 */
public record PatchNames(List<String> names) {

    private static final String DIRECTORY = "debian/patches/";

    public PatchNames {
        names = List.copyOf(names);
    }

    public static PatchNames of(Series series) {
        return new PatchNames(series.entries().stream().map(SeriesEntry::patch).toList());
    }

    /**
     * The name that the series has for what somebody calls a patch.
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

    /** Without the directory, which no series names. */
    public String plain(String given) {
        int directory = given.lastIndexOf(DIRECTORY);
        return directory < 0 || names.contains(given) ? given : given.substring(directory + DIRECTORY.length());
    }

    private String hint(String name) {
        List<String> shown = names.stream().map(ByteText::printable).toList();
        return new Nearest(shown).hint(ByteText.printable(name));
    }
}
