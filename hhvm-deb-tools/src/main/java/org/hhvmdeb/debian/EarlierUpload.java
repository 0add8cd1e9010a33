package org.hhvmdeb.debian;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/**
 * A directory as an earlier run has left it: one .dsc or .changes, and what that lists. In one where other packages lie, too, such as
 * a pool, they would go when it is replaced.
 */
public final class EarlierUpload {

    private EarlierUpload() {}

    /**
     * Lets through a directory that is not there, or empty, or holds one earlier result of a source package and nothing else.
     *
     * @param ending of the file that lists the others: {@code .dsc}, {@code .changes}
     * @throws InputException naming what is not of such a result
     */
    public static void require(Path directory, String ending, PackageName source)
            throws InputException, ExternalException {
        List<Path> entries = OutputGuard.entries(directory);
        if (entries.isEmpty()) {
            return;
        }
        List<Path> lists =
                entries.stream().filter(e -> e.toString().endsWith(ending)).toList();
        if (lists.size() != 1) {
            throw OutputGuard.refused(
                    directory,
                    lists.isEmpty()
                            ? "no " + ending + " in it lists what is there"
                            : lists.get(0).getFileName() + " and "
                                    + lists.get(1).getFileName() + " in it are of different runs");
        }
        Path list = lists.get(0);
        UploadParagraph upload = upload(directory, list);
        if (!upload.source().equals(source)) {
            throw OutputGuard.refused(
                    directory, list.getFileName() + " in it is of the source package " + upload.source());
        }
        Set<String> known = Stream.concat(
                        Stream.of(String.valueOf(list.getFileName())),
                        upload.files().stream().map(FileChecksum::name))
                .collect(Collectors.toSet());
        for (Path entry : entries) {
            if (!known.contains(String.valueOf(entry.getFileName()))) {
                throw OutputGuard.refused(
                        directory, entry.getFileName() + " in it is not listed in " + list.getFileName());
            }
        }
    }

    private static UploadParagraph upload(Path directory, Path list) throws InputException, ExternalException {
        try {
            return UploadParagraph.parse(TextFile.read(list), list.toString());
        } catch (InputException e) {
            throw OutputGuard.refused(directory, "what is there is not known (" + e.getMessage() + ")", e);
        }
    }
}
