package org.hhvmdeb.cli.console;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Why a descriptor could not be written. All that Java has of it is the text of strerror(3), which is in the language of the
 * user: it is compared with the text of the same failure, made on purpose.
 *
 * @param told what Java says
 */
public record WriteFailure(IOException told) {

    /** Whether nobody reads the pipe or socket any more (EPIPE). */
    public boolean isBrokenPipe() {
        return isLike(WriteFailure::writeIntoBrokenPipe);
    }

    /** Whether it is closed, or open for reading only (EBADF). */
    public boolean isBadDescriptor() {
        return isLike(WriteFailure::writeIntoInput);
    }

    private boolean isLike(Attempt attempt) {
        try {
            attempt.run();
            return false;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).equals(told.getMessage());
        }
    }

    private static void writeIntoBrokenPipe() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel sink = pipe.sink()) {
            pipe.source().close();
            sink.write(ByteBuffer.allocate(1));
        }
    }

    private static void writeIntoInput() throws IOException {
        try (FileInputStream input = new FileInputStream("/dev/null");
                FileOutputStream output = new FileOutputStream(input.getFD())) {
            output.write(0);
        }
    }

    /** What fails. */
    private interface Attempt {

        void run() throws IOException;
    }
}
