package org.hhvmdeb.hhbc.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/** A JIT profile dump (Jumpstart, HHVM 3.27 and later): {@code HHVM}, a length in the machine's byte order, the schema. */
public final class ProfileDump {

    private static final int MAGIC = 4;
    private static final int LENGTH = 8;
    private static final int MOST = 255;

    private ProfileDump() {}

    /** The schema it is for; empty when the head is not as expected. */
    public static Optional<RepoSchema> schema(Path file) throws ExternalException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MAGIC + LENGTH + MOST);
            for (int i = MAGIC + 1; i < Math.min(head.length, MAGIC + LENGTH); i++) {
                if (head[i] != 0) {
                    return Optional.empty();
                }
            }
            int length = head.length > MAGIC ? head[MAGIC] & 0xff : 0;
            if (MAGIC + LENGTH + length > head.length) {
                return Optional.empty();
            }
            return Optional.of(RepoSchema.parse(new String(head, MAGIC + LENGTH, length, StandardCharsets.ISO_8859_1)));
        } catch (InputException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }
}
