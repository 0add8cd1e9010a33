package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.SearchPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HhvmChoiceTest {

    private static final SearchPath NOWHERE = SearchPath.parse("");

    private static final DebFiles FILES = dependency -> dependency.getFile().toPath();

    @TempDir
    Path directory;

    private SearchPath path = NOWHERE;
    private File file = new File("");

    @BeforeEach
    void hhvmOnPath() throws IOException {
        FakeHhvm.program(directory.resolve("bin/hhvm"), "a");
        path = SearchPath.parse(directory.resolve("bin").toString());
        file = Files.createFile(directory.resolve("hhvm.deb")).toFile();
    }

    @Test
    void whatTheUserNamesGoesBeforeTheDependencyBeforeThePath() throws Exception {
        File program = new File("/opt/hhvm");
        File deb = new File("/tmp/hhvm.deb");
        List<Artifact> dependency = List.of(resolved("hhvm", null));
        assertThat(new HhvmChoice(program, null, null, dependency, FILES, path).choose())
                .isEqualTo(new HhvmSource.Program(program.toPath()));
        assertThat(new HhvmChoice(null, deb, null, dependency, FILES, path).choose())
                .isEqualTo(new HhvmSource.Deb(deb.toPath()));
        assertThat(new HhvmChoice(null, null, null, dependency, FILES, path).choose())
                .isEqualTo(new HhvmSource.Deb(file.toPath()));
        assertThat(new HhvmChoice(null, null, null, List.of(), FILES, path).choose())
                .isEqualTo(new HhvmSource.OnPath(path));
    }

    @Test
    void aProgramAndAPackageAreOneTooMany() {
        assertThatThrownBy(() -> new HhvmChoice(
                                new File("/opt/hhvm"), new File("/tmp/hhvm.deb"), null, List.of(), FILES, path)
                        .choose())
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("hhvm.cache.hhvm names the program /opt/hhvm", "hhvmDeb", "/tmp/hhvm.deb");
    }

    @Test
    void ofSeveralPackagesTheCoordinatesDecide() throws Exception {
        List<Artifact> two = List.of(TestBuild.dependency("other", "deb"), resolved("hhvm", null));
        assertThat(new HhvmChoice(null, null, "org.example:hhvm", two, FILES, path).choose())
                .isEqualTo(new HhvmSource.Deb(file.toPath()));
        assertThatThrownBy(() -> new HhvmChoice(null, null, null, two, FILES, path).choose())
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "[org.example:other, org.example:hhvm]", "-Dhhvm.cache.hhvmArtifact=groupId:artifactId");
    }

    @Test
    void packagesOfOneBuildAreToldApartByTheirClassifier() throws Exception {
        List<Artifact> two = List.of(classified("hhvm-dev"), resolved("hhvm", null));
        assertThat(new HhvmChoice(null, null, "org.example:hhvm", two, FILES, path).choose())
                .isEqualTo(new HhvmSource.Deb(file.toPath()));
        List<Artifact> nightly = List.of(resolved("hhvm", "nightly"), TestBuild.dependency("hhvm", "deb"));
        assertThat(new HhvmChoice(null, null, "org.example:hhvm:nightly", nightly, FILES, path).choose())
                .isEqualTo(new HhvmSource.Deb(file.toPath()));
        assertThatThrownBy(() -> new HhvmChoice(null, null, null, two, FILES, path).choose())
                .hasMessageContaining("[org.example:hhvm:hhvm-dev, org.example:hhvm]");
    }

    @Test
    void coordinatesOfNoDependencyShowHowToAddOneAndDoNotFallBackToThePath() {
        assertThatThrownBy(() -> new HhvmChoice(
                                null, null, "org.example:none", List.of(resolved("hhvm", null)), FILES, path)
                        .choose())
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("no dependency of type deb is org.example:none", "<type>deb</type>");
    }

    @Test
    void withoutAnyTheDependencyToAddIsShown() {
        assertThatThrownBy(() -> new HhvmChoice(null, null, null, List.of(), FILES, NOWHERE).choose())
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        there is no hhvm to compile with: no dependency of type deb, and no hhvm on PATH. Add the hhvm \
                        package your servers run, for example from a module of packaging hhvm-deb:
                          <dependency>
                            <groupId>com.example</groupId>
                            <artifactId>hhvm</artifactId>
                            <version>1.0</version>
                            <type>deb</type>
                            <scope>provided</scope>
                          </dependency>
                        or name a package with -Dhhvm.cache.hhvmDeb=FILE, or a program with -Dhhvm.cache.hhvm=FILE.""");
    }

    private Artifact resolved(String artifactId, @Nullable String classifier) {
        Artifact artifact = classifier == null ? TestBuild.dependency(artifactId, "deb") : classified(classifier);
        artifact.setFile(file);
        return artifact;
    }

    private static Artifact classified(String classifier) {
        return TestBuild.dependency("hhvm", "deb", classifier);
    }
}
