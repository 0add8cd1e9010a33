package org.hhvmdeb.debian;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/**
 * A source package's .dsc.
 *
 * @param source the source package's name
 * @param version its version
 * @param files the tarballs it consists of, without the .dsc itself
 * @param paragraph all fields
 */
public record SourceControl(PackageName source, DebianVersion version, List<FileChecksum> files, Paragraph paragraph) {

    public SourceControl {
        files = List.copyOf(files);
    }

    /**
     * Reads a .dsc, signed or not; a signature is not checked.
     *
     * @throws InputException naming file and line of what is malformed, and of file names that are not plain
     */
    public static SourceControl read(Path file) throws InputException, ExternalException {
        return parse(TextFile.read(file), file.toString());
    }

    /** Reads a .dsc's text; the name is for messages. */
    public static SourceControl parse(String text, String fileName) throws InputException {
        UploadParagraph upload = UploadParagraph.parse(text, fileName);
        return new SourceControl(upload.source(), upload.version(), upload.files(), upload.paragraph());
    }
}
