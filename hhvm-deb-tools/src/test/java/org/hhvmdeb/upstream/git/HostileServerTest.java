package org.hhvmdeb.upstream.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.HostileHttpServer.ascii;
import static org.hhvmdeb.testkit.HostileHttpServer.head;
import static org.hhvmdeb.testkit.HostileHttpServer.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.GitHttpServer;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.hhvmdeb.testkit.HostileHttpServer.Answer;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordingProgress;
import org.hhvmdeb.upstream.fetch.Credentials;
import org.hhvmdeb.upstream.fetch.FetchLimits;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.fetch.Proxies;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.tags.ListTags;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that send too much, too slowly, or nonsense. */
@Tag("integration")
class HostileServerTest {

    private static final FetchLimits SMALL =
            new FetchLimits(64 << 20, 1000, 1000, 1 << 20, Duration.ofMinutes(5), Duration.ofSeconds(60));

    @TempDir
    Path directory;

    @Test
    void aLineThatNeverEndsIsRefused() throws Exception {
        refused(HostileHttpServer.of((r, out) -> forever(out, head("text/plain"), filled(8192, 'a'))), SMALL)
                .hasMessageContaining("a line of more than 64.0 KiB");
    }

    @Test
    void aListOfReferencesThatNeverEndsIsRefused() throws Exception {
        Answer plain = (r, out) -> {
            out.write(head("text/plain"));
            for (int i = 0; ; i++) {
                out.write(ascii("%040x\trefs/tags/%d\n".formatted(i + 1, i)));
            }
        };
        refused(HostileHttpServer.of(plain), SMALL)
                .hasMessageContaining("more than 1000 references")
                .hasMessageContaining("--max-refs");
        Answer smart = (r, out) -> {
            out.write(head("application/x-git-upload-pack-advertisement"));
            packet(out, "# service=git-upload-pack\n");
            out.write(ascii("0000"));
            for (int i = 0; ; i++) {
                packet(out, "%040x refs/heads/%d%s\n".formatted(i + 1, i, i == 0 ? "\0 side-band-64k" : ""));
            }
        };
        refused(HostileHttpServer.of(smart), SMALL)
                .hasMessageContaining("more than 1000 references")
                .hasMessageContaining("--max-refs");
    }

    @Test
    void interimAnswersWithoutEndAreNoFaultOfOurs() throws Exception {
        refused(
                        HostileHttpServer.of((r, out) -> {
                            while (true) {
                                out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
                            }
                        }),
                        SMALL)
                .hasMessageContaining("without end");
    }

