package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class PackageRepoMojoTest {

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
    void site() throws Exception {
        build.in(directory);
        build.property("project.build.outputTimestamp", "2026-11-21T00:00:00Z");
        build.dependsOn("hhvm", "deb", FakeHhvm.deb(directory.resolve("hhvm.deb"), FakeHhvm.SCHEMA));
        build.developer("Site Operators", "ops@example.org");
        Path php = Files.createDirectories(directory.resolve("src/main/php"));
        Files.writeString(php.resolve("index.php"), "<?php echo 1;");
        Path hhvm = FakeHhvm.program(directory.resolve("bin/hhvm"), FakeHhvm.SCHEMA);
        TestRepo.compile(php, hhvm, directory.resolve("target/hhbc"));
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void ofPackagingHhbcDebThePackageIsTheArtifact(PackageRepoMojo mojo) throws Exception {
        build.packaging("hhbc-deb");
        mojo.execute();
        assertThat(build.artifacts()).containsExactly("main site_1.0~SNAPSHOT_amd64.deb");
        Paragraph control = control("target/site_1.0~SNAPSHOT_amd64.deb");
        assertThat(control.get("Maintainer")).contains("Site Operators <ops@example.org>");
        assertThat(control.get("Depends")).contains("hhvm-repo-schema-" + FakeHhvm.SCHEMA);
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void ofAnotherPackagingItIsAttachedWithoutClassifier(PackageRepoMojo mojo) throws Exception {
        mojo.execute();
        assertThat(build.artifacts()).containsExactly("null:deb site_1.0~SNAPSHOT_amd64.deb");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "classifier", value = "blog")
    void aSecondPackageOfAProjectHasAClassifier(PackageRepoMojo mojo) throws Exception {
        build.packaging("hhbc-deb");
        MojoExecution other = new MojoExecution(new Plugin(), "package-repo", "default-package-repo");
        Attachments.of(build.project(), new DefaultMavenProjectHelper(), other, "hhbc-deb", null);
        mojo.execute();
        assertThat(build.artifacts()).containsExactly("blog:deb site_1.0~SNAPSHOT_amd64.deb");
        Attachments.of(build.project(), new DefaultMavenProjectHelper(), mojo.execution(), "hhbc-deb", "blog");
        assertThatThrownBy(() ->
                        Attachments.of(build.project(), new DefaultMavenProjectHelper(), other, "hhbc-deb", "blog"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("package-repo (default-package-repo)", "of the classifier blog");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "snapshotExpand", value = "true")
    void aSnapshotIsUpgradedWhereItsVersionHasTheDateOfThePackage(PackageRepoMojo mojo) throws Exception {
        build.environment("SOURCE_DATE_EPOCH", "1489372201").goals("deploy");
        mojo.execute();
        assertThat(control("target/site_1.0~SNAPSHOT.20170313023001_amd64.deb").get("Version"))
                .contains("1.0~SNAPSHOT.20170313023001");
        assertThat(recorded.lines()).noneMatch(l -> l.startsWith("warn"));
        build.project().setVersion("1.0");
        mojo.execute();
        assertThat(directory.resolve("target/site_1.0_amd64.deb")).exists();
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void aSnapshotThatIsDeployedUnderOneVersionForAllIsToldSo(PackageRepoMojo mojo) throws Exception {
        mojo.execute();
        assertThat(recorded.lines()).noneMatch(l -> l.contains("snapshotExpand"));
        build.goals("clean", "deploy");
        mojo.execute();
        assertThat(recorded.lines())
                .anyMatch(l -> l.startsWith("warn: the package has the same version in every build of 1.0-SNAPSHOT"));
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void aSkipFailsWhereTheArtifactIsNeededAndNowhereElse(PackageRepoMojo mojo) throws Exception {
        build.property("hhvm.cache.package-repo.skip", "true").goals("install");
        mojo.execute();
        build.packaging("hhbc-deb");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("skipped by hhvm.cache.package-repo.skip", "Leave the skip out");
        build.goals("verify");
        mojo.execute();
        assertThat(build.artifacts()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "attach", value = "false")
    void withoutAttachNothingIsAttached(PackageRepoMojo mojo) throws Exception {
        build.packaging("hhbc-deb");
        mojo.execute();
        assertThat(build.artifacts()).isEmpty();
        assertThat(directory.resolve("target/site_1.0~SNAPSHOT_amd64.deb")).exists();
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "packageName", value = "blog-hhbc")
    @MojoParameter(name = "packageVersion", value = "1:2.0~rc1")
    @MojoParameter(name = "maintainer", value = "Ada <ada@example.org>")
    @MojoParameter(name = "description", value = "the blog, compiled")
    @MojoParameter(name = "section", value = "php")
    @MojoParameter(name = "architecture", value = "all")
    @MojoParameter(name = "dependency", value = "both")
    @MojoParameter(name = "outputDirectory", value = "out")
    void whatIsConfiguredIsInThePackage(PackageRepoMojo mojo) throws Exception {
        mojo.execute();
        Paragraph control = control("out/blog-hhbc_2.0~rc1_all.deb");
        assertThat(control.get("Version")).contains("1:2.0~rc1");
        assertThat(control.get("Maintainer")).contains("Ada <ada@example.org>");
        assertThat(control.get("Description")).contains("the blog, compiled");
        assertThat(control.get("Section")).contains("php");
        assertThat(control.get("Depends"))
                .contains("hhvm-repo-schema-" + FakeHhvm.SCHEMA + ", hhvm (= 3.18.5+dfsg1-1)");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "dependency", value = "none")
    void aDependencyThatIsNoneGetsTheListOfThoseThatAre(PackageRepoMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("hhvm.cache.dependency is \"none\"; it is schema, version or both");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "outputTimestamp", value = "1000000000")
    void theDateMayBeSecondsAndSourceDateEpochWins(PackageRepoMojo mojo) throws Exception {
        Path deb = directory.resolve("target/site_1.0~SNAPSHOT_amd64.deb");
        mojo.execute();
        assertThat(listing(deb)).contains("2001-09-09 01:46");
        build.environment("SOURCE_DATE_EPOCH", "1100000000");
        mojo.execute();
        assertThat(listing(deb)).contains("2004-11-09 11:33").doesNotContain("2001-09-09");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "outputTimestamp", value = "n")
    void aLetterForADateIsTheTimeOfTheBuildAsForMavensOwnPlugins(PackageRepoMojo mojo) throws Exception {
        build.startedAt(Instant.parse("2020-02-03T04:05:06Z"));
        mojo.execute();
        assertThat(listing(directory.resolve("target/site_1.0~SNAPSHOT_amd64.deb")))
                .contains("2020-02-03 04:05");
        assertThat(recorded.lines()).anyMatch(l -> l.contains("outputTimestamp is off"));
        build.environment("SOURCE_DATE_EPOCH", "1100000000");
        mojo.execute();
        assertThat(listing(directory.resolve("target/site_1.0~SNAPSHOT_amd64.deb")))
                .contains("2004-11-09 11:33");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "outputTimestamp", value = "today")
    @MojoParameter(name = "section", value = "No Section")
    @MojoParameter(name = "versionTemplate", value = "{nothing}")
    @MojoParameter(name = "dependency", value = "none")
    @MojoParameter(name = "restartUnit", value = "no unit")
    void allThatIsWrongIsToldAtOnce(PackageRepoMojo mojo) {
        build.project().getModel().getDevelopers().clear();
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(
                        "6 settings of package-repo are wrong or missing",
                        "outputTimestamp is \"today\"",
                        "\"No Section\"",
                        "{nothing}",
                        "hhvm.cache.dependency is \"none\"",
                        "\"no unit\"",
                        "who maintains the package?");
    }

    /** compile-repo asks for this check; the repository takes hours. */
    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "outputTimestamp", value = "1970-01-01T00:00:00Z")
    @MojoParameter(name = "packageName", value = "hhvm")
    @MojoParameter(name = "section", value = "web.site")
    void whatNeedsNoRepositoryIsCheckedBeforeThereIsOne(PackageRepoMojo mojo) throws Exception {
        FileTree.delete(directory.resolve("target"));
        assertThatThrownBy(mojo::checkSettings)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "3 settings of package-repo are wrong or missing",
                        "the time 1970-01-01T00:00:00Z cannot be that of a package",
                        "cannot have the name hhvm",
                        "\"web.site\"");
        build.environment("SOURCE_DATE_EPOCH", "0");
        assertThatThrownBy(mojo::checkSettings).hasMessageContaining("the time 1970-01-01T00:00:00Z");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "hhvm", value = "/usr/bin/hhvm")
    @MojoParameter(name = "dependency", value = "version")
    void aProgramHasNoVersionToDependOnWhichIsToldBeforehand(PackageRepoMojo mojo) {
        assertThatThrownBy(mojo::checkSettings)
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the dependency style version needs the version of the hhvm package");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void anHhvmThatProvidesNoSchemaIsToldBeforehand(PackageRepoMojo mojo) throws Exception {
        FakeHhvm.debWithoutSchema(directory.resolve("hhvm.deb"));
        assertThatThrownBy(mojo::checkSettings)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("hhvm.deb", "[hhvm-provides-no-schema]", "style version");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void thePackageOfAnEarlierVersionGoesAndOtherFilesStay(PackageRepoMojo mojo) throws Exception {
        mojo.execute();
        Path other = Files.writeString(directory.resolve("target/other_1_amd64.deb"), "somebody else's");
        build.project().setVersion("1.1");
        mojo.execute();
        assertThat(directory.resolve("target")).isDirectoryContaining("glob:**/site_1.1_amd64.deb");
        assertThat(directory.resolve("target/site_1.0~SNAPSHOT_amd64.deb")).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "outputDirectory", value = "pool")
    void aDirectoryOutsideTargetKeepsEveryVersion(PackageRepoMojo mojo) throws Exception {
        mojo.execute();
        build.project().setVersion("1.1");
        mojo.execute();
        assertThat(directory.resolve("pool/site_1.0~SNAPSHOT_amd64.deb")).exists();
        assertThat(directory.resolve("pool/site_1.1_amd64.deb")).exists();
    }

    @Test
    @InjectMojo(goal = "package-repo")
    @MojoParameter(name = "outputTimestamp", value = "today")
    void aDateThatIsNoneIsNamed(PackageRepoMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("project.build.outputTimestamp is \"today\"", "2026-11-21T00:00:00Z");
    }

    /** A class of its own: without the property, which the harness evaluates before the test's body. */
    @Nested
    class WithoutDate {

        @BeforeEach
        void nothing() {
            build.session().getUserProperties().remove("project.build.outputTimestamp");
        }

        @Test
        @InjectMojo(goal = "package-repo")
        void isRefusedWithTheTwoWaysToGiveOne(PackageRepoMojo mojo) {
            assertThatThrownBy(mojo::execute)
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageContainingAll("project.build.outputTimestamp in the POM", "SOURCE_DATE_EPOCH");
        }
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void aDeveloperWithoutNameOrAddressIsNoMaintainer(PackageRepoMojo mojo) {
        build.developer(null, "ops@example.org");
        assertThatThrownBy(mojo::execute).hasMessageStartingWith("who maintains the package?");
        build.developer("Site Operators", null);
        assertThatThrownBy(mojo::execute).hasMessageStartingWith("who maintains the package?");
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void withoutDevelopersTheTwoWaysToNameAMaintainerAreShown(PackageRepoMojo mojo) {
        build.project().getModel().getDevelopers().clear();
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("-Dhhvm.cache.maintainer=", "<developer>");
    }

    private Paragraph control(String deb) throws Exception {
        return DebArchive.open(directory.resolve(deb)).control();
    }

    private static String listing(Path deb) throws Exception {
        return new LocalProcesses()
                .run(Command.of("dpkg-deb", "--contents", deb.toString()).with("TZ", "UTC"))
                .orFail()
                .output();
    }
}
