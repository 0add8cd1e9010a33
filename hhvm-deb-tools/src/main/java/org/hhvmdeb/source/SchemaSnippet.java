package org.hhvmdeb.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.Progress;

/** The makefile that lets the hhvm package provide its repo schema, for a debian/rules that includes it. */
final class SchemaSnippet {

    /** The name in debian/. */
    static final String NAME = "hhvm-repo-schema.mk";

    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^ *[-s]?include[ \\t].*\\bdebian/" + Pattern.quote(NAME) + "(?=\\s|$)");

    private SchemaSnippet() {}

    /**
     * Adds the makefile if the rules ask for it. One that the maintainer has put there stays: it may be older than ours
     * for a reason, and what it comes to is checked in the package it makes.
     *
     * @param debian the copied debian/
     */
    static void addTo(Path debian, Progress progress) throws IOException {
        Path rules = debian.resolve("rules");
        if (!Files.isRegularFile(rules)
                || !INCLUDE.matcher(Files.readString(rules, StandardCharsets.ISO_8859_1))
                        .find()) {
            return;
        }
        Path file = debian.resolve(NAME);
        byte[] content = content();
        if (Files.isSymbolicLink(file)) {
            progress.warn("debian/" + NAME
                    + " is a symbolic link; it is used as it is. Remove it from the packaging to get ours");
        } else if (!Files.exists(file)) {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } else if (!Arrays.equals(Files.readAllBytes(file), content)) {
            progress.warn("debian/" + NAME + " is not the one of this hhvm-deb; it is used as it is. Remove it from the"
                    + " packaging to get ours");
        }
    }

    private static byte[] content() throws IOException {
        try (InputStream in = SchemaSnippet.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException(NAME + " is missing from our own jar");
            }
            return in.readAllBytes();
        }
    }
}