    @Test
    void whatAServerSaysBackOfOurPasswordIsMasked() throws Exception {
        HostileHttpServer server = HostileHttpServer.of((r, out) -> {
            String given = r.head()
                    .lines()
                    .filter(l -> l.startsWith("Authorization: "))
                    .map(l -> l.substring("Authorization: ".length()))
                    .findFirst()
                    .orElse("");
            if (given.isEmpty()) {
                out.write(ascii("""
                        HTTP/1.1 401 Who\r
                        WWW-Authenticate: Basic realm="x"\r
                        Content-Length: 0\r
                        Connection: close\r
                        \r
                        """));
            } else if (r.path().startsWith("/reason")) {
                out.write(
                        ascii("HTTP/1.1 500 you said " + given + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            } else {
                String said = new String(
                        Base64.getDecoder().decode(given.substring("Basic ".length())), StandardCharsets.UTF_8);
                out.write(head("application/x-git-upload-pack-advertisement"));
                packet(out, "# service=git-upload-pack\n");
                out.write(ascii("0000"));
                packet(out, "ERR you sent " + said + " and " + URLEncoder.encode(said, StandardCharsets.UTF_8) + "\n");
            }
        });
        try (server) {
            for (String path : List.of("reason", "error")) {
                String url = "http://user:s3cr%2Fet%20S@127.0.0.1:" + server.port() + "/" + path;
                assertThatThrownBy(() -> new ListTags().run(url, List.of(), FetchSettings.DEFAULT, Progress.silent()))
                        .isInstanceOf(ExternalException.class)
                        .hasMessageContaining("you s")
                        .satisfies(e -> {
                            for (Throwable t = e; t != null; t = t.getCause()) {
                                assertThat(String.valueOf(t)).doesNotContain("s3cr", "cmNyL2V0", "dXNlcjpzM2NyL2V0IFM");
                            }
                        });
            }
        }
    }

    @Test
    void aFewBytesThatUnpackToVeryManyAreRefused() throws Exception {
        Answer bomb = (r, out) -> {
            out.write(head("text/plain", "Content-Encoding: gzip\r\n"));
            GZIPOutputStream packed = new GZIPOutputStream(out);
            byte[] line = new byte[1 << 16];
            Arrays.fill(line, (byte) 'a');
            while (true) {
                packed.write(line);
            }
        };
        refused(HostileHttpServer.of(bomb), SMALL).hasMessageContaining("a line of more than 64.0 KiB");
    }

    @Test
    void messagesThatNeverEndAreRefused() throws Exception {
        byte[] message = filled(60000, 'm');
        message[0] = 2;
        refused(
                        HostileHttpServer.untilThePack((r, out) -> {
                            while (true) {
                                packet(out, message);
                            }
                        }),
                        SMALL)
                .hasMessageContaining("MiB of messages");
    }

    @Test
    void aPackOfTooManyObjectsIsRefusedBeforeThereIsRoomForThem() throws Exception {
        refused(HostileHttpServer.untilThePack((r, out) -> packet(out, pack(Integer.MAX_VALUE))), SMALL)
                .hasMessageContaining("a pack of 2147483647 objects, more than 1000")
                .hasMessageContaining("--max-objects");
        refused(HostileHttpServer.untilThePack((r, out) -> packet(out, pack(-1))), FetchLimits.DEFAULT)
                .hasMessageContaining("a pack of 4294967295 objects");
    }

    @Test
    void anObjectThatIsTooLargeIsRefusedBeforeThereIsRoomForIt() throws Exception {
        // A tree of 2^31 bytes and some, in the variable-length number of a pack.
        byte[] tree = {(byte) 0xa0, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x40};
        Answer pack = (r, out) -> {
            packet(out, joined(pack(1), tree));
            while (true) {
                packet(out, joined(ascii("\1"), new byte[60000]));
            }
        };
        refused(HostileHttpServer.untilThePack(pack), SMALL)
                .hasMessageContaining("an object of more than 1.0 MiB")
                .hasMessageContaining("--max-object-size");
    }

    @Test
    void anIndexThatAnnouncesTooManyObjectsIsRefused() throws Exception {
        byte[] counts = new byte[1024];
        Arrays.fill(counts, (byte) 0x7f);
        refused(
                        HostileHttpServer.dumb(".idx", (r, out) -> {
                            out.write(head("application/x-git-packed-objects-toc"));
                            out.write(joined(ascii("\377tOc\0\0\0\2"), counts));
                        }),
                        SMALL)
                .hasMessageContaining("--max-objects");
    }

    @Test
    void aFileOfAnObjectThatNeverEndsIsRefused() throws Exception {
        refused(
                        HostileHttpServer.dumb(
                                "/objects/12/", (r, out) -> forever(out, head("text/plain"), new byte[8192])),
                        SMALL)
                .hasMessageContaining("an object of more than 1.0 MiB");
        refused(
                        HostileHttpServer.dumb("/objects/12/", (r, out) -> {
                            out.write(head("text/plain", "Content-Length: 2147483647\r\n"));
                            forever(out, new byte[0], new byte[8192]);
                        }),
                        SMALL)
                .hasMessageContaining("an object of more than 1.0 MiB");
    }

    @Test
    void aFileOfAnObjectThatUnpacksToTooMuchIsRefused() throws Exception {
        byte[] content = joined(ascii("tree 4294967296\0"), new byte[1 << 20]);
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        byte[] packed = new byte[1 << 16];
        int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
        deflater.end();
        refused(
                        HostileHttpServer.dumb("/objects/12/", (r, out) -> {
                            out.write(head("text/plain"));
                            out.write(packed, 0, length);
                        }),
                        SMALL)
                .isInstanceOf(ExternalException.class);
    }

    @Test
    void moreThanMayBeDownloadedIsRefused() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm.git");
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        Files.write(hhvm.resolve("noise"), noise);
        git.commit(hhvm, "noise");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        FetchLimits little =
                new FetchLimits(200_000, 1000, 1000, 1 << 20, Duration.ofMinutes(5), Duration.ofSeconds(60));
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            assertThatThrownBy(() -> run(server.url("hhvm.git"), little))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("the server sent more than 195.3 KiB")
                    .hasMessageContaining("--max-download");
            run(server.url("hhvm.git"), SMALL);
        }
    }

