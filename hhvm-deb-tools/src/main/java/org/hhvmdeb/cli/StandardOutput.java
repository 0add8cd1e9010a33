package org.hhvmdeb.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.cli.console.WriteFailure;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Standard output. It remembers that it could not be written, which a {@link PrintStream} keeps to itself; and a file
 * option that says {@code -} has it alone, while what the command prints goes to standard error.
 */
final class StandardOutput {

    private static final String ITSELF = "-";

    private final OutputStream sink;
    private final OutputStream otherwise;
    private @Nullable Path taken;
    private @Nullable IOException failure;

    /**
     * Sets up.
     *
     * @param sink the stream itself; a PrintStream would tell of no failure
     * @param otherwise where results go when a file has it
     */
    StandardOutput(OutputStream sink, OutputStream otherwise) {
        this.sink = sink;
        this.otherwise = otherwise;
    }

    /** Where a command prints its result, in UTF-8. */
    PrintStream results() {
        return new PrintStream(new Results(), true, StandardCharsets.UTF_8);
    }

    /**
     * What an option names as a file: {@code -}, and every other name of standard output, is this.
     *
     * @throws InputException when it cannot be a file, or is a second one in here
     * @throws org.hhvmdeb.notice.ExternalException when it can be seen that it cannot be written
     */
    OutputFile file(String name) throws HhvmDebException {
        Path path = HhvmDeb.path(name);
        OutputFile file = name.equals(ITSELF) ? OutputFile.into(new Whole(), path) : OutputFile.of(path);
        if (name.endsWith("/")) {
            throw new InputException(name + " is the name of a directory, but a file is written; name a file in it");
        }
        if (!name.equals(ITSELF) && !file.isStandardOutput()) {
            return file;
        }
        if (taken != null) {
            throw new InputException("two files go to standard output, " + taken + " and " + path
                    + ", and could not be told apart; name another place for one of them");
        }
        taken = path;
        return OutputFile.into(new Whole(), path);
    }

    /** Why not all that was printed could be written. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** A reader that has seen enough, as head(1), is no failure. */
    private void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            sink.write(bytes, offset, length);
            sink.flush();
        } catch (IOException e) {
            if (!new WriteFailure(e).isBrokenPipe()) {
                throw e;
            }
        }
    }

    /** What commands print. */
    private final class Results extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (taken != null) {
                otherwise.write(bytes, offset, length);
            } else if (failure == null) {
                try {
                    StandardOutput.this.write(bytes, offset, length);
                } catch (IOException e) {
                    failure = new WriteFailure(e).isBadDescriptor() ? new IOException("it is closed", e) : e;
                }
            }
        }
    }

    /** The content of one file. */
    private final class Whole extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            StandardOutput.this.write(bytes, offset, length);
        }
    }
}
