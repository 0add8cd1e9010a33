package org.hhvmdeb.upstream.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** Takes the ASCII armour (RFC 4880 6) off public keys, which gpgv does not do for its keyrings. */
final class AsciiArmor {

    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";
    private static final int CRC_START = 0xB704CE;
    private static final int CRC_POLYNOMIAL = 0x1864CFB;

    private final String file;
    private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
    private int number;

    private AsciiArmor(String file) {
        this.file = file;
    }

    /** Whether there is a block of public keys in it. */
    static boolean isArmored(byte[] content) {
        return text(content).lines().anyMatch(l -> l.stripTrailing().equals(BEGIN));
    }

    /**
     * The keys of all blocks, one behind the other; text around the blocks does not count.
     *
     * @throws InputException naming file and line where a block is damaged or cut off
     */
    static byte[] off(byte[] content, String file) throws InputException {
        AsciiArmor armored = new AsciiArmor(file);
        Iterator<String> lines = text(content).lines().toList().iterator();
        while (lines.hasNext()) {
            if (armored.next(lines).equals(BEGIN)) {
                armored.block(lines);
            }
        }
        return armored.keys.toByteArray();
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private String next(Iterator<String> lines) throws InputException {
        if (!lines.hasNext()) {
            throw new InputException(
                    new Location(file, number), "the block of keys is cut off; download the file again");
        }
        number++;
        return lines.next().stripTrailing();
    }

    private void block(Iterator<String> lines) throws InputException {
        int begin = number;
        String line = next(lines);
        while (line.contains(": ") || line.endsWith(":")) {
            line = next(lines);
        }
        StringBuilder base64 = new StringBuilder();
        String checksum = "";
        for (; !line.equals(END); line = next(lines)) {
            if (line.startsWith("=") && line.length() == 5) {
                checksum = line.substring(1);
            } else {
                base64.append(line);
            }
        }
        byte[] decoded = decode(base64.toString(), begin);
        if (!checksum.isEmpty() && !checksum.equals(checksumOf(decoded))) {
            throw new InputException(
                    new Location(file, begin),
                    "the block of keys does not have the checksum it names; download it again");
        }
        keys.writeBytes(decoded);
    }

    private byte[] decode(String base64, int begin) throws InputException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    new Location(file, begin) + ": the block of keys is damaged: " + e.getMessage()
                            + "; download it again",
                    e);
        }
    }

    private static String checksumOf(byte[] bytes) {
        int crc = CRC_START;
        for (byte b : bytes) {
            crc ^= (b & 0xff) << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) {
                    crc ^= CRC_POLYNOMIAL;
                }
            }
        }
        return Base64.getEncoder().encodeToString(new byte[] {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc});
    }
}
