package org.hhvmdeb.deb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksums {@code dpkg --verify} goes by (deb-md5sums(5)). */
final class Md5sums {

    private static final int BUFFER = 1 << 16;

    private Md5sums() {}

    /** Those of all files but conffiles, which dpkg keeps elsewhere and users change. */
    static String of(DebPlan plan, DebRequest request) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (DebEntry entry : plan.entries()) {
            if (entry instanceof DebEntry.File file && !request.conffiles().contains(file.path())) {
                lines.append(md5(file.content()))
                        .append("  ")
                        .append(file.path())
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private static String md5(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            while (in.read(buffer) >= 0) {
                // The digest is what is wanted of it.
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The only digest dpkg knows for installed files. */
    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
