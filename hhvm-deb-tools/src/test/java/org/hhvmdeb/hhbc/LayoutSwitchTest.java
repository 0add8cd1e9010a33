package org.hhvmdeb.hhbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.hhbc.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache package whose next version is of the other layout, in a root of dpkg's. */
class LayoutSwitchTest {

    private static final String CONFIGURATION = "etc/hhvm/conf.d/site.ini";
    private static final String AVAILABLE = "etc/hhvm/conf-available/site.ini";
    private static final String MODE = "var/lib/site/authoritative.ini";
    private static final String PROGRAM = "usr/lib/site/authoritative-mode";

    @TempDir
    Path directory;

    private Path root = Path.of("");
    private Path hhvm = Path.of("");

    @BeforeEach
    void aServer() throws Exception {
        root = directory.resolve("root");
        for (String each : List.of("updates", "info", "triggers")) {
            Files.createDirectories(root.resolve("var/lib/dpkg/" + each));
        }
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        Files.createFile(root.resolve("var/lib/dpkg/available"));
        hhvm = new DebFixture(Files.createDirectories(directory.resolve("fixture")))
                .hhvm(new FakeHhvm(SCHEMA), "hhvm-repo-schema-" + SCHEMA);
        dpkg("--install", hhvm.toString()).orFail();
    }

    @Test
    void fromAuthoritativeToLocal() throws Exception {
        install(Layout.AUTHORITATIVE, "1");
        assertAuthoritative();
        install(Layout.LOCAL, "2");
        assertLocal();
        purge();
    }

    @Test
    void fromLocalToAuthoritative() throws Exception {
        install(Layout.LOCAL, "1");
        assertLocal();
        install(Layout.AUTHORITATIVE, "2");
        assertAuthoritative();
        purge();
    }

    @Test
    void thereAndBackAgain() throws Exception {
        for (int round = 0; round < 2; round++) {
            install(Layout.LOCAL, round + ".1");
            assertLocal();
            install(Layout.AUTHORITATIVE, round + ".2");
            assertAuthoritative();
        }
        install(Layout.LOCAL, "3");
        assertLocal();
        purge();
    }

    @Test
    void aRemovalInBetweenChangesNothing() throws Exception {
        install(Layout.LOCAL, "1");
        install(Layout.AUTHORITATIVE, "2");
        dpkg("--remove", "site").orFail();
        assertThat(starts()).isTrue();
        install(Layout.LOCAL, "3");
        assertLocal();
        install(Layout.AUTHORITATIVE, "4");
        dpkg("--remove", "site").orFail();
        install(Layout.AUTHORITATIVE, "5");
        assertAuthoritative();
        purge();
    }

    @Test
    void anUpgradeToTheOtherLayoutThatIsAbortedLeavesTheOldOne() throws Exception {
        install(Layout.LOCAL, "1");
        install(Layout.AUTHORITATIVE, "2");
        Path broken = broken(cache(Layout.LOCAL, "3"));
        assertThat(dpkg("--install", broken.toString()).succeeded()).isFalse();
        assertAuthoritative();
        install(Layout.LOCAL, "4");
        broken = broken(cache(Layout.AUTHORITATIVE, "5"));
        assertThat(dpkg("--install", broken.toString()).succeeded()).isFalse();
        assertLocal();
    }

    @Test
    void betweenUnpackingAndConfiguringAServerStartsWithWhatItHad() throws Exception {
        install(Layout.LOCAL, "1");
        dpkg("--unpack", cache(Layout.AUTHORITATIVE, "2").toString()).orFail();
        start();
        assertThat(root.resolve(CONFIGURATION)).content().contains("hhvm.repo.local.path");
        assertWarm();
        dpkg("--configure", "-a").orFail();
        assertAuthoritative();
        dpkg("--unpack", cache(Layout.LOCAL, "3").toString()).orFail();
        assertThat(starts()).isTrue();
        dpkg("--configure", "-a").orFail();
        assertLocal();
    }

    @Test
    void aConfigurationThatTheAdministratorHasChangedStays() throws Exception {
        install(Layout.LOCAL, "1");
        Files.writeString(root.resolve(CONFIGURATION), "; mine\nhhvm.repo.local.mode = --\n");
        install(Layout.AUTHORITATIVE, "2");
        assertThat(root.resolve(CONFIGURATION)).content().startsWith("; mine");
        assertThat(starts()).isTrue();
    }

