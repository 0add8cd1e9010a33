package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.GuardedGitServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fetches does so with the netrc file and the proxies of the environment, or not at all. */
@Tag("integration")
class ReachedServersTest {

    private static final String PASSWORD = "n3trcSecret";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Map<String, String> environment = new TreeMap<>();
    private String source = "";

    @BeforeEach
    void makeUpstreamAndASeriesThatConflicts() throws Exception {
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("DEBFULLNAME", "Pat Ckager");
        environment.put("DEBEMAIL", "pat@example.org");
        GitFixture git = new GitFixture(directory);
        Path lib = git.init("lib.git");
        git.write(lib, "lib.c", "int lib;\n");
        git.commit(lib, "lib");
        Path hhvm = git.init("hhvm.git");
        git.write(hhvm, "f", "1\ntwo\n3\n");
        git.addSubmodule(hhvm, "../lib.git", "lib");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(hhvm, "f", "1\nzwei\n3\n");
        git.commit(hhvm, "two");
        git.git(hhvm, "tag", "-m", "two", "HHVM-3.2.0");
        source = directory.resolve("source").toString();
        git.write(directory, "source/debian/patches/series", "p\n");
        git.write(directory, "source/debian/patches/p", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n 1\n-two\n+II\n 3\n");
        git.write(directory, "source/debian/changelog", """
                hhvm (3.1.0-1) unstable; urgency=medium

                  * One.

                 -- Pat Ckager <pat@example.org>  Sat, 03 Oct 2020 00:00:00 +0000
                """);
    }

    @Test
    void aRebaseGoesOnWithTheNetrcFileAndTheProxy() throws Exception {
        netrc("git.example.org");
        try (GuardedGitServer server = GuardedGitServer.of(directory, "me:" + PASSWORD)) {
            environment.put("http_proxy", "http://127.0.0.1:" + server.http().port());
            String url = "http://git.example.org/hhvm.git";
            assertThat(run("patches", "rebase", "--from", url, "--onto", "HHVM-3.2.0", source))
                    .as(said())
                    .isEqualTo(ExitCodes.FINDINGS);
            int before = server.http().requests().size();
            resolve();
            assertThat(run("patches", "rebase", "--continue", source))
                    .as(said())
                    .isZero();
            assertThat(server.http()
                            .requests()
                            .subList(before, server.http().requests().size()))
                    .isNotEmpty()
                    .allMatch(r -> r.path().startsWith(url));
        }
        assertThat(said()).doesNotContain(PASSWORD);
    }

    @Test
    void aRebaseGoesOnWithThePasswordOfAnAddressThatIsSaidAgain() throws Exception {
        try (GuardedGitServer server = GuardedGitServer.of(directory, "me:" + PASSWORD)) {
            String url = server.url("hhvm.git").replace("//", "//me:" + PASSWORD + "@");
            assertThat(run("patches", "rebase", "--from", url, "--onto", "HHVM-3.2.0", source))
                    .isEqualTo(ExitCodes.FINDINGS);
            resolve();
            String other = url.replace("hhvm.git", "lib.git");
            assertThat(run("patches", "rebase", "--continue", "--from", other, source))
                    .isEqualTo(ExitCodes.INPUT);
            assertThat(said()).contains("was begun with another repository").doesNotContain(PASSWORD);
            assertThat(run("patches", "rebase", "--continue", source)).isEqualTo(ExitCodes.OUTSIDE);
            assertThat(said()).contains("asks for a user name and a password");
            assertThat(run("patches", "rebase", "--continue", "--from", url, source))
                    .as(said())
                    .isZero();
        }
        assertThat(said()).doesNotContain(PASSWORD);
    }

    @Test
    void upstreamsOwnCommitIsFetchedWithTheNetrcFileAndTheProxy() throws Exception {
        netrc("git.example.org");
        GitFixture git = new GitFixture(directory);
        Path packaging = git.init("packaging");
        git.write(packaging, "debian/changelog", Files.readString(Path.of(source, "debian/changelog")));
        git.commit(packaging, "packaging");
        try (GuardedGitServer server = GuardedGitServer.of(directory, "me:" + PASSWORD)) {
            environment.put("http_proxy", "http://127.0.0.1:" + server.http().port());
            assertThat(run(
                            "upstream",
                            "import",
                            "HHVM-3.2.0",
                            "--from",
                            "http://git.example.org/hhvm.git",
                            "--output",
                            directory.resolve("out").toString(),
                            "--into",
                            packaging.toString(),
                            "--upstream-parent"))
                    .as(said())
                    .isZero();
        }
        assertThat(git.git(packaging, "log", "--format=%s", "upstream/latest"))
                .isEqualTo("Import upstream version 3.2.0\ntwo\none");
        assertThat(said()).doesNotContain(PASSWORD);
    }

    @Test
    void offlineNoCommandOpensAConnection() throws Exception {
        netrc("127.0.0.1");
        String cache = directory.resolve("cache").toString();
        try (GuardedGitServer server = GuardedGitServer.of(directory, "me:" + PASSWORD)) {
            String url = server.url("hhvm.git");
            String[][] commands = {
                {"upstream", "tags", url},
                {"upstream", "import", "HHVM-3.1.0", "--from", url, "--output", path("o"), "--git-cache", cache},
                {"upstream", "verify", path("out/hhvm_3.1.0.orig.tar.xz"), "--from", url},
                {"patches", "check", "--from", url, "--tag", "HHVM-3.1.0", "--git-cache", cache, source},
                {"patches", "forecast", "--from", url, "--tags", "*", "--git-cache", cache, source},
                {"patches", "rebase", "--from", url, "--onto", "HHVM-3.2.0", "--git-cache", cache, source},
                {
                    "patches",
                    "rebase",
                    "--dry-run",
                    "--from",
                    directory.resolve("hhvm.git").toString(),
                    "--onto",
                    "HHVM-3.2.0",
                    "--submodule",
                    "lib=" + server.url("lib.git"),
                    source
                },
            };
            assertThat(run("upstream", "import", "HHVM-3.1.0", "--from", url, "--output", path("out")))
                    .as(said())
                    .isZero();
            int before = server.http().requests().size();
            for (String[] command : commands) {
                run(offline(command));
            }
            assertThat(said())
                    .contains("no network may be used (offline)", "fetch it online once, or name a local clone");
            assertThat(server.http().requests()).hasSize(before);
        }
    }

    @Test
    void offlineWhatTheGitCacheHasIsEnough() throws Exception {
        netrc("127.0.0.1");
        String cache = directory.resolve("cache").toString();
        String url;
        try (GuardedGitServer server = GuardedGitServer.of(directory, "me:" + PASSWORD)) {
            url = server.url("hhvm.git");
            for (String tag : new String[] {"HHVM-3.1.0", "HHVM-3.2.0"}) {
                assertThat(run("upstream", "import", tag, "--from", url, "--output", path("out"), "--git-cache", cache))
                        .as(said())
                        .isZero();
            }
            assertThat(run(
                            "patches",
                            "rebase",
                            "--dry-run",
                            "--from",
                            url,
                            "--onto",
                            "HHVM-3.2.0",
                            "--git-cache",
                            cache,
                            source))
                    .as(said())
                    .isEqualTo(ExitCodes.FINDINGS);
        }
        for (String tag : new String[] {"3.1.0", "3.2.0"}) {
            String[] words = {
                "upstream", "import", "HHVM-" + tag, "--from", url, "--output", path("again"), "--git-cache", cache
            };
            assertThat(run(offline(words))).as(said()).isZero();
            assertThat(directory.resolve("again/hhvm_" + tag + ".orig.tar.xz"))
                    .hasSameBinaryContentAs(directory.resolve("out/hhvm_" + tag + ".orig.tar.xz"));
        }
        assertThat(said()).contains("only what the git cache has is known: 2 tags");
        assertThat(run(offline("patches", "check", "--from", url, "--tag", "HHVM-3.1.0", "--git-cache", cache, source)))
                .as(said())
                .isZero();
        assertThat(run(offline("patches", "forecast", "--from", url, "--tags", "*", "--git-cache", cache, source)))
                .as(said())
                .isZero();
        assertThat(run(offline(
                        "patches", "rebase", "--from", url, "--onto", "HHVM-3.2.0", "--git-cache", cache, source)))
                .as(said())
                .isEqualTo(ExitCodes.FINDINGS);
        resolve();
        assertThat(run(offline("patches", "rebase", "--continue", source)))
                .as(said())
                .isZero();
        assertThat(run(offline(
                        "upstream",
                        "import",
                        "HHVM-3.3.0",
                        "--from",
                        url,
                        "--output",
                        path("again"),
                        "--git-cache",
                        cache)))
                .isEqualTo(ExitCodes.OUTSIDE);
        assertThat(said()).contains("the git cache lacks the tag HHVM-3.3.0");
    }

    private void resolve() throws Exception {
        Files.writeString(Path.of(source, ",,hhvm-deb-rebase/tree/f"), "1\nII, zwei\n3\n");
    }

    private void netrc(String host) throws Exception {
        Path file = directory.resolve("netrc");
        Files.writeString(file, "machine " + host + " login me password " + PASSWORD + "\n");
        environment.put("NETRC", file.toString());
    }

    private static String[] offline(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--offline";
        return all;
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private int run(String... words) {
        PrintStream both = new PrintStream(written, true, UTF_8);
        return HhvmDeb.run(both, both, environment, words);
    }

    private String said() {
        return written.toString(UTF_8);
    }
}
