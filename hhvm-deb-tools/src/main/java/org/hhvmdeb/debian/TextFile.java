package org.hhvmdeb.debian;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/** Reads the small UTF-8 files of a debian directory. */
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
        InputFile.requireRegular(file);
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new InputException("there is no file " + file, e);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
        if (content.length > LARGEST) {
            throw new InputException(file + " is larger than " + (LARGEST >> 20) + " MiB, which no such file is");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(
                    file + " is not UTF-8, which Debian Policy 4.4 and 5.1 ask for; convert it, as in"
                            + " iconv -f ISO-8859-1 -t UTF-8",
                    e);
        }
    }
}
