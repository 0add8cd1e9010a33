package org.hhvmdeb.hhbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.hhbc.RepoFixture.OTHER;
import static org.hhvmdeb.hhbc.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.Programs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The authoritative layout in a root of dpkg's. A server is started in two steps, as systemd does: the program of the drop-in,
 * then hhvm, of which it is known when it does not start: in authoritative mode without a repository of its schema.
 */
class CacheMomentsTest {

    private static final String LINK = "etc/hhvm/conf.d/site.ini";
    private static final String NO_MODE = "/usr/lib/site/no-authoritative-mode.ini";
    private static final String PROGRAM = "usr/lib/site/authoritative-mode";

    /** With {@code -Dkill.rounds=N} dpkg is killed at each step, not at some; examples/prove-moments does that, too. */
    private static final int STRIDE = Integer.getInteger("kill.rounds", 1) > 1 ? 1 : 3;

    @TempDir
    private static Path made;

    private static SiteRoot served;
    private static Path cache;
    private static Path nextCache;
    private static Path nextHhvm;
    private static String mode;
    private static String nextMode;

    @TempDir
    Path directory;

    private SiteRoot site;
    private Path root;

    @BeforeAll
    static void aServedSite() throws Exception {
        served = SiteRoot.in(made);
        Path hhvm = served.hhvm(SCHEMA);
        cache = served.cache(Layout.AUTHORITATIVE, SCHEMA, "1", hhvm);
        nextHhvm = served.hhvm(OTHER);
        nextCache = served.cache(Layout.AUTHORITATIVE, OTHER, "2", nextHhvm);
        served.dpkg("--install", hhvm.toString()).orFail();
        served.dpkg("--install", cache.toString()).orFail();
        mode = named(cache, ".ini");
        nextMode = named(nextCache, ".ini");
    }

    @BeforeEach
    void aCopyOfIt() throws Exception {
        site = served.copyIn(directory);
        root = site.path();
        assertThat(link()).contains(mode);
    }

    @Test
    void noStartUndoesARemoval() throws Exception {
        script("prerm", "remove").orFail();
        start();
        assertThat(link()).contains(NO_MODE);
        script("postinst", "abort-remove").orFail();
        assertThat(link()).contains(mode);
    }

    @Test
    void aServerStartsWheneverARemovalIsKilledAndWhateverFollows() throws Exception {
        int step = 1 - STRIDE;
        boolean killed = true;
        while (killed) {
            step += STRIDE;
            copy(served.path(), root);
            killed = !dpkgKilledAt(step, "--remove", "site").succeeded();
            assertThat(site.starts()).as("hhvm alone, step %d", step).isTrue();
            Path copy = directory.resolve("killed");
            copy(root, copy);
            start();
            assertThat(site.starts()).as("step %d", step).isTrue();
            site.dpkg("--configure", "-a");
            start();
            assertThat(site.starts()).as("configured after step %d", step).isTrue();
            site.dpkg("--install", cache.toString()).orFail();
            assertThat(link()).as("installed after step %d", step).contains(mode);
            copy(copy, root);
            site.dpkg("--force-remove-reinstreq", "--purge", "site").orFail();
            assertThat(site.starts()).as("purged after step %d", step).isTrue();
            assertNothingIsLeft();
        }
        assertThat(step).as("steps of a removal").isGreaterThan(3);
    }

    @Test
    void theModeIsOffAfterARemovalWhateverALateStartDid() throws Exception {
        Files.delete(root.resolve(PROGRAM));
        site.dpkg("--remove", "site").orFail();
        assertThat(link()).isEmpty();
        Files.createSymbolicLink(root.resolve(LINK), Path.of(mode));
        assertThat(site.starts()).isTrue();
        site.dpkg("--purge", "site").orFail();
        assertNothingIsLeft();
    }

    @Test
    void aPackageThatWasOnlyUnpackedIsRemovedWithoutPrermAndLeavesNothing() throws Exception {
        site.dpkg("--unpack", nextCache.toString()).orFail();
        assertThat(link()).contains(mode);
        assertThat(site.starts()).isTrue();
        site.dpkg("--purge", "site").orFail();
        assertNothingIsLeft();
    }

