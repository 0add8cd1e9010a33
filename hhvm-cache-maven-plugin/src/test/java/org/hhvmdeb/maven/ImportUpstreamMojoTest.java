package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class ImportUpstreamMojoTest {

    private static final String TARBALL = "hhvm_3.18.5+dfsg1.orig.tar.xz";

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
    void packaging() throws Exception {
        build.in(directory).property("hhvm.cache.gitCacheDirectory", directory + "/git-cache");
        packaging = TinyPackaging.in(directory);
        build.property("hhvm.cache.upstreamUrl", packaging.tagged().toString());
        build.property("hhvm.cache.tag", "HHVM-3.18.5");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void theTarballIsInTargetUpstreamAndTheLogTellsItsDigest(ImportUpstreamMojo mojo) throws Exception {
        mojo.execute();
        Path tarball = directory.resolve("target/upstream/" + TARBALL);
        assertThat(tarball).exists();
        assertThat(recorded.lines())
                .last()
                .asString()
                .startsWith("info: HHVM-3.18.5 is " + tarball + ", 2 files, sha256 ");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "filesExcluded", value = "README")
    @MojoParameter(name = "debianDirectory", value = "none")
    @MojoParameter(name = "repackCount", value = "7")
    @MojoParameter(name = "upstreamDirectory", value = "out")
    void whatIsConfiguredReachesTheImport(ImportUpstreamMojo mojo) throws Exception {
        mojo.execute();
        assertThat(directory.resolve("out/hhvm_3.18.5+dfsg7.orig.tar.xz")).exists();
        assertThat(recorded.lines()).last().asString().contains(", 1 file, ");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "repackCount", value = "0")
    void aRepackCountOfNothingIsRefused(ImportUpstreamMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("hhvm.cache.repackCount is 0; it counts from 1");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "submodules", value = "third-party")
    void aSubmoduleWithoutAddressIsRefused(ImportUpstreamMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("hhvm.cache.submodules has \"third-party\"; expected PATH=URL");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "tag", value = "HHVM-3.18.6")
    void aTagOfAnotherVersionFailsTheBuild(ImportUpstreamMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("HHVM-3.18.6", "3.18.5+dfsg1");
    }

    @Test
    @Basedir("/unit/relative")
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "upstreamUrl", value = "upstream")
    void aRelativeUpstreamIsOneBesideThePom(ImportUpstreamMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("/unit/relative/upstream");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void offlineALocalUpstreamWillDo(ImportUpstreamMojo mojo) throws Exception {
        build.offline();
        mojo.execute();
        assertThat(directory.resolve("target/upstream/" + TARBALL)).exists();
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "upstreamUrl", value = "https://git.example.org/hhvm.git")
    void offlineARemoteUpstreamIsRefusedWithWhatToDo(ImportUpstreamMojo mojo) {
        build.offline();
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage(
                        "cannot fetch from https://git.example.org/hhvm.git: no network may be used (offline), and the git"
                                + " cache has no tag of it; fetch it online once, or name a local clone");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "upstreamUrl", value = "git@git.example.org:hhvm.git")
    void offlineTheShortFormOfSshIsRemote(ImportUpstreamMojo mojo) {
        build.offline();
        assertThatThrownBy(mojo::execute).hasMessageContainingAll("git@git.example.org", "(offline)");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "filesExcluded", value = "README")
    @MojoParameter(name = "into", value = "packaging")
    @MojoParameter(name = "debianBranch", value = "master")
    void theTarballGoesIntoThePackagingRepository(ImportUpstreamMojo mojo) throws Exception {
        build.environment("DEBFULLNAME", "Pat Ckager").environment("DEBEMAIL", "pat@example.org");
        git("init", "-q", "-b", "master", "packaging");
        String old = Files.readString(directory.resolve("debian/changelog")).replace("3.18.5", "3.18.4");
        Files.createDirectory(directory.resolve("packaging/debian"));
        Files.writeString(directory.resolve("packaging/debian/changelog"), old);
        Files.writeString(directory.resolve("debian/changelog"), old);
        git("-C", "packaging", "add", "-A");
        git("-C", "packaging", "commit", "-q", "-m", "Start");
        mojo.execute();
        assertThat(recorded.lines())
                .last()
                .asString()
                .matches("info: upstream/3\\.18\\.5\\+dfsg1 is [0-9a-f]{40} on upstream/latest, [0-9a-f]{40} on master,"
                        + " the changelog is at 3\\.18\\.5\\+dfsg1-1");
        assertThat(directory.resolve("packaging/debian/changelog"))
                .content()
                .startsWith(
                        "hhvm (3.18.5+dfsg1-1) UNRELEASED; urgency=medium\n\n  * New upstream version 3.18.5+dfsg1\n")
                .endsWith(old);
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "debianBranch", value = "master")
    void whatIsToHappenInTheRepositoryNeedsOne(ImportUpstreamMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("name that with hhvm.cache.into");
    }

    private void git(String... arguments) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("git", "-c", "user.name=Pat Ckager", "-c", "user.email=pat@example.org"));
        words.addAll(List.of(arguments));
        new LocalProcesses().run(Command.of(words).in(directory)).orFail();
    }
}
