package org.hhvmdeb.hhbc.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.SiteRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache package whose next version is of the other layout, in a root of dpkg's. */
@Tag("integration")
class LayoutSwitchTest {

    private static final String CONFIGURATION = "etc/hhvm/conf.d/site.ini";
    private static final String LOCAL_REPO = "usr/share/site/site." + SCHEMA + ".hhbc";
    private static final String PROGRAM = "usr/lib/site/authoritative-mode";

    @TempDir
    Path directory;

    private SiteRoot site;
    private Path root = Path.of("");
    private Path hhvm = Path.of("");

    @BeforeEach
    void aServer() throws Exception {
        site = SiteRoot.in(directory);
        root = site.path();
        hhvm = site.hhvm(SCHEMA);
        site.dpkg("--install", hhvm.toString()).orFail();
    }

    @Test
    void fromAuthoritativeToLocal() throws Exception {
        install(RepoMode.AUTHORITATIVE, "1");
        assertAuthoritative();
        install(RepoMode.LOCAL, "2");
        assertLocal();
        purge();
    }

    @Test
    void fromLocalToAuthoritative() throws Exception {
        install(RepoMode.LOCAL, "1");
        assertLocal();
        install(RepoMode.AUTHORITATIVE, "2");
        assertAuthoritative();
        purge();
    }

    @Test
    void thereAndBackAgain() throws Exception {
        for (int round = 0; round < 2; round++) {
            install(RepoMode.LOCAL, round + ".1");
            assertLocal();
            install(RepoMode.AUTHORITATIVE, round + ".2");
            assertAuthoritative();
        }
        install(RepoMode.LOCAL, "3");
        assertLocal();
        purge();
    }

    @Test
    void aRemovalInBetweenChangesNothing() throws Exception {
        install(RepoMode.LOCAL, "1");
        install(RepoMode.AUTHORITATIVE, "2");
        site.dpkg("--remove", "site").orFail();
        assertThat(site.starts()).isTrue();
        install(RepoMode.LOCAL, "3");
        assertLocal();
        install(RepoMode.AUTHORITATIVE, "4");
        site.dpkg("--remove", "site").orFail();
        install(RepoMode.AUTHORITATIVE, "5");
        assertAuthoritative();
        purge();
    }

