package org.hhvmdeb.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as HHVM's admin server does, or in another way. */
public final class AdminServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
        Thread thread = new Thread(r, "admin server");
        thread.setDaemon(true);
        return thread;
    });

    private AdminServer(String address, HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getAllByName(address)[0], 0), 500);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    public static AdminServer answering(HttpHandler handler) throws IOException {
        return new AdminServer("127.0.0.1", handler);
    }

    public static AdminServer of(String schema) throws IOException {
        return answering(hhvm(schema));
    }

    public static AdminServer onIpv6(String schema) throws IOException {
        return new AdminServer("::1", hhvm(schema));
    }

    /** Wants a password, but not to tell its compiler id, as HHVM does since 3.8. */
    public static AdminServer guarded(String schema, String encodedPassword) throws IOException {
        return answering(exchange -> {
            boolean open = exchange.getRequestURI().getPath().equals("/compiler-id");
            if (open || Objects.equals(exchange.getRequestURI().getRawQuery(), "auth=" + encodedPassword)) {
                hhvm(schema).handle(exchange);
            } else {
                send(exchange, 401, "Unauthorized");
            }
        });
    }

    private static HttpHandler hhvm(String schema) {
        return exchange -> {
            exchange.getResponseHeaders().set("X-Powered-By", "HHVM/3.18.5");
            switch (exchange.getRequestURI().getPath()) {
                case "/repo-schema" -> send(exchange, 200, schema + "\n");
                case "/compiler-id" -> send(exchange, 200, "tags/HHVM-3.18.5-0-g0123456789abcdef\n");
                default -> send(exchange, 404, "Unknown command");
            }
        };
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** As a person writes it. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
