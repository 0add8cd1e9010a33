package org.hhvmdeb.upstream.fetch;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** A connection to one server, broken off where a limit of the run is reached. */
public final class FetchSession implements AutoCloseable {

    private static final long TICK_MILLIS = 100;

    /** For a connection that was closed to be noticed. */
    private static final long GRACE_MILLIS = 2000;

    private final Watch watch;
    private final ReceivingRepository repository;
    private final Transport transport;
    private final AskedCredentials credentials;
    private volatile boolean abandoned;

    private FetchSession(
            Watch watch, ReceivingRepository repository, Transport transport, AskedCredentials credentials) {
        this.watch = watch;
        this.repository = repository;
        this.transport = transport;
        this.credentials = credentials;
    }

    static FetchSession open(
            Fetching fetching, FileRepositoryBuilder receiver, URIish server, Optional<Credential> credential)
            throws IOException {
        Watch watch = new Watch(fetching);
        ReceivingRepository repository = null;
        try {
            FetchSettings settings = fetching.settings();
            repository = ReceivingRepository.open(receiver, watch);
            AskedCredentials credentials =
                    new AskedCredentials(server, credential, settings.credentials(), fetching.secrets());
            credential.ifPresent(fetching.secrets()::add);
            String path = String.valueOf(server.getRawPath());
            int behind = path.replaceAll("[;#]", "?").indexOf('?');
            if (behind >= 0) {
                fetching.secrets().addQuery(path.substring(behind + 1));
            }
            Transport transport = Transport.open(repository, server);
            transport.setTimeout(
                    (int) Math.max(1, settings.limits().lowSpeedTime().toSeconds()));
            if (transport instanceof TransportHttp http) {
                http.setHttpConnectionFactory(new WatchedConnections(credentials, fetching.proxies(), watch));
                http.setCredentialsProvider(credentials);
            } else if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(new WatchedSsh(ssh.getSshSessionFactory(), watch));
                if (credential.isPresent()) {
                    ssh.setCredentialsProvider(credentials);
                }
            }
            return new FetchSession(watch, repository, transport, credentials);
        } catch (IOException | RuntimeException e) {
            if (repository != null) {
                repository.close();
            }
            watch.close();
            throw e;
        }
    }

    /** Tells of progress, and ends the work at the next step when a limit is reached: JGit asks nobody while it unpacks. */
    public ProgressMonitor limited(ProgressMonitor monitor) {
        return new LimitedMonitor(monitor, watch);
    }

    /** Something to do with the connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transport transport) throws IOException;
    }

    /**
     * Does some work with the connection, in a thread of its own. Java reads some things, such as the end of an HTTP chunk, in one
     * call, and lets nobody close the connection meanwhile. When a limit is reached such a thread is given up.
     *
     * @throws FetchBroken when a limit was reached, or the server sent what cannot be read
     * @throws IOException what JGit says about all other failures
     */
    public <T> T run(Work<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(() -> attempt(work));
        Thread worker = Watch.inBackground("fetch", task);
        try {
            while (!task.isDone() && watch.breach().isEmpty()) {
                worker.join(TICK_MILLIS);
            }
            awaitEnd(worker);
            if (!task.isDone()) {
                abandoned = true;
                watch.check();
            }
            return task.get();
        } catch (InterruptedException e) {
            watch.refused("interrupted while fetching");
            awaitEnd(worker);
            abandoned = !task.isDone();
            Thread.currentThread().interrupt();
            FetchBroken interrupted = new FetchBroken("interrupted while fetching");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    /** Waits a while for the thread, which a breach interrupts: it writes into files that are removed afterwards. */
    private void awaitEnd(Thread worker) {
        if (watch.breach().isPresent()) {
            worker.interrupt();
        }
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (worker.isAlive() && System.nanoTime() < end) {
            try {
                worker.join(TICK_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T attempt(Work<T> work) throws IOException {
        try {
            T result = work.run(transport);
            watch.check();
            return result;
        } catch (IOException e) {
            throw explained(e);
        } catch (OutOfMemoryError e) {
            throw watch.breach()
                    .orElseGet(() -> new FetchBroken("what the server sent does not fit into memory ("
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB); if the server is to be trusted, give Java more with -Xmx"));
        } catch (StackOverflowError e) {
            // Java calls itself for each interim answer of HTTP.
            throw watch.breach()
                    .orElseGet(() ->
                            new FetchBroken("the server sent interim answers or other nested content without end"));
        } catch (Error e) {
            throw watch.breach()
                    .orElseGet(() -> new FetchBroken("what the server sent cannot be read: "
                            + e.getClass().getSimpleName()));
        } catch (RuntimeException e) {
            // JGit checks little of what servers send before it counts with it.
            throw watch.breach()
                    .orElseGet(() -> new FetchBroken("the server sent what is not git's protocol ("
                            + e.getClass().getSimpleName() + " in " + place(e) + ")"));
        }
    }

    private IOException explained(IOException failure) {
        Optional<FetchBroken> breach = watch.breach();
        if (breach.isPresent()) {
            return breach.get();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLargeObjectInPackException) {
                return watch.objectTooLarge();
            }
        }
        if (failure instanceof NotSupportedException) {
            return new FetchBroken("the address is none that can be fetched from");
        }
        return credentials.complaint().<IOException>map(FetchBroken::new).orElse(failure);
    }

    private static String place(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "JGit" : trace[0].getClassName().replaceFirst(".*\\.", "");
    }

    @Override
    public void close() {
        watch.close();
        if (abandoned) {
            Watch.inBackground("fetch-close", this::release);
        } else {
            release();
        }
    }

    private void release() {
        transport.close();
        repository.close();
    }
}
