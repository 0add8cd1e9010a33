package org.hhvmdeb.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.hhbc.host.AdminClient;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How admin ports are asked. The password is never an argument: other users of the machine can see those. */
public final class AdminOptions {

    private static final String VARIABLE = "HHVM_DEB_ADMIN_PASSWORD";
    private static final int LONGEST = 4096;
    private static final int SECONDS = 5;

    @Option(
            names = "--admin-password-file",
            paramLabel = "FILE",
            description = "Its first line is the password of the admin ports. Default: the variable " + VARIABLE
                    + " of the environment, if it is set.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long an admin port may take for an answer. Default: " + SECONDS)
    private @Nullable Integer seconds;

    /** Whether one of them was given. */
    public boolean areSaid() {
        return passwordFile != null || seconds != null;
    }

    public AdminClient client(Console console) throws HhvmDebException {
        int longest = seconds == null ? SECONDS : seconds;
        if (longest < 1) {
            throw new InputException("--timeout is " + longest + "; it is at least 1 second");
        }
        return new AdminClient(password(console), Duration.ofSeconds(longest));
    }

    private Optional<String> password(Console console) throws HhvmDebException {
        if (passwordFile == null) {
            return Optional.ofNullable(console.environment().get(VARIABLE)).filter(p -> !p.isEmpty());
        }
        if (!Files.exists(passwordFile) || Files.isDirectory(passwordFile)) {
            throw new InputException(InputFile.absent("password file", passwordFile));
        }
        try (InputStream in = Files.newInputStream(passwordFile)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            Optional<String> line = text.lines().findFirst().filter(p -> !p.isEmpty());
            return Optional.of(line.orElseThrow(
                    () -> new InputException("the first line of the password file " + passwordFile + " is empty")));
        } catch (IOException e) {
            throw ExternalException.reading(passwordFile, e);
        }
    }
}