    @Test
    void whatTheModeNeedsIsUnlinkedBeforeTheRepository() throws Exception {
        List<String> files = Files.readAllLines(root.resolve("var/lib/dpkg/info/site.list"));
        assertThat(files.indexOf(mode)).isGreaterThan(files.indexOf(named(cache, ".hhbc")));
    }

    @Test
    void aFreshPackageIsNotSwitchedOnBeforeItsRepositoryIsThere() throws Exception {
        site.dpkg("--remove", "site").orFail();
        Path removed = directory.resolve("removed");
        copy(root, removed);
        int step = 0;
        boolean killed = true;
        while (killed) {
            step++;
            copy(removed, root);
            Files.createSymbolicLink(root.resolve(LINK), Path.of(mode));
            killed = !dpkgKilledAt(step, "--install", cache.toString()).succeeded();
            assertThat(site.starts()).as("hhvm alone, step %d", step).isTrue();
            start();
            assertThat(site.starts()).as("step %d", step).isTrue();
        }
        assertThat(step).as("steps of an installation").isGreaterThan(2);
    }

    /** A running hhvm opens its repository again for each new thread, and has read what is common to all of them at its start. */
    @Test
    void theFileOfARunningServerStaysWhatItIsWhenTheSiteIsUpgraded() throws Exception {
        Path hhvm = site.hhvm(SCHEMA);
        byte[] running = Files.readAllBytes(root.resolve(named(cache, ".hhbc").substring(1)));
        Path second = site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.1", hhvm, "index.php", "second.php");
        Path third = site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.2", hhvm, "index.php", "third.php");
        site.dpkg("--unpack", second.toString()).orFail();
        assertThat(link()).contains(mode);
        start();
        assertThat(link()).contains(named(second, ".ini"));
        site.dpkg("--configure", "site").orFail();
        assertThat(root.resolve(named(cache, ".hhbc").substring(1))).hasBinaryContent(running);
        site.dpkg("--install", third.toString()).orFail();
        assertThat(link()).contains(named(third, ".ini"));
        assertThat(repositories()).containsExactlyInAnyOrder(named(second, ".hhbc"), named(third, ".hhbc"));
        site.dpkg("--install", second.toString()).orFail();
        assertThat(link()).contains(named(second, ".ini"));
        assertThat(repositories()).containsExactlyInAnyOrder(named(second, ".hhbc"), named(third, ".hhbc"));
        site.dpkg("--purge", "site").orFail();
        assertNothingIsLeft();
    }

    /** dpkg replaces hhvm between the two steps of a start. */
    @Test
    void anHhvmThatIsReplacedWhileItStartsFindsItsRepository() throws Exception {
        site.dpkg("--unpack", nextCache.toString()).orFail();
        assertThat(link()).contains(mode);
        site.dpkg("--install", nextHhvm.toString()).orFail();
        assertThat(site.starts()).as("with the settings of the version before").isTrue();
        site.dpkg("--configure", "site").orFail();
        assertThat(link()).contains(nextMode);
        site.dpkg("--force-depends", "--install", site.hhvm(SCHEMA).toString()).orFail();
        assertThat(site.starts()).as("with the new settings").isTrue();
        site.dpkg("--install", cache.toString()).orFail();
        assertThat(link()).contains(mode);
        assertThat(repositories()).hasSize(2);
        site.dpkg("--purge", "site").orFail();
        assertNothingIsLeft();
    }

    /** hhvm has gone back alone, and runs what the version before left. */
    @Test
    void whatARunningServerUsesOutlivesTheNextUpgrade() throws Exception {
        site.dpkg("--install", nextHhvm.toString(), nextCache.toString()).orFail();
        Path hhvm = site.hhvm(SCHEMA);
        site.dpkg("--force-depends", "--install", hhvm.toString()).orFail();
        assertThat(repositoryServed()).isEqualTo(repository(cache));
        Path used = repository(cache);
        byte[] running = Files.readAllBytes(used);
        Path third = site.cache(Layout.AUTHORITATIVE, SCHEMA, "3", hhvm, "index.php", "third.php");
        site.dpkg("--unpack", third.toString()).orFail();
        assertThat(used).hasBinaryContent(running);
        site.dpkg("--configure", "site").orFail();
        assertThat(used).hasBinaryContent(running);
        assertThat(link()).contains(named(third, ".ini"));
        assertThat(repositories()).hasSize(3);
        site.dpkg(
                        "--install",
                        site.cache(Layout.AUTHORITATIVE, SCHEMA, "4", hhvm, "fourth.php")
                                .toString())
                .orFail();
        assertThat(used).doesNotExist();
        assertThat(repositories()).hasSize(2);
        site.dpkg("--purge", "site").orFail();
        assertNothingIsLeft();
    }

