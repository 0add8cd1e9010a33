package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** The lists of files in a paragraph: Checksums-Sha256, and the sizes in Files where that field is there too. */
final class FileList {

    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    private final Paragraph paragraph;

    FileList(Paragraph paragraph) {
        this.paragraph = paragraph;
    }

    List<FileChecksum> read() throws InputException {
        Map<String, FileChecksum> files = new LinkedHashMap<>();
        for (List<String> words : rows("Checksums-Sha256", 3)) {
            Location where = paragraph.where("Checksums-Sha256");
            if (!DIGEST.matcher(words.get(0)).matches()) {
                throw new InputException(where, "\"" + Printable.of(words.get(0)) + "\" is not a SHA-256 digest");
            }
            FileChecksum file = new FileChecksum(words.get(2), size(words.get(1), where), new Sha256(words.get(0)));
            if (files.put(file.name(), file) != null) {
                throw new InputException(where, file.name() + " is listed twice");
            }
        }
        compareWithFiles(files);
        return List.copyOf(files.values());
    }

    private void compareWithFiles(Map<String, FileChecksum> files) throws InputException {
        if (paragraph.get("Files").isEmpty()) {
            return;
        }
        Location where = paragraph.where("Files");
        List<List<String>> rows = rows("Files", 3);
        for (List<String> words : rows) {
            FileChecksum file = files.get(words.get(words.size() - 1));
            if (file == null || file.size() != size(words.get(1), where)) {
                throw new InputException(
                        where,
                        "Files and Checksums-Sha256 do not agree about " + words.get(words.size() - 1)
                                + "; the file was edited by hand or damaged, make it again");
            }
        }
        if (rows.size() != files.size()) {
            throw new InputException(where, "Files and Checksums-Sha256 do not list the same files");
        }
    }

    /** The words of each line, the last of which is the file's name. */
    private List<List<String>> rows(String field, int atLeast) throws InputException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : paragraph.require(field).strip().split("\n", -1)) {
            List<String> words = List.of(BLANKS.split(line.strip(), -1));
            String name = words.get(words.size() - 1);
            if (words.size() < atLeast) {
                throw new InputException(
                        paragraph.where(field),
                        "\"" + Printable.of(line) + "\" is not of the form \"digest size name\"");
            }
            if (!FileChecksum.isName(name)) {
                throw new InputException(
                        paragraph.where(field),
                        "\"" + Printable.of(name) + "\" is not a plain file name: directories, leading dots and"
                                + " unusual characters are refused");
            }
            rows.add(words);
        }
        return rows;
    }

    private static long size(String text, Location where) throws InputException {
        if (!SIZE.matcher(text).matches()) {
            throw new InputException(where, "\"" + Printable.of(text) + "\" is not a file's size in bytes");
        }
        return Long.parseLong(text);
    }
}
