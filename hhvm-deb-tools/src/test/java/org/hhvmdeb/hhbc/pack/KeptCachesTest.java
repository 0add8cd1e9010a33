package org.hhvmdeb.hhbc.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.SiteRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which repositories of earlier versions stay on the disk, in a root of dpkg's. Each has a schema of its own, {@code A}, {@code B} or
 * {@code C}, so that its hhvm is another one, too.
 */
@Tag("integration")
class KeptCachesTest {

    private static final String A = SCHEMA;
    private static final String B = OTHER;
    private static final String C = "0123456789abcdef0123456789abcdef01234567";

    /** With {@code -Dkill.rounds=N} dpkg is killed at each step, not at some. */
    private static final int STRIDE = Integer.getInteger("kill.rounds", 1) > 1 ? 1 : 11;

    @TempDir
    Path directory;

    private SiteRoot site;
    private Path root;

    @BeforeEach
    void aRoot() throws Exception {
        site = SiteRoot.in(directory);
        root = site.path();
    }

    @Test
    void theOneBeforeStaysAndWhatWasBeforeThatGoes() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        assertRepositories(A, B);
        upgrade(C, "3");
        assertRepositories(B, C);
        upgrade(A, "4");
        assertRepositories(C, A);
    }

    @Test
    void anotherVersionOfTheSiteForTheSameHhvmEndsTheWayBackToAnOlderOne() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        site.dpkg("--unpack", cache(B, "3").toString()).orFail();
        assertRepositories(A, B);
        site.dpkg("--configure", "site").orFail();
        assertRepositories(B);
        upgrade(C, "4");
        assertRepositories(B, C);
    }

    /** Between its dot and its dash the name has as many characters as a digest. */
    @Test
    void aSiteMayBeCalledLikeAFileOfAuthoritativeMode() throws Exception {
        String program = "www.internal-company-shop";
        for (String schema : List.of(A, B)) {
            site.dpkg(
                            "--install",
                            site.hhvm(schema).toString(),
                            site.cacheOf(program, schema).toString())
                    .orFail();
        }
        for (String schema : List.of(A, B)) {
            Path repo = root.resolve("usr/share/site/" + program + "." + schema + ".hhbc");
            assertThat(Files.isRegularFile(repo, LinkOption.NOFOLLOW_LINKS)).isTrue();
            assertThat(repo).isNotEmptyFile();
        }
        site.dpkg("--purge", "site").orFail();
        assertThat(root.resolve("usr/share/site")).doesNotExist();
    }

    @Test
    void twoStayAlsoWhenAllHaveOneVersionNumber() throws Exception {
        upgrade(A, "1");
        upgrade(B, "1");
        assertRepositories(A, B);
        upgrade(C, "1");
        assertRepositories(B, C);
        upgrade(A, "1");
        assertRepositories(C, A);
    }

    @Test
    void aDowngradeKeepsWhereItCameFrom() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        upgrade(A, "1");
        assertRepositories(A, B);
        upgrade(C, "3");
        assertRepositories(A, C);
    }

    @Test
    void theWayBackIsToWhatWasConfigured() throws Exception {
        upgrade(A, "1");
        site.dpkg("--force-depends", "--unpack", cache(B, "2").toString()).orFail();
        assertRepositories(A, B);
        site.dpkg("--unpack", cache(C, "3").toString()).orFail();
        assertRepositories(A, B, C);
        site.dpkg("--install", site.hhvm(C).toString()).orFail();
        site.dpkg("--configure", "-a").orFail();
        assertRepositories(A, C);
    }

    @Test
    void anUpgradeThatWasUnpackedOnlyIsUndoneByTheVersionBefore() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        site.dpkg("--unpack", cache(C, "3").toString()).orFail();
        assertRepositories(A, B, C);
        site.dpkg("--install", cache(B, "2").toString()).orFail();
        assertRepositories(A, B);
    }

    @Test
    void configuringAgainKeepsTheWayBack() throws Exception {
        upgrade(A, "1");
        Path flag = directory.resolve("failed");
        Path failing = changed(
                cache(B, "2"),
                tree -> append(
                        tree.resolve("DEBIAN/postinst"), "[ -e '" + flag + "' ] || { : >'" + flag + "'; exit 1; }\n"));
        site.dpkg("--install", site.hhvm(B).toString()).orFail();
        assertThat(site.dpkg("--install", failing.toString()).succeeded()).isFalse();
        site.dpkg("--configure", "-a").orFail();
        assertRepositories(A, B);
        reconfigure("2");
        assertRepositories(A, B);
        site.dpkg("--install", cache(B, "2").toString()).orFail();
        assertRepositories(A, B);
    }

    @Test
    void deconfiguringAndConfiguringKeepsTheWayBack() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        Path breaks = new DebFixture(directory).deb("other", "Breaks: site\n", "", Path.of(""));
        site.dpkg("--auto-deconfigure", "--unpack", breaks.toString()).orFail();
        assertRepositories(A, B);
        site.dpkg("--remove", "other").orFail();
        site.dpkg("--configure", "-a").orFail();
        assertRepositories(A, B);
    }

    @Test
    void anUpgradeThatIsGivenUpChangesNothing() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        Path failing = changed(
                cache(C, "3"), tree -> append(tree.resolve("DEBIAN/preinst"), "[ \"$1\" != upgrade ] || exit 1\n"));
        assertThat(site.dpkg("--install", failing.toString()).succeeded()).isFalse();
        assertRepositories(A, B);
        reconfigure("2");
        assertRepositories(A, B);
        site.dpkg("--force-depends", "--unpack", cache(C, "3").toString()).orFail();
        assertThat(site.dpkg("--install", failing.toString()).succeeded()).isFalse();
        assertRepositories(A, B, C);
        upgrade(C, "3");
        assertRepositories(B, C);
    }

    /** However often dpkg is killed on the way, the hhvm that was there before finds its repository, and no third one stays. */
    @Test
    void theWayBackStaysWhereverAnUpgradeIsKilled() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        site.dpkg("--install", site.hhvm(C).toString()).orFail();
        String cache = cache(C, "3").toString();
        Path before = directory.resolve("before");
        copy(root, before);
        int step = 1 - STRIDE;
        boolean killed = true;
        while (killed) {
            step += STRIDE;
            copy(before, root);
            killed = !dpkgKilledAt(step, "--install", cache).succeeded();
            assertThat(repositories()).as("step %d", step).contains(B);
            site.dpkg("--configure", "-a");
            assertThat(repositories()).as("configured after step %d", step).contains(B);
            site.dpkg("--install", cache).orFail();
            assertThat(repositories()).as("installed after step %d", step).containsExactlyInAnyOrder(B, C);
        }
        assertThat(step).as("steps of an upgrade").isGreaterThan(10);
    }

    @Test
    void aRemovalTakesAllAwayAndEndsTheDiversions() throws Exception {
        upgrade(A, "1");
        upgrade(B, "2");
        site.dpkg("--force-depends", "--unpack", cache(C, "3").toString()).orFail();
        site.dpkg("--remove", "site").orFail();
        assertThat(root.resolve("usr/share/site")).doesNotExist();
        assertThat(diversions()).isEmpty();
    }

    @Test
    void itIsTheSameForAnotherArchitectureThanThatOfDpkg() throws Exception {
        site.dpkg("--add-architecture", "s390x").orFail();
        for (String schema : List.of(A, B, C)) {
            site.dpkg("--install", site.hhvm(schema).toString()).orFail();
            Path foreign = changed(cache(schema, "1." + schema), tree -> {
                Path control = tree.resolve("DEBIAN/control");
                Files.writeString(
                        control, Files.readString(control).replaceFirst("(?m)^Architecture:.*", "Architecture: s390x"));
            });
            site.dpkg("--force-depends", "--install", foreign.toString()).orFail();
        }
        assertRepositories(B, C);
        site.dpkg("--force-depends", "--unpack", cache(A, "2").toString()).orFail();
        site.dpkg("--force-depends", "--purge", "site").orFail();
        assertThat(root.resolve("usr/share/site")).doesNotExist();
        assertThat(diversions()).isEmpty();
    }

    private void upgrade(String schema, String version) throws Exception {
        site.dpkg(
                        "--install",
                        site.hhvm(schema).toString(),
                        cache(schema, version).toString())
                .orFail();
        assertThat(site.dpkg("--audit").orFail().output()).isEmpty();
    }

    private Path cache(String schema, String version) throws Exception {
        return site.cache(RepoMode.LOCAL, schema, version, site.hhvm(schema));
    }

    /** As dpkg-reconfigure(8) does. */
    private void reconfigure(String version) throws Exception {
        site.run(Command.of(root.resolve("var/lib/dpkg/info/site.postinst").toString(), "configure", version)
                        .with("DPKG_ROOT", root.toString())
                        .with("DPKG_ADMINDIR", root.resolve("var/lib/dpkg").toString()))
                .orFail();
    }

    private void assertRepositories(String... schemas) throws Exception {
        assertThat(repositories()).containsExactlyInAnyOrder(schemas);
    }

    private List<String> repositories() throws Exception {
        try (Stream<Path> files = Files.list(root.resolve("usr/share/site"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".hhbc"))
                    .map(n -> n.substring("site.".length(), n.length() - ".hhbc".length()))
                    .toList();
        }
    }

    private List<String> diversions() throws Exception {
        return site.run(Command.of("dpkg-divert", "--list", "*site*")
                        .with("DPKG_ROOT", root.toString())
                        .with("DPKG_ADMINDIR", root.resolve("var/lib/dpkg").toString()))
                .orFail()
                .output()
                .lines()
                .toList();
    }

    private interface Change {
        void to(Path tree) throws Exception;
    }

    private static void append(Path script, String text) throws Exception {
        Files.writeString(script, Files.readString(script) + text);
    }

    private Path changed(Path deb, Change change) throws Exception {
        Path tree = directory.resolve("tree-of-" + deb.getFileName());
        site.run(Command.of("dpkg-deb", "-R", deb.toString(), tree.toString())).orFail();
        change.to(tree);
        Path out = directory.resolve("changed-" + deb.getFileName());
        site.run(Command.of("dpkg-deb", "--root-owner-group", "-b", tree.toString(), out.toString()))
                .orFail();
        return out;
    }

    private void copy(Path from, Path to) throws Exception {
        site.run(Command.of("rm", "-rf", to.toString())).orFail();
        site.run(Command.of("cp", "-a", from.toString(), to.toString())).orFail();
    }

    /** Kills dpkg, or the script it runs, as it is about to make the change of that number to the repositories or to its own records. */
    private Completed dpkgKilledAt(int step, String... arguments) throws Exception {
        String calls = "/^(unlink|rename)";
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls));
        words.addAll(List.of("-e", "inject=" + calls + ":signal=SIGKILL:when=" + step));
        for (String each :
                List.of("info/site.list-new", "info/site.list", "updates/tmp.i", "diversions-new", "status-new")) {
            words.addAll(
                    List.of("-P", root.resolve("var/lib/dpkg").resolve(each).toString()));
        }
        for (String schema : List.of(A, B, C)) {
            words.addAll(List.of(
                    "-P",
                    root.resolve("usr/share/site/site." + schema + ".hhbc").toString()));
        }
        words.addAll(site.dpkgWords(arguments));
        return site.run(Command.of(words));
    }
}