    /** The names of what is kept come in any order, and none of them says which is in use. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHhvmRunsIsFoundHoweverManyVersionsAreUnpackedBeforeTheNextHhvm(boolean inOrder) throws Exception {
        Path hhvm = site.hhvm(SCHEMA);
        List<Path> two = new ArrayList<>(List.of(
                site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.1", hhvm, "first.php"),
                site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.2", hhvm, "second.php")));
        if (named(two.get(0), ".ini").compareTo(named(two.get(1), ".ini")) < 0 != inOrder) {
            Collections.reverse(two);
        }
        for (Path each : two) {
            site.dpkg("--install", each.toString()).orFail();
        }
        Path last = two.get(1);
        byte[] running = Files.readAllBytes(repository(last));
        Path third = site.cache(Layout.AUTHORITATIVE, OTHER, "3", nextHhvm, "index.php", "third.php");
        site.dpkg("--unpack", nextCache.toString()).orFail();
        assertThat(repositoryServed()).isEqualTo(repository(last));
        site.dpkg("--unpack", third.toString()).orFail();
        assertThat(site.starts()).isTrue();
        assertThat(repositoryServed()).isEqualTo(repository(last));
        assertThat(repository(last)).hasBinaryContent(running);
        site.dpkg("--install", nextHhvm.toString()).orFail();
        assertThat(site.starts()).isTrue();
        assertThat(repositoryServed()).isEqualTo(repository(third));
        site.dpkg("--configure", "site").orFail();
        assertThat(repositories()).containsExactlyInAnyOrder(named(last, ".hhbc"), named(third, ".hhbc"));
        site.dpkg("--force-depends", "--install", hhvm.toString()).orFail();
        assertThat(site.starts()).isTrue();
        assertThat(repositoryServed()).isEqualTo(repository(last));
    }

    @Test
    void whatWasGivenUpAndComesAgainLeadsToWhatIsInUseThen() throws Exception {
        site.dpkg("--unpack", nextCache.toString()).orFail();
        site.dpkg("--install", cache.toString()).orFail();
        Path hotfix = site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.5", site.hhvm(SCHEMA), "index.php", "hotfix.php");
        site.dpkg("--install", hotfix.toString()).orFail();
        site.dpkg("--unpack", nextCache.toString()).orFail();
        assertThat(repositoryServed()).isEqualTo(repository(hotfix));
        site.dpkg("--install", nextHhvm.toString()).orFail();
        site.dpkg("--configure", "site").orFail();
        assertThat(link()).contains(nextMode);
        site.dpkg("--force-depends", "--install", site.hhvm(SCHEMA).toString()).orFail();
        assertThat(repositoryServed()).isEqualTo(repository(hotfix));
    }

    @Test
    void whatWasNeverConfiguredStaysForTheServerThatRunsIt() throws Exception {
        Path hhvm = site.hhvm(SCHEMA);
        Path second = site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.5", hhvm, "index.php", "second.php");
        site.dpkg("--unpack", second.toString()).orFail();
        start();
        assertThat(link()).contains(named(second, ".ini"));
        Path unpacked = directory.resolve("unpacked");
        copy(root, unpacked);
        for (Path next : List.of(cache, site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.6", hhvm, "third.php"))) {
            copy(unpacked, root);
            site.dpkg("--install", next.toString()).orFail();
            script("postinst", "configure", "1").orFail();
            assertThat(link()).contains(named(next, ".ini"));
            assertThat(repository(second)).isNotEmptyFile();
            assertThat(repository(cache)).isNotEmptyFile();
        }
        site.dpkg(
                        "--install",
                        site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.7", hhvm, "fourth.php")
                                .toString())
                .orFail();
        assertThat(repositories()).hasSize(2);
        site.dpkg("--purge", "site").orFail();
        assertNothingIsLeft();
    }

    @Test
    void aStartThatWasBegunBeforeAPurgeLeavesNoLink() throws Exception {
        site.whileAStartAsksHhvm(
                root.resolve(PROGRAM), () -> site.dpkg("--purge", "site").orFail());
        assertNothingIsLeft();
    }

    /** dpkg has put the new settings in place and taken them back, and a server was started in between. */
    @Test
    void theNameOfAServerIsNeverAwayWhenAnUpgradeThatWasGivenUpComesAgain() throws Exception {
        Path failing = site.withPreinst(nextCache, "exit 9\n");
        site.dpkg("--install", failing.toString());
        assertThat(link()).contains(mode);
        Path used = root.resolve(nextMode.substring(1).replace(".ini", "-" + SCHEMA + ".hhbc"));
        assertThat(used).isNotEmptyFile();
        Completed traced = site.run(Command.of(Stream.concat(
                        Stream.of(
                                "strace",
                                "-f",
                                "-qq",
                                "-o",
                                directory.resolve("trace").toString(),
                                "-e",
                                "trace=/^(unlink|rename|symlink)",
                                "-e",
                                "signal=none",
                                "-P",
                                used.toString()),
                        site.dpkgWords("--unpack", nextCache.toString()).stream())
                .toList()));
        assertThat(traced.succeeded()).isTrue();
        assertThat(directory.resolve("trace")).content().isEmpty();
        assertThat(repositoryServed()).isEqualTo(repository(cache));
    }

