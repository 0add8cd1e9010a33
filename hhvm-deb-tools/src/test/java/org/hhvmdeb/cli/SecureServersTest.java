package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.GuardedGitServer.base64;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.ConnectProxy;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching over TLS from a server with a certificate of an authority of our own, also through a proxy. */
@Tag("integration")
class SecureServersTest {

    private static final String PROXY = "pr0xy&Secret";
    private static final String NETRC = "n3trcSecret";

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private HttpsServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin/keytool")
                + " -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -storepass changeit";
        new GitFixture(keys).sh(keys, """
                k='%s'
                $k -genkeypair -alias ca -keyalg EC -dname CN=Authority -ext bc:c -keystore ca.p12
                $k -genkeypair -alias server -keyalg EC -dname CN=git.example.org -keystore server.p12
                $k -exportcert -rfc -alias ca -keystore ca.p12 >ca.pem
                $k -certreq -alias server -keystore server.p12 |
                    $k -gencert -rfc -alias ca -ext san=dns:git.example.org -keystore ca.p12 >server.pem
                $k -importcert -noprompt -alias ca -file ca.pem -keystore server.p12
                $k -importcert -noprompt -alias server -file server.pem -keystore server.p12
                $k -importcert -noprompt -alias ca -file ca.pem -storetype JKS -keystore trust.jks
                """.formatted(keytool));
    }

    @BeforeEach
    void startServer() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm.git");
        git.write(hhvm, "a.c", "int a;\n");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        for (String file : List.of("server.p12", "trust.jks")) {
            Files.copy(keys.resolve(file), directory.resolve(file));
        }
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", directory.toString());
        Files.writeString(directory.resolve(".netrc"), "machine git.example.org login me password " + NETRC + "\n");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void aProxyLeadsToTheServerAndOnlyTheProxySeesItsPassword() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.to(server.getAddress().getPort(), "us:" + PROXY)) {
            environment.put("https_proxy", "http://us:" + PROXY.replace("&", "%26") + "@127.0.0.1:" + proxy.port());
            Completed run = fetch();
            assertThat(run.exitCode()).as(run.said()).isZero();
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allMatch(h -> h.startsWith("CONNECT git.example.org:443 HTTP/1.1\r\n"))
                    .noneMatch(h -> h.contains(base64("me:" + NETRC)));
        }
        assertThat(heads)
                .anyMatch(h -> h.contains("Basic " + base64("me:" + NETRC)))
                .noneMatch(h -> h.contains("Proxy-authorization") || h.contains(base64("us:" + PROXY)));
        assertThat(directory.resolve("out/hhvm_3.18.5.orig.tar.xz")).exists();
    }

    @Test
    void aProxyThatWantsAnotherPasswordOrNoneIsTold() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.to(server.getAddress().getPort(), "us:another")) {
            environment.put("https_proxy", "http://us:" + PROXY.replace("&", "%26") + "@127.0.0.1:" + proxy.port());
            Completed refused = fetch();
            assertThat(refused.exitCode()).isEqualTo(ExitCodes.OUTSIDE);
            assertThat(refused.said())
                    .contains("the proxy 127.0.0.1:" + proxy.port()
                            + " does not accept the user name and password of the environment")
                    .doesNotContain(PROXY, base64("us:" + PROXY), "\tat ");
            environment.put("https_proxy", "127.0.0.1:" + proxy.port());
            assertThat(fetch().said()).contains("asks for a user name and a password");
            environment.put("https_proxy", "127.0.0.1:1");
            assertThat(fetch().said()).contains("the proxy 127.0.0.1:1 does not answer: ConnectException");
        }
        assertThat(heads).isEmpty();
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.to(server.getAddress().getPort(), "us:" + PROXY)) {
            environment.put("https_proxy", "http://us:" + PROXY.replace("&", "%26") + "@127.0.0.1:" + proxy.port());
            Completed run = fetch("-Dnothing");
            assertThat(run.exitCode()).isEqualTo(ExitCodes.OUTSIDE);
            assertThat(run.said()).contains("certification path").doesNotContain("\tat ");
        }
        assertThat(heads).isEmpty();
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        Completed run = tags("https://localhost:" + server.getAddress().getPort() + "/hhvm.git");
        assertThat(run.exitCode()).isEqualTo(ExitCodes.OUTSIDE);
        assertThat(run.said()).contains("localhost").doesNotContain("\tat ");
        assertThat(heads).isEmpty();
    }

    private Completed tags(String url) throws Exception {
        return java(trust(), "upstream", "tags", url);
    }

    private Completed fetch() throws Exception {
        return fetch(trust());
    }

    private Completed fetch(String property) throws Exception {
        return java(
                property,
                "upstream",
                "import",
                "HHVM-3.18.5",
                "--from",
                "https://git.example.org/hhvm.git",
                "--output",
                directory.resolve("out").toString());
    }

    private String trust() {
        return "-Djavax.net.ssl.trustStore=" + directory.resolve("trust.jks");
    }

    private Completed java(String property, String... arguments) throws Exception {
        List<String> words = JavaCommand.words(HhvmDeb.class, property);
        words.addAll(List.of(arguments));
        Command command = Command.of(words);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return Programs.untethered().run(command);
    }

    private SSLContext context() throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance(directory.resolve("server.p12").toFile(), password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void answer(HttpExchange exchange) throws IOException {
        StringBuilder head = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
        exchange.getRequestHeaders()
                .forEach((k, v) -> head.append(k).append(": ").append(v).append('\n'));
        heads.add(head.toString());
        if (!head.toString().contains("Authorization: [Basic " + base64("me:" + NETRC))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        InputStream in = exchange.getRequestBody();
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        String body = new String((packed ? new GZIPInputStream(in) : in).readAllBytes(), ISO_8859_1);
        byte[] answer = HostileHttpServer.uploadPack(
                new HostileHttpServer.Request(head.toString(), body), directory.resolve("hhvm.git"));
        String text = new String(answer, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n") + 4;
        exchange.getResponseHeaders().add("Content-Type", text.replaceFirst("(?s).*?Content-Type: ([^\r]*).*", "$1"));
        exchange.sendResponseHeaders(200, answer.length - end);
        exchange.getResponseBody().write(answer, end, answer.length - end);
        exchange.close();
    }
}
