package org.hhvmdeb.debian;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/**
 * What a build wrote, as its .changes or .buildinfo lists it.
 *
 * @param source the source package's name
 * @param version of the source package
 * @param architectures {@code source}, {@code all}, {@code amd64}
 * @param files the packages and, in a .changes, all else that is uploaded with them
 * @param paragraph all fields
 */
public record Changes(
        PackageName source,
        DebianVersion version,
        List<String> architectures,
        List<FileChecksum> files,
        Paragraph paragraph) {

    public Changes {
        architectures = List.copyOf(architectures);
        files = List.copyOf(files);
    }

    /**
     * Reads a .changes or .buildinfo, signed or not; a signature is not checked.
     *
     * @throws InputException naming file and line of what is malformed, and of file names that are not plain
     */
    public static Changes read(Path file) throws InputException, ExternalException {
        return parse(TextFile.read(file), file.toString());
    }

    /** Reads the text of a .changes or .buildinfo; the name is for messages. */
    public static Changes parse(String text, String fileName) throws InputException {
        UploadParagraph upload = UploadParagraph.parse(text, fileName);
        String architectures = upload.paragraph().require("Architecture");
        return new Changes(
                upload.source(),
                upload.version(),
                List.of(architectures.strip().split("\\s+", -1)),
                upload.files(),
                upload.paragraph());
    }
}
