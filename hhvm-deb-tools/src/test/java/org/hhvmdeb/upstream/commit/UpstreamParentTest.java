package org.hhvmdeb.upstream.commit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.hhvmdeb.testkit.HostileHttpServer.Request;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstream's commits as parents in a packaging repository, fetched from a server. */
class UpstreamParentTest {

    private static final String QUERY = "private_token=s3cret-t0ken-of-ours";

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private Path packaging;
    /** What is in the packaging repository while the pack is on its way. */
    private final List<String> meanwhile = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeUpstreamAndPackaging() throws Exception {
        git = new GitFixture(directory);
        hhvm = git.init("hhvm.git");
        for (int i = 0; i < 50; i++) {
            git.write(hhvm, "d" + i + "/f" + i, "first " + i + "\n");
        }
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        git.write(hhvm, "d1/f1", "second\n");
        git.commit(hhvm, "3.18.6");
        git.git(hhvm, "tag", "HHVM-3.18.6");
        packaging = git.init("packaging");
        git.write(packaging, "debian/rules", "#!/usr/bin/make -f\n");
        git.commit(packaging, "Start the packaging");
    }

    /** A repository that was copied with its configuration. */
    @Test
    void theSettingsOfThePackagingRepositoryWriteNothing() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "# mine\n");
        git.git(packaging, "config", "http.cookieFile", precious.toString());
        git.git(packaging, "config", "http.saveCookies", "true");
        commit("HHVM-3.18.6");
        assertThat(precious).hasContent("# mine\n");
        git.git(packaging, "fsck", "--strict");
    }

    @Test
    void whatGitFetchedLastStaysAndTheAddressIsNotWrittenDown() throws Exception {
        Path last = Files.writeString(packaging.resolve(".git/FETCH_HEAD"), "the user's\n");
        commit("HHVM-3.18.6");
        assertThat(last).hasContent("the user's\n");
        try (Stream<Path> files = Files.walk(packaging.resolve(".git"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(QUERY);
            }
        }
    }

    @Test
    void whatIsComingIsWhereTheNextRunRemovesIt() throws Exception {
        commit("HHVM-3.18.6");
        assertThat(meanwhile).anyMatch(f -> f.contains("incoming_"));
        assertThat(meanwhile).filteredOn(f -> f.contains("incoming_")).allMatch(f -> f.startsWith("hhvm-deb-objects/"));
        assertThat(files()).noneMatch(f -> f.contains("incoming_") || f.contains("hhvm-deb-objects"));
    }

    @Test
    void ofTheNextVersionOnlyWhatIsNewIsFetched() throws Exception {
        commit("HHVM-3.18.5");
        git.git(packaging, "repack", "-a", "-d", "-q");
        commit("HHVM-3.18.6");
        assertThat(git.git(packaging, "log", "--format=%s", "upstream").lines())
                .containsExactlyInAnyOrder(
                        "Import upstream version 3.18.6", "3.18.6", "Import upstream version 3.18.5", "3.18.5");
        String sizes = git.sh(packaging, "for i in .git/objects/pack/*.idx; do git show-index <$i | wc -l; done");
        assertThat(sizes.lines().mapToInt(n -> Integer.parseInt(n.strip())).filter(n -> n > 101))
                .as("of 106 objects, a pack with all of the first version")
                .hasSize(1);
    }

    private void commit(String tag) throws Exception {
        ImportedUpstream imported = new ImportUpstream(Programs.untethered())
                .run(
                        ImportRequest.builder(tag, hhvm.toString(), directory.resolve("out"))
                                .build(),
                        Progress.silent());
        try (HostileHttpServer server = HostileHttpServer.of(this::answer)) {
            CommitRequest request = new CommitRequest(
                    imported.tarball(),
                    packaging,
                    new PackagingBranches("upstream", Optional.empty(), false),
                    false,
                    Optional.of(UpstreamSource.of(server.url("hhvm.git?" + QUERY))),
                    Optional.of("Pack Ager <pack@example.org>"),
                    Optional.of(Instant.ofEpochSecond(1_500_000_000)));
            new CommitUpstream(Programs.untethered()).run(request, Progress.silent());
        }
    }

    private void answer(Request request, OutputStream out) throws IOException, InterruptedException {
        String answer = new String(HostileHttpServer.uploadPack(request, hhvm), ISO_8859_1)
                .replaceFirst("\r\n", "\r\nSet-Cookie: session=1; Path=/; Max-Age=1000\r\n");
        int pack = answer.indexOf("PACK");
        if (pack < 0) {
            out.write(answer.getBytes(ISO_8859_1));
            return;
        }
        out.write(answer.substring(0, pack + 20).getBytes(ISO_8859_1));
        out.flush();
        while (files().stream().noneMatch(f -> f.contains("incoming_"))) {
            Thread.sleep(5);
        }
        meanwhile.addAll(files());
        out.write(answer.substring(pack + 20).getBytes(ISO_8859_1));
    }

    private List<String> files() throws IOException {
        Path common = packaging.resolve(".git");
        try (Stream<Path> files = Files.walk(common)) {
            return files.map(f -> common.relativize(f).toString()).toList();
        }
    }
}
