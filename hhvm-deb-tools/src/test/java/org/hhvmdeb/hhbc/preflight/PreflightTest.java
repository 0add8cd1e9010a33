package org.hhvmdeb.hhbc.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hhvmdeb.hhbc.host.AdminAddress;
import org.hhvmdeb.hhbc.host.AdminClient;
import org.hhvmdeb.hhbc.host.HostList;
import org.hhvmdeb.hhbc.schema.CacheSchemas;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.AdminServer;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<AdminServer> servers = new ArrayList<>();
    private Optional<String> password = Optional.empty();
    private Duration patience = PATIENCE;

    @AfterEach
    void serversEnd() {
        servers.forEach(AdminServer::close);
    }

    private AdminAddress started(AdminServer server) throws Exception {
        servers.add(server);
        return AdminAddress.parse(server.address(), 1);
    }

    private AdminAddress answering(HttpHandler handler) throws Exception {
        return started(AdminServer.answering(handler));
    }

    private AdminAddress saying(int status, String body) throws Exception {
        return answering(exchange -> AdminServer.send(exchange, status, body));
    }

    private PreflightResult ask(List<AdminAddress> hosts) throws Exception {
        return new Preflight(new AdminClient(password, patience))
                .run(PreflightRequest.of(List.of(RepoSchema.parse(SCHEMA)), hosts, 50), Progress.silent());
    }

    private HostVerdict ask(AdminAddress host) throws Exception {
        return ask(List.of(host)).hosts().get(0);
    }

    private void assertNotHhvm(AdminAddress host, String why) throws Exception {
        HostVerdict verdict = ask(host);
        assertThat(verdict.verdict()).as(verdict.detail()).isEqualTo(Verdict.NOT_HHVM);
        assertThat(verdict.detail()).contains(why);
    }

    private void assertUnreachable(AdminAddress host, String why) throws Exception {
        HostVerdict verdict = ask(host);
        assertThat(verdict.verdict()).as(verdict.detail()).isEqualTo(Verdict.UNREACHABLE);
        assertThat(verdict.detail()).contains(why);
    }

    @Test
    void aHostOfTheSameSchemaIsWarmAndOneOfAnotherCold() throws Exception {
        AdminAddress cold = started(AdminServer.of(OTHER));
        AdminAddress warm = started(AdminServer.of(SCHEMA));
        PreflightResult result = ask(List.of(cold, warm, cold));
        assertThat(result.hosts()).extracting(HostVerdict::host).containsExactly(cold, warm);
        assertThat(result.hosts()).extracting(HostVerdict::verdict).containsExactly(Verdict.COLD, Verdict.WARM);
        assertThat(result.hosts().get(1).identity().orElseThrow().description())
                .isEqualTo("HHVM 3.18.5, tags/HHVM-3.18.5-0-g0123456789abcdef");
        assertThat(result.summary()).isEqualTo("2 hosts: 1 warm, 1 cold");
        assertThat(result.toReport().passed()).isFalse();
        assertThat(result.toReport().findings())
                .singleElement()
                .hasToString(cold + ": error: it runs schema " + OTHER + ", which is not in this cache [host-cold]");
        assertThat(ask(List.of(warm)).toReport().passed()).isTrue();
    }

    @Test
    void aPasswordIsSentAndOneThatIsWantedIsToldApart() throws Exception {
        AdminAddress host = started(AdminServer.guarded(SCHEMA, "s%26cr%C3%A9t+1"));
        assertThat(ask(host).verdict()).isEqualTo(Verdict.DENIED);
        assertThat(ask(host).detail()).isEqualTo("it wants the admin password");
        password = Optional.of("wrong");
        assertThat(ask(host).detail()).isEqualTo("it does not take this password");
        password = Optional.of("s&crét 1");
        assertThat(ask(host).verdict()).isEqualTo(Verdict.WARM);
    }

    @Test
    void aServerThatSaysThePasswordBackIsToldWithoutIt() throws Exception {
        password = Optional.of("s3cr&t");
        for (boolean decoded : List.of(true, false)) {
            AdminAddress host = started(AdminServer.answering(e -> AdminServer.send(
                    e,
                    200,
                    decoded ? e.getRequestURI().getQuery() : e.getRequestURI().getRawQuery())));
            assertThat(ask(host).verdict()).isEqualTo(Verdict.NOT_HHVM);
            assertThat(ask(host).detail())
                    .endsWith("the password that it was sent")
                    .doesNotContain("s3cr");
        }
        AdminAddress compiler = started(AdminServer.answering(e -> AdminServer.send(
                e,
                200,
                e.getRequestURI().getPath().equals("/compiler-id")
                        ? e.getRequestURI().getRawQuery()
                        : SCHEMA)));
        assertThat(ask(compiler)).asString().doesNotContain("s3cr");
    }

    @Test
    void whatIsNoHhvmIsToldFromAnHhvm() throws Exception {
        assertNotHhvm(saying(404, "Not Found"), "HTTP status 404");
        assertNotHhvm(saying(500, SCHEMA), "HTTP status 500");
        assertNotHhvm(saying(200, "<!DOCTYPE html><title>It works</title>\n"), "not a schema");
        assertNotHhvm(saying(200, "<html>\n<body>\n"), "a page of HTML");
        assertNotHhvm(saying(200, ""), "is empty");
        assertNotHhvm(saying(200, "\0\1\2\3"), "no single line of text");
        assertNotHhvm(saying(200, "OK"), "it says \"OK\" whatever it is asked");
        assertNotHhvm(saying(200, "x".repeat(200)), "not a repo schema id");
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AdminAddress target = answering(exchange -> {
            asked.incrementAndGet();
            AdminServer.send(exchange, 200, SCHEMA);
        });
        AdminAddress host = answering(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://" + target + "/repo-schema");
            AdminServer.send(exchange, 302, "");
        });
        assertNotHhvm(host, "HTTP status 302");
        assertThat(asked).hasValue(0);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        AdminAddress host = answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write("0123456789abcdef".repeat(64).getBytes(StandardCharsets.US_ASCII));
                }
            }
        });
        assertNotHhvm(host, "longer than");
    }

    @Test
    void aHostThatTakesTooLongIsUnreachable() throws Exception {
        patience = Duration.ofMillis(300);
        CountDownLatch never = new CountDownLatch(1);
        AdminAddress silent = answering(exchange -> await(never));
        assertUnreachable(silent, "no answer within 0.3 s");
        AdminAddress stalled = answering(exchange -> {
            exchange.sendResponseHeaders(200, 40);
            exchange.getResponseBody().write(SCHEMA.substring(0, 7).getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            await(never);
        });
        assertUnreachable(stalled, "no answer within 0.3 s");
        never.countDown();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aClosedPortAndAHostThatHangsUpAreUnreachable() throws Exception {
        AdminAddress closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = new AdminAddress("127.0.0.1", socket.getLocalPort());
        }
        assertUnreachable(closed, "refused");
        try (RawServer server = new RawServer("")) {
            assertUnreachable(server.address(), "closes the connection");
        }
        assertUnreachable(new AdminAddress("no-such-host.invalid", 9001), "no host of that name");
    }

    @Test
    void aServerOfAnotherProtocolIsNoHhvm() throws Exception {
        try (RawServer server = new RawServer("SSH-2.0-OpenSSH_9.2p1\r\n\r\n")) {
            assertNotHhvm(server.address(), "does not speak HTTP");
        }
    }

    @Test
    void aThousandHostsAreAskedAtOnceAndShownInTheirOrder() throws Exception {
        int port = started(AdminServer.of(SCHEMA)).port();
        List<AdminAddress> hosts = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            hosts.add(new AdminAddress("127.0." + n / 250 + "." + (n % 250 + 1), port));
        }
        PreflightResult result = ask(hosts);
        assertThat(result.hosts()).extracting(HostVerdict::host).isEqualTo(hosts);
        assertThat(result.hosts().get(0).verdict()).isEqualTo(Verdict.WARM);
        assertThat(result.summary()).isEqualTo("1000 hosts: 1 warm, 999 unreachable");
    }

    @Test
    void anIpv6HostIsAsked() throws Exception {
        AdminServer server = AdminServer.onIpv6(SCHEMA);
        servers.add(server);
        assertThat(ask(AdminAddress.parse("[::1]:" + server.port(), 1)).verdict())
                .isEqualTo(Verdict.WARM);
        assertThat(ask(AdminAddress.parse("::1", server.port())).verdict()).isEqualTo(Verdict.WARM);
    }

    @Test
    void aListOfHostsMayHaveCommentsAndPorts() throws Exception {
        Path list = Files.writeString(
                directory.resolve("hosts"),
                "# web\nweb1\n\n  web2.example.org:9002  # the second\n[2001:db8::7]:80\n::1\n");
        assertThat(HostList.read(list, 9001))
                .extracting(AdminAddress::toString)
                .containsExactly("web1:9001", "web2.example.org:9002", "[2001:db8::7]:80", "[::1]:9001");
        Files.writeString(list, "web1\nweb 2\n");
        assertThatThrownBy(() -> HostList.read(list, 9001))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(list + ":2: \"web 2\" is not an address");
        Files.writeString(list, "web1\nweb.01\nweb2\n0x7f.1:80\n");
        assertThatThrownBy(() -> HostList.read(list, 9001))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(list + ":2: \"web.01\" is no", list + ":4: \"0x7f.1:80\" is no");
        assertThatThrownBy(() -> HostList.read(Path.of("/dev/zero"), 9001))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("more than");
        assertThatThrownBy(() -> HostList.read(directory.resolve("none"), 9001)).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "web:0",
                "web:65536",
                "web:x",
                "-web",
                "web/path",
                "u@web",
                "a:b:c",
                "[web]:1",
                "we b",
                "::g",
                "https://web",
                "web?auth=x",
                "[::1",
                "web_1",
                "web.01",
                "a..b",
                "a-.b",
                "-a.b",
                "1.2.3.999",
                "300.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "0x7f.1",
                "7",
                "http://web.01:9001",
                "web..",
                "."
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> AdminAddress.parse(text, 9001))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not an address of an admin port");
    }

    @Test
    void aCacheIsWarmForTheSchemasWithUnitsInIt() throws Exception {
        Path file = directory.resolve("site.hhbc");
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.schema(SCHEMA, RepoTables.R3_14).files(SCHEMA, "a.php").schema(OTHER, RepoTables.R4_51);
        }
        assertThat(new CacheSchemas().run(file)).extracting(RepoSchema::id).containsExactly(SCHEMA);
        DebFixture debs = new DebFixture(directory);
        assertThat(new CacheSchemas().run(debs.cache(file, "hhvm-repo-schema-" + SCHEMA)))
                .extracting(RepoSchema::id)
                .containsExactly(SCHEMA);
        Path lying = debs.cache(file, "hhvm-repo-schema-" + OTHER);
        assertThatThrownBy(() -> new CacheSchemas().run(lying))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("depends on schema [" + OTHER + "], but ships [" + SCHEMA + "]");
        Path blob = Files.write(directory.resolve("blob.hhbc"), RepoFixture.blob(OTHER));
        assertThat(new CacheSchemas().run(blob)).extracting(RepoSchema::id).containsExactly(OTHER);
    }

    @Test
    void aCacheWithoutUnitsIsRefused() throws Exception {
        Path file = directory.resolve("site.hhbc");
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.schema(SCHEMA, RepoTables.R3_14);
        }
        assertThatThrownBy(() -> new CacheSchemas().run(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no HHVM would be warm");
    }

    /** Says one thing to everybody, without listening, and hangs up. */
    private static final class RawServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        RawServer(String greeting) throws IOException {
            Thread thread = new Thread(() -> greet(greeting), "raw server");
            thread.setDaemon(true);
            thread.start();
        }

        private void greet(String greeting) {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    client.getInputStream().read(new byte[1024]);
                    client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    return;
                }
            }
        }

        AdminAddress address() {
            return new AdminAddress("127.0.0.1", socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
