package org.hhvmdeb.debian;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;

/**
 * Reads the small text files of a debian directory. They are UTF-8 (Debian Policy 4.4, 5.1); what is older may have lines in
 * Latin-1, which dpkg takes as they are.
 */
final class TextFile {

    /** Far above any changelog; keeps a hostile file from filling the memory. */
    private static final int LARGEST = 32 << 20;

    private TextFile() {}

    /** Reads a file that lies in a directory debian, and no other behind a link. */
    static String readInPackaging(Path file) throws InputException, ExternalException {
        InputFile.requireWithin(file, file.resolveSibling("."));
        return read(file);
    }

    static String read(Path file) throws InputException, ExternalException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InputException(
                    directory + " is a file, but a directory with " + file.getFileName() + " in it is expected");
        }
        InputFile.requireFile(file);
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new InputException("there is no file " + file, e);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
        if (content.length > LARGEST) {
            throw new InputException(file + " is larger than " + HumanUnits.bytes(LARGEST) + ", which no such file is");
        }
        return text(content);
    }

    /** Decodes line by line, as a file may have been written by people of several decades. */
    static String text(byte[] content) {
        Optional<String> whole = utf8(content);
        if (whole.isPresent()) {
            return whole.get();
        }
        StringBuilder text = new StringBuilder(content.length);
        for (int start = 0; start < content.length; ) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            end = Math.min(end + 1, content.length);
            byte[] line = Arrays.copyOfRange(content, start, end);
            text.append(utf8(line).orElseGet(() -> new String(line, StandardCharsets.ISO_8859_1)));
            start = end;
        }
        return text.toString();
    }

    private static Optional<String> utf8(byte[] text) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
