package org.hhvmdeb.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Serves repositories as a forge does: git's own http-backend behind an HTTP server. */
public final class GitHttpServer implements AutoCloseable {

    private static final String CGI_RESULT = "Content-Type: application/x-git-upload-pack-result\r\n\r\n";

    private final HttpServer server;
    private final Path root;
    private final boolean strict;
    private final AtomicBoolean dropping = new AtomicBoolean();
    private volatile Consumer<String> before = path -> {};

    private GitHttpServer(HttpServer server, Path root, boolean strict) {
        this.server = server;
        this.root = root;
        this.strict = strict;
    }

    /** Serves all repositories below a directory. */
    public static GitHttpServer of(Path root) throws IOException {
        return start(root, false);
    }

    /** The same, speaking the first protocol alone and giving out nothing but what branches and tags point to. */
    public static GitHttpServer strict(Path root) throws IOException {
        return start(root, true);
    }

    private static GitHttpServer start(Path root, boolean strict) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        GitHttpServer git = new GitHttpServer(server, root, strict);
        server.createContext("/", git::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return git;
    }

    public String url(String repository) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
    }

    /** Lets the connection end in the middle of the next pack, as a network does that goes away. */
    public void dropNextPack() {
        dropping.set(true);
    }

    /** What is done with the path of a request before it is answered, and may hold it. */
    public void beforeAnswers(Consumer<String> action) {
        before = action;
    }

    private void answer(HttpExchange exchange) throws IOException {
        before.accept(exchange.getRequestURI().getPath());
        InputStream in = exchange.getRequestBody();
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body = (packed ? new GZIPInputStream(in) : in).readAllBytes();
        if (strict && asksForMore(exchange, new String(body, StandardCharsets.ISO_8859_1))) {
            String line = "ERR upload-pack: not our ref";
            reply(exchange, CGI_RESULT + "%04x%s".formatted(line.length() + 4, line));
            return;
        }
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("HOME", root.toString());
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("REMOTE_ADDR", "127.0.0.1");
        String query = exchange.getRequestURI().getQuery();
        environment.put("QUERY_STRING", query == null ? "" : query);
        header(exchange, "Content-Type", environment, "CONTENT_TYPE");
        if (!strict) {
            header(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
        }
        environment.put("CONTENT_LENGTH", String.valueOf(body.length));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream toGit = process.getOutputStream()) {
            toGit.write(body);
        }
        try (InputStream out = process.getInputStream()) {
            reply(exchange, new String(out.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    /** Over HTTP git itself gives out whatever can be reached from a branch; over ssh it does not. */
    private boolean asksForMore(HttpExchange exchange, String body) throws IOException {
        Matcher want = Pattern.compile("want ([0-9a-f]{40})").matcher(body);
        if (!want.find()) {
            return false;
        }
        String name = exchange.getRequestURI().getPath().replaceFirst("/git-upload-pack$", "");
        Process process = new ProcessBuilder("git", "show-ref", "--head")
                .directory(root.resolve(name.substring(1)).toFile())
                .start();
        try (InputStream out = process.getInputStream()) {
            return !new String(out.readAllBytes(), StandardCharsets.ISO_8859_1).contains(want.group(1));
        }
    }

    private static void header(HttpExchange exchange, String name, Map<String, String> environment, String variable) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
            environment.put(variable, value);
        }
    }

    private void reply(HttpExchange exchange, String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        int status = 200;
        for (String line : text.substring(0, end).lines().toList()) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(parts[0], parts[1]);
            }
        }
        byte[] content = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (text.indexOf("PACK", end) > 0 && dropping.compareAndSet(true, false)) {
            OutputStream out = exchange.getResponseBody();
            out.write(content, 0, text.indexOf("PACK", end) - end + 20);
            out.flush();
            throw new IOException("dropped");
        }
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
