package org.hhvmdeb.debian;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** What .dsc, .changes and .buildinfo have in common: one paragraph, perhaps signed, that lists files. */
record UploadParagraph(Paragraph paragraph) {

    static UploadParagraph parse(String text, String fileName) throws InputException {
        Optional<Paragraph> paragraph = Deb822.first(ClearSigned.content(text, fileName), fileName);
        if (paragraph.isEmpty()) {
            throw new InputException(Location.of(fileName), "the file is empty");
        }
        return new UploadParagraph(paragraph.get());
    }

    /** The source package; a version in parentheses behind it belongs to {@code Version} of another kind. */
    PackageName source() throws InputException {
        String field = paragraph.require("Source").strip();
        int version = field.endsWith(")") ? field.indexOf('(') : -1;
        String source = version < 0 ? field : field.substring(0, version).strip();
        return Parsing.at(paragraph.where("Source"), () -> PackageName.parse(source));
    }

    DebianVersion version() throws InputException {
        String version = paragraph.require("Version");
        return Parsing.at(paragraph.where("Version"), () -> DebianVersion.parse(version));
    }

    List<FileChecksum> files() throws InputException {
        return new FileList(paragraph).read();
    }
}
