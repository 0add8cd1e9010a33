package org.hhvmdeb.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Serves a repository to one user, as a server or, asked for whole addresses, as the proxy before it. */
final class UpstreamServer implements AutoCloseable {

    private final HttpServer server;
    private final Path repository;
    private final String credentials;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /**
     * A request.
     *
     * @param authorization empty for none
     * @param proxyAuthorization empty for none
     */
    record Asked(String uri, String authorization, String proxyAuthorization) {}

    private UpstreamServer(HttpServer server, Path repository, String credentials) {
        this.server = server;
        this.repository = repository;
        this.credentials = credentials;
    }

    static UpstreamServer of(Path repository, String credentials) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        UpstreamServer upstream = new UpstreamServer(server, repository, credentials);
        server.createContext("/", upstream::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return upstream;
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hhvm.git";
    }

    List<Asked> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String authorization = header(exchange, "Authorization");
        asked.add(
                new Asked(exchange.getRequestURI().toString(), authorization, header(exchange, "Proxy-Authorization")));
        if (!authorization.equals(basic(credentials))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        boolean advertises = exchange.getRequestURI().getPath().endsWith("/info/refs");
        List<String> words = new ArrayList<>(List.of("git", "upload-pack", "--stateless-rpc"));
        if (advertises) {
            words.add("--advertise-refs");
        }
        words.add(".");
        ProcessBuilder builder = new ProcessBuilder(words).directory(repository.toFile());
        builder.environment().put("GIT_PROTOCOL", "version=2");
        Process git = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        InputStream in = exchange.getRequestBody();
        try (OutputStream toGit = git.getOutputStream()) {
            (header(exchange, "Content-Encoding").equals("gzip") ? new GZIPInputStream(in) : in).transferTo(toGit);
        }
        exchange.getResponseHeaders()
                .add("Content-Type", "application/x-git-upload-pack-" + (advertises ? "advertisement" : "result"));
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write((advertises ? "001e# service=git-upload-pack\n0000" : "").getBytes(UTF_8));
            git.getInputStream().transferTo(out);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
