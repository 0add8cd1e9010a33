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
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals of packaging hhvm-deb before anything is compiled. */
@MojoTest
class SourceMojosTest {

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
        build.in(directory);
        build.property("hhvm.cache.upstreamUrl", directory.resolve("upstream").toString());
        build.property("hhvm.cache.gitCacheDirectory", directory + "/git-cache");
        packaging = TinyPackaging.in(directory);
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void theTarballIsTheOneInTargetUpstreamThatTheChangelogAsksFor(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("two").orig("target/upstream");
        mojo.execute();
        assertThat(recorded.lines()).last().asString().startsWith("info: 1 ");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "origTarball", value = "elsewhere/hhvm_3.18.5+dfsg1.orig.tar.xz")
    @MojoParameter(name = "debianDirectory", value = "packaging")
    void bothCanBeElsewhere(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("two").orig("elsewhere");
        Files.move(directory.resolve("debian"), directory.resolve("packaging"));
        mojo.execute();
        assertThat(recorded.lines()).last().asString().startsWith("info: 1 ");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "tag", value = "HHVM-3.18.5")
    void whereThereIsNoTarballYetTheTagIsReadFromGit(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("two").tagged();
        mojo.execute();
        assertThat(recorded.lines()).last().asString().startsWith("info: HHVM-3.18.5: 1 ");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "checkTags", value = "HHVM-3.18.5")
    void theTagsThatAreAskedForCountEvenIfThereIsATarball(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("something else").orig("target/upstream");
        packaging.patch("two").tagged();
        mojo.execute();
        assertThat(recorded.lines()).last().asString().startsWith("info: HHVM-3.18.5: 1 ");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "checkTags", value = "HHVM-3.18.5")
    @MojoParameter(name = "origTarball", value = "hhvm.orig.tar.xz")
    void aTarballIsToldNotToBeCheckedBesideTagsAndRefusedWhereThisRunSaysBoth(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("two").tagged();
        mojo.execute();
        assertThat(recorded.lines())
                .anyMatch(l -> l.startsWith("info: checking the tags") && l.endsWith("hhvm.orig.tar.xz"))
                .last()
                .asString()
                .startsWith("info: HHVM-3.18.5: 1 ");
        // It may be said for another goal of this run.
        build.property("hhvm.cache.origTarball", "hhvm.orig.tar.xz");
        mojo.execute();
        build.property("hhvm.cache.checkTags", "HHVM-3.18.5");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("hhvm.cache.origTarball", "hhvm.cache.checkTags", "leave one of them out");
    }

    @Test
    @InjectMojo(goal = "forecast-patches")
    @MojoParameter(name = "forecastTags", value = "HHVM-3.*")
    void theForecastIsInTheLogAndInTarget(ForecastPatchesMojo mojo) throws Exception {
        packaging.patch("two").tagged();
        mojo.execute();
        Path page = directory.resolve("target/forecast/forecast.html");
        assertThat(recorded.lines()).contains("info: 1 patch on 1 tag, HHVM-3.18.5");
        assertThat(recorded.lines()).last().isEqualTo("info: the forecast is " + page);
        assertThat(page).content().contains("HHVM-3.18.5");
        assertThat(page.resolveSibling("forecast.json")).content().contains("\"format\": 1");
    }

