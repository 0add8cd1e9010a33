package org.hhvmdeb.upstream.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A socket that reaches its server through the CONNECT of a proxy. */
final class TunnelSocket extends Socket {

    private static final int MOST_HEAD = 16 << 10;
    private static final String END = "\r\n\r\n";

    private final ProxyServer proxy;
    private final Watch watch;

    TunnelSocket(ProxyServer proxy, Watch watch) {
        this.proxy = proxy;
        this.watch = watch;
    }

    @Override
    public void connect(SocketAddress server) throws IOException {
        connect(server, 0);
    }

    @Override
    public void connect(SocketAddress server, int timeout) throws IOException {
        if (!(server instanceof InetSocketAddress there)) {
            throw new IOException("not an internet address: " + server);
        }
        watch.onBreach(this::abandon);
        try {
            super.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeout);
            setSoTimeout(timeout);
            getOutputStream().write(request(there).getBytes(StandardCharsets.ISO_8859_1));
            judge(head(timeout));
            setSoTimeout(0);
        } catch (IOException e) {
            close();
            watch.check();
            throw e instanceof FetchBroken ? e : watch.refused("the proxy " + proxy + " does not answer: " + words(e));
        }
    }

    private String request(InetSocketAddress server) {
        String host = server.getHostString();
        String authority =
                (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + server.getPort();
        return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n"
                + proxy.authorization()
                        .map(a -> "Proxy-Authorization: " + a + "\r\n")
                        .orElse("")
                + "\r\n";
    }

    /** Byte by byte, as what follows belongs to the server. */
    private String head(int timeout) throws IOException {
        long deadline = System.nanoTime() + timeout * 1_000_000L;
        InputStream in = getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.length() < MOST_HEAD && head.indexOf(END, Math.max(0, head.length() - END.length())) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("it ends the connection");
            }
            if (timeout > 0 && System.nanoTime() > deadline) {
                throw new SocketTimeoutException("it takes too long");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void judge(String head) throws FetchBroken {
        String status = head.lines().findFirst().orElse("").replaceFirst("^HTTP/1\\.[0-9] +", "");
        if (status.startsWith("407")) {
            throw watch.refused(proxy.credential()
                    .map(c -> "the proxy " + proxy + " does not accept " + c)
                    .orElse("the proxy " + proxy + " asks for a user name and a password; give them where you"
                            + " name the proxy"));
        }
        if (!status.matches("2[0-9][0-9].*") || !head.startsWith("HTTP/1.") || !head.endsWith(END)) {
            throw watch.refused("the proxy " + proxy + " does not connect to the server: "
                    + (status.length() > 200 ? status.substring(0, 200) + "…" : status));
        }
    }

    private void abandon() {
        try {
            close();
        } catch (IOException e) {
            // It was open, and is not.
        }
    }

    private static String words(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
