package org.hhvmdeb.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hhvmdeb.testkit.HostileHttpServer.ascii;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;

/** Serves the repositories of a directory to one user; also as a proxy would, to which whole addresses are told. */
public final class GuardedGitServer implements AutoCloseable {

    private final HostileHttpServer server;

    private GuardedGitServer(HostileHttpServer server) {
        this.server = server;
    }

    /** One that wants {@code user:password}. */
    public static GuardedGitServer of(Path root, String credentials) throws IOException {
        return new GuardedGitServer(HostileHttpServer.of(answer(root, credentials)));
    }

    /** How it answers. */
    public static HostileHttpServer.Answer answer(Path root, String credentials) {
        return (request, out) -> {
            if (!request.head().contains("\r\nAuthorization: Basic " + base64(credentials) + "\r\n")) {
                out.write(ascii(String.join(
                        "\r\n",
                        "HTTP/1.1 401 No",
                        "WWW-Authenticate: Basic realm=\"x\"",
                        "Content-Length: 0",
                        "Connection: close",
                        "",
                        "")));
                return;
            }
            String path = request.path().replaceFirst("^http://[^/]*", "");
            out.write(HostileHttpServer.uploadPack(
                    request, root.resolve(path.substring(1).replaceFirst("/.*", ""))));
        };
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    public String url(String repository) {
        return server.url(repository);
    }

    public HostileHttpServer http() {
        return server;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