    @Test
    void aServerThatSendsNextToNothingIsGivenUp() throws Exception {
        FetchLimits impatient =
                new FetchLimits(64 << 20, 1000, 1000, 1 << 20, Duration.ofMinutes(5), Duration.ofSeconds(2));
        refused(HostileHttpServer.of((r, out) -> trickle(out, ascii("HTTP/1.1 200 OK\r\nX: "))), impatient)
                .hasMessageContaining("bytes in 2 s")
                .hasMessageContaining("--low-speed-time");
        refused(
                        HostileHttpServer.of((r, out) -> {
                            out.write(head("text/plain"));
                            trickle(out, new byte[0]);
                        }),
                        impatient)
                .hasMessageContaining("bytes in 2 s");
        refused(HostileHttpServer.of((r, out) -> Thread.sleep(60_000)), impatient)
                .isInstanceOf(ExternalException.class);
    }

    @Test
    void allFetchingTogetherHasItsTime() throws Exception {
        FetchLimits hurried =
                new FetchLimits(64 << 20, 1000, 1000, 1 << 20, Duration.ofSeconds(2), Duration.ofSeconds(60));
        refused(
                        HostileHttpServer.untilThePack((r, out) -> {
                            while (true) {
                                packet(out, "\2counting\n");
                                out.flush();
                                Thread.sleep(20);
                            }
                        }),
                        hurried)
                .hasMessageContaining("fetching took longer than 2 s in all")
                .hasMessageContaining("--fetch-timeout");
    }

    /** Java reads what ends a chunk, and headers after the last one, without coming back, and lets nobody close the connection. */
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @ValueSource(strings = {"0\r\nX: ", "5;", "5\r\nhello\r\n0\r\nX: b\r\nY: "})
    void aChunkWithoutEndHasItsTimeToo(String chunk) throws Exception {
        FetchLimits hurried =
                new FetchLimits(64 << 20, 1000, 1000, 1 << 20, Duration.ofSeconds(2), Duration.ofSeconds(60));
        refused(
                        HostileHttpServer.of((r, out) -> trickle(
                                out,
                                ascii(
                                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                                                + chunk))),
                        hurried)
                .hasMessageContaining("fetching took longer than 2 s in all");
    }