    private void assertLocal() throws Exception {
        assertThat(root.resolve(CONFIGURATION)).isRegularFile();
        assertThat(Files.isSymbolicLink(root.resolve(CONFIGURATION))).isFalse();
        assertThat(root.resolve(CONFIGURATION))
                .content()
                .contains("hhvm.repo.local.mode = r-")
                .doesNotContain("authoritative = true");
        assertThat(Files.exists(root.resolve(MODE), LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(root.resolve(PROGRAM)).doesNotExist();
        assertWarm();
    }

    private void assertAuthoritative() throws Exception {
        start();
        assertThat(Files.readSymbolicLink(root.resolve(CONFIGURATION))).hasToString("/" + MODE);
        assertThat(Files.readSymbolicLink(root.resolve(MODE))).hasToString("/" + AVAILABLE);
        assertThat(root.resolve(AVAILABLE)).content().contains("hhvm.repo.authoritative = true");
        assertWarm();
    }

    private void assertWarm() throws Exception {
        assertThat(starts()).isTrue();
        assertThat(root.resolve("usr/share/site/site." + SCHEMA + ".hhbc")).isNotEmptyFile();
    }

    /** In authoritative mode hhvm does not start without the repository of its schema. */
    private boolean starts() throws Exception {
        Path file = root.resolve(CONFIGURATION);
        while (Files.isSymbolicLink(file)) {
            file = root.resolve(Files.readSymbolicLink(file).toString().substring(1));
        }
        return !Files.isRegularFile(file)
                || !Files.readString(file).contains("hhvm.repo.authoritative = true")
                || Files.exists(root.resolve("usr/share/site/site." + SCHEMA + ".hhbc"));
    }

    private void start() throws Exception {
        run(Command.of(root.resolve(PROGRAM).toString()).with("DPKG_ROOT", root.toString()))
                .orFail();
    }

    private void purge() throws Exception {
        dpkg("--purge", "site").orFail();
        assertThat(run(Command.of("find", root.toString(), "-name", "*site*", "-not", "-path", "*/dpkg/*"))
                        .output())
                .isEmpty();
        assertThat(dpkg("--audit").orFail().output()).isEmpty();
    }

    private void install(Layout layout, String version) throws Exception {
        Completed installed =
                dpkg("--install", cache(layout, version).toString()).orFail();
        assertThat(installed.output()).as("asks nothing").doesNotContain("Configuration file");
    }

    private Path cache(Layout layout, String version) throws Exception {
        Path repo = RepoFixture.compiled(
                Files.createDirectories(directory.resolve("v" + version)).resolve("site." + SCHEMA + ".hhbc"),
                SCHEMA,
                "index.php");
        if (layout == Layout.AUTHORITATIVE) {
            try (RepoFixture fixture = RepoFixture.at(repo)) {
                fixture.wholeProgram(SCHEMA);
            }
        }
        return new PackageRepo(Programs.untethered())
                .run(
                        PackageRequest.builder(
                                        repo,
                                        new HhvmSource.Deb(hhvm),
                                        new PackageName("site"),
                                        new DebianVersion(version))
                                .layout(layout)
                                .build(
                                        "A <a@example.org>",
                                        Instant.parse("2026-01-02T03:04:05Z"),
                                        directory.resolve("caches")),
                        Progress.silent())
                .file();
    }

    /** The same package, whose preinst fails when it has done its work. */
    private Path broken(Path deb) throws Exception {
        Path unpacked = directory.resolve("broken");
        run(Command.of("rm", "-rf", unpacked.toString())).orFail();
        run(Command.of("dpkg-deb", "-R", deb.toString(), unpacked.toString())).orFail();
        Path preinst = unpacked.resolve("DEBIAN/preinst");
        Files.writeString(preinst, Files.readString(preinst) + "case $1 in install | upgrade) exit 9 ;; esac\n");
        Path file = directory.resolve("broken.deb");
        run(Command.of("dpkg-deb", "-b", unpacked.toString(), file.toString())).orFail();
        return file;
    }

    private Completed dpkg(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "dpkg", "--root=" + root, "--force-script-chrootless", "--force-not-root", "--force-unsafe-io"));
        words.addAll(Arrays.asList(arguments));
        return run(Command.of(words));
    }

    private Completed run(Command command) throws Exception {
        return Programs.untethered().run(command.with("PATH", root.resolve("usr/bin") + ":" + System.getenv("PATH")));
    }
}
