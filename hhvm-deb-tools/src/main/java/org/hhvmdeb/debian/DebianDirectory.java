package org.hhvmdeb.debian;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/** The directory {@code debian} of a source package. In a wrong one no patch is wrong, and a check of it would pass. */
public final class DebianDirectory {

    /** Each of them tells it from other directories; a packaging in the making may have patches alone. */
    private static final List<String> SIGNS = List.of("changelog", "control", "patches", "rules", "copyright");

    private DebianDirectory() {}

    /**
     * Lets through what is one, and finishes or takes back what a killed run began in it.
     *
     * @throws InputException saying which directory was meant, where that can be told; and as {@link PackagingFiles#recover}
     */
    public static void open(Path debian) throws HhvmDebException {
        require(debian);
        PackagingFiles.recover(debian);
    }

    /**
     * Lets through what is one.
     *
     * @throws InputException saying which directory was meant, where that can be told
     * @throws ExternalException when this user may not look into it
     */
    public static void require(Path debian) throws HhvmDebException {
        if (Files.isDirectory(debian) && !(Files.isReadable(debian) && Files.isExecutable(debian))) {
            throw new ExternalException("cannot read " + debian + ": permission denied");
        }
        if (isOne(debian)) {
            requireReadable(debian.resolve("patches"));
            return;
        }
        Path above = debian.toAbsolutePath().normalize().getParent();
        if (!Files.isDirectory(debian)) {
            boolean itself = above != null && isOne(above);
            throw new InputException(InputFile.absent("directory", debian) + "; "
                    + (itself
                            ? debian.resolveSibling("")
                                    + " is itself the directory debian of a source package: --debian names it, and DIR"
                                    + " the directory that it is in"
                            : debian.endsWith("debian")
                                    ? "DIR is the directory that debian is in, and --debian names debian itself"
                                    : "give the directory debian of the source package"));
        }
        throw new InputException(debian + " is not the directory debian of a source package, as it has none of "
                + String.join(", ", SIGNS) + "; " + meant(debian, above));
    }

    /** As {@code dpkg-source -b} does; {@code -x} takes it for none. */
    private static void requireReadable(Path patches) throws InputException {
        if (Files.exists(patches) && !Files.isDirectory(patches)) {
            throw new InputException(patches + " is not a directory, so dpkg-source -b refuses it; move it away");
        }
        for (String name : List.of("series", "debian.series")) {
            Path series = patches.resolve(name);
            if (Files.exists(series) && !Files.isRegularFile(series)) {
                throw new InputException(
                        series + " is not a file, so dpkg-source -b refuses it; it is the list of the patches");
            }
        }
    }

    private static String meant(Path debian, @Nullable Path above) {
        if (above != null && isOne(above)) {
            return above + " is one";
        }
        Path below = debian.resolve("debian");
        return isOne(below) ? below + " is one" : "give the one whose patches are meant";
    }

    private static boolean isOne(Path directory) {
        return SIGNS.stream().anyMatch(s -> Files.exists(directory.resolve(s)));
    }
}