    @Test
    void anUpgradeToTheOtherLayoutThatIsAbortedLeavesTheOldOne() throws Exception {
        install(RepoMode.LOCAL, "1");
        install(RepoMode.AUTHORITATIVE, "2");
        Path broken = broken(site.cache(RepoMode.LOCAL, SCHEMA, "3", hhvm));
        assertThat(site.dpkg("--install", broken.toString()).succeeded()).isFalse();
        assertAuthoritative();
        install(RepoMode.LOCAL, "4");
        broken = broken(site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "5", hhvm));
        assertThat(site.dpkg("--install", broken.toString()).succeeded()).isFalse();
        assertLocal();
    }

    @Test
    void betweenUnpackingAndConfiguringAServerStartsWithWhatItHad() throws Exception {
        install(RepoMode.LOCAL, "1");
        byte[] local = Files.readAllBytes(root.resolve(LOCAL_REPO));
        site.dpkg(
                        "--unpack",
                        site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "2", hhvm).toString())
                .orFail();
        start();
        assertThat(root.resolve(CONFIGURATION)).content().contains("hhvm.repo.local.path");
        assertThat(root.resolve(LOCAL_REPO))
                .as("units of a whole program are not for a local repository")
                .hasBinaryContent(local);
        site.dpkg("--configure", "-a").orFail();
        assertAuthoritative();
        site.dpkg("--unpack", site.cache(RepoMode.LOCAL, SCHEMA, "3", hhvm).toString())
                .orFail();
        assertThat(site.starts()).isTrue();
        site.dpkg("--configure", "-a").orFail();
        assertLocal();
    }

    /** The program of the authoritative version is there until the local one is unpacked, and so is the drop-in that runs it. */
    @Test
    void aStartWhileTheLocalVersionIsUnpackedDoesNotSwitchTheModeOnAgain() throws Exception {
        install(RepoMode.AUTHORITATIVE, "1");
        Path local = site.cache(RepoMode.LOCAL, SCHEMA, "2", hhvm);
        Path serving = site.withPreinst(local, "DPKG_ROOT='" + root + "' '" + root.resolve(PROGRAM) + "'\n");
        Completed installed = site.dpkg("--install", serving.toString()).orFail();
        assertThat(installed.output()).doesNotContain("Configuration file");
        assertLocal();
        assertThat(site.run(Command.of("find", root.toString(), "-name", "*.ini*", "-path", "*share/site*"))
                        .output())
                .isEmpty();
        purge();
    }

    @Test
    void aStartThatWasBegunBeforeTheLocalVersionCameDoesNotSetTheSwitch() throws Exception {
        install(RepoMode.AUTHORITATIVE, "1");
        site.whileAStartAsksHhvm(root.resolve(PROGRAM), () -> install(RepoMode.LOCAL, "2"));
        assertLocal();
        install(RepoMode.LOCAL, "3");
        assertLocal();
        purge();
    }

    /** As if the start had been stopped just before it sets the link, until preinst was over. */
    @Test
    void aLinkThatAStartSetsBehindPreinstGivesWayToTheConfiguration() throws Exception {
        for (String target :
                List.of("/usr/lib/site/no-authoritative-mode.ini", "/usr/share/site/site.0123456789abcdef.ini")) {
            install(RepoMode.AUTHORITATIVE, "1");
            Path local = site.withPreinst(
                    site.cache(RepoMode.LOCAL, SCHEMA, "2", hhvm),
                    "ln -sfn " + target + " '" + root.resolve(CONFIGURATION) + "'\n");
            site.dpkg("--install", local.toString()).orFail();
            assertLocal();
            install(RepoMode.LOCAL, "3");
            assertLocal();
            purge();
        }
    }

    @Test
    void theLinkThatAKilledStartWasAboutToSetGoes() throws Exception {
        install(RepoMode.AUTHORITATIVE, "1");
        Path late = root.resolve(CONFIGURATION + ".new");
        Files.createSymbolicLink(late, Path.of("/usr/lib/site/no-authoritative-mode.ini"));
        install(RepoMode.LOCAL, "2");
        assertThat(Files.isSymbolicLink(late)).isFalse();
        assertLocal();
        purge();
    }

    /** dpkg forgets a conffile that was not there when the package came again without it. */
    @Test
    void aConffileThatDpkgHasForgottenDoesNotComeBack() throws Exception {
        install(RepoMode.LOCAL, "1");
        install(RepoMode.AUTHORITATIVE, "2");
        site.dpkg("--remove", "site").orFail();
        install(RepoMode.AUTHORITATIVE, "3");
        Path broken = broken(site.cache(RepoMode.LOCAL, SCHEMA, "4", hhvm));
        assertThat(site.dpkg("--install", broken.toString()).succeeded()).isFalse();
        assertAuthoritative();
        install(RepoMode.LOCAL, "5");
        assertLocal();
        purge();
    }

    /** dpkg runs no script of a version that it has never configured. */
    @Test
    void whatWasUnpackedOnlyIsWhatItWasWhenTheOtherLayoutIsGivenUp() throws Exception {
        site.dpkg(
                        "--unpack",
                        site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1", hhvm).toString())
                .orFail();
        assertAuthoritative();
        Path broken = broken(site.cache(RepoMode.LOCAL, SCHEMA, "2", hhvm));
        assertThat(site.dpkg("--install", broken.toString()).succeeded()).isFalse();
        assertAuthoritative();
    }

    @Test
    void whatTheAdministratorHasSwitchedOffStaysOff() throws Exception {
        install(RepoMode.AUTHORITATIVE, "1");
        Files.delete(root.resolve(CONFIGURATION));
        Files.createSymbolicLink(root.resolve(CONFIGURATION), Path.of("/dev/null"));
        install(RepoMode.LOCAL, "2");
        install(RepoMode.AUTHORITATIVE, "3");
        start();
        assertThat(Files.readSymbolicLink(root.resolve(CONFIGURATION))).hasToString("/dev/null");
    }

    @Test
    void aServerWithoutItsRepositoryBecomesLocal() throws Exception {
        install(RepoMode.AUTHORITATIVE, "1");
        site.dpkg("--force-depends", "--remove", "hhvm").orFail();
        start();
        assertThat(Files.readSymbolicLink(root.resolve(CONFIGURATION))).hasFileName("no-authoritative-mode.ini");
        site.dpkg("--install", hhvm.toString()).orFail();
        install(RepoMode.LOCAL, "2");
        assertLocal();
    }

    @Test
    void aConfigurationThatTheAdministratorHasChangedStays() throws Exception {
        install(RepoMode.LOCAL, "1");
        Files.writeString(root.resolve(CONFIGURATION), "; mine\nhhvm.repo.local.mode = --\n");
        install(RepoMode.AUTHORITATIVE, "2");
        assertThat(root.resolve(CONFIGURATION)).content().startsWith("; mine");
        assertThat(site.starts()).isTrue();
    }

    private void assertLocal() throws Exception {
        assertThat(root.resolve(CONFIGURATION)).isRegularFile();
        assertThat(Files.isSymbolicLink(root.resolve(CONFIGURATION))).isFalse();
        assertThat(root.resolve(CONFIGURATION))
                .content()
                .contains("hhvm.repo.local.mode = r-")
                .doesNotContain("authoritative = true");
        assertThat(root.resolve(PROGRAM)).doesNotExist();
        assertThat(root.resolve(LOCAL_REPO)).isNotEmptyFile();
    }

    private void assertAuthoritative() throws Exception {
        start();
        Path settings = Files.readSymbolicLink(root.resolve(CONFIGURATION));
        assertThat(settings).hasParentRaw(Path.of("/usr/share/site"));
        assertThat(root.resolve(settings.toString().substring(1))).content().contains("hhvm.repo.authoritative = true");
        assertThat(site.starts()).isTrue();
    }

    private void start() throws Exception {
        site.run(Command.of(root.resolve(PROGRAM).toString()).with("DPKG_ROOT", root.toString()))
                .orFail();
    }

    private void purge() throws Exception {
        site.dpkg("--purge", "site").orFail();
        assertThat(site.run(Command.of("find", root.toString(), "-name", "*site*", "-not", "-path", "*/dpkg/*"))
                        .output())
                .isEmpty();
        assertThat(site.dpkg("--audit").orFail().output()).isEmpty();
    }

    private void install(RepoMode layout, String version) throws Exception {
        Completed installed = site.dpkg(
                        "--install", site.cache(layout, SCHEMA, version, hhvm).toString())
                .orFail();
        assertThat(installed.output()).as("asks nothing").doesNotContain("Configuration file");
    }

    /** The same package, whose preinst fails when it has done its work. */
    private Path broken(Path deb) throws Exception {
        return site.withPreinst(deb, "case $1 in install | upgrade) exit 9 ;; esac\n");
    }
}
