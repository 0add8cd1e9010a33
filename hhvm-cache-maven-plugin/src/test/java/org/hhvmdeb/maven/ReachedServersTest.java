package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals reach upstream with the servers and proxies of settings.xml, and not at all with {@code -o}. */
@MojoTest
class ReachedServersTest {

    private static final String PASSWORD = "s3ttingsSecret";

    private final TestBuild build = new TestBuild();
    private final RecordingLog recorded = new RecordingLog();

    @TempDir
    Path directory;

    @Provides
    MavenProject project() {
        return build.project();
    }

    @Provides
    MavenSession session() {
        return build.session();
    }

    @Provides
    Log log() {
        return recorded.log();
    }

    private UpstreamServer server;

    @BeforeEach
    void startServer() throws Exception {
        TinyPackaging packaging = TinyPackaging.in(directory).patch("two");
        server = UpstreamServer.of(packaging.tagged(), "me:" + PASSWORD);
        build.in(directory)
                .environment("NETRC", directory.resolve("netrc").toString())
                .property("hhvm.cache.gitCacheDirectory", directory + "/git-cache")
                .property("hhvm.cache.upstreamUrl", server.url())
                .property("hhvm.cache.tag", "HHVM-3.18.5");
    }

    @AfterEach
    void stopServer() {
        server.close();
        assertThat(String.join("\n", recorded.lines())).doesNotContain(PASSWORD);
    }

    /** The harness has set the parameters before a test begins. */
    private ReachedServersTest with(Mojo goal, String parameter, Object value) throws IllegalAccessException {
        MojoExtension.setVariableValueToObject(goal, parameter, value);
        return this;
    }

