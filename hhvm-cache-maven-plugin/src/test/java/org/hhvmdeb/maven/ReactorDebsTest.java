package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReactorDebsTest {

    private static final Artifact HHVM = TestBuild.dependency("hhvm", "deb");
    private static final DebFiles EMPTY = dependency -> {
        throw new ExternalException("Could not find artifact");
    };

    @TempDir
    Path directory;

    private final MavenProject hhvm = new MavenProject();
    private final MavenProject site = new MavenProject();
    private Path installed = Path.of("");
    private Path made = Path.of("");

    @BeforeEach
    void modules() throws IOException {
        installed = deb("repository/hhvm-1.0.deb", "earlier");
        made = deb("hhvm/target/packages/hhvm_2_amd64.deb", "now");
        coordinates(hhvm, "hhvm", "1.0", "hhvm-deb");
        coordinates(site, "site", "1.0", "hhbc-deb");
    }

    @Test
    void whatTheModuleMadeInThisRunGoesBeforeWhatIsInstalled() throws Exception {
        hhvm.getArtifact().setFile(made.toFile());
        assertThat(inOneRun().of(HHVM)).isEqualTo(made);
    }

    @Test
    void aModuleThatMadeNothingInThisRunFailsWithBothAndWhatToDo() {
        assertThatThrownBy(() -> inOneRun().of(HHVM))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "org.example:hhvm:deb:1.0",
                        "the module hhvm (" + directory.resolve("hhvm") + ")",
                        installed.toString(),
                        "mvn package",
                        "-pl",
                        "-Dhhvm.cache.hhvmDeb=FILE");
    }

    @Test
    void itFailsWithoutAnInstalledOneToo() {
        assertThatThrownBy(() ->
                        new ReactorDebs(new Reactor(List.of(hhvm, site), List.of(hhvm, site), false), EMPTY).of(HHVM))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("which has made no .deb in this run", "mvn package");
    }

    @Test
    void aModulesPackagesAreToldApartByTheirClassifier() throws Exception {
        Path dev = deb("hhvm/target/packages/hhvm-dev_2_amd64.deb", "dev");
        hhvm.getArtifact().setFile(made.toFile());
        Artifact attached = TestBuild.dependency("hhvm", "deb", "hhvm-dev");
        assertThatThrownBy(() -> inOneRun().of(attached)).hasMessageContaining("org.example:hhvm:deb:hhvm-dev:1.0");
        Artifact copy = TestBuild.dependency("hhvm", "deb", "hhvm-dev");
        copy.setFile(dev.toFile());
        hhvm.getAttachedArtifacts().add(copy);
        assertThat(inOneRun().of(attached)).isEqualTo(dev);
        assertThat(inOneRun().of(HHVM)).isEqualTo(made);
    }

    @Test
    void aModuleOfAnotherVersionIsAnotherThing() throws Exception {
        hhvm.setVersion("1.1");
        assertThat(inOneRun().of(HHVM)).isEqualTo(installed);
    }

    @Test
    void aModuleThatIsLeftOutOnPurposeLeavesTheInstalledOne() throws Exception {
        assertThat(withoutHhvm(false, this.installed).of(HHVM)).isEqualTo(installed);
    }

    @Test
    void whereNoneIsInstalledTheModuleThatWouldMakeItIsNamed() {
        assertThatThrownBy(() -> withoutHhvm(false, null).of(HHVM))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "org.example:hhvm:deb:1.0", "Could not find artifact", directory.resolve("hhvm") + "", "-am");
        assertThatThrownBy(() -> new ReactorDebs(new Reactor(List.of(site), List.of(site), false), EMPTY).of(HHVM))
                .hasMessageContainingAll("org.example:hhvm:deb:1.0", "mvn install");
    }

    @Test
    void aResumedRunTakesWhatTheModuleMadeLastAndNothingElse() throws Exception {
        assertThatThrownBy(() -> withoutHhvm(true, installed).of(HHVM))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(installed.toString(), made.toString(), "-rf");
        Path copy = deb("project-local-repo/hhvm-1.0.deb", "now");
        assertThat(withoutHhvm(true, copy).of(HHVM)).isEqualTo(copy);
    }

    /** Maven 4's -r: it names no module where it begins, but leaves out what was built. */
    @Test
    void aRunThatGoesOnAfterAFailureIsToldByMavensOwnNote() throws Exception {
        TestBuild build = new TestBuild().in(directory);
        MavenSession session = build.session();
        session.setProjects(List.of(build.project()));
        assertThat(Reactor.of(session).resumed()).isFalse();
        Files.createDirectories(directory.resolve("target"));
        Files.writeString(directory.resolve("target/resume.properties"), "remainingProjects=:site\n");
        assertThat(Reactor.of(session).resumed()).isTrue();
        session.getRequest().setSelectedProjects(List.of(":site"));
        assertThat(Reactor.of(session).resumed()).isFalse();
        session.getRequest().setResumeFrom(":site");
        assertThat(Reactor.of(session).resumed()).isTrue();
    }

    private ReactorDebs inOneRun() {
        return new ReactorDebs(new Reactor(List.of(hhvm, site), List.of(hhvm, site), false), d -> installed);
    }

    private ReactorDebs withoutHhvm(boolean resumed, @Nullable Path installed) {
        return new ReactorDebs(
                new Reactor(List.of(site), List.of(hhvm, site), resumed), installed == null ? EMPTY : d -> installed);
    }

    private Path deb(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private void coordinates(MavenProject project, String name, String version, String packaging) {
        project.setGroupId("org.example");
        project.setArtifactId(name);
        project.setVersion(version);
        project.setPackaging(packaging);
        project.setFile(directory.resolve(name).resolve("pom.xml").toFile());
        project.setBuild(new Build());
        project.getBuild()
                .setDirectory(directory.resolve(name).resolve("target").toString());
        DefaultArtifactHandler handler = new DefaultArtifactHandler(packaging);
        handler.setExtension("deb");
        project.setArtifact(new DefaultArtifact("org.example", name, version, null, packaging, null, handler));
    }
}
