package org.hhvmdeb.hhbc.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.ServedSite;
import org.hhvmdeb.testkit.SiteRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The authoritative layout in a root of dpkg's. A server is started in two steps, as systemd does: the program of the drop-in,
 * then hhvm, of which it is known when it does not start: in authoritative mode without a repository of its schema.
 */
@Tag("integration")
class CacheMomentsTest {

    /** With {@code -Dkill.rounds=N} dpkg is killed at each step, not at some; examples/prove-moments does that, too. */
    private static final int STRIDE = Integer.getInteger("kill.rounds", 1) > 1 ? 1 : 5;

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
    void noStartUndoesARemoval() throws Exception {
        server.script("prerm", "remove").orFail();
        server.start();
        assertThat(server.link()).contains(ServedSite.NO_MODE);
        server.script("postinst", "abort-remove").orFail();
        assertThat(server.link()).contains(server.mode());
    }

    @Test
    void aServerStartsWheneverARemovalIsKilledAndWhateverFollows() throws Exception {
        int step = 1 - STRIDE;
        boolean killed = true;
        while (killed) {
            step += STRIDE;
            site.copy(template.site().path(), root);
            killed = !dpkgKilledAt(step, "--remove", "site").succeeded();
            assertThat(site.starts()).as("hhvm alone, step %d", step).isTrue();
            Path copy = directory.resolve("killed");
            site.copy(root, copy);
            server.start();
            assertThat(site.starts()).as("step %d", step).isTrue();
            site.dpkg("--configure", "-a");
            server.start();
            assertThat(site.starts()).as("configured after step %d", step).isTrue();
            site.dpkg("--install", server.cache().toString()).orFail();
            assertThat(server.link()).as("installed after step %d", step).contains(server.mode());
            site.copy(copy, root);
            site.dpkg("--force-remove-reinstreq", "--purge", "site").orFail();
            assertThat(site.starts()).as("purged after step %d", step).isTrue();
            server.assertNothingIsLeft();
        }
        assertThat(step).as("steps of a removal").isGreaterThan(3);
    }

    @Test
    void theModeIsOffAfterARemovalWhateverALateStartDid() throws Exception {
        Files.delete(root.resolve(ServedSite.PROGRAM));
        site.dpkg("--remove", "site").orFail();
        assertThat(server.link()).isEmpty();
        Files.createSymbolicLink(root.resolve(ServedSite.LINK), Path.of(server.mode()));
        assertThat(site.starts()).isTrue();
        site.dpkg("--purge", "site").orFail();
        server.assertNothingIsLeft();
    }

    @Test
    void aPackageThatWasOnlyUnpackedIsRemovedWithoutPrermAndLeavesNothing() throws Exception {
        site.dpkg("--unpack", server.nextCache().toString()).orFail();
        assertThat(server.link()).contains(server.mode());
        assertThat(site.starts()).isTrue();
        site.dpkg("--purge", "site").orFail();
        server.assertNothingIsLeft();
    }

    @Test
    void whatTheModeNeedsIsUnlinkedBeforeTheRepository() throws Exception {
        List<String> files = Files.readAllLines(root.resolve("var/lib/dpkg/info/site.list"));
        assertThat(files.indexOf(server.mode()))
                .isGreaterThan(files.indexOf(ServedSite.named(server.cache(), ".hhbc")));
    }

    @Test
    void aFreshPackageIsNotSwitchedOnBeforeItsRepositoryIsThere() throws Exception {
        site.dpkg("--remove", "site").orFail();
        Path removed = directory.resolve("removed");
        site.copy(root, removed);
        int step = 0;
        boolean killed = true;
        while (killed) {
            step++;
            site.copy(removed, root);
            Files.createSymbolicLink(root.resolve(ServedSite.LINK), Path.of(server.mode()));
            killed = !dpkgKilledAt(step, "--install", server.cache().toString()).succeeded();
            assertThat(site.starts()).as("hhvm alone, step %d", step).isTrue();
            server.start();
            assertThat(site.starts()).as("step %d", step).isTrue();
        }
        assertThat(step).as("steps of an installation").isGreaterThan(2);
    }

    @Test
    void aStartThatWasBegunBeforeAPurgeLeavesNoLink() throws Exception {
        site.whileAStartAsksHhvm(
                root.resolve(ServedSite.PROGRAM),
                () -> site.dpkg("--purge", "site").orFail());
        server.assertNothingIsLeft();
    }

    @Test
    void whatAKilledUnpackingLeavesGoesWithThePackage() throws Exception {
        Files.writeString(root.resolve("usr/share/site/site.0123456789abcdef.ini.dpkg-new"), "");
        Files.writeString(root.resolve("usr/share/site/site.0123456789abcdef-a.hhbc.dpkg-new"), "");
        site.dpkg("--purge", "site").orFail();
        server.assertNothingIsLeft();
    }

    @Test
    void theModeFollowsTheHhvmThatIsInstalled() throws Exception {
        site.dpkg("--force-depends", "--install", server.nextHhvm().toString()).orFail();
        server.start();
        assertThat(server.link()).contains(ServedSite.NO_MODE);
        site.dpkg("--install", server.nextCache().toString()).orFail();
        assertThat(server.link()).contains(server.nextMode());
        site.dpkg("--force-depends", "--remove", "hhvm").orFail();
        server.start();
        assertThat(server.link()).contains(ServedSite.NO_MODE);
    }

    /** The other start runs from beginning to end where this one is about to rename its link. */
    @Test
    void twoStartsAtOnceBothSucceed() throws Exception {
        Files.delete(root.resolve(ServedSite.LINK));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.writeString(bin.resolve("mv"), """
                #!/bin/sh
                if [ ! -e '%1$s/once' ]; then
                    : >'%1$s/once'
                    '%2$s' || exit 9
                fi
                exec /bin/mv "$@"
                """.formatted(directory, root.resolve(ServedSite.PROGRAM)));
        Files.setPosixFilePermissions(bin.resolve("mv"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Completed start = Programs.untethered()
                .run(Command.of(root.resolve(ServedSite.PROGRAM).toString())
                        .with("DPKG_ROOT", root.toString())
                        .with("PATH", bin + ":" + site.searchPath()));
        assertThat(start.succeeded()).isTrue();
        assertThat(directory.resolve("once")).exists();
        assertThat(server.link()).contains(server.mode());
        assertThat(root.resolve(ServedSite.LINK + ".new"))
                .satisfies(f -> assertThat(Files.isSymbolicLink(f)).isFalse());
    }

    /** Kills dpkg, or the script it runs, as it is about to make the change of that number to the package's files. */
    private Completed dpkgKilledAt(int step, String... arguments) throws Exception {
        String calls = "/^(unlink|rename|symlink|rmdir)";
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls));
        words.addAll(List.of("-e", "inject=" + calls + ":signal=SIGKILL:when=" + step));
        for (String each : List.of(
                ServedSite.LINK,
                ServedSite.LINK + ".new",
                server.mode().substring(1),
                server.mode().substring(1) + ".removed",
                server.mode().substring(1) + ".dpkg-new",
                ServedSite.PROGRAM,
                ServedSite.named(server.cache(), ".hhbc").substring(1),
                ServedSite.named(server.cache(), ".hhbc").substring(1) + ".dpkg-new",
                "usr/share/site")) {
            words.addAll(List.of("-P", root.resolve(each).toString()));
        }
        words.addAll(site.dpkgWords(arguments));
        return site.run(Command.of(words));
    }
}
