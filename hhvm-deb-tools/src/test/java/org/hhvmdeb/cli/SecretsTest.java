package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hhvmdeb.testkit.HostileHttpServer.ascii;
import static org.hhvmdeb.testkit.HostileHttpServer.head;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.GuardedGitServer;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.hhvmdeb.testkit.HostileHttpServer.Request;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.tags.ListTags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are planted wherever they can come from, and looked for in everything that is written. */
@Tag("integration")
class SecretsTest {

    private static final String TOKEN = "t0kenOfAUser";
    private static final String PASSWORD = "Pa&ss:w%rd0";
    private static final String PASSWORD_IN_URL = "Pa%26ss%3Aw%25rd0";
    private static final String QUERY = "qu3ryT0ken";
    private static final String NETRC = "n3trcSecret";
    private static final String PROXY = "pr0xy&Secret";
    private static final String ADMIN = "adm1n&Secret";
    private static final List<String> SECRETS = List.of(TOKEN, PASSWORD, PASSWORD_IN_URL, QUERY, NETRC, PROXY, ADMIN);
    private static final String US = TOKEN + ":" + PASSWORD_IN_URL;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin", "CI", "1"));
    private GitFixture git;
    private Path hhvm;

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        Path lib = git.init("lib.git");
        git.write(lib, "lib.c", "int lib;\n");
        git.commit(lib, "lib");
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "a.c", "int a;\n");
        git.addSubmodule(hhvm, "../lib.git", "lib");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
    }

    @Test
    void credentialsOfAUrlThatAreTaken() throws Exception {
        try (HostileHttpServer server = guarded(TOKEN + ":" + PASSWORD)) {
            String url = server.url("hhvm.git").replace("http://", "http://" + US + "@");
            succeeds("upstream", "tags", url);
            succeeds(
                    "upstream",
                    "import",
                    "HHVM-3.18.5",
                    "--from",
                    url,
                    "--output",
                    path("out"),
                    "--git-cache",
                    path("cache"));
            succeeds("upstream", "import", "HHVM-3.18.5", "--from", url, "--output", path("json"), "--format", "json");
            succeeds("upstream", "verify", path("out/hhvm_3.18.5.orig.tar.xz"), "--from", url);
            assertThat(server.requests()).anyMatch(r -> r.head().contains(base64(TOKEN + ":" + PASSWORD)));
        }
        assertNothingSecret();
    }

    @Test
    void credentialsOfTheNetrcFileAndOfAProxy() throws Exception {
        environment.put(
                "NETRC",
                Files.writeString(
                                directory.resolve("netrc"), "machine git.example.org login me password " + NETRC + "\n")
                        .toString());
        try (HostileHttpServer server = guarded("me:" + NETRC)) {
            environment.put("http_proxy", "http://us:" + PROXY.replace("&", "%26") + "@127.0.0.1:" + server.port());
            succeeds(
                    "upstream",
                    "import",
                    "HHVM-3.18.5",
                    "--from",
                    "http://git.example.org/hhvm.git",
                    "--output",
                    path("out"),
                    "--git-cache",
                    path("cache"));
            assertThat(server.requests())
                    .allMatch(r -> r.path().startsWith("http://git.example.org/"))
                    .allMatch(r -> r.head().contains("Proxy-Authorization: Basic " + base64("us:" + PROXY)))
                    .anyMatch(r -> r.head().contains("\r\nAuthorization: Basic " + base64("me:" + NETRC)));
            fails("upstream", "tags", "https://git.example.org/hhvm.git");
            environment.put("no_proxy", "example.com, .example.org");
            int before = server.requests().size();
            fails("upstream", "tags", "http://git.example.org/hhvm.git");
            assertThat(server.requests()).hasSize(before);
        }
        Files.delete(directory.resolve("netrc"));
        environment.put("http_proxy", "http://us:" + PROXY + "@:x/");
        assertThat(run("upstream", "tags", "http://git.example.org/hhvm.git")).isEqualTo(ExitCodes.INPUT);
        environment.put("http_proxy", "http://us:pr0xy%26Secret@127.0.0.1:1");
        environment.remove("no_proxy");
        fails("upstream", "tags", "http://git.example.org/hhvm.git");
        assertNothingSecret();
    }

    @Test
    void credentialsOnEveryWayToFail() throws Exception {
        try (HostileHttpServer server = HostileHttpServer.of(SecretsTest::answerBadly)) {
            String here = US + "@127.0.0.1:" + server.port();
            List<String> urls = new ArrayList<>();
            for (String way :
                    List.of("denied", "forbidden", "missing", "error", "html", "drop", "echo", "loop", "away")) {
                urls.add("http://" + here + "/" + way + "/x.git");
                urls.add("http://" + TOKEN + "@127.0.0.1:" + server.port() + "/" + way + "/x.git");
            }
            urls.add("http://127.0.0.1:" + server.port() + "/missing/x.git?token=" + QUERY);
            urls.add("http://127.0.0.1:" + server.port() + "/html/x.git?token=" + QUERY);
            for (String behind : List.of(";token=", "#")) {
                for (String way : List.of("missing", "forbidden", "html")) {
                    urls.add("http://127.0.0.1:" + server.port() + "/" + way + "/x.git" + behind + QUERY);
                }
            }
            urls.add("http://127.0.0.1:" + server.port() + "/query/x.git?token=" + QUERY);
            urls.add("http://" + US + "@127.0.0.1:1/x.git");
            urls.add("https://" + here + "/x.git");
            urls.add("http://" + US + "@127.0.0.1:99999/x.git");
            urls.add("http://" + US + "@127.0.0.1:99999999999/x.git");
            urls.add("http://" + US + "@/x.git");
            urls.add("http://" + US + "@[::1/x.git");
            urls.add("http://" + US + "@ho st/x.git");
            urls.add("http://" + US + "/and/more@host/x.git");
            urls.add("HTTP://" + US + "@127.0.0.1:1/x.git");
            urls.add("ftp://" + US + "@host/x.git");
            urls.add("ssh://git:" + PASSWORD_IN_URL + "@127.0.0.1:1/x.git");
            urls.add("git:" + PASSWORD + "@127.0.0.1:x.git");
            urls.add("ext::" + US + "@host");
            urls.add("http://" + US + "@host/" + "x".repeat(5000));
            urls.add("http://" + US + "@host.invalid/\u001b.git");
            for (String url : urls) {
                fails("upstream", "tags", url);
                fails(
                        "upstream",
                        "import",
                        "HHVM-3.18.5",
                        "--from",
                        url,
                        "--output",
                        path("out"),
                        "--git-cache",
                        path("cache"),
                        "--format=json");
                fails(
                        "upstream",
                        "import",
                        "HHVM-3.18.5",
                        "--from",
                        hhvm.toString(),
                        "--submodule",
                        "lib=" + url,
                        "--output",
                        path("out"));
                fails("patches", "check", "--from", url, "--tag", "HHVM-3.18.5", path("hhvm.git"));
                failsWithoutASecretInItsCauses(url);
            }
            git.write(hhvm, ".gitmodules", "[submodule \"lib\"]\n\tpath = lib\n\turl = \"" + urls.get(0) + "\"\n");
            git.commit(hhvm, "secret");
            git.git(hhvm, "tag", "HHVM-3.18.6");
            fails("upstream", "import", "HHVM-3.18.6", "--from", hhvm.toString(), "--output", path("out"));
            git.git(hhvm, "rm", "-q", "-r", "--cached", ".");
        }
        org.hhvmdeb.io.FileTree.delete(hhvm);
        assertNothingSecret();
    }

    @Test
    void aRedirectionToAnotherPortGetsNoPassword() throws Exception {
        try (HostileHttpServer other = HostileHttpServer.of((r, out) -> out.write(
                        ascii("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")));
                HostileHttpServer server = HostileHttpServer.of((r, out) -> {
                    boolean asks = !r.head().contains("\r\nAuthorization:");
                    out.write(ascii(
                            "HTTP/1.1 " + (asks ? "401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" : "302 There\r\n")
                                    + "Location: http://127.0.0.1:" + other.port() + r.path()
                                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                })) {
            fails("upstream", "tags", server.url("x.git").replace("http://", "http://" + US + "@"));
            assertThat(server.requests()).anyMatch(r -> r.head().contains("\r\nAuthorization:"));
            assertThat(other.requests()).isNotEmpty().noneMatch(r -> r.head().contains("\r\nAuthorization:"));
        }
        assertNothingSecret();
    }

    @Test
    void eachServerGetsItsOwnPasswordAndNoOther() throws Exception {
        String netrc = "machine localhost login me password " + NETRC + "\n";
        environment.put(
                "NETRC", Files.writeString(directory.resolve("netrc"), netrc).toString());
        try (HostileHttpServer other = guarded("me:" + NETRC);
                HostileHttpServer server = HostileHttpServer.of((r, out) -> {
                    boolean asks = !r.head().contains("\r\nAuthorization:");
                    out.write(ascii(
                            "HTTP/1.1 " + (asks ? "401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" : "302 There\r\n")
                                    + "Location: http://localhost:" + other.port() + r.path()
                                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                })) {
            succeeds("upstream", "tags", server.url("hhvm.git").replace("http://", "http://" + US + "@"));
            assertThat(server.requests()).anyMatch(r -> r.head().contains(base64(TOKEN + ":" + PASSWORD)));
            assertThat(server.requests()).noneMatch(r -> r.head().contains(base64("me:" + NETRC)));
            assertThat(other.requests()).anyMatch(r -> r.head().contains(base64("me:" + NETRC)));
            assertThat(other.requests()).noneMatch(r -> r.head().contains(base64(TOKEN + ":" + PASSWORD)));
        }
        assertNothingSecret();
    }

    /** The second port may be somebody else's, also where the host is not the one that the user named. */
    @Test
    void anotherPortOfAServerBehindARedirectionGetsNoPassword() throws Exception {
        String netrc = "machine localhost login me password " + NETRC + "\n";
        environment.put(
                "NETRC", Files.writeString(directory.resolve("netrc"), netrc).toString());
        String ask = "401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n";
        String close = "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        for (boolean otherAsks : new boolean[] {false, true}) {
            try (HostileHttpServer other = HostileHttpServer.of(
                            (r, out) -> out.write(ascii("HTTP/1.1 " + (otherAsks ? ask : "404 No") + close)));
                    HostileHttpServer known = HostileHttpServer.of((r, out) -> {
                        boolean asks = !r.head().contains("\r\nAuthorization:");
                        out.write(ascii("HTTP/1.1 "
                                + (asks ? ask : "302 There\r\nLocation: http://localhost:" + other.port() + r.path())
                                + close));
                    });
                    HostileHttpServer first = HostileHttpServer.of((r, out) -> out.write(ascii(
                            "HTTP/1.1 302 There\r\nLocation: http://localhost:" + known.port() + r.path() + close)))) {
                fails("upstream", "tags", first.url("hhvm.git"));
                assertThat(known.requests()).anyMatch(r -> r.head().contains(base64("me:" + NETRC)));
                assertThat(other.requests())
                        .isNotEmpty()
                        .noneMatch(r -> r.head().contains("\r\nAuthorization:"));
            }
        }
        assertNothingSecret();
    }

    /** Servers read the value, and say it as they have read it. */
    @Test
    void aSecretInAQueryIsMaskedAsAServerReadsIt() throws Exception {
        try (HostileHttpServer server = HostileHttpServer.of((r, out) -> {
            String query = r.path().replaceFirst("^[^?]*[?]([^&]*).*", "$1");
            out.write(head("application/x-git-upload-pack-advertisement"));
            HostileHttpServer.packet(out, "# service=git-upload-pack\n");
            out.write(ascii("0000"));
            HostileHttpServer.packet(
                    out, "ERR no such token: " + URLDecoder.decode(query.replaceFirst("^token=", ""), UTF_8));
        })) {
            for (String spelled :
                    List.of("Pa%26ss%3Aw%25rd0", "Pa%26ss%3aw%25rd0", "Pa%26ss%3Aw%25rd%30", "%50a%26ss:w%25rd0")) {
                fails("upstream", "tags", server.url("hhvm.git?token=" + spelled));
                assertThat(said()).contains("no such token: …");
                written.reset();
            }
        }
    }

    @Test
    void theUserIsToldHowToGiveAPassword() throws Exception {
        try (HostileHttpServer server = guarded("me:" + NETRC)) {
            fails("upstream", "tags", server.url("hhvm.git"));
            assertThat(said()).contains("asks for a user name and a password", "~/.netrc", "machine 127.0.0.1 login");
            fails("upstream", "tags", server.url("hhvm.git").replace("http://", "http://" + US + "@"));
            assertThat(said()).contains("does not accept the user name and password of the address");
        }
        assertNothingSecret();
    }

    @Test
    void wordsOfACommandLineThatCannotBeRead() throws Exception {
        String url = "https://" + US + "@git.example/x";
        for (String[] words : List.of(
                new String[] {"upstream", "tags", hhvm.toString(), url},
                new String[] {"upstream", "tags", hhvm.toString(), "--nope=" + url},
                new String[] {"upstream", "import", "HHVM-3.18.5", "--from", hhvm.toString(), "--submodule", url},
                new String[] {
                    "upstream",
                    "import",
                    "HHVM-3.18.5",
                    "--from",
                    hhvm.toString(),
                    "--output",
                    path("out"),
                    "--submodule",
                    "lib=" + url,
                    "--submodule",
                    "lib=" + url + "y"
                },
                new String[] {"patches", "rebase", "--from=" + url, "--onto", "HHVM-3.18.5", "--base=" + url},
                new String[] {"upstream", "import", "HHVM-3.18.5", "--from", url + "\r", "--output", path("out")},
                new String[] {"upstream", "import", url, "--from", hhvm.toString(), "--output", path("out")})) {
            assertThat(run(words)).as(said()).isEqualTo(ExitCodes.INPUT);
            String[] json = Arrays.copyOf(words, words.length + 2);
            json[words.length] = "--format";
            json[words.length + 1] = "json";
            assertThat(run(json)).as(said()).isEqualTo(ExitCodes.INPUT);
        }
        assertNothingSecret();
    }

    @Test
    void theAdminPasswordOfAPipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        Programs.untethered().run(Command.of("mkfifo", pipe.toString())).orFail();
        try (HostileHttpServer server = HostileHttpServer.of(SecretsTest::answerBadly)) {
            Thread writer = new Thread(() -> {
                try {
                    Files.writeString(pipe, ADMIN + "\nno more\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.start();
            fails(
                    "cache",
                    "preflight",
                    "--schema",
                    "1234567890123456789012345678901234567890",
                    "--admin-password-file",
                    pipe.toString(),
                    "127.0.0.1:" + server.port());
            writer.join();
            assertThat(server.requests()).anyMatch(r -> r.path().contains("adm1n"));
        }
        Files.delete(pipe);
    }

    @Test
    void theAdminPassword() throws Exception {
        environment.put("HHVM_DEB_ADMIN_PASSWORD", ADMIN);
        String schema = "1234567890123456789012345678901234567890";
        try (HostileHttpServer server = HostileHttpServer.of(SecretsTest::answerBadly)) {
            String port = ":" + server.port();
            Path hosts = Files.writeString(
                    directory.resolve("hosts"),
                    "127.0.0.1" + port + "\n127.0.0.1:1\n[fe80::1%eth0.1]:1\nhost.invalid\n");
            for (String host : List.of(
                    "web.01",
                    "a..b",
                    "a-.b",
                    "1.2.3.999",
                    "300.1.1.1",
                    "0x7f.1",
                    "127.0.0.1" + port,
                    "127.0.0.1:1",
                    "[::1]:1",
                    "[fe80::1%br-lan]")) {
                fails("cache", "preflight", "--schema", schema, host);
                fails("cache", "preflight", "--schema", schema, "--format", "json", host);
                fails("cache", "schema", "http://" + host);
                fails("cache", "schema", "admin:" + host);
            }
            fails("cache", "preflight", "--schema", schema, "--hosts", hosts.toString());
            Files.writeString(hosts, "web.01\nweb1\n0x7f.1\n");
            assertThat(run("cache", "preflight", "--schema", schema, "--hosts", hosts.toString()))
                    .isEqualTo(ExitCodes.INPUT);
            assertThat(server.requests()).anyMatch(r -> r.path().contains("adm1n"));
        }
        assertNothingSecret();
    }

    /** A server that wants one user, and looks at what others see of us meanwhile. */
    private HostileHttpServer guarded(String credentials) throws IOException {
        HostileHttpServer.Answer answer = GuardedGitServer.answer(directory, credentials);
        return HostileHttpServer.of((request, out) -> {
            assertNothingSecretIn("the processes", processes());
            answer.write(request, out);
        });
    }

    private static void answerBadly(Request request, OutputStream out) throws IOException {
        String way = request.path().replaceFirst("^/", "").replaceFirst("/.*", "");
        String close = "Content-Length: 0\r\nConnection: close\r\n\r\n";
        switch (way) {
            case "denied" -> out.write(ascii("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" + close));
            case "forbidden" -> out.write(ascii("HTTP/1.1 403 No\r\n" + close));
            case "error" -> {
                out.write(head("application/x-git-upload-pack-advertisement"));
                HostileHttpServer.packet(out, "# service=git-upload-pack\n");
                out.write(ascii("0000"));
                HostileHttpServer.packet(out, "ERR no");
            }
            case "query" -> {
                out.write(head("application/x-git-upload-pack-advertisement"));
                HostileHttpServer.packet(out, "# service=git-upload-pack\n");
                out.write(ascii("0000"));
                HostileHttpServer.packet(out, "ERR cannot find " + request.path());
            }
            case "html" -> {
                out.write(head("text/html"));
                out.write(ascii("<html>nothing here</html>\n"));
            }
            case "drop" -> out.write(ascii("HTTP/1.1 2"));
            case "echo" -> out.write(ascii("HTTP/1.1 500 " + request.path() + "\r\n" + close));
            case "loop" -> out.write(ascii("HTTP/1.1 302 There\r\nLocation: " + request.path() + "\r\n" + close));
            case "away" ->
                out.write(ascii(
                        "HTTP/1.1 302 There\r\nLocation: http://us:er@127.0.0.1:1" + request.path() + "\r\n" + close));
            default -> out.write(ascii("HTTP/1.1 404 No\r\n" + close));
        }
    }

    private void failsWithoutASecretInItsCauses(String url) {
        StringWriter trace = new StringWriter();
        catchThrowable(() -> new ListTags().run(url, List.of(), FetchSettings.DEFAULT, Progress.silent()))
                .printStackTrace(new PrintWriter(trace));
        ImportRequest request = ImportRequest.builder("HHVM-3.18.5", hhvm.toString(), directory.resolve("out"))
                .submoduleUrls(Map.of("lib", url))
                .build();
        catchThrowable(() -> new ImportUpstream(Programs.untethered()).run(request, Progress.silent()))
                .printStackTrace(new PrintWriter(trace));
        assertNothingSecretIn("the trace for " + url, trace.toString());
    }

    private void succeeds(String... arguments) {
        assertThat(run(arguments)).as(said()).isZero();
    }

    private void fails(String... arguments) {
        assertThat(run(arguments)).as(said()).isIn(ExitCodes.FINDINGS, ExitCodes.INPUT, ExitCodes.OUTSIDE);
    }

    private int run(String... arguments) {
        PrintStream both = new PrintStream(written, true, UTF_8);
        int status = HhvmDeb.run(both, both, environment, arguments);
        assertNothingSecretIn("what was said by " + Arrays.toString(arguments), said());
        return status;
    }

    private String said() {
        return written.toString(UTF_8);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private void assertNothingSecret() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> !f.endsWith("netrc")).toList()) {
                assertNothingSecretIn("names", file.toString());
                if (Files.isRegularFile(file)) {
                    assertNothingSecretIn(file.toString(), Files.readString(file, ISO_8859_1));
                }
            }
        }
    }

    private static String processes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<ProcessHandle> handles = ProcessHandle.allProcesses()) {
            handles.forEach(p -> p.info().commandLine().ifPresent(all::append));
        }
        return all.toString();
    }

    private static void assertNothingSecretIn(String place, String text) {
        for (String secret : SECRETS) {
            assertThat(text).as(place).doesNotContain(secret, URLEncoder.encode(secret, UTF_8), base64(secret));
        }
        assertThat(text)
                .as(place)
                .doesNotContain(base64(TOKEN + ":" + PASSWORD), base64("me:" + NETRC), base64("us:" + PROXY));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
