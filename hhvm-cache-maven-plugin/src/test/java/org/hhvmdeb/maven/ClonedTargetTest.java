package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone may bring a {@code target} along: lists of files to remove, and links to elsewhere. */
@MojoTest
class ClonedTargetTest {

    private final TestBuild build = new TestBuild();
    private final RecordingLog recorded = new RecordingLog();

    @TempDir
    Path directory;

    private Path elsewhere;

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
    void project(@TempDir Path home) throws Exception {
        elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        build.in(directory).property("hhvm.cache.gitCacheDirectory", home + "/git-cache");
        TinyPackaging packaging = TinyPackaging.in(directory);
        packaging.orig("imported");
        build.property("hhvm.cache.upstreamUrl", packaging.tagged().toString());
        build.property("hhvm.cache.tag", "HHVM-3.18.5");
        build.property("project.build.outputTimestamp", "2026-11-21T00:00:00Z");
        build.dependsOn("hhvm", "deb", FakeHhvm.deb(home.resolve("hhvm.deb"), FakeHhvm.SCHEMA));
        build.developer("Site Operators", "ops@example.org");
        write("src/main/php/index.php", "<?php echo 1;");
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void aListThatCameAlongRemovesNothing(ImportUpstreamMojo mojo) throws Exception {
        write("target/upstream/notes.txt", "mine");
        write("target/upstream/hhvm_3.18.4.orig.tar.xz", "mine");
        mojo.execute();
        replaceList("notes.txt", "hhvm_3.18.4.orig.tar.xz");
        mojo.execute();
        assertThat(directory.resolve("target/upstream/notes.txt")).exists();
        assertThat(directory.resolve("target/upstream/hhvm_3.18.4.orig.tar.xz")).exists();
        assertThat(directory.resolve("target/upstream/hhvm_3.18.5+dfsg1.orig.tar.xz"))
                .exists();
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void aListOfOursHereOrFromAnotherProjectRemovesNothingElsewhere(ImportUpstreamMojo mojo) throws Exception {
        mojo.execute();
        Path upstream = directory.resolve("target/upstream");
        Path tarball = elsewhere.resolve("hhvm_3.18.5+dfsg1.orig.tar.xz");
        Files.move(upstream.resolve("hhvm_3.18.5+dfsg1.orig.tar.xz"), tarball);
        Files.delete(upstream.resolve("hhvm_3.18.5+dfsg1.orig.manifest.json"));
        Files.delete(upstream);
        Files.createSymbolicLink(upstream, elsewhere);
        refusesTheLink(mojo, upstream);
        assertThat(tarball).exists();
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    @MojoParameter(name = "debianDirectory", value = "none")
    @MojoParameter(name = "filesExcluded", value = "README")
    void aListOfOursRemovesWhatWasMadeBefore(ImportUpstreamMojo mojo) throws Exception {
        mojo.execute();
        Path first = directory.resolve("target/upstream/hhvm_3.18.5+dfsg1.orig.tar.xz");
        assertThat(first).exists();
        MojoExtension.setVariableValueToObject(mojo, "repackCount", 2);
        mojo.execute();
        assertThat(first).doesNotExist();
        assertThat(directory.resolve("target/upstream/hhvm_3.18.5+dfsg2.orig.tar.xz"))
                .exists();
    }

    @Test
    @InjectMojo(goal = "import-upstream")
    void aListBehindALinkIsRefused(ImportUpstreamMojo mojo) throws Exception {
        Files.createDirectories(directory.resolve("target"));
        Path status = Files.createSymbolicLink(directory.resolve("target/maven-status"), elsewhere);
        refusesTheLink(mojo, status);
        assertThat(elsewhere.resolve("hhvm-cache-maven-plugin")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "package-repo")
    void aListThatCameAlongRemovesNoPackage(PackageRepoMojo mojo) throws Exception {
        Path hhvm = FakeHhvm.program(directory.resolve("bin/hhvm"), FakeHhvm.SCHEMA);
        TestRepo.compile(directory.resolve("src/main/php"), hhvm, directory.resolve("target/hhbc"));
        write("target/precious.deb", "mine");
        mojo.execute();
        replaceList("precious.deb");
        mojo.execute();
        assertThat(directory.resolve("target/precious.deb")).exists();
    }

    @Test
    @InjectMojo(goal = "compile-repo")
    void noRepositoryReplacesWhatIsBehindALink(CompileRepoMojo mojo) throws Exception {
        replacesNothing(mojo, "hhbc", "site.hhbc");
    }

    @Test
    @InjectMojo(goal = "build-source")
    @MojoParameter(name = "upstreamDirectory", value = "imported")
    void noSourcePackageReplacesWhatIsBehindALink(BuildSourceMojo mojo) throws Exception {
        replacesNothing(mojo, "source", "hhvm_3.18.4-1.dsc");
    }

    @Test
    @InjectMojo(goal = "build-packages")
    @MojoParameter(name = "dsc", value = "none.dsc")
    void noPackagesReplaceWhatIsBehindALink(BuildPackagesMojo mojo) throws Exception {
        replacesNothing(mojo, "packages", "hhvm.deb");
    }

    private void replacesNothing(AbstractMojo mojo, String name, String earlier) throws Exception {
        Path result = Files.writeString(elsewhere.resolve(earlier), "mine");
        Files.createDirectories(directory.resolve("target"));
        refusesTheLink(
                mojo, Files.createSymbolicLink(directory.resolve("target").resolve(name), elsewhere));
        assertThat(result).hasContent("mine");
    }

    /** As a pull does it, in the form of any version; the goal's own list says where it is. */
    private void replaceList(String... names) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("target/maven-status"))) {
            Path list = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            List<String> lines = new ArrayList<>(Files.readAllLines(list).subList(0, 1));
            lines.addAll(List.of(names));
            Files.delete(list);
            Files.write(list, lines);
        }
    }

    private void refusesTheLink(AbstractMojo mojo, Path link) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(link + " is a symbolic link", "remove it");
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
