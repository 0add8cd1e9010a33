package org.hhvmdeb.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Serves plain files, from which git can fetch, too ("dumb http"). */
public final class FileServer implements AutoCloseable {

    private final HttpServer server;
    private final Path root;

    private FileServer(HttpServer server, Path root) {
        this.server = server;
        this.root = root;
    }

    public static FileServer of(Path root) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FileServer files = new FileServer(server, root);
        server.createContext("/", files::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return files;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Path file =
                root.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
        byte[] content = file.startsWith(root) && Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        exchange.sendResponseHeaders(
                content == null ? 404 : 200, content == null || content.length == 0 ? -1 : content.length);
        if (content != null) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content);
            }
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
