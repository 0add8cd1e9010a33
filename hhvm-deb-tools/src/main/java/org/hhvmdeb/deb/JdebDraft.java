package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Progress;
import org.vafer.jdeb.Console;
import org.vafer.jdeb.DebMaker;
import org.vafer.jdeb.PackagingException;

/** Lets jdeb write a package whose data member and checksums are right; the rest of it is of no use. */
final class JdebDraft {

    /** jdeb insists on one; the real one it could not write as it is. */
    private static final String CONTROL = """
            Package: draft
            Version: 0
            Section: misc
            Priority: optional
            Architecture: all
            Maintainer: nobody
            Description: draft
            """;

    private static final String PROVIDER = "BC";

    private JdebDraft() {}

    /**
     * Writes the draft.
     *
     * @param work a directory of our own
     * @return the package, its data member not compressed
     */
    static Path write(DebPlan plan, Instant timestamp, Path work, Progress progress)
            throws ExternalException, IOException {
        Path control = Files.createDirectory(work.resolve("control"));
        Files.writeString(control.resolve("control"), CONTROL, UTF_8);
        Path draft = work.toAbsolutePath().resolve("draft.deb");
        try (Progress.Task task = progress.begin("packing", plan.bytes(), "bytes")) {
            DebMaker maker = new DebMaker(new Messages(progress), List.of(new JdebProducer(plan, task)), List.of());
            forgetProvider();
            maker.setControl(control.toFile());
            maker.setDeb(draft.toFile());
            maker.setCompression("none");
            maker.setEncoding(UTF_8);
            // The GNU forms: dpkg refuses those of POSIX, the pax headers.
            maker.setTarLongFileMode("gnu");
            maker.setTarBigNumberMode("gnu");
            maker.setOutputTimestampMs(timestamp.getEpochSecond() * 1000);
            maker.makeDeb();
        } catch (PackagingException e) {
            throw failure(e);
        }
        return draft;
    }

    /** Its constructor registers a security provider for the whole virtual machine, wanted for signatures only. */
    private static void forgetProvider() {
        Provider provider = Security.getProvider(PROVIDER);
        if (provider != null && provider.getClass().getName().startsWith(DebMaker.class.getPackageName() + ".")) {
            Security.removeProvider(PROVIDER);
        }
    }

    private static ExternalException failure(PackagingException failure) throws IOException {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
            if (cause instanceof IOException e) {
                throw e;
            }
        }
        return new ExternalException("jdeb cannot write the package: " + cause.getMessage(), failure);
    }

    private record Messages(Progress progress) implements Console {

        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
            progress.warn(message);
        }
    }
}
