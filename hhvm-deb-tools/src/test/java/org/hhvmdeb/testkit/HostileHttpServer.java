package org.hhvmdeb.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A web server that answers each request with whatever bytes a test likes. */
public final class HostileHttpServer implements AutoCloseable {

    public static final String COMMIT = "1234567890123456789012345678901234567890";

    private static final String RESULT = "application/x-git-upload-pack-result";

    /** What it answers. */
    @FunctionalInterface
    public interface Answer {
        /** Writes the whole answer, its head included. */
        void write(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * What was asked.
     *
     * @param head the first line and the headers
     */
    public record Request(String head, String body) {
        public String path() {
            return head.split(" ", 3)[1];
        }
    }

    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket socket;
    private final Answer answer;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private HostileHttpServer(ServerSocket socket, Answer answer) {
        this.socket = socket;
        this.answer = answer;
    }

    public static HostileHttpServer of(Answer answer) throws IOException {
        HostileHttpServer server =
                new HostileHttpServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
        daemon(server::accept);
        return server;
    }

    /** One that speaks git's protocol well until it comes to the pack. */
    public static HostileHttpServer untilThePack(Answer pack) throws IOException {
        return of((request, out) -> {
            if (request.path().contains("/info/refs")) {
                out.write(head("application/x-git-upload-pack-advertisement"));
                packet(out, "# service=git-upload-pack\n");
                out.write(ascii("0000"));
                packet(out, "version 2\n");
                packet(out, "ls-refs\n");
                packet(out, "fetch=shallow\n");
                out.write(ascii("0000"));
            } else if (request.body().contains("command=ls-refs")) {
                out.write(head(RESULT));
                packet(out, COMMIT + " refs/tags/HHVM-3.18.5\n");
                out.write(ascii("0000"));
            } else {
                out.write(head(RESULT));
                packet(out, "packfile\n");
                pack.write(request, out);
            }
        });
    }

    /** One that has a repository as plain files, of which a test makes those that begin so. */
    public static HostileHttpServer dumb(String path, Answer file) throws IOException {
        return of((request, out) -> {
            if (request.path().contains(path)) {
                file.write(request, out);
            } else if (request.path().contains("/info/refs")) {
                out.write(head("text/plain"));
                out.write(ascii(COMMIT + "\trefs/tags/HHVM-3.18.5\n"));
            } else if (request.path().endsWith("/objects/info/packs")) {
                out.write(head("text/plain"));
                out.write(ascii("P pack-" + COMMIT + ".pack\n"));
            } else {
                out.write(ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        });
    }

    /** What git itself answers. */
    public static byte[] uploadPack(Request request, Path repository) throws IOException {
        List<String> words = new ArrayList<>(List.of("git", "upload-pack", "--stateless-rpc"));
        boolean advertises = request.path().contains("/info/refs");
        if (advertises) {
            words.add("--advertise-refs");
        }
        words.add(".");
        ProcessBuilder builder = new ProcessBuilder(words).directory(repository.toFile());
        builder.environment().put("GIT_PROTOCOL", "version=2");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(ascii(request.body()));
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head("application/x-git-upload-pack-" + (advertises ? "advertisement" : "result")));
        answer.writeBytes(ascii(advertises ? "001e# service=git-upload-pack\n0000" : ""));
        answer.writeBytes(process.getInputStream().readAllBytes());
        return answer.toByteArray();
    }

    public static byte[] head(String type, String... headers) {
        return ascii("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n" + String.join("", headers)
                + "\r\n");
    }

    public static void packet(OutputStream out, String text) throws IOException {
        packet(out, ascii(text));
    }

    public static void packet(OutputStream out, byte[] content) throws IOException {
        out.write(ascii("%04x".formatted(content.length + 4)));
        out.write(content);
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + "/" + path;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<Request> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                OutputStream out = client.getOutputStream()) {
            Request request = read(new BufferedInputStream(client.getInputStream()));
            requests.add(request);
            answer.write(request, out);
        } catch (SocketException e) {
            // The client has had enough.
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            if (next == TLS_HANDSHAKE && head.size() == 0) {
                throw new SocketException("there is no TLS here");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .filter(l -> l.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(l -> Integer.parseInt(l.substring(l.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        InputStream body = new ByteArrayInputStream(in.readNBytes(length));
        boolean packed = text.toLowerCase(Locale.ROOT).contains("content-encoding: gzip");
        return new Request(
                text,
                new String((packed ? new GZIPInputStream(body) : body).readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
