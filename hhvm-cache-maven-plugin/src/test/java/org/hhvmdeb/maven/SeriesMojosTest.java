package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.rebase.ChangeAuthor;
import org.hhvmdeb.patch.rebase.RebasePatches;
import org.hhvmdeb.patch.rebase.RebasePatchesRequest;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals that write the patch series again. */
@MojoTest
class SeriesMojosTest {

    private static final String GIT = "git -c user.name=u -c user.email=u@example.org -c init.defaultBranch=master ";

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

    private TinyPackaging packaging;

    @BeforeEach
    void packaging() throws IOException {
        build.in(directory)
                .property("hhvm.cache.gitCacheDirectory", directory + "/git-cache")
                .property(
                        "hhvm.cache.upstreamUrl", directory.resolve("upstream").toString());
        packaging = TinyPackaging.in(directory).patch("two");
    }

    private Path patch() {
        return directory.resolve("debian/patches/change-two.patch");
    }

    @Test
    @InjectMojo(goal = "refresh-patches")
    void aPatchSomeLinesAwayIsWrittenAnew(RefreshPatchesMojo mojo) throws Exception {
        packaging.orig("target/upstream");
        String exact = Files.readString(patch());
        Files.writeString(patch(), exact.replace("@@ -1,3 +1,3 @@", "@@ -4,3 +4,3 @@"));
        mojo.execute();
        assertThat(patch()).hasContent(exact);
        assertThat(recorded.lines()).last().isEqualTo("info: 1 patch: 1 refreshed, 0 unchanged");
    }

    @Test
    @InjectMojo(goal = "rebase-patches")
    @MojoParameter(name = "onto", value = "HHVM-3.21.0")
    void theSeriesGoesFromTagToTag(RebasePatchesMojo mojo) throws Exception {
        build.environment("DEBFULLNAME", "Re Base")
                .environment("DEBEMAIL", "re@example.org")
                .environment("SOURCE_DATE_EPOCH", "1500000000");
        sh("cd upstream; %1$s init -q; %1$s add README; %1$s commit -qm one; %1$s tag HHVM-3.18.5;"
                + " sed -i 's/two/zwei/' README; %1$s commit -qam two; %1$s tag HHVM-3.21.0");
        mojo.execute();
        assertThat(recorded.lines())
                .anyMatch(l -> l.startsWith("info: upstream change-two.patch in HHVM-3.21.0, commit "));
        assertThat(directory.resolve("debian/patches/series"))
                .content()
                .startsWith("# change-two.patch -- applied upstream in HHVM-3.21.0");
        assertThat(directory.resolve("debian/changelog"))
                .content()
                .startsWith("hhvm (3.21.0+dfsg1-1) UNRELEASED;")
                .contains(" -- Re Base <re@example.org>  Fri, 14 Jul 2017 02:40:00 +0000\n");
    }

    private void sh(String script) throws Exception {
        new LocalProcesses()
                .run(Command.of("sh", "-ec", script.formatted(GIT))
                        .in(directory)
                        .with("HOME", directory.toString()))
                .orFail();
    }

    @Test
    @InjectMojo(goal = "rebase-patches")
    void itSaysWhatItNeeds(RebasePatchesMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("hhvm.cache.upstreamUrl")
                .hasMessageContaining("hhvm.cache.onto");
    }

    @Test
    @InjectMojo(goal = "rebase-patches")
    @MojoParameter(name = "abortRebase", value = "true")
    void nothingCanBeGivenUpWhereNothingWaits(RebasePatchesMojo mojo) {
        build.session().getUserProperties().remove("hhvm.cache.gitCacheDirectory");
        build.session().getUserProperties().remove("hhvm.cache.upstreamUrl");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("no rebase is in progress");
    }

    /** A class of its own: the harness evaluates properties before the test's body. */
    @Nested
    class WhereARebaseWaitsForOneWhoDoesNotSayUpstreamAgain {

