package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.source.BuildSource;
import org.hhvmdeb.source.BuildSourceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real build for each way to attach; everything else about building is tested with the use case. */
@MojoTest
class BuildPackagesMojoTest {

    private static final String HHVM = "hhvm_3.18.5+dfsg1-1_amd64";

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

    @BeforeEach
    void packaging() throws Exception {
        build.in(directory);
        TinyPackaging.in(directory).orig("target/upstream");
    }

    @Test
    @InjectMojo(goal = "build-packages")
    @MojoParameter(name = "jobs", value = "3")
    @MojoParameter(name = "packageTests", value = "false")
    void ofPackagingHhvmDebTheMainPackageIsTheArtifactAndTheRestIsAttached(BuildPackagesMojo mojo) throws Exception {
        source();
        build.packaging("hhvm-deb");
        mojo.execute();
        assertThat(build.artifacts())
                .containsExactlyInAnyOrder(
                        "main " + HHVM + ".deb",
                        "hhvm-dev:deb hhvm-dev_3.18.5+dfsg1-1_all.deb",
                        "null:changes " + HHVM + ".changes",
                        "null:buildinfo " + HHVM + ".buildinfo");
        assertThat(directory.resolve("target/packages/" + HHVM + ".buildinfo"))
                .content()
                .contains("parallel=3", "nocheck");
        assertThat(recorded.lines()).contains("info: hhvm provides hhvm-repo-schema-" + FakeHhvm.SCHEMA);
    }

    @Test
    @InjectMojo(goal = "build-packages")
    void ofAnotherPackagingTheMainPackageIsAttachedWithoutClassifier(BuildPackagesMojo mojo) throws Exception {
        source();
        mojo.execute();
        assertThat(build.artifacts()).hasSize(4).contains("null:deb " + HHVM + ".deb");
    }

    @Test
    @InjectMojo(goal = "build-packages")
    @MojoParameter(name = "attach", value = "false")
    @MojoParameter(name = "packagesDirectory", value = "out")
    void withoutAttachNothingIsAttached(BuildPackagesMojo mojo) throws Exception {
        source();
        build.packaging("hhvm-deb");
        mojo.execute();
        assertThat(build.artifacts()).isEmpty();
        assertThat(directory.resolve("out/" + HHVM + ".deb")).exists();
    }

    @Test
    @InjectMojo(goal = "build-packages")
    void withoutSourcePackageTheGoalThatMakesItIsNamed(BuildPackagesMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("there is no *.dsc in " + directory.resolve("target/source")
                        + "; run the goal build-source first, or choose with -Dhhvm.cache.dsc=FILE");
    }

    @Test
    @InjectMojo(goal = "build-packages")
    @MojoParameter(name = "mainPackage", value = "Hhvm")
    void aMainPackageThatIsNoPackageNameIsRefused(BuildPackagesMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("Hhvm");
    }

    private void source() throws Exception {
        SearchPath path = SearchPath.parse("/usr/bin:/bin");
        Path orig = directory.resolve("target/upstream/hhvm_3.18.5+dfsg1.orig.tar.xz");
        new BuildSource(new LocalProcesses(), path)
                .run(
                        BuildSourceRequest.of(orig, directory.resolve("debian"), directory.resolve("target/source")),
                        Progress.silent());
    }
}
