package org.hhvmdeb.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.source.BuildSource;
import org.hhvmdeb.testkit.FakeBuilder;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.UploadFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class BuildPackagesTest {

    private static final BuildOptions OPTIONS = new BuildOptions(2, true, false);

    private final LocalProcesses programs = Programs.untethered();
    private final SearchPath path = SearchPath.parse("/usr/sbin:/usr/bin:/sbin:/bin");
    private final Builder local = new LocalBuilder(programs, path);

    @TempDir
    Path directory;

    private Packaging packaging;
    private Path output;

    @BeforeEach
    void packaging() throws IOException {
        packaging = Packaging.in(Files.createDirectory(directory.resolve("project")));
        output = packaging.directory().resolve("target/packages");
    }

    @Test
    void theHhvmPackageProvidesTheSchemaOfItsHhvmAndIsTheSameFromEveryDirectory() throws Exception {
        BuiltPackages built = build(local);

        assertThat(built.packages()).extracting(p -> p.name().text()).containsExactlyInAnyOrder("hhvm", "hhvm-dbgsym");
        assertThat(built.schema()).contains(new RepoSchema(Packaging.SCHEMA));
        assertThat(built.changes()).isEqualTo(output.resolve("hhvm_3.18.5+dfsg1-1_amd64.changes"));
        assertThat(built.buildinfo()).content().contains("DEB_BUILD_OPTIONS=\"parallel=2\"");
        assertThat(built.log()).content().contains("dpkg-buildpackage: info: source package hhvm");
        assertThat(output.getParent())
                .isDirectoryNotContaining(p -> p.toString().matches(".*(part|work|schema)"));

        assertThat(FileTree.list(output))
                .extracting(RelativePath::text)
                .containsExactly(
                        "hhvm-dbgsym_3.18.5+dfsg1-1_amd64.deb",
                        "hhvm_3.18.5+dfsg1-1_amd64.buildinfo",
                        "hhvm_3.18.5+dfsg1-1_amd64.changes",
                        "hhvm_3.18.5+dfsg1-1_amd64.deb");

        Path deb = main(built);
        Path root = directory.resolve("root");
        programs.run(Command.of("dpkg-deb", "--extract", deb.toString(), root.toString()))
                .orFail();
        Path section = directory.resolve("section");
        programs.run(Command.of(
                        "objcopy",
                        "--dump-section=repo_schema_id=" + section,
                        root.resolve("usr/bin/hhvm").toString(),
                        "/dev/null"))
                .orFail();
        assertThat(programs.run(Command.of("dpkg-deb", "--field", deb.toString(), "Provides"))
                        .output())
                .isEqualTo("hhvm-repo-schema-" + Files.readString(section) + "\n");

        packaging = Packaging.in(Files.createDirectories(directory.resolve("another directory")));
        output = packaging.directory().resolve("target/packages");
        BuiltPackages again = build(local);
        assertThat(digests(again)).isEqualTo(digests(built));
    }

    @Test
    void aFailingBuildShowsTheEndOfItsLogAndLeavesTheOldPackages() throws Exception {
        Files.createDirectories(output);
        Path old = Files.writeString(output.resolve("old.deb"), "");
        UploadFixture.list(output.resolve("old.changes"), "hhvm", old);
        packaging.upstream("hphp/hhvm.c", "this is not C\n");
        BuildPackagesRequest request = request().with(new BuildOptions(1, false, true));
        assertThatThrownBy(() -> new BuildPackages(local, programs).run(request, Progress.silent()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "dpkg-buildpackage failed with exit status 2", "debian/rules:", "packages.log");
        assertThat(output.resolve("old.deb")).exists();
        assertThat(packaging.directory().resolve("target/packages.log"))
                .content()
                .contains("hhvm.c:1:");
        assertThat(output.getParent())
                .isDirectoryNotContaining(p -> p.toString().contains(".part"));
    }

    @Test
    void missingBuildDependenciesAreListedWithTheCommandsThatInstallThem() throws Exception {
        edit("debhelper-compat (= 13)", "debhelper-compat (= 13), nope-dev (>= 2), libnope1-dev | libnope2-dev");
        assertThatThrownBy(() -> build(local))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "missing: nope-dev (>= 2) libnope1-dev | libnope2-dev",
                        "apt-get build-dep " + packaging.output().resolve("hhvm_3.18.5+dfsg1-1.dsc"),
                        "apt-get install nope-dev libnope1-dev");
    }

    @Test
    void aControlWithoutProvidesGetsTheTwoLinesToAddBeforeAnythingIsBuilt() throws Exception {
        edit("Provides: ${hhvm:Provides}\n", "");
        assertThatThrownBy(() -> build((job, progress) -> {
                    throw new AssertionError("built");
                }))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        "debian/control:9:",
                        "    Provides: ${hhvm:Provides}\n",
                        "    include debian/hhvm-repo-schema.mk\n");
    }

    @Test
    void aProvidesThatCameToNothingGetsTheSameTwoLines() throws Exception {
        FakeBuilder fake = new FakeBuilder(programs, directory.resolve("fake"));
        assertThatThrownBy(() -> build(fake.program(Packaging.program("repo_schema_id", "a"))))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll("hhvm_1_amd64.deb", "Provides: ${hhvm:Provides}", "include debian/");
    }

    @Test
    void aProvidesOfAnotherSchemaShowsBothAndThePackagesAreKeptAside() throws Exception {
        FakeBuilder fake = new FakeBuilder(programs, directory.resolve("fake")).provides("hhvm-repo-schema-b");
        assertThatThrownBy(() -> build(fake.program(Packaging.program("repo_schema_id", "a"))))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll("provides hhvm-repo-schema-b", "reads the schema a");
        assertThat(output).doesNotExist();
        assertThat(output.resolveSibling("packages.refused/hhvm_1_amd64.deb")).exists();
    }

    /** Nobody has named them, and the build would take hours until it is found out. */
    @Test
    void whatIsUnderTheNamesThatItMakesUpIsNotReplaced() throws Exception {
        FakeBuilder fake = new FakeBuilder(programs, directory.resolve("fake")).provides("hhvm-repo-schema-b");
        Builder builder = fake.program(Packaging.program("repo_schema_id", "a"));
        Files.createDirectories(output.getParent());
        Path mine = Files.createDirectories(directory.resolve("mine"));
        Files.writeString(mine.resolve("novel.txt"), "mine");
        for (String name : List.of("packages.refused", "packages.schema", "packages.work")) {
            Path place = output.resolveSibling(name);
            for (boolean link : List.of(true, false)) {
                if (link) {
                    Files.createSymbolicLink(place, mine);
                } else {
                    FileTree.copy(mine, Files.createDirectories(place).resolve("sub"));
                    Files.writeString(place.resolve("novel.txt"), "mine");
                }
                BuildPackagesRequest request = request().with(new BuildOptions(1, true, true));
                assertThatThrownBy(() -> new BuildPackages(builder, programs).run(request, Progress.silent()))
                        .as(name)
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining(name);
                assertThat(mine.resolve("novel.txt")).hasContent("mine");
                assertThat(place.resolve("novel.txt")).hasContent("mine");
                FileTree.delete(place);
            }
        }
    }

    @Test
    void hhvmBeforeTheSectionIsAsked() throws Exception {
        FakeBuilder fake = new FakeBuilder(programs, directory.resolve("fake")).provides("hhvm-repo-schema-.a");
        assertThat(build(fake.program(Packaging.program("none", "A"))).schema()).contains(new RepoSchema("A"));
    }

    @Test
    void aPackageWithoutHhvmIsNoMainPackage() throws Exception {
        FakeBuilder fake = new FakeBuilder(programs, directory.resolve("fake"));
        assertThatThrownBy(() -> build(fake))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("hhvm_1_amd64.deb holds no hhvm", "main package");
    }

    @Test
    void aMainPackageThatIsNotThereGetsTheListOfThoseThatAre() throws Exception {
        Builder fake = new FakeBuilder(programs, directory.resolve("fake"))
                .provides("hhvm-repo-schema-a")
                .program(Packaging.program("repo_schema_id", "a"));
        BuildPackagesRequest request = request().withMainPackage(Optional.of(new PackageName("hhvm-nightly")));
        assertThatThrownBy(() -> new BuildPackages(fake, programs).run(request, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("no package hhvm-nightly", ": hhvm;");
    }

    @Test
    void withoutMainPackageNoSchemaIsAskedFor() throws Exception {
        FakeBuilder fake = new FakeBuilder(programs, directory.resolve("fake"));
        BuiltPackages built =
                new BuildPackages(fake, programs).run(request().withMainPackage(Optional.empty()), Progress.silent());
        assertThat(built.schema()).isEmpty();
    }

    @Test
    void aFileThatIsNotTheListedOneIsRefused() throws Exception {
        FakeBuilder fake = new FakeBuilder(programs, directory.resolve("fake"));
        Builder damaging = (job, progress) -> {
            BuildOutcome outcome = fake.build(job, progress);
            try {
                Files.writeString(job.results().resolve("hhvm_1_amd64.deb"), "damaged");
            } catch (IOException e) {
                throw ExternalException.during("damaging", e);
            }
            return outcome;
        };
        assertThatThrownBy(() -> build(damaging))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("hhvm_1_amd64.deb", "SHA-256");
    }

    private BuiltPackages build(Builder builder) throws Exception {
        return new BuildPackages(builder, programs).run(request(), Progress.silent());
    }

    private BuildPackagesRequest request() throws Exception {
        Path dsc = new BuildSource(programs, path)
                .run(packaging.request(), Progress.silent())
                .dsc();
        return BuildPackagesRequest.of(dsc, output).with(OPTIONS);
    }

    private void edit(String from, String to) throws IOException {
        Path control = packaging.debian().resolve("control");
        Files.writeString(control, Files.readString(control).replace(from, to));
    }

    private static List<Sha256> digests(BuiltPackages built) throws IOException {
        List<Sha256> digests = new ArrayList<>();
        for (BuiltPackage each : built.packages()) {
            digests.add(Sha256.of(each.file()));
        }
        return digests;
    }

    private static Path main(BuiltPackages built) {
        return built.packages().stream()
                .filter(p -> p.name().text().equals("hhvm"))
                .toList()
                .get(0)
                .file();
    }

    @Test
    void aSourcePackageThatIsNotWholeIsRefusedBeforeTheBuild() throws Exception {
        BuildPackagesRequest request = request();
        Path orig = request.dsc().resolveSibling("hhvm_3.18.5+dfsg1.orig.tar.xz");
        Files.writeString(orig, "damaged");
        assertThatThrownBy(() -> new BuildPackages(local, programs).run(request, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("orig.tar.xz is not the file", "SHA-256");
        Files.delete(orig);
        assertThatThrownBy(() -> new BuildPackages(local, programs).run(request, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("orig.tar.xz, which is not beside it");
    }
}
