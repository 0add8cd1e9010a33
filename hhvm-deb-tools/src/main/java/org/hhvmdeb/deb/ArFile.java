package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.InputException;

/**
 * The members of an ar archive as deb(5) describes them: sixteen characters of name, no long names. The content stays
 * on disk.
 */
record ArFile(Path file, List<ArMember> members) {

    private static final String MAGIC = "!<arch>\n";
    private static final int HEADER = 60;
    private static final int MOST_MEMBERS = 100;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}");
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,8}");

    /** @throws InputException when this is no ar archive or a damaged one */
    static ArFile read(Path file) throws InputException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException(InputFile.absent("package file", file));
        }
        long length = Files.size(file);
        List<ArMember> members = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            if (!new String(in.readNBytes(MAGIC.length()), US_ASCII).equals(MAGIC)) {
                throw wrong(file, "it does not start with \"!<arch>\"");
            }
            long at = MAGIC.length();
            while (at < length) {
                if (members.size() == MOST_MEMBERS) {
                    throw wrong(file, "it has more than " + MOST_MEMBERS + " members");
                }
                ArMember member = member(file, in.readNBytes(HEADER), at + HEADER);
                if (member.size() > length - member.offset()) {
                    throw wrong(file, "it ends within the member " + member.name());
                }
                members.add(member);
                long next = member.offset() + member.size() + member.size() % 2;
                in.skipNBytes(Math.min(next, length) - member.offset());
                at = next;
            }
        } catch (EOFException e) {
            throw new InputException(file + " became shorter while it was read", e);
        }
        return new ArFile(file, List.copyOf(members));
    }

    /** Opens the content of a member. */
    InputStream open(ArMember member) throws IOException {
        return new MemberInput(
                Channels.newInputStream(Files.newByteChannel(file).position(member.offset())), member.size());
    }

    private static ArMember member(Path file, byte[] header, long offset) throws InputException {
        String text = new String(header, US_ASCII);
        if (header.length < HEADER || !text.endsWith("`\n")) {
            throw wrong(file, "there is no member header at byte " + (offset - HEADER));
        }
        String name = text.substring(0, 16).stripTrailing();
        return new ArMember(
                name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
                number(file, text.substring(16, 28), DECIMAL, 10),
                number(file, text.substring(28, 34), DECIMAL, 10),
                number(file, text.substring(34, 40), DECIMAL, 10),
                (int) number(file, text.substring(40, 48), OCTAL, 8),
                offset,
                number(file, text.substring(48, 58), DECIMAL, 10));
    }

    private static long number(Path file, String field, Pattern shape, int base) throws InputException {
        String digits = field.strip();
        if (!shape.matcher(digits).matches()) {
            throw wrong(file, "the header of a member holds \"" + digits + "\" where a number belongs");
        }
        return Long.parseLong(digits, base);
    }

    private static InputException wrong(Path file, String why) {
        return new InputException(file + " is not a Debian package: " + why);
    }
}
