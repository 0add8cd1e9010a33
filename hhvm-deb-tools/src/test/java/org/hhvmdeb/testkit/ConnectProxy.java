package org.hhvmdeb.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that connects one user, whatever server is asked for, to one port of this machine. */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final int to;
    private final String credentials;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private ConnectProxy(ServerSocket socket, int to, String credentials) {
        this.socket = socket;
        this.to = to;
        this.credentials = credentials;
    }

    public static ConnectProxy to(int port, String credentials) throws IOException {
        ConnectProxy proxy =
                new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port, credentials);
        daemon(proxy::accept);
        return proxy;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What it was asked. */
    public List<String> heads() {
        return heads;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            daemon(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) client.getInputStream().read());
            }
            heads.add(head.toString());
            boolean known = head.toString()
                    .contains("\r\nProxy-Authorization: Basic " + GuardedGitServer.base64(credentials) + "\r\n");
            client.getOutputStream()
                    .write(("HTTP/1.1 " + (known ? "200 Connected" : "407 No\r\nProxy-Authenticate: Basic realm=\"x\"")
                                    + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            if (known) {
                connect(client);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), to)) {
            daemon(() -> copy(server.getInputStream(), client.getOutputStream()));
            copy(client.getInputStream(), server.getOutputStream());
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One end has closed.
                    }
                },
                "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