    /** It waits for the version that each side of ssh begins with. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anSshServerThatSaysNothingHasItsTimeToo() throws Exception {
        silentSsh(Duration.ofSeconds(2), Duration.ofSeconds(60))
                .hasMessageContaining("fetching took longer than 2 s in all");
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void norIsItsSilenceTakenForWork() throws Exception {
        silentSsh(Duration.ofMinutes(5), Duration.ofSeconds(2))
                .hasMessageContaining("sent only 0 bytes in 2 s")
                .hasMessageContaining("--low-speed-time");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> silentSsh(Duration timeout, Duration lowSpeedTime)
            throws IOException {
        FetchLimits limits = new FetchLimits(64 << 20, 1000, 1000, 1 << 20, timeout, lowSpeedTime);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return assertThatThrownBy(() -> run("ssh://git@127.0.0.1:" + silent.getLocalPort() + "/x.git", limits))
                    .isInstanceOf(ExternalException.class);
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoInterruptsTheRunIsToldAndNothingOlderIsTakenForTheResult() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (HostileHttpServer server = HostileHttpServer.of((r, out) -> {
            asked.countDown();
            trickle(out, head("text/plain"));
        })) {
            FutureTask<String> run = new FutureTask<>(() -> {
                try {
                    run(server.url("x.git"), SMALL);
                    return "not interrupted";
                } catch (ExternalException e) {
                    return e.getMessage() + " " + Thread.currentThread().isInterrupted();
                }
            });
            Thread thread = new Thread(run);
            thread.start();
            asked.await();
            thread.interrupt();
            assertThat(run.get()).contains("interrupted while fetching").endsWith(" true");
        }
    }

    @Test
    void aServerMayNotPointToOtherRepositories() throws Exception {
        try (HostileHttpServer server = HostileHttpServer.dumb("/objects/info/", (r, out) -> {
            out.write(head("text/plain"));
            out.write(ascii("file:///etc/\n/other.git/objects\n"));
        })) {
            assertThatThrownBy(() -> run(server.url("x.git"), SMALL)).isInstanceOf(ExternalException.class);
            assertThat(server.requests())
                    .noneMatch(r -> r.path().contains("alternates") || r.path().contains("other.git"));
        }
    }

    @Test
    void nonsenseIsAFailureOfTheServer() throws Exception {
        byte[] counts = new byte[1024];
        counts[0] = 1;
        refused(
                        HostileHttpServer.dumb(".idx", (r, out) -> {
                            out.write(head("x/y"));
                            out.write(joined(ascii("\377tOc\0\0\0\2"), counts));
                        }),
                        FetchLimits.DEFAULT)
                .isInstanceOf(ExternalException.class);
        for (String nonsense : new String[] {"", "0", "0004", "00010002", "ffffPACK", "\377\377\377\377", "<html>"}) {
            for (String type : new String[] {"text/plain", "application/x-git-upload-pack-advertisement"}) {
                try (HostileHttpServer server = HostileHttpServer.of((r, out) -> {
                    out.write(head(type));
                    out.write(ascii(nonsense));
                })) {
                    assertThatThrownBy(() -> run(server.url("x.git"), SMALL)).isInstanceOf(HhvmDebException.class);
                }
            }
        }
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(HostileHttpServer server, FetchLimits limits)
            throws Exception {
        try (server) {
            return assertThatThrownBy(() -> run(server.url("x.git"), limits)).isInstanceOf(ExternalException.class);
        }
    }

    private void run(String from, FetchLimits limits) throws HhvmDebException, IOException {
        try {
            ImportRequest request = ImportRequest.builder("HHVM-3.18.5", from, directory.resolve("out"))
                    .cache(directory.resolve("cache"))
                    .fetching(new FetchSettings(limits, Proxies.NONE, Credentials.NONE, false))
                    .build();
            new ImportUpstream(Programs.untethered()).run(request, new RecordingProgress());
        } finally {
            try (Stream<Path> left = Files.walk(directory.resolve("cache"))) {
                assertThat(left.map(f -> String.valueOf(f.getFileName())))
                        .noneMatch(f -> f.startsWith("incoming_") || f.startsWith("walk-") || f.endsWith(".part"));
            }
        }
    }

    private static byte[] pack(int objects) {
        return joined(
                ascii("\1PACK"),
                ByteBuffer.allocate(8).putInt(2).putInt(objects).array());
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all =
                ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    private static byte[] filled(int length, char with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static void forever(OutputStream out, byte[] first, byte[] then) throws IOException {
        out.write(first);
        while (true) {
            out.write(then);
        }
    }

    private static void trickle(OutputStream out, byte[] first) throws IOException, InterruptedException {
        out.write(first);
        while (true) {
            out.write('a');
            out.flush();
            Thread.sleep(200);
        }
    }
}
