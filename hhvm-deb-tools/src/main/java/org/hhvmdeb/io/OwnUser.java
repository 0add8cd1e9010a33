package org.hhvmdeb.io;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that we run as. */
public final class OwnUser {

    private OwnUser() {}

    /**
     * The user's number. Java takes one without a name, as containers have them, for root; such a user is known by what a new file of
     * his belongs to.
     */
    public static int uid() throws IOException {
        UnixSystem system = new UnixSystem();
        if (system.getUsername() != null) {
            return (int) system.getUid();
        }
        Path file = Files.createTempFile(TemporaryFiles.directory(), "hhvm-deb-", ".uid");
        try {
            return ((Number) Files.getAttribute(file, "unix:uid")).intValue();
        } finally {
            Files.delete(file);
        }
    }
}
