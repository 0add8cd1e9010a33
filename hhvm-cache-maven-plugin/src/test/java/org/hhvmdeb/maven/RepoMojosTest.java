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
import org.apache.maven.model.Dependency;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** compile-repo, verify-repo and inspect-repo. */
@MojoTest
class RepoMojosTest {

    private static final String REPO = "site." + FakeHhvm.SCHEMA + ".hhbc";
    private static final String OTHER = "f".repeat(40);

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
        write("src/main/php/index.php", "<?php echo 1;");
        write("src/main/php/old/index.php", "<?php echo 2;");
        write("src/main/php/notes.txt", "no PHP");
    }

    @Test
    @InjectMojo(goal = "compile-repo")
    void theHhvmOfTheDependencyCompilesWhatIsInSrcMainPhp(CompileRepoMojo mojo) throws Exception {
        Path deb = FakeHhvm.deb(directory.resolve("hhvm.deb"), FakeHhvm.SCHEMA);
        build.dependsOn("hhvm", "deb", deb).dependsOn("library", "jar", deb);
        mojo.execute();
        assertThat(directory.resolve("target/hhbc/" + REPO)).exists();
        assertThat(recorded.lines())
                .contains(
                        "info: compiling with the hhvm of " + deb,
                        "info: 2 files compiled into " + directory.resolve("target/hhbc/" + REPO));
    }

    @Test
    @InjectMojo(goal = "compile-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "phpDirectory", value = "src/main")
    @MojoParameter(name = "includes", value = "**/*.txt,**/*.php")
    @MojoParameter(name = "excludes", value = "php/old/**")
    @MojoParameter(name = "compilerOptions", value = "-vA=1,-vB=2")
    @MojoParameter(name = "program", value = "blog")
    @MojoParameter(name = "repoDirectory", value = "out")
    void whatIsConfiguredReachesTheCompiler(CompileRepoMojo mojo) throws Exception {
        FakeHhvm.program(directory.resolve("bin/hhvm"), FakeHhvm.SCHEMA);
        mojo.execute();
        assertThat(directory.resolve("out/blog." + FakeHhvm.SCHEMA + ".hhbc")).exists();
        assertThat(recorded.lines()).last().asString().startsWith("info: 2 files compiled");
        assertThat(directory.resolve("out.log")).content().contains("-vA=1 -vB=2");
    }

    @Test
    @InjectMojo(goal = "compile-repo")
    void withoutHhvmTheDependencyToAddIsShown(CompileRepoMojo mojo) {
        build.environment("PATH", directory.toString());
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("<type>deb</type>", "-Dhhvm.cache.hhvmDeb=FILE");
    }

    /** Whoever names an hhvm as a dependency does not mean the one on PATH. */
    @Test
    @InjectMojo(goal = "compile-repo")
    void aDependencyInAScopeThatIsNotSeenIsNamed(CompileRepoMojo mojo) throws Exception {
        Dependency dependency = new Dependency();
        dependency.setGroupId("org.example");
        dependency.setArtifactId("hhvm");
        dependency.setVersion("1.0");
        dependency.setType("hhvm-deb");
        dependency.setScope("test");
        build.project().getDependencies().add(dependency);
        Path bin = Files.createDirectories(directory.resolve("bin"));
        FakeHhvm.program(bin.resolve("hhvm"), FakeHhvm.SCHEMA);
        build.environment("PATH", bin + ":/usr/bin:/bin");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("org.example:hhvm", "scope test", "provided");
    }

    @Test
    @InjectMojo(goal = "compile-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    void phpThatDoesNotParseFailsTheBuild(CompileRepoMojo mojo) throws Exception {
        FakeHhvm.program(directory.resolve("bin/hhvm"), FakeHhvm.SCHEMA);
        write("src/main/php/broken.php", "<?php (;");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("broken.php");
    }

    @Test
    @InjectMojo(goal = "compile-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "tolerant", value = "true")
    void tolerantlyItIsAWarning(CompileRepoMojo mojo) throws Exception {
        FakeHhvm.program(directory.resolve("bin/hhvm"), FakeHhvm.SCHEMA);
        write("src/main/php/broken.php", "<?php (;");
        mojo.execute();
        assertThat(recorded.lines())
                .filteredOn(l -> l.startsWith("warn: ") && l.contains("broken.php"))
                .hasSize(1);
    }

    @Test
    @InjectMojo(goal = "compile-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "layout", value = "remote")
    void aLayoutThatIsNoneGetsTheListOfThoseThatAre(CompileRepoMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("hhvm.cache.layout is \"remote\"; it is local or authoritative");
    }

    @Test
    @InjectMojo(goal = "verify-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "runHhvm", value = "true")
    void verifyTellsEveryReadingOfTheSchema(VerifyRepoMojo mojo) throws Exception {
        compiled("target/hhbc", FakeHhvm.SCHEMA);
        mojo.execute();
        assertThat(recorded.lines())
                .filteredOn(l -> !l.startsWith("debug: "))
                .hasSize(3)
                .allMatch(l -> l.startsWith("info: ") && l.contains(FakeHhvm.SCHEMA));
    }

    @Test
    @InjectMojo(goal = "verify-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "runHhvm", value = "true")
    @MojoParameter(name = "repo", value = "elsewhere/site.ffffffffffffffffffffffffffffffffffffffff.hhbc")
    void theRepositoryOfAnotherHhvmFailsTheBuildWithBothSchemas(VerifyRepoMojo mojo) throws Exception {
        compiled("elsewhere", OTHER);
        FakeHhvm.program(directory.resolve("bin/hhvm"), FakeHhvm.SCHEMA);
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(OTHER, FakeHhvm.SCHEMA, "[schema-mismatch]");
    }

    @Test
    @InjectMojo(goal = "verify-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "runHhvm", value = "true")
    @MojoParameter(name = "schema", value = "ffffffffffffffffffffffffffffffffffffffff")
    void soDoesASchemaThatIsNotTheOneAskedFor(VerifyRepoMojo mojo) throws Exception {
        compiled("target/hhbc", FakeHhvm.SCHEMA);
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("the schema asked for", "[schema-mismatch]");
    }

    @Test
    @InjectMojo(goal = "verify-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "recompile", value = "true")
    @MojoParameter(name = "compilerOptions", value = "-vA=1,-vB=2")
    void whatARecordOfOthersWasCompiledWithIsSaidAgain(VerifyRepoMojo mojo) throws Exception {
        compiled("target/hhbc", FakeHhvm.SCHEMA);
        Path json = directory.resolve("target/hhbc/site." + FakeHhvm.SCHEMA + ".json");
        String own = Files.readString(json);
        Files.writeString(json, own.replace("\"options\": []", "\"options\": [\"-vA=1\", \"-vB=2\"]"));
        mojo.execute();
        Files.writeString(json, own.replace("\"options\": []", "\"options\": [\"-vA=1\", \"-vB=3\"]"));
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(json.toString(), "\"-vA=1\" \"-vB=3\"", "\"-vA=1\" \"-vB=2\"");
    }

    @Test
    @InjectMojo(goal = "verify-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    void anHhvmThatDoesNotTellItsSchemaIsNotRunUnasked(VerifyRepoMojo mojo) throws Exception {
        compiled("target/hhbc", FakeHhvm.SCHEMA);
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("is unknown", "-Dhhvm.cache.runHhvm");
    }

    @Test
    @InjectMojo(goal = "verify-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "runHhvm", value = "true")
    @MojoParameter(name = "phpDirectory", value = "src/main/phpp")
    void withoutTheSiteARepositoryIsNotVerified(VerifyRepoMojo mojo) throws Exception {
        compiled("target/hhbc", FakeHhvm.SCHEMA);
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("there is no directory", "src/main/phpp", "hhvm.cache.phpDirectory");
    }

    @Test
    @InjectMojo(goal = "verify-repo")
    @MojoParameter(name = "hhvm", value = "bin/hhvm")
    @MojoParameter(name = "runHhvm", value = "true")
    @MojoParameter(name = "phpDirectory", value = "src/main/phpp")
    @MojoParameter(name = "repo", value = "elsewhere/" + REPO)
    void aRepositoryThatIsNamedIsToldNotToBeCompared(VerifyRepoMojo mojo) throws Exception {
        compiled("elsewhere", FakeHhvm.SCHEMA);
        mojo.execute();
        assertThat(recorded.lines()).anyMatch(l -> l.contains("the files of the site are not compared"));
    }

    @Test
    @InjectMojo(goal = "inspect-repo")
    void anInspectionIsInTheLogOnAPageAndInJson(InspectRepoMojo mojo) throws Exception {
        compiled("target/hhbc", FakeHhvm.SCHEMA);
        mojo.execute();
        Path page = directory.resolve("target/inspection/inspection.html");
        assertThat(recorded.lines())
                .anyMatch(l -> l.startsWith("info: schema " + FakeHhvm.SCHEMA))
                .contains("info: the inspection is " + page)
                .noneMatch(l -> l.startsWith("warn: "));
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains(FakeHhvm.SCHEMA);
        assertThat(directory.resolve("target/inspection/inspection.json"))
                .content()
                .contains("\"schema\": \"" + FakeHhvm.SCHEMA + '"', "\"state\": \"settled\"");
    }

    @Test
    @InjectMojo(goal = "inspect-repo")
    void withoutARepositoryTheGoalBeforeIsNamed(InspectRepoMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("compile-repo", "-Dhhvm.cache.repo=FILE");
    }

    private void compiled(String output, String schema) throws Exception {
        Path hhvm = FakeHhvm.program(directory.resolve("bin/hhvm"), schema);
        TestRepo.compile(directory.resolve("src/main/php"), hhvm, directory.resolve(output));
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    @InjectMojo(goal = "prune-repo")
    @MojoParameter(name = "repo", value = "hhbc/" + REPO)
    @MojoParameter(name = "liveSchemas", value = FakeHhvm.SCHEMA)
    void aPruneTellsItsPlanAndWritesNothing(PruneRepoMojo mojo) throws Exception {
        TestRepo.compile(
                directory.resolve("src/main/php"),
                FakeHhvm.program(directory.resolve("hhvm"), FakeHhvm.SCHEMA),
                directory.resolve("hhbc"));
        mojo.execute();
        assertThat(recorded.lines())
                .anyMatch(l -> l.startsWith("info: stays  " + FakeHhvm.SCHEMA + "  "))
                .last()
                .asString()
                .contains("nothing was written");
    }
}
