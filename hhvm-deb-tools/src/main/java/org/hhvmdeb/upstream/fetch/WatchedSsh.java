package org.hhvmdeb.upstream.fetch;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/** Connects by ssh, as JGit does, and watches what comes. */
final class WatchedSsh extends SshSessionFactory {

    /** While it prepares a pack, git sends five bytes every five seconds. */
    private static final long LEAST = 40;

    private final SshSessionFactory plain;
    private final Watch watch;

    WatchedSsh(SshSessionFactory plain, Watch watch) {
        this.plain = plain;
        this.watch = watch;
    }

    @Override
    public RemoteSession getSession(URIish uri, CredentialsProvider credentials, FS fs, int timeoutMillis)
            throws TransportException {
        RemoteSession session = connected(uri, credentials, fs, timeoutMillis);
        watch.onBreach(session::disconnect);
        RemoteSession2 watched = new RemoteSession2() {
            @Override
            public Process exec(String command, int timeout) throws java.io.IOException {
                return new WatchedProcess(session.exec(command, timeout), watch);
            }

            @Override
            public Process exec(String command, Map<String, String> environment, int timeout)
                    throws java.io.IOException {
                return session instanceof RemoteSession2 second
                        ? new WatchedProcess(second.exec(command, environment, timeout), watch)
                        : exec(command, timeout);
            }

            @Override
            public void disconnect() {
                session.disconnect();
            }
        };
        return watched;
    }

    /** A server that says nothing is given up as one that sends nothing later. */
    private RemoteSession connected(URIish uri, CredentialsProvider credentials, FS fs, int timeoutMillis)
            throws TransportException {
        try {
            watch.waitFor(LEAST);
            RemoteSession session = plain.getSession(uri, credentials, fs, timeoutMillis);
            watch.answered();
            return session;
        } catch (FetchBroken e) {
            throw new TransportException(uri, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String getType() {
        return plain.getType();
    }

    /** The program at the other end. */
    private static final class WatchedProcess extends Process {

        private final Process process;
        private final InputStream in;
        private final InputStream err;

        WatchedProcess(Process process, Watch watch) {
            this.process = process;
            this.in =
                    new BoundedInput(new MeteredInput(process.getInputStream(), watch, LEAST), new PacketBound(watch));
            this.err = new BoundedInput(process.getErrorStream(), new TextBound(watch));
        }

        @Override
        public OutputStream getOutputStream() {
            return process.getOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public InputStream getErrorStream() {
            return err;
        }

        @Override
        public int waitFor() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
            return process.waitFor(timeout, unit);
        }

        @Override
        public int exitValue() {
            return process.exitValue();
        }

        @Override
        public void destroy() {
            process.destroy();
        }
    }
}