    @Test
    @InjectMojo(goal = "forecast-patches")
    @MojoParameter(name = "forecastTags", value = "HHVM-3.*")
    @MojoParameter(name = "failOnStates", value = "conflicts,broken")
    void aForecastFailsOnTheStatesThatAreNamed(ForecastPatchesMojo mojo) throws Exception {
        packaging.patch("three").tagged();
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("patches/series:1: error: the patch change-two.patch conflicts on 3.18.5");
        assertThat(directory.resolve("target/forecast/forecast.html")).exists();
        packaging.patch("two");
        mojo.execute();
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "failOn", value = "note")
    void aCheckFailsOnLessWhereItIsToldTo(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("two").orig("target/upstream");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(
                        "the check of the patches does not pass", "as failOn is note", "change-two.patch");
        assertThat(directory.resolve("target/patch-reports/patches.xml"))
                .content()
                .contains("<failure ");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    @MojoParameter(name = "failOn", value = "fatal")
    void aSeverityThatIsNoneIsToldFirstOfAll(CheckPatchesMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .hasMessage("hhvm.cache.failOn is \"fatal\"; it is one of error, warning, note");
    }

    @Test
    @InjectMojo(goal = "lint-patches")
    void lintNeedsNoUpstreamAndWritesWhatCiReads(LintPatchesMojo mojo) throws Exception {
        packaging.patch("two");
        mojo.execute();
        assertThat(recorded.lines()).last().asString().startsWith("info: 1 patch: 0 errors, ");
        assertThat(directory.resolve("target/patch-reports/lint.sarif")).exists();
        packaging.write(
                "debian/patches/change-two.patch",
                "Description: x\n--- /dev/null\n+++ b/.git/hooks/x\n@@ -0,0 +1 @@\n+x\n");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("patch-changes-tool-state");
        assertThat(directory.resolve("target/patch-reports/lint.xml")).content().contains("<failure ");
    }

    @Test
    @InjectMojo(goal = "check-patches")
    void whatCiReadsIsWrittenBelowTarget(CheckPatchesMojo mojo) throws Exception {
        packaging.patch("two").orig("target/upstream");
        mojo.execute();
        assertThat(directory.resolve("target/patch-reports/patches.sarif"))
                .content()
                .contains("debian/patches/");
        assertThat(directory.resolve("target/patch-reports/patches.xml"))
                .content()
                .contains("<testcase");
    }

    @Test
    @InjectMojo(goal = "apply-patches")
    @MojoParameter(name = "unpackedSource", value = ".")
    void thePatchesOfAnUnpackedSourceAreApplied(ApplyPatchesMojo mojo) throws Exception {
        packaging.patch("two");
        Files.writeString(directory.resolve("README"), "one\ntwo\nthree\n");
        mojo.execute();
        assertThat(recorded.lines()).last().asString().isEqualTo("info: 1 patch applied");
    }

    @Test
    @InjectMojo(goal = "unapply-patches")
    @MojoParameter(name = "unpackedSource", value = ".")
    void whereNoneAreAppliedNoneAreUnapplied(UnapplyPatchesMojo mojo) throws Exception {
        packaging.patch("two");
        mojo.execute();
        assertThat(recorded.lines()).last().asString().isEqualTo("info: 0 patches unapplied");
    }

    @Test
    @InjectMojo(goal = "build-source")
    @MojoParameter(name = "upstreamDirectory", value = "elsewhere")
    @MojoParameter(name = "sourceDirectory", value = "out/source")
    void theSourcePackageGoesWhereItIsAskedFor(BuildSourceMojo mojo) throws Exception {
        packaging.orig("elsewhere");
        mojo.execute();
        assertThat(directory.resolve("out/source/hhvm_3.18.5+dfsg1-1.dsc")).exists();
        assertThat(recorded.lines())
                .contains("info: hhvm 3.18.5+dfsg1-1 is " + directory.resolve("out/source/hhvm_3.18.5+dfsg1-1.dsc"));
    }

    @Test
    @InjectMojo(goal = "build-source")
    void sourceDateEpochDatesWhatIsPacked(BuildSourceMojo mojo) throws Exception {
        packaging.orig("target/upstream");
        build.environment("SOURCE_DATE_EPOCH", "1000000000");
        mojo.execute();
        Path packed = directory.resolve("target/source/hhvm_3.18.5+dfsg1-1.debian.tar.xz");
        byte[] early = Files.readAllBytes(packed);
        build.environment("SOURCE_DATE_EPOCH", "1100000000");
        mojo.execute();
        assertThat(packed).exists();
        assertThat(Files.readAllBytes(packed)).isNotEqualTo(early);
    }
}