        private Path waiting = Path.of("");
        private UpstreamServer server;

        @BeforeEach
        void begin() throws Exception {
            build.session().getUserProperties().remove("hhvm.cache.upstreamUrl");
            build.environment("SOURCE_DATE_EPOCH", "1500000000");
            sh("cd upstream; %1$s init -q; %1$s add README; %1$s commit -qm one; %1$s tag HHVM-3.18.5;"
                    + " sed -i 's/two/drei/' README; %1$s commit -qam two; %1$s tag HHVM-3.21.0");
            server = UpstreamServer.of(directory.resolve("upstream"), "me:secret");
            Path netrc = Files.writeString(directory.resolve("netrc"), "machine 127.0.0.1 login me password secret\n");
            build.environment("NETRC", netrc.toString());
            UpstreamSource upstream = new UpstreamSource(
                    server.url().replace("://", "://me:secret@"),
                    Map.of(),
                    Set.of(),
                    Optional.empty(),
                    FetchSettings.DEFAULT);
            RebasePatchesRequest request = new RebasePatchesRequest(
                    directory,
                    upstream,
                    UpstreamTag.parse("HHVM-3.21.0"),
                    Optional.empty(),
                    false,
                    false,
                    ChangeAuthor.of(Map.of(), Instant.ofEpochSecond(1500000000)));
            assertThat(new RebasePatches().run(request, Progress.silent()).passed())
                    .isFalse();
            waiting = directory.resolve(",,hhvm-deb-rebase");
            Files.writeString(waiting.resolve("tree/README"), "one\nvier\nthree\n");
        }

        @AfterEach
        void stopServer() {
            server.close();
        }

        @Test
        @InjectMojo(goal = "rebase-patches")
        @MojoParameter(name = "abortRebase", value = "true")
        @MojoParameter(name = "onto", value = "HHVM-3.22.0")
        void anAbortRefusesWhatIsSaidForThisRunAndPassesOverThePom(RebasePatchesMojo mojo) throws Exception {
            build.property("hhvm.cache.onto", "HHVM-3.22.0").property("hhvm.cache.maxRefs", "1");
            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageContaining("it goes without -Dhhvm.cache.gitCacheDirectory, -Dhhvm.cache.maxRefs,"
                            + " -Dhhvm.cache.onto (where .mvn/maven.config says it, -DNAME= takes it back)");
            assertThat(waiting).exists();
            for (String name : List.of("gitCacheDirectory", "maxRefs", "onto")) {
                build.session().getUserProperties().remove("hhvm.cache." + name);
            }
            mojo.execute();
            assertThat(waiting).doesNotExist();
        }

        @Test
        @InjectMojo(goal = "rebase-patches")
        @MojoParameter(name = "continueRebase", value = "true")
        @MojoParameter(name = "submodules", value = "a=https://example.org/b")
        void otherSubmodulesAreRefused(RebasePatchesMojo mojo) {
            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageContainingAll("begun with another addresses of submodules", "a=https://example.org/b");
        }

        @Test
        @InjectMojo(goal = "rebase-patches")
        @MojoParameter(name = "continueRebase", value = "true")
        @MojoParameter(name = "skippedSubmodules", value = "a")
        void otherSubmodulesToDoWithoutAreRefused(RebasePatchesMojo mojo) {
            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageContaining("begun with another submodules to do without");
        }

        @Test
        @InjectMojo(goal = "rebase-patches")
        @MojoParameter(name = "continueRebase", value = "true")
        void theGitCacheThatIsSaidIsTheOne(RebasePatchesMojo mojo) throws Exception {
            mojo.execute();
            assertThat(waiting).doesNotExist();
            assertThat(directory.resolve("debian/patches/change-two.patch"))
                    .content()
                    .contains("-drei\n+vier\n");
            assertThat(directory.resolve("git-cache")).isNotEmptyDirectory();
        }
    }
}
