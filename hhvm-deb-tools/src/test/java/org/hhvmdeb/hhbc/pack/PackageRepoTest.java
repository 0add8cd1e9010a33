package org.hhvmdeb.hhbc.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.AbandonedStage;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.WarnedProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageRepoTest {

    private static final String MAINTAINER = "Site Operators <ops@example.org>";
    private static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");
    private static final String PROVIDED = "hhvm-repo-schema-" + SCHEMA;

    @TempDir
    Path directory;

    private Path repo;
    private Path output;

    @BeforeEach
    void aRepository() throws Exception {
        repo = RepoFixture.compiled(directory.resolve("site." + SCHEMA + ".hhbc"), SCHEMA, "index.php");
        output = directory.resolve("target");
    }

    private HhvmSource hhvm(String provides) throws Exception {
        return new HhvmSource.Deb(new DebFixture(directory).hhvm(new FakeHhvm(SCHEMA), provides));
    }

    private PackageRequest.Builder builder(HhvmSource hhvm) {
        return PackageRequest.builder(repo, hhvm, new PackageName("site-hhbc"), new DebianVersion("1:2026.01.02-2"))
                .program("site");
    }

    private CachePackage write(PackageRequest.Builder builder) throws Exception {
        return new PackageRepo(Programs.untethered()).run(builder.build(MAINTAINER, DATE, output), Progress.silent());
    }

    private static String run(String... words) throws Exception {
        return Programs.untethered().run(Command.of(List.of(words))).orFail().output();
    }

    @Test
    void anotherArchitectureThanTheHhvmsIsToldUnlessItIsForAll() throws Exception {
        List<String> warnings = new ArrayList<>();
        for (String architecture : List.of("arm64", "amd64", "all")) {
            new PackageRepo(Programs.untethered())
                    .run(
                            builder(hhvm(PROVIDED)).architecture(architecture).build(MAINTAINER, DATE, output),
                            new WarnedProgress(warnings));
        }
        assertThat(warnings).singleElement().asString().contains("packaged for arm64", "hhvm is for amd64");
    }

    @Test
    void thePackageDependsOnItsSchemaAndShipsFileAndConffile() throws Exception {
        CachePackage deb = write(builder(hhvm(PROVIDED)));
        assertThat(deb.file()).isEqualTo(output.resolve("site-hhbc_2026.01.02-2_amd64.deb"));
        assertThat(deb.depends()).isEqualTo(PROVIDED);
        assertThat(deb.readings()).hasSize(3).allMatch(r -> r.schema().id().equals(SCHEMA));
        assertThat(run("dpkg-deb", "-f", deb.file().toString(), "Depends", "Architecture", "Version", "Section"))
                .contains("Depends: " + PROVIDED, "Architecture: amd64", "Version: 1:2026.01.02-2", "Section: web");
        assertThat(run("dpkg-deb", "-c", deb.file().toString())
                        .lines()
                        .map(l -> l.replaceAll(" +[0-9]+ 2026-01-02", " 2026-01-02")))
                .contains(
                        "-rw-r--r-- root/root 2026-01-02 03:04 ./etc/hhvm/conf.d/site-hhbc.ini",
                        "-rw-r--r-- root/root 2026-01-02 03:04 ./usr/share/site-hhbc/site." + SCHEMA + ".hhbc",
                        "-rw-r--r-- root/root 2026-01-02 03:04 ./usr/share/doc/site-hhbc/copyright",
                        "-rw-r--r-- root/root 2026-01-02 03:04 ./usr/share/doc/site-hhbc/changelog.Debian.gz");
        assertThat(run("dpkg-deb", "-I", deb.file().toString(), "conffiles"))
                .isEqualTo("/etc/hhvm/conf.d/site-hhbc.ini\n");
    }

    @Test
    void theConfigurationPointsHhvmAtTheFileOfItsOwnSchema() throws Exception {
        Path root = unpack(write(builder(hhvm(PROVIDED))));
        assertThat(Files.readAllLines(root.resolve("etc/hhvm/conf.d/site-hhbc.ini")))
                .contains(";     hhvm --mode server -c /etc/hhvm/server.ini -c /etc/hhvm/conf.d/site-hhbc.ini")
                .filteredOn(l -> !l.startsWith(";"))
                .containsExactly(
                        "hhvm.repo.local.mode = r-", "hhvm.repo.local.path = /usr/share/site-hhbc/site.%{schema}.hhbc");
        assertThat(root.resolve("usr/share/site-hhbc/site." + SCHEMA + ".hhbc")).hasSameBinaryContentAs(repo);
    }

    @Test
    void theAuthoritativeLayoutTurnsTheModeOn() throws Exception {
        try (RepoFixture fixture = RepoFixture.at(repo)) {
            fixture.wholeProgram(SCHEMA);
        }
        Path root = unpack(write(builder(hhvm(PROVIDED)).layout(RepoMode.AUTHORITATIVE)));
        String stem = "usr/share/site-hhbc/site." + Sha256.of(repo).hex().substring(0, 16);
        assertThat(root.resolve(stem + "-" + SCHEMA + ".hhbc")).hasSameBinaryContentAs(repo);
        assertThat(Files.readString(root.resolve(stem + ".ini")))
                .contains(
                        """

                        hhvm.repo.authoritative = true
                        hhvm.repo.local.mode = r-
                        hhvm.repo.local.path = /%s-%%{schema}.hhbc
                        """.formatted(stem),
                        "; HHVM runs what is in the file, and nothing else. %{schema} stands",
                        "hhvm.server.source_root");
        assertThat(root.resolve("etc/hhvm/conf.d")).doesNotExist();
        assertThat(Files.readAllLines(root.resolve("usr/lib/systemd/system/hhvm.service.d/50-site-hhbc.conf")))
                .contains("ExecStartPre=-+/usr/lib/site-hhbc/authoritative-mode");
        assertThat(root.resolve("usr/lib/site-hhbc/authoritative-mode")).isExecutable();
    }

    @Test
    void theLocalLayoutHasADropInAndATriggerOnlyWhenAskedFor() throws Exception {
        CachePackage plain = write(builder(hhvm(PROVIDED)));
        assertThat(run("dpkg-deb", "-c", plain.file().toString())).doesNotContain("systemd");
        assertThat(run("dpkg-deb", "-I", plain.file().toString())).doesNotContain("triggers");
        CachePackage asked = write(builder(hhvm(PROVIDED)).dropIn("web.service").restart("web@1.service"));
        assertThat(run("dpkg-deb", "-c", asked.file().toString()))
                .contains("./usr/lib/systemd/system/web.service.d/50-site-hhbc.conf");
        assertThat(run("dpkg-deb", "-I", asked.file().toString(), "triggers"))
                .isEqualTo("interest-noawait site-hhbc-restart\n");
        assertThat(run("dpkg-deb", "-I", asked.file().toString(), "postinst"))
                .contains("deb-systemd-invoke try-restart 'web@1.service'");
    }

    @Test
    void aRepositoryOfTheOtherLayoutIsRefused() throws Exception {
        PackageRequest.Builder authoritative = builder(hhvm(PROVIDED)).layout(RepoMode.AUTHORITATIVE);
        assertThatThrownBy(() -> write(authoritative))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("repo-not-whole-program");
        try (RepoFixture fixture = RepoFixture.at(repo)) {
            fixture.wholeProgram(SCHEMA);
        }
        PackageRequest.Builder local = builder(hhvm(PROVIDED));
        assertThatThrownBy(() -> write(local))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("repo-whole-program");
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void dpkgUnpacksItBesideAnHhvmOfTheSchema() throws Exception {
        CachePackage deb = write(builder(hhvm(PROVIDED)));
        Path root = directory.resolve("root");
        Path admin =
                Files.createDirectories(root.resolve("var/lib/dpkg/updates")).resolveSibling("status");
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/triggers"));
        Files.createFile(admin);
        Files.createFile(admin.resolveSibling("available"));
        String dpkg = "--root=" + root;
        String hhvmDeb = directory.resolve("hhvm_3.18.5_amd64.deb").toString();
        run(
                "dpkg",
                dpkg,
                "--force-script-chrootless",
                "--force-not-root",
                "--unpack",
                deb.file().toString());
        assertThat(Programs.untethered()
                        .run(Command.of(
                                "dpkg",
                                dpkg,
                                "--force-script-chrootless",
                                "--force-not-root",
                                "--configure",
                                "site-hhbc"))
                        .succeeded())
                .isFalse();
        run("dpkg", dpkg, "--force-not-root", "--force-depends", "--unpack", hhvmDeb);
        run("dpkg", dpkg, "--force-script-chrootless", "--force-not-root", "--configure", "hhvm", "site-hhbc");
    }

    @Test
    void theSameRequestGivesTheSameBytes() throws Exception {
        CachePackage first = write(builder(hhvm(PROVIDED)));
        Path copy = Files.move(first.file(), directory.resolve("first.deb"));
        Files.setLastModifiedTime(repo, java.nio.file.attribute.FileTime.from(Instant.EPOCH));
        output = directory.resolve("elsewhere/a b");
        assertThat(write(builder(hhvm(PROVIDED))).file()).hasSameBinaryContentAs(copy);
    }

    @Test
    void anHhvmThatDoesNotProvideItsSchemaIsExplained() throws Exception {
        PackageRequest.Builder schema = builder(hhvm(""));
        assertThatThrownBy(() -> write(schema))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("hhvm-provides-no-schema", "${hhvm:Provides}", "dependency style version");
        CachePackage deb = write(builder(hhvm("")).running(true).dependency(DependencyStyle.VERSION));
        assertThat(deb.depends()).isEqualTo("hhvm (= 3.18.5)");
    }

    @Test
    void anHhvmOfAnotherSchemaIsTheWrongOneWhateverTheCacheDependsOn() throws Exception {
        for (DependencyStyle style : DependencyStyle.values()) {
            PackageRequest.Builder request =
                    builder(hhvm("hhvm-repo-schema-" + OTHER)).dependency(style);
            assertThatThrownBy(() -> write(request))
                    .isInstanceOf(FindingsException.class)
                    .hasMessageContaining("schema-mismatch")
                    .hasMessageNotContaining("${hhvm:Provides}");
        }
    }

    @Test
    void bothDependenciesTogetherAreStricter() throws Exception {
        assertThat(write(builder(hhvm(PROVIDED)).dependency(DependencyStyle.BOTH))
                        .depends())
                .isEqualTo(PROVIDED + ", hhvm (= 3.18.5)");
    }

    @Test
    void aProgramHasNoPackageVersion() throws Exception {
        HhvmSource program = new HhvmSource.Program(new FakeHhvm(SCHEMA).writeTo(directory.resolve("hhvm")));
        assertThatThrownBy(() -> write(builder(program).dependency(DependencyStyle.VERSION)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("give the hhvm .deb");
        assertThatThrownBy(() -> write(builder(program)))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("is unknown", "--run");
        CachePackage deb = write(builder(program).running(true));
        assertThat(deb.architecture())
                .isEqualTo(run("dpkg", "--print-architecture").strip());
    }

    @Test
    void anHhvmOfAnotherSchemaGetsNoPackageAndTheOldOneStays() throws Exception {
        CachePackage good = write(builder(hhvm(PROVIDED)));
        HhvmSource other = new HhvmSource.Program(new FakeHhvm(OTHER).writeTo(directory.resolve("hhvm")));
        PackageRequest.Builder builder = builder(other).architecture("amd64").running(true);
        assertThatThrownBy(() -> write(builder))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        SCHEMA + "  tables of site-hhbc_2026.01.02-2_amd64.deb",
                        SCHEMA + "  Depends of site-hhbc_2026.01.02-2_amd64.deb",
                        OTHER + "  " + directory.resolve("hhvm") + " --repo-schema");
        assertThat(FileTree.list(output))
                .extracting(Object::toString)
                .containsExactly("site-hhbc_2026.01.02-2_amd64.deb");
        assertThat(good.file()).exists();
    }

    @Test
    void wrongWordsAreRefused() throws Exception {
        HhvmSource hhvm = hhvm(PROVIDED);
        assertThatThrownBy(() -> write(builder(hhvm).section("a b")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"a b\"");
        assertThatThrownBy(() -> write(builder(hhvm).restart("a; b")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"a; b\"");
        assertThatThrownBy(() -> write(builder(hhvm).restart("hhvm@.service")))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("\"hhvm@\" cannot be restarted", "as in hhvm@web");
        assertThat(write(builder(hhvm).dropIn("hhvm@").restart("hhvm@web")).file())
                .exists();
        assertThatThrownBy(() -> write(builder(hhvm).program("a/b")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"a/b\"");
        assertThatThrownBy(() -> new PackageRepo(Programs.untethered())
                        .run(builder(hhvm).build("nobody", DATE, output), Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"nobody\"");
    }

    @Test
    void aNameThatWouldTakeThePlaceOfSomethingElseIsRefused() throws Exception {
        HhvmSource hhvm = hhvm(PROVIDED);
        for (String name : List.of("hhvm", "doc", "fonts")) {
            PackageRequest.Builder named =
                    PackageRequest.builder(repo, hhvm, new PackageName(name), new DebianVersion("1"));
            assertThatThrownBy(() -> write(named))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("cannot have the name " + name, name + "-cache");
        }
        assertThat(output).doesNotExist();
    }

    @Test
    void whatNeedsNoRepositoryIsToldAtOnceAndBeforeThereIsOne() throws Exception {
        Files.delete(repo);
        Path hhvm = new DebFixture(directory).build("hhvm", "3.18.5", "am_d64", "", Map.of());
        PackageRequest ofDeb = PackageRequest.builder(
                        repo, new HhvmSource.Deb(hhvm), new PackageName("hhvm"), new DebianVersion("1"))
                .section("web.site")
                .priority("some")
                .distribution("a b")
                .build(MAINTAINER, Instant.EPOCH, output);
        assertThatThrownBy(() -> new PackageRepo(Programs.untethered()).run(ofDeb, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "\"web.site\"",
                        "\"some\"",
                        "\"a b\"",
                        "the time 1970-01-01T00:00:00Z cannot be that of a package",
                        "cannot have the name hhvm, which is that of " + hhvm,
                        hhvm + ": the field Architecture is \"am_d64\"",
                        "hhvm-provides-no-schema");
        PackageRequest ofProgram = builder(new HhvmSource.Program(directory.resolve("hhvm")))
                .architecture("AMD64")
                .dependency(DependencyStyle.BOTH)
                .build(MAINTAINER, Instant.ofEpochSecond(-1), output);
        assertThatThrownBy(() -> new PackageRepo(Programs.untethered()).run(ofProgram, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("\"AMD64\"", "the dependency style both needs the version", "the time 1969");
    }

    private Path unpack(CachePackage deb) throws Exception {
        Path root = directory.resolve("unpacked");
        run("dpkg-deb", "-x", deb.file().toString(), root.toString());
        return root;
    }

    @Test
    void whatAKilledRunLeftGoesWithTheNext() throws Exception {
        AbandonedStage.in(output);
        write(builder(hhvm(PROVIDED)));
        assertThat(output).isDirectoryContaining(f -> f.toString().endsWith("_amd64.deb"));
        assertThat(output.toFile().list()).hasSize(1);
    }

    @Test
    void theOnlyPlaceOfUnfinishedFilesIsTheOneTheNextRunClears() throws Exception {
        Path seen = directory.resolve("seen");
        HhvmSource slow = new HhvmSource.Program(new FakeHhvm(SCHEMA)
                .version("ls -A '" + output + "' > '" + seen + "'")
                .writeTo(directory.resolve("bin/hhvm")));
        write(builder(slow).running(true));
        assertThat(Files.readAllLines(seen))
                .isNotEmpty()
                .allMatch(name -> name.matches("\\.hhvm-deb-[0-9]+-[0-9a-f]+-[0-9]+\\.part"));
    }
}
