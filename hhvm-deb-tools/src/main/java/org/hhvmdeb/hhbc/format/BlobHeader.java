package org.hhvmdeb.hhbc.format;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * The head of a blob repository: {@code HHBC}, a 16-bit version, the schema's length in one byte, the schema. What
 * follows differs from release to release under the same version.
 */
public record BlobHeader(int version, RepoSchema schema) {

    private static final int MAGIC_LENGTH = 4;
    private static final int ONLY_VERSION = 1;

    public static BlobHeader read(Path file) throws HhvmDebException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.skipNBytes(MAGIC_LENGTH);
            int version = in.readUnsignedShort();
            if (version != ONLY_VERSION) {
                throw new InputException(
                        file + " is a blob repository of format version " + version + "; only version 1 is known");
            }
            byte[] schema = new byte[in.readUnsignedByte()];
            in.readFully(schema);
            return new BlobHeader(version, RepoSchema.parse(new String(schema, StandardCharsets.ISO_8859_1)));
        } catch (InputException e) {
            throw new InputException(file + " has a damaged header: " + e.getMessage(), e);
        } catch (java.io.EOFException e) {
            throw new InputException(file + " ends within its header; recompile it", e);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }
}