    @Test
    void theWayBackOfTheVersionThatIsConfiguredOutlivesAnUpgradeThatIsGivenUp() throws Exception {
        site.dpkg("--install", nextHhvm.toString(), nextCache.toString()).orFail();
        Path hhvm = site.hhvm(SCHEMA);
        site.dpkg("--force-depends", "--install", hhvm.toString()).orFail();
        start();
        Path third = site.cache(Layout.AUTHORITATIVE, SCHEMA, "3", hhvm, "third.php");
        assertThat(site.dpkg("--install", site.withPreinst(third, "exit 9\n").toString())
                        .succeeded())
                .isFalse();
        site.dpkg("--install", nextHhvm.toString()).orFail();
        start();
        script("postinst", "configure", "2").orFail();
        assertThat(repositories()).containsExactlyInAnyOrder(named(cache, ".hhbc"), named(nextCache, ".hhbc"));
    }

    /** The mode is off, as hhvm has gone ahead, and there is more than one that it might go back to. */
    @Test
    void theWayBackIsToWhatWasConfiguredAlsoWhereNothingIsInUse() throws Exception {
        site.dpkg(
                        "--unpack",
                        site.cache(Layout.AUTHORITATIVE, SCHEMA, "1.5", site.hhvm(SCHEMA), "second.php")
                                .toString())
                .orFail();
        site.dpkg("--install", nextHhvm.toString());
        start();
        assertThat(link()).contains(NO_MODE);
        site.dpkg("--install", nextCache.toString()).orFail();
        site.dpkg("--force-depends", "--install", site.hhvm(SCHEMA).toString()).orFail();
        assertThat(repositoryServed()).isEqualTo(repository(cache));
    }

    private Path repository(Path deb) throws Exception {
        return root.resolve(named(deb, ".hhbc").substring(1));
    }

    /** The repository that a server finds which is started now. */
    private Path repositoryServed() throws Exception {
        start();
        String schema = site.run(Command.of(root.resolve("usr/bin/hhvm").toString(), "--repo-schema"))
                .orFail()
                .output()
                .strip();
        String settings = link().orElseThrow();
        assertThat(root.resolve(settings.substring(1))).isRegularFile();
        return root.resolve(settings.substring(1).replace(".ini", "-" + schema + ".hhbc"))
                .toRealPath();
    }

