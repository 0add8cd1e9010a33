package org.hhvmdeb.upstream.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/** Reads files of public keys. */
final class Keyring {

    /** Debian's own keyring of all its developers has some 30 MB. */
    private static final int LARGEST = 128 << 20;

    private static final String KEYBOX = "KBXf";
    private static final int KEYBOX_MARK = 8;

    private Keyring() {}

    /**
     * Reads one, in armour or not.
     *
     * @return as gpgv reads them: a sequence of OpenPGP packets, or a keybox
     * @throws InputException when there is no such file, or it holds no public keys
     */
    static byte[] read(Path file) throws InputException, ExternalException {
        byte[] content;
        InputFile.requireRegular(file);
        if (!Files.isRegularFile(file)) {
            throw new InputException(InputFile.absent("keyring", file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST);
        } catch (IOException e) {
            throw ExternalException.reading("the keyring " + file, e);
        }
        if (AsciiArmor.isArmored(content)) {
            return AsciiArmor.off(content, file.toString());
        }
        // A packet of public keys (tag 6), in the old or the new form (RFC 4880 4.2).
        boolean packets = content.length > 0 && ((content[0] & 0xfc) == 0x98 || (content[0] & 0xff) == 0xc6);
        if (!packets && !isKeybox(content)) {
            throw new InputException(
                    file + " is not a keyring of public keys; make one with: gpg --export KEY > keyring.gpg");
        }
        return content;
    }

    private static boolean isKeybox(byte[] content) {
        return content.length > KEYBOX_MARK + KEYBOX.length()
                && new String(content, KEYBOX_MARK, KEYBOX.length(), StandardCharsets.ISO_8859_1).equals(KEYBOX);
    }
}
