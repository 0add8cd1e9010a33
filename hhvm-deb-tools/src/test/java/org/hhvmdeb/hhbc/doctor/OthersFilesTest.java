package org.hhvmdeb.hhbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.ServedSite;
import org.hhvmdeb.testkit.SiteRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the administrator or another package has where a cache package of the authoritative layout has its files. */
class OthersFilesTest {

    @TempDir
    private static Path made;

    private static ServedSite template;

    @TempDir
    Path directory;

    private ServedSite server;
    private SiteRoot site;
    private Path root;

    @BeforeAll
    static void aServedSite() throws Exception {
        template = ServedSite.in(made);
    }

    @BeforeEach
    void aCopyOfIt() throws Exception {
        server = template.copyIn(directory);
        site = server.site();
        root = site.path();
    }

    @Test
    void aFileOfTheAdministratorStays() throws Exception {
        Files.delete(root.resolve(ServedSite.LINK));
        Files.writeString(root.resolve(ServedSite.LINK), "hhvm.repo.local.mode = --\n");
        server.start();
        site.dpkg("--purge", "site").orFail();
        assertThat(root.resolve(ServedSite.LINK)).hasContent("hhvm.repo.local.mode = --\n");
    }

    @Test
    void aLinkOfTheAdministratorStays() throws Exception {
        Path own =
                Files.writeString(Files.createDirectories(root.resolve("srv")).resolve("own.ini"), "; mine\n");
        Files.delete(root.resolve(ServedSite.LINK));
        Files.createSymbolicLink(root.resolve(ServedSite.LINK), Path.of("/srv/own.ini"));
        server.start();
        assertThat(server.link()).contains("/srv/own.ini");
        site.dpkg("--install", server.nextHhvm().toString(), server.nextCache().toString())
                .orFail();
        assertThat(server.link()).contains("/srv/own.ini");
        site.dpkg("--purge", "site").orFail();
        assertThat(server.link()).contains("/srv/own.ini");
        assertThat(own).hasContent("; mine\n");
    }

    @Test
    void aLinkToNothingIsTheAdministratorsWhoWantsNoMode() throws Exception {
        Files.delete(root.resolve(ServedSite.LINK));
        Files.createSymbolicLink(root.resolve(ServedSite.LINK), Path.of("/dev/null"));
        server.start();
        site.dpkg("--install", server.nextHhvm().toString(), server.nextCache().toString())
                .orFail();
        server.start();
        assertThat(server.link()).contains("/dev/null");
        site.dpkg("--purge", "site").orFail();
        assertThat(server.link()).contains("/dev/null");
    }

    @Test
    void whatTheAdministratorDivertsIsHis() throws Exception {
        String repo = ServedSite.named(server.cache(), ".hhbc");
        divert("--local", "--rename", "--add", repo);
        Path own = Files.writeString(root.resolve(repo.substring(1)), "mine\n");
        site.dpkg("--install", server.nextHhvm().toString(), server.nextCache().toString())
                .orFail();
        assertThat(server.link()).contains(server.nextMode());
        assertThat(own).hasContent("mine\n");
        site.dpkg("--purge", "site").orFail();
        assertThat(own).hasContent("mine\n");
        Files.delete(own);
        divert("--local", "--rename", "--remove", repo);
        assertThat(site.starts()).isTrue();
    }

    private void divert(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("dpkg-divert"));
        words.addAll(Arrays.asList(arguments));
        site.run(Command.of(words)
                        .with("DPKG_ROOT", root.toString())
                        .with("DPKG_ADMINDIR", root.resolve("var/lib/dpkg").toString()))
                .orFail();
    }

    @Test
    void thereIsNoOtherCachePackageBesideIt() throws Exception {
        Path other = renamed(server.cache(), "Package: other\n");
        assertThat(site.dpkg("--install", other.toString()).describe()).contains("conflicting packages");
        Path local = renamed(site.cache(RepoMode.LOCAL, SCHEMA, "7", site.hhvm(SCHEMA)), "Package: other\n");
        assertThat(site.dpkg("--install", local.toString()).describe()).contains("conflicting packages");
        site.dpkg("--purge", "site").orFail();
        site.dpkg("--install", local.toString()).orFail();
        assertThat(site.dpkg("--install", server.cache().toString()).describe()).contains("conflicting packages");
    }

    @Test
    void aPurgeLeavesWhatAnotherPackageOrTheAdministratorHasInTheDirectory() throws Exception {
        Path shared = root.resolve("usr/share/site");
        site.dpkg("--remove", "site").orFail();
        Path taken = renamed(server.cache(), "Package: renamed\nReplaces: site\n");
        site.dpkg("--install", taken.toString()).orFail();
        Files.createDirectories(shared.resolve("fonts"));
        Files.writeString(shared.resolve("fonts/a.ttf"), "a font\n");
        Files.writeString(shared.resolve("site." + OTHER + ".hhbc-journal"), "left by hhvm\n");
        site.dpkg("--purge", "site").orFail();
        assertThat(root.resolve(ServedSite.named(server.cache(), ".hhbc").substring(1)))
                .isNotEmptyFile();
        assertThat(shared.resolve("fonts/a.ttf")).hasContent("a font\n");
        assertThat(shared.resolve("site." + OTHER + ".hhbc-journal")).doesNotExist();
    }

    /** The same files in a package of another name, without scripts. */
    private Path renamed(Path deb, String fields) throws Exception {
        Path tree = Files.createTempDirectory(directory, "renamed").resolve("tree");
        site.run(Command.of("dpkg-deb", "--raw-extract", deb.toString(), tree.toString()))
                .orFail();
        for (String each : List.of("preinst", "postinst", "prerm", "postrm", "conffiles")) {
            Files.deleteIfExists(tree.resolve("DEBIAN/" + each));
        }
        Path control = tree.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replace("Package: site\n", fields));
        Path out = tree.resolveSibling("renamed.deb");
        site.run(Command.of("dpkg-deb", "--root-owner-group", "--build", tree.toString(), out.toString()))
                .orFail();
        return out;
    }
}
