package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all goals have in common, on one that is quick: check-patches without a tarball fails unless it is skipped. */
@MojoTest
class StepMojoTest {

    private static final String NO_TARBALL = "debian/changelog asks for hhvm_3.18.5+dfsg1.orig.tar.xz";

    private final TestBuild build = new TestBuild();
    private final RecordingLog recorded = new RecordingLog();

    @TempDir
    Path directory;

    private TinyPackaging packaging;

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
    void packaging() throws IOException {
        build.in(directory);
        packaging = TinyPackaging.in(directory);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "skip", value = "true")
    void skipSkipsEveryGoal(CheckPatchesMojo mojo) throws Exception {
        mojo.execute();
        assertThat(recorded.lines()).containsExactly("info: skipped by hhvm.cache.skip");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "skip", value = "false")
    void skipThatIsFalseDoesNotSkip(CheckPatchesMojo mojo) {
        assertThatThrownBy(mojo::execute).hasMessageStartingWith(NO_TARBALL);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void theGoalsOwnSkipSkipsItWithAndWithoutValue(CheckPatchesMojo mojo) throws Exception {
        for (String value : new String[] {"true", "TRUE", ""}) {
            build.property("hhvm.cache.check-patches.skip", value);
            mojo.execute();
        }
        assertThat(recorded.lines()).hasSize(3).containsOnly("info: skipped by hhvm.cache.check-patches.skip");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void theGoalsOwnSkipThatIsFalseDoesNotSkip(CheckPatchesMojo mojo) {
        for (String value : new String[] {"false", "False"}) {
            build.property("hhvm.cache.check-patches.skip", value);
            assertThatThrownBy(mojo::execute).hasMessageStartingWith(NO_TARBALL);
        }
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void aSkipThatIsNeitherTrueNorFalseIsRefused(CheckPatchesMojo mojo) {
        for (String value : new String[] {"no", "0", "yes", "flase"}) {
            build.property("hhvm.cache.check-patches.skip", value);
            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessage("hhvm.cache.check-patches.skip is \"" + value + "\"; it is true or false");
        }
        assertThat(recorded.lines()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "forecast-patches")
    void aParameterThatIsMissingIsNamedWithItsProperty(ForecastPatchesMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("forecast-patches needs upstreamUrl: set -Dhhvm.cache.upstreamUrl=...");
    }

    @Test
    @InjectMojo(goal = "prune-repo")
    @MojoParameter(name = "repo", value = "a.hhbc")
    void aListThatIsEmptyIsMissing(PruneRepoMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("prune-repo needs liveSchemas: set -Dhhvm.cache.liveSchemas=...");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void theSkipOfAnotherGoalDoesNotSkip(CheckPatchesMojo mojo) {
        build.property("hhvm.cache.build-source.skip", "true");
        assertThatThrownBy(mojo::execute).hasMessageStartingWith(NO_TARBALL);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void theGoalsOwnSkipCanBeAPropertyOfThePomWhichTheCommandLineOverrides(CheckPatchesMojo mojo) throws Exception {
        build.project().getProperties().setProperty("hhvm.cache.check-patches.skip", "true");
        mojo.execute();
        assertThat(recorded.lines()).containsExactly("info: skipped by hhvm.cache.check-patches.skip");

        build.property("hhvm.cache.check-patches.skip", "false");
        assertThatThrownBy(mojo::execute).hasMessageStartingWith(NO_TARBALL);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void wrongInputIsAFailureOfTheBuildWithTheWholeMessage(CheckPatchesMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(NO_TARBALL + ", which is not in " + directory.resolve("target/upstream")
                        + "; run the goal import-upstream first, or set -Dhhvm.cache.origTarball=FILE")
                .hasCauseInstanceOf(InputException.class);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void whatACheckFindsIsAFailureOfTheBuildWithEveryFinding(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("deux").orig("target/upstream");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("change-two.patch:4: error: ", "README", "deux", "two")
                .hasCauseInstanceOf(FindingsException.class);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void aReportThatCannotBeAFileIsRefusedBeforeTheCheck(CheckPatchesMojo mojo) throws Exception {
        Files.createDirectories(directory.resolve("target/patch-reports/patches.xml"));
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("patches.xml is a directory, but a file is written");
    }

    @Test
    @InjectMojo(goal = "build-source")
    void aMissingProgramIsAnErrorOutsideTheBuild(BuildSourceMojo mojo) throws Exception {
        packaging.orig("target/upstream");
        build.environment("PATH", directory.toString());
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContainingAll("dpkg-source is missing", "apt-get install dpkg-dev")
                .hasCauseInstanceOf(ExternalException.class);
    }

    @Test
    @InjectMojo(goal = "build-source")
    void aSourceDateEpochThatIsNoTimeIsNamed(BuildSourceMojo mojo) throws Exception {
        packaging.orig("target/upstream");
        for (String value : new String[] {"yesterday", "99999999999999999"}) {
            build.environment("SOURCE_DATE_EPOCH", value);
            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageContaining("SOURCE_DATE_EPOCH is \"" + value + "\"");
        }
    }
}
