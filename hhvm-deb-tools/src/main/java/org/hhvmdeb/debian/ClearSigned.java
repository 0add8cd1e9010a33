package org.hhvmdeb.debian;

import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** Takes the armour off a clear-signed control file. Says nothing about whether the signature is good. */
final class ClearSigned {

    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    private ClearSigned() {}

    /**
     * What was signed, or the whole text where nothing was. Lines keep their numbers.
     *
     * @throws InputException when the signature is cut off
     */
    static String content(String text, String fileName) throws InputException {
        String[] lines = text.split("\n", -1);
        int begin = 0;
        while (begin < lines.length && lines[begin].isBlank()) {
            begin++;
        }
        if (begin == lines.length || !lines[begin].stripTrailing().equals(BEGIN)) {
            return text;
        }
        int body = begin;
        while (body < lines.length && !lines[body].isBlank()) {
            body++;
        }
        StringBuilder content = new StringBuilder("\n".repeat(body));
        for (int i = body; i < lines.length; i++) {
            if (lines[i].stripTrailing().equals(SIGNATURE)) {
                return content.toString();
            }
            content.append(lines[i].startsWith("- ") ? lines[i].substring(2) : lines[i])
                    .append('\n');
        }
        throw new InputException(
                new Location(fileName, begin + 1),
                "the signed message has no signature at its end; the file is cut off");
    }
}
