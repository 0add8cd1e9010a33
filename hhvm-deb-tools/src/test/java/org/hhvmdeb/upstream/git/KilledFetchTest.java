package org.hhvmdeb.upstream.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hhvmdeb.cli.HhvmDeb;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.hhvmdeb.testkit.HostileHttpServer.Request;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.RecordingProgress;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports that die in the middle of a fetch, at each answer: the server holds them at a chosen byte, so that the moment is certain.
 * A long test, for {@code -Dkill.rounds=N}.
 */
@Tag("integration")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "kill.rounds", matches = ".+", disabledReason = "a long test")
class KilledFetchTest {

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private String expected;

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        hhvm = git.init("work");
        git.write(hhvm, "a/a.c", "int a;\n".repeat(500));
        git.write(hhvm, "b.c", "int b;\n".repeat(500));
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "-a", "-m", "release", "HHVM-3.18.5");
        ImportRequest near = ImportRequest.builder("HHVM-3.18.5", hhvm.toString(), directory.resolve("near"))
                .build();
        expected = new ImportUpstream(new LocalProcesses())
                .run(near, new RecordingProgress())
                .digest()
                .toString();
    }

    @Test
    void packsOfAPlainWebServer() throws Exception {
        git.git(hhvm, "repack", "-a", "-d", "-q");
        survivesEveryKill();
    }

    @Test
    void filesOfObjectsOfAPlainWebServer() throws Exception {
        survivesEveryKill();
    }

    @Test
    void gitsOwnProtocol() throws Exception {
        try (HoldingServer server = HoldingServer.smart(hhvm)) {
            survivesEveryKill(server, "http://127.0.0.1:" + server.http.port() + "/.git");
        }
    }

    private void survivesEveryKill() throws Exception {
        git.git(hhvm, "update-server-info");
        try (HoldingServer server = HoldingServer.dumb(hhvm)) {
            survivesEveryKill(server, "http://127.0.0.1:" + server.http.port() + "/.git");
        }
    }

    /** Each run gets one answer further than the one before, in the cache that the dead ones left. */
    private void survivesEveryKill(HoldingServer server, String url) throws Exception {
        int kills = 0;
        for (int answer = 1; ; answer++) {
            CountDownLatch held = server.holdAt(answer);
            Process run = start(url);
            while (run.isAlive() && !held.await(20, TimeUnit.MILLISECONDS)) {}
            if (!run.isAlive()) {
                assertThat(run.exitValue())
                        .as(Files.readString(directory.resolve("log")))
                        .isZero();
                break;
            }
            run.destroyForcibly().waitFor();
            kills++;
        }
        assertThat(kills).isGreaterThan(1);
        assertThat(Files.readString(directory.resolve("log"))).doesNotContain("damaged");
        assertThat(Files.readString(directory.resolve("out/hhvm_3.18.5.orig.manifest.json")))
                .contains(expected);
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            assertThat(files.map(f -> String.valueOf(f.getFileName())))
                    .noneMatch(f -> f.startsWith("walk-") || f.startsWith("incoming_") || f.endsWith(".part"));
        }
    }

    private Process start(String url) throws IOException {
        List<String> words = JavaCommand.words(HhvmDeb.class);
        words.addAll(List.of("upstream", "import", "HHVM-3.18.5", "--from", url));
        words.addAll(List.of("--output", directory.resolve("out").toString()));
        words.addAll(List.of("--git-cache", directory.resolve("cache").toString()));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(directory.resolve("log").toFile()))
                .start();
    }

    /** Gives out a repository, and holds one answer in its middle for ever. */
    private static final class HoldingServer implements AutoCloseable {

        private final AtomicInteger left = new AtomicInteger();
        private final HostileHttpServer http;
        private volatile CountDownLatch held = new CountDownLatch(1);

        private HoldingServer(Answering answering) throws IOException {
            this.http = HostileHttpServer.of((request, out) -> {
                byte[] answer = answering.answer(request);
                if (left.decrementAndGet() == 0) {
                    out.write(answer, 0, answer.length / 2 + 1);
                    out.flush();
                    held.countDown();
                    Thread.sleep(Long.MAX_VALUE);
                }
                out.write(answer);
            });
        }

        /** Makes a whole answer. */
        private interface Answering {
            byte[] answer(Request request) throws IOException;
        }

        static HoldingServer dumb(Path root) throws IOException {
            return new HoldingServer(request -> {
                Path file = root.resolve(request.path().substring(1).replaceFirst("[?].*", ""));
                if (!Files.isRegularFile(file)) {
                    return HostileHttpServer.ascii(
                            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                }
                return joined(HostileHttpServer.head("text/plain"), Files.readAllBytes(file));
            });
        }

        static HoldingServer smart(Path root) throws IOException {
            return new HoldingServer(request -> HostileHttpServer.uploadPack(request, root));
        }

        private static byte[] joined(byte[]... parts) {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            return all.toByteArray();
        }

        CountDownLatch holdAt(int answer) {
            held = new CountDownLatch(1);
            left.set(answer);
            return held;
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
