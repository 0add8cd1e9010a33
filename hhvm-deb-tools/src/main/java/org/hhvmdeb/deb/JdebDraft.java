package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.hhvmdeb.notice.Progress;
import org.vafer.jdeb.Console;
import org.vafer.jdeb.DebMaker;
import org.vafer.jdeb.PackagingException;

/**
 * A package that jdeb is writing, of which the data member is right and the rest of no use. jdeb packs the data into a
 * file of its own before it copies that into the package, and its second half is read while it is written.
 */
final class JdebDraft implements AutoCloseable {

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

    private final Path file;
    private final FutureTask<Void> writing;
    private final Thread writer;

    private JdebDraft(Path file, FutureTask<Void> writing) {
        this.file = file;
        this.writing = writing;
        this.writer = new Thread(writing, "jdeb");
    }

    /**
     * Begins to write.
     *
     * @param work a directory of our own
     */
    static JdebDraft begin(DebPlan plan, Instant timestamp, Path work, Progress progress) throws IOException {
        Path control = Files.createDirectory(work.resolve("control"));
        Files.writeString(control.resolve("control"), CONTROL, UTF_8);
        Path file = work.toAbsolutePath().resolve("draft.deb");
        JdebDraft draft = new JdebDraft(file, new FutureTask<>(() -> {
            write(plan, timestamp, control, file, progress);
            return null;
        }));
        draft.writer.setDaemon(true);
        draft.writer.start();
        return draft;
    }

    /** Opens the package; reading waits for what is not written yet, and throws what writing it throws. */
    InputStream open() {
        return new GrowingInput(file, writing);
    }

    /** Stops writing. */
    @Override
    public void close() {
        writer.interrupt();
        boolean interrupted = Thread.interrupted();
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(DebPlan plan, Instant timestamp, Path control, Path file, Progress progress)
            throws IOException {
        DebMaker maker = new DebMaker(new Messages(progress), List.of(new JdebProducer(plan)), List.of());
        forgetProvider();
        maker.setControl(control.toFile());
        maker.setDeb(file.toFile());
        maker.setCompression("none");
        maker.setEncoding(UTF_8);
        // The GNU forms: dpkg refuses those of POSIX, the pax headers.
        maker.setTarLongFileMode("gnu");
        maker.setTarBigNumberMode("gnu");
        maker.setOutputTimestampMs(timestamp.getEpochSecond() * 1000);
        try {
            maker.makeDeb();
        } catch (PackagingException e) {
            throw failure(e);
        }
    }

    /** Its constructor registers a security provider for the whole virtual machine, wanted for signatures only. */
    private static void forgetProvider() {
        Provider provider = Security.getProvider(PROVIDER);
        if (provider != null && provider.getClass().getName().startsWith(DebMaker.class.getPackageName() + ".")) {
            Security.removeProvider(PROVIDER);
        }
    }

    private static IOException failure(PackagingException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
            if (cause instanceof IOException e) {
                return e;
            }
        }
        return new IOException("jdeb cannot write the package: " + cause.getMessage(), failure);
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
