package org.hhvmdeb.process;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Reason;
import org.jspecify.annotations.Nullable;

/** Writes a program's standard input while it runs. */
final class StdinPump {

    private final Command command;
    private final Process process;
    private final Thread thread;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;

    private StdinPump(Command command, Process process, Input input) {
        this.command = command;
        this.process = process;
        this.thread = new Thread(() -> feed(input), "input of " + command.program());
    }

    static StdinPump start(Command command, Process process, Input input) {
        StdinPump feeding = new StdinPump(command, process, input);
        feeding.thread.start();
        return feeding;
    }

    /** Whatever goes wrong, the program must not take what it got for all there is. */
    private void feed(Input input) {
        Stdin stdin = new Stdin(process.getOutputStream());
        try (stdin) {
            input.writeTo(stdin);
            complete = true;
        } catch (IOException | RuntimeException | Error e) {
            if (stdin.broken) {
                // A program that reads no more has a reason, which its end tells.
                complete = true;
            } else {
                failure = e;
                process.destroyForcibly();
            }
        }
    }

    /**
     * Waits for the end of the feeding; the program has ended.
     *
     * @throws ExternalException when the input could not be made
     */
    void end() throws ExternalException, InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(10));
        if (!complete) {
            throw new ExternalException("what " + command.program() + " was to read cannot be made: " + why(), failure);
        }
    }

    private String why() {
        Throwable known = failure;
        if (known == null) {
            return "it did not come to an end";
        }
        return known instanceof IOException e ? Reason.of(e) : String.valueOf(known);
    }

    /** Knows whether it was the program that stopped reading. */
    private static final class Stdin extends FilterOutputStream {

        private volatile boolean broken;

        Stdin(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            noticing(() -> out.write(bytes, from, length));
        }

        @Override
        public void flush() throws IOException {
            noticing(out::flush);
        }

        @Override
        public void close() throws IOException {
            noticing(out::close);
        }

        private void noticing(Step step) throws IOException {
            try {
                step.run();
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }

        private interface Step {
            void run() throws IOException;
        }
    }
}