    @Test
    void whatAKilledUnpackingLeavesGoesWithThePackage() throws Exception {
        Files.writeString(root.resolve("usr/share/site/site.0123456789abcdef.ini.dpkg-new"), "");
        Files.writeString(root.resolve("usr/share/site/site.0123456789abcdef-a.hhbc.dpkg-new"), "");
        site.dpkg("--purge", "site").orFail();
        assertNothingIsLeft();
    }

    @Test
    void thereIsNoOtherCachePackageBesideIt() throws Exception {
        Path other = renamed(cache, "Package: other\n");
        assertThat(site.dpkg("--install", other.toString()).describe()).contains("conflicting packages");
        Path local = renamed(site.cache(Layout.LOCAL, SCHEMA, "7", site.hhvm(SCHEMA)), "Package: other\n");
        assertThat(site.dpkg("--install", local.toString()).describe()).contains("conflicting packages");
        site.dpkg("--purge", "site").orFail();
        site.dpkg("--install", local.toString()).orFail();
        assertThat(site.dpkg("--install", cache.toString()).describe()).contains("conflicting packages");
    }

    @Test
    void whatTheAdministratorDivertsIsHis() throws Exception {
        String repo = named(cache, ".hhbc");
        divert("--local", "--rename", "--add", repo);
        Path own = Files.writeString(root.resolve(repo.substring(1)), "mine\n");
        site.dpkg("--install", nextHhvm.toString(), nextCache.toString()).orFail();
        assertThat(link()).contains(nextMode);
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

    /** The path of a package's file below /usr/share that ends so. */
    private static String named(Path deb, String end) throws Exception {
        return DebArchive.open(deb).entries().stream()
                .map(e -> "/" + e.name())
                .filter(n -> n.startsWith("/usr/share/site/") && n.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private List<String> repositories() throws Exception {
        try (Stream<Path> files = Files.list(root.resolve("usr/share/site"))) {
            return files.filter(f -> f.toString().endsWith(".hhbc"))
                    .filter(f -> !Files.isSymbolicLink(f))
                    .map(f -> "/" + root.relativize(f))
                    .toList();
        }
    }

    @Test
    void theModeFollowsTheHhvmThatIsInstalled() throws Exception {
        site.dpkg("--force-depends", "--install", nextHhvm.toString()).orFail();
        start();
        assertThat(link()).contains(NO_MODE);
        site.dpkg("--install", nextCache.toString()).orFail();
        assertThat(link()).contains(nextMode);
        site.dpkg("--force-depends", "--remove", "hhvm").orFail();
        start();
        assertThat(link()).contains(NO_MODE);
    }

    /** The other start runs from beginning to end where this one is about to rename its link. */
    @Test
    void twoStartsAtOnceBothSucceed() throws Exception {
        Files.delete(root.resolve(LINK));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.writeString(bin.resolve("mv"), """
                #!/bin/sh
                if [ ! -e '%1$s/once' ]; then
                    : >'%1$s/once'
                    '%2$s' || exit 9
                fi
                exec /bin/mv "$@"
                """.formatted(directory, root.resolve(PROGRAM)));
        Files.setPosixFilePermissions(bin.resolve("mv"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Completed start = Programs.untethered()
                .run(Command.of(root.resolve(PROGRAM).toString())
                        .with("DPKG_ROOT", root.toString())
                        .with("PATH", bin + ":" + site.searchPath()));
        assertThat(start.succeeded()).isTrue();
        assertThat(directory.resolve("once")).exists();
        assertThat(link()).contains(mode);
        assertThat(root.resolve(LINK + ".new"))
                .satisfies(f -> assertThat(Files.isSymbolicLink(f)).isFalse());
    }

    @Test
    void aFileOfTheAdministratorStays() throws Exception {
        Files.delete(root.resolve(LINK));
        Files.writeString(root.resolve(LINK), "hhvm.repo.local.mode = --\n");
        start();
        site.dpkg("--purge", "site").orFail();
        assertThat(root.resolve(LINK)).hasContent("hhvm.repo.local.mode = --\n");
    }

    @Test
    void aLinkOfTheAdministratorStays() throws Exception {
        Path own =
                Files.writeString(Files.createDirectories(root.resolve("srv")).resolve("own.ini"), "; mine\n");
        Files.delete(root.resolve(LINK));
        Files.createSymbolicLink(root.resolve(LINK), Path.of("/srv/own.ini"));
        start();
        assertThat(link()).contains("/srv/own.ini");
        site.dpkg("--install", nextHhvm.toString(), nextCache.toString()).orFail();
        assertThat(link()).contains("/srv/own.ini");
        site.dpkg("--purge", "site").orFail();
        assertThat(link()).contains("/srv/own.ini");
        assertThat(own).hasContent("; mine\n");
    }

    @Test
    void aLinkToNothingIsTheAdministratorsWhoWantsNoMode() throws Exception {
        Files.delete(root.resolve(LINK));
        Files.createSymbolicLink(root.resolve(LINK), Path.of("/dev/null"));
        start();
        site.dpkg("--install", nextHhvm.toString(), nextCache.toString()).orFail();
        start();
        assertThat(link()).contains("/dev/null");
        site.dpkg("--purge", "site").orFail();
        assertThat(link()).contains("/dev/null");
    }

    @Test
    void aPurgeLeavesWhatAnotherPackageOrTheAdministratorHasInTheDirectory() throws Exception {
        Path shared = root.resolve("usr/share/site");
        site.dpkg("--remove", "site").orFail();
        Path taken = renamed(cache, "Package: renamed\nReplaces: site\n");
        site.dpkg("--install", taken.toString()).orFail();
        Files.createDirectories(shared.resolve("fonts"));
        Files.writeString(shared.resolve("fonts/a.ttf"), "a font\n");
        Files.writeString(shared.resolve("site." + OTHER + ".hhbc-journal"), "left by hhvm\n");
        site.dpkg("--purge", "site").orFail();
        assertThat(root.resolve(named(cache, ".hhbc").substring(1))).isNotEmptyFile();
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

    private Optional<String> link() throws Exception {
        Path link = root.resolve(LINK);
        return Files.isSymbolicLink(link)
                ? Optional.of(Files.readSymbolicLink(link).toString())
                : Optional.empty();
    }

    private void start() throws Exception {
        if (Files.exists(root.resolve(PROGRAM))) {
            site.run(Command.of(root.resolve(PROGRAM).toString()).with("DPKG_ROOT", root.toString()))
                    .orFail();
        }
    }

    private Completed script(String name, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(
                List.of(root.resolve("var/lib/dpkg/info/site." + name).toString()));
        words.addAll(Arrays.asList(arguments));
        return site.run(Command.of(words)
                .with("DPKG_ROOT", root.toString())
                .with("DPKG_ADMINDIR", root.resolve("var/lib/dpkg").toString()));
    }

    /** Kills dpkg, or the script it runs, as it is about to make the change of that number to the package's files. */
    private Completed dpkgKilledAt(int step, String... arguments) throws Exception {
        String calls = "/^(unlink|rename|symlink|rmdir)";
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls));
        words.addAll(List.of("-e", "inject=" + calls + ":signal=SIGKILL:when=" + step));
        for (String each : List.of(
                LINK,
                LINK + ".new",
                mode.substring(1),
                mode.substring(1) + ".removed",
                mode.substring(1) + ".dpkg-new",
                PROGRAM,
                named(cache, ".hhbc").substring(1),
                named(cache, ".hhbc").substring(1) + ".dpkg-new",
                "usr/share/site")) {
            words.addAll(List.of("-P", root.resolve(each).toString()));
        }
        words.addAll(site.dpkgWords(arguments));
        return site.run(Command.of(words));
    }

    private void copy(Path from, Path to) throws Exception {
        site.run(Command.of("rm", "-rf", to.toString())).orFail();
        site.run(Command.of("cp", "-a", from.toString(), to.toString())).orFail();
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(site.run(Command.of("find", root.toString(), "-name", "site*", "-not", "-path", "*/dpkg/*"))
                        .output())
                .isEmpty();
        assertThat(site.run(Command.of("dpkg-divert", "--list", "*site*")
                                .with("DPKG_ROOT", root.toString())
                                .with(
                                        "DPKG_ADMINDIR",
                                        root.resolve("var/lib/dpkg").toString()))
                        .output())
                .isEmpty();
    }
}