    private ReachedServersTest knownServer(Mojo goal) throws IllegalAccessException {
        build.server("forge", "me", PASSWORD);
        return with(goal, "serverId", "forge");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void theServerOfSettingsComesBeforeTheNetrcFile(ImportUpstreamMojo mojo) throws Exception {
        knownServer(mojo);
        Files.writeString(directory.resolve("netrc"), "machine 127.0.0.1 login me password wrong\n");
        mojo.execute();
        assertThat(server.asked()).noneMatch(a -> a.authorization().equals(UpstreamServer.basic("me:wrong")));
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void withoutAServerIdTheNetrcFileIsRead(ImportUpstreamMojo mojo) throws Exception {
        Files.writeString(directory.resolve("netrc"), "machine 127.0.0.1 login me password " + PASSWORD + "\n");
        mojo.execute();
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void aCheckOnTagsHasTheServer(CheckPatchesMojo mojo) throws Exception {
        knownServer(mojo).with(mojo, "checkTags", List.of("HHVM-3.18.5"));
        mojo.execute();
    }

    @Test
    @InjectMojo(goal = "forecast-patches")
    void aForecastHasTheServer(ForecastPatchesMojo mojo) throws Exception {
        knownServer(mojo).with(mojo, "forecastTags", List.of("*"));
        mojo.execute();
    }

    @Test
    @InjectMojo(goal = "rebase-patches")
    void aRebaseHasTheServer(RebasePatchesMojo mojo) throws Exception {
        knownServer(mojo).with(mojo, "onto", "HHVM-3.18.5").with(mojo, "dryRun", true);
        mojo.execute();
        assertThat(server.asked()).anyMatch(a -> a.authorization().equals(UpstreamServer.basic("me:" + PASSWORD)));
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void whereNothingIsKnownBothWaysAreTold(ImportUpstreamMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContainingAll("asks for a user name", "<server>", "hhvm.cache.serverId", "~/.netrc");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void aPasswordThatIsNotAcceptedIsTheServersOfSettings(ImportUpstreamMojo mojo) throws Exception {
        build.server("forge", "me", "wrongS3cret");
        with(mojo, "serverId", "forge");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("does not accept the user name and password of the server forge of settings.xml")
                .hasMessageNotContaining("wrongS3cret");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void aServerThatIsNotThereAndOneThatIsStillEncryptedAreRefused(ImportUpstreamMojo mojo) throws Exception {
        with(mojo, "serverId", "forge");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("settings.xml has no <server> with that <id>");
        build.server("forge", "me", "{COQLCE6DU6GtcS5P/wcS5P/COQLCE6DU6GtcS5P=}");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("cannot decrypt")
                .hasMessageNotContaining("COQLCE6DU6");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void aPasswordInTheAddressIsWarnedOfAndGoesWithNoServer(ImportUpstreamMojo mojo) throws Exception {
        with(mojo, "upstreamUrl", server.url().replace("//", "//me:" + PASSWORD + "@"));
        mojo.execute();
        assertThat(recorded.lines())
                .anyMatch(l -> l.startsWith("warn: hhvm.cache.upstreamUrl has a user name or a password")
                        && l.contains("hhvm.cache.serverId"));
        knownServer(mojo);
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("take them out of there")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void onlyTheServerOfTheAddressIsToldThePassword(ImportUpstreamMojo mojo) throws Exception {
        knownServer(mojo);
        try (UpstreamServer other = UpstreamServer.of(directory.resolve("upstream"), "me:" + PASSWORD)) {
            with(mojo, "upstreamUrl", directory.resolve("upstream").toUri().toString());
            mojo.execute();
            with(mojo, "upstreamUrl", server.url());
            // The same machine, another port.
            TinyPackaging.submodule(directory.resolve("upstream"), other.url());
            assertThatThrownBy(mojo::execute).hasMessageContaining("asks for a user name and a password");
            assertThat(other.asked())
                    .isNotEmpty()
                    .allMatch(a -> a.authorization().isEmpty());
        }
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void theProxyOfSettingsComesBeforeThatOfTheEnvironment(ImportUpstreamMojo mojo) throws Exception {
        build.environment("http_proxy", "http://127.0.0.1:1").proxy(server.port(), "us", "pr0xySecret", null);
        knownServer(mojo).with(mojo, "upstreamUrl", "http://git.example.org/hhvm.git");
        mojo.execute();
        assertThat(server.asked())
                .isNotEmpty()
                .allMatch(a -> a.uri().startsWith("http://git.example.org/"))
                .allMatch(a -> a.proxyAuthorization().equals(UpstreamServer.basic("us:pr0xySecret")));
        assertThat(String.join("\n", recorded.lines())).doesNotContain("pr0xySecret");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void aHostWithoutProxyIsReachedWithoutOne(ImportUpstreamMojo mojo) throws Exception {
        build.environment("http_proxy", "http://127.0.0.1:1").proxy(1, "us", "pr0xySecret", "localhost|127.*");
        knownServer(mojo);
        mojo.execute();
        assertThat(server.asked())
                .isNotEmpty()
                .allMatch(a -> a.proxyAuthorization().isEmpty());
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void withoutAProxyInSettingsThatOfTheEnvironmentIsUsed(ImportUpstreamMojo mojo) throws Exception {
        build.environment("http_proxy", "http://127.0.0.1:" + server.port());
        knownServer(mojo).with(mojo, "upstreamUrl", "http://git.example.org/hhvm.git");
        mojo.execute();
        assertThat(server.asked()).allMatch(a -> a.uri().startsWith("http://git.example.org/"));
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void offlineTheGitCacheIsEnoughForTheTarball(ImportUpstreamMojo mojo) throws Exception {
        knownServer(mojo);
        mojo.execute();
        Path tarball = directory.resolve("target/upstream/hhvm_3.18.5+dfsg1.orig.tar.xz");
        byte[] made = Files.readAllBytes(tarball);
        org.hhvmdeb.io.FileTree.delete(directory.resolve("target"));
        int before = server.asked().size();
        build.offline();
        mojo.execute();
        assertThat(tarball).hasBinaryContent(made);
        assertThat(server.asked()).hasSize(before);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void offlineACheckOpensNoConnection(CheckPatchesMojo mojo) throws Exception {
        knownServer(mojo).with(mojo, "checkTags", List.of("HHVM-3.18.5"));
        offline(mojo::execute);
    }

    @Test
    @InjectMojo(goal = "forecast-patches")
    void offlineAForecastOpensNoConnection(ForecastPatchesMojo mojo) throws Exception {
        knownServer(mojo).with(mojo, "forecastTags", List.of("*"));
        offline(mojo::execute);
    }

    @Test
    @InjectMojo(goal = "rebase-patches")
    void offlineARebaseOpensNoConnection(RebasePatchesMojo mojo) throws Exception {
        knownServer(mojo).with(mojo, "onto", "HHVM-3.18.5").with(mojo, "dryRun", true);
        build.offline();
        assertThatThrownBy(mojo::execute).hasMessageContaining("no network may be used (offline)");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void offlineASubmoduleElsewhereIsNotReachedEither(CheckPatchesMojo mojo) throws Exception {
        TinyPackaging.submodule(directory.resolve("upstream"), server.url());
        knownServer(mojo)
                .with(mojo, "upstreamUrl", directory.resolve("upstream").toString())
                .with(mojo, "checkTags", List.of("HHVM-3.18.5"));
        TinyPackaging.in(directory).write("debian/patches/series", "in-the-submodule.patch\n");
        Files.writeString(
                directory.resolve("debian/patches/in-the-submodule.patch"),
                "--- a/third-party/README\n+++ b/third-party/README\n@@ -1 +1 @@\n-one\n+eins\n");
        build.offline();
        assertThatThrownBy(mojo::execute).hasMessageContaining("no network may be used (offline)");
        assertThat(server.asked()).isEmpty();
    }

    private interface Goal {
        void execute() throws Exception;
    }

    /** First with nothing in the git cache, then with what an online run has left there. */
    private void offline(Goal goal) throws Exception {
        build.offline();
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("no network may be used (offline)");
        assertThat(server.asked()).isEmpty();
        build.online();
        goal.execute();
        int before = server.asked().size();
        build.offline();
        goal.execute();
        assertThat(server.asked()).hasSize(before);
    }
}
