package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.DefaultMavenProjectHelper;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.source.BuildSource;
import org.hhvmdeb.source.BuildSourceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
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
    void whatIsUnchangedIsNotBuiltAgainAndAttachedAllTheSame(BuildPackagesMojo mojo) throws Exception {
        source();
        build.packaging("hhvm-deb");
        mojo.execute();
        List<String> attached = build.artifacts();
        byte[] changes = Files.readAllBytes(directory.resolve("target/packages/" + HHVM + ".changes"));
        recorded.lines().clear();
        build.project().getArtifact().setFile(null);
        source();
        mojo.execute();
        assertThat(recorded.lines())
                .contains(
                        "info: " + directory.resolve("target/packages") + " is up to date",
                        "info: took " + directory.resolve("target/packages/" + HHVM + ".deb"),
                        "info: hhvm provides hhvm-repo-schema-" + FakeHhvm.SCHEMA);
        assertThat(build.artifacts()).containsAll(attached);
        assertThat(directory.resolve("target/packages/" + HHVM + ".changes")).hasBinaryContent(changes);

        Path changelog = directory.resolve("debian/changelog");
        Files.writeString(changelog, Files.readString(changelog).replace("Something new", "Something else"));
        recorded.lines().clear();
        source();
        mojo.execute();
        assertThat(recorded.lines())
                .contains("info: rebuilding " + directory.resolve("target/packages")
                        + ": changed since it was built: the source package");
    }

    @Test
    @InjectMojo(goal = "build-packages")
    @MojoParameter(name = "forceCreation", value = "true")
    void whoInsistsGetsANewBuild(BuildPackagesMojo mojo) throws Exception {
        source();
        mojo.execute();
        mojo.execute();
        assertThat(recorded.lines())
                .filteredOn(l -> l.startsWith("info: built ") && l.endsWith(HHVM + ".deb"))
                .hasSize(2);
    }

    @Test
    @InjectMojo(goal = "build-packages")
    void aSkipAttachesWhatIsUpToDateAndElseFailsWhereItIsNeeded(BuildPackagesMojo mojo) throws Exception {
        source();
        build.packaging("hhvm-deb").goals("verify");
        mojo.execute();
        build.project().getArtifact().setFile(null);
        build.property("hhvm.cache.build-packages.skip", "true").goals("clean", "install");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("build-packages is skipped by hhvm.cache.build-packages.skip, so install and deploy have"
                        + " nothing to take: build-source was not run, so that nothing tells whether the packages are up"
                        + " to date. Leave the skip out, or go no further than the phase verify");
        build.project().setContextValue(BuildSourceMojo.BUILT, "the .dsc");
        mojo.execute();
        assertThat(build.project().getArtifact().getFile()).hasName(HHVM + ".deb");

        Path changelog = directory.resolve("debian/changelog");
        Files.writeString(changelog, Files.readString(changelog).replace("Something new", "Something else"));
        build.project().getArtifact().setFile(null);
        source();
        assertThatThrownBy(mojo::execute)
                .hasMessageContaining("nothing is to be built: changed since it was built: the source package. Leave");
        build.goals("verify");
        mojo.execute();
        assertThat(build.project().getArtifact().getFile()).isNull();
        assertThat(recorded.lines()).last().asString().startsWith("info: nothing is attached: ");
    }

    /** Whatever is wrong with what would be built: it is not. */
    @Test
    @InjectMojo(goal = "build-packages")
    void aSkipIsNotFailedByFindingsOrWhatCannotBeRead(BuildPackagesMojo mojo) throws Exception {
        build.packaging("hhvm-deb").goals("verify").property("hhvm.cache.build-packages.skip", "true");
        build.project().setContextValue(BuildSourceMojo.BUILT, "the .dsc");
        Path control = directory.resolve("debian/control");
        Files.writeString(control, Files.readString(control).replace("Provides: ${hhvm:Provides}\n", ""));
        source();
        mojo.execute();
        assertThat(recorded.lines()).last().asString().startsWith("info: nothing is attached: ");

        Files.createDirectories(directory.resolve("target"));
        Files.writeString(directory.resolve("target/packages"), "no directory\n");
        mojo.execute();
        assertThat(recorded.lines()).last().asString().startsWith("info: nothing is attached: ");
        assertThat(build.project().getArtifact().getFile()).isNull();
    }

    @Test
    @InjectMojo(goal = "build-packages")
    @MojoParameter(name = "classifier", value = "bookworm")
    void aClassifierIsOnAllThatIsAttached(BuildPackagesMojo mojo) throws Exception {
        source();
        build.packaging("hhvm-deb");
        mojo.execute();
        assertThat(build.artifacts())
                .containsExactlyInAnyOrder(
                        "bookworm:deb " + HHVM + ".deb",
                        "bookworm-hhvm-dev:deb hhvm-dev_3.18.5+dfsg1-1_all.deb",
                        "bookworm:changes " + HHVM + ".changes",
                        "bookworm:buildinfo " + HHVM + ".buildinfo");
    }

    @Test
    @InjectMojo(goal = "build-packages")
    void aSecondExecutionTakesNoOthersPlace(BuildPackagesMojo mojo) throws Exception {
        source();
        MojoExecution other = new MojoExecution(new Plugin(), "build-packages", "bullseye");
        Attachments.of(build.project(), new DefaultMavenProjectHelper(), other, "hhvm-deb", "");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(
                        "would attach a .deb in the place of that of build-packages (bullseye)",
                        "without classifier; give one of them another <classifier>");
        assertThat(directory.resolve("target/packages")).doesNotExist();
    }

    /** A class of its own: the harness evaluates properties before the test's body. */
    @Nested
    class WithoutTests {

        @BeforeEach
        void skipTests() {
            build.property("skipTests", "true");
        }

        @Test
        @InjectMojo(goal = "build-packages")
        void mavensOwnPropertyReachesTheTestsOfHhvm(BuildPackagesMojo mojo) throws Exception {
            source();
            mojo.execute();
            assertThat(directory.resolve("target/packages/" + HHVM + ".buildinfo"))
                    .content()
                    .contains("nocheck");
        }
    }

    @Nested
    class WithoutEvenCompilingTests {

        @BeforeEach
        void skipTests() {
            build.property("maven.test.skip", "true");
        }

        @Test
        @InjectMojo(goal = "build-packages")
        void mavensOtherPropertyDoesSo(BuildPackagesMojo mojo) throws Exception {
            source();
            mojo.execute();
            assertThat(directory.resolve("target/packages/" + HHVM + ".buildinfo"))
                    .content()
                    .contains("nocheck");
        }
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
