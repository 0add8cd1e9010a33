package org.hhvmdeb.hhbc.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.ServedSite;
import org.hhvmdeb.testkit.SiteRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several repositories a server of the authoritative layout is led to, and which stay for it, in a root of dpkg's. */
@Tag("integration")
class ServedRepositoryTest {

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

    /** A running hhvm opens its repository again for each new thread, and has read what is common to all of them at its start. */
    @Test
    void theFileOfARunningServerStaysWhatItIsWhenTheSiteIsUpgraded() throws Exception {
        Path hhvm = site.hhvm(SCHEMA);
        byte[] running = Files.readAllBytes(
                root.resolve(ServedSite.named(server.cache(), ".hhbc").substring(1)));
        Path second = site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.1", hhvm, "index.php", "second.php");
        Path third = site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.2", hhvm, "index.php", "third.php");
        site.dpkg("--unpack", second.toString()).orFail();
        assertThat(server.link()).contains(server.mode());
        server.start();
        assertThat(server.link()).contains(ServedSite.named(second, ".ini"));
        site.dpkg("--configure", "site").orFail();
        assertThat(root.resolve(ServedSite.named(server.cache(), ".hhbc").substring(1)))
                .hasBinaryContent(running);
        site.dpkg("--install", third.toString()).orFail();
        assertThat(server.link()).contains(ServedSite.named(third, ".ini"));
        assertThat(server.repositories())
                .containsExactlyInAnyOrder(ServedSite.named(second, ".hhbc"), ServedSite.named(third, ".hhbc"));
        site.dpkg("--install", second.toString()).orFail();
        assertThat(server.link()).contains(ServedSite.named(second, ".ini"));
        assertThat(server.repositories())
                .containsExactlyInAnyOrder(ServedSite.named(second, ".hhbc"), ServedSite.named(third, ".hhbc"));
        site.dpkg("--purge", "site").orFail();
        server.assertNothingIsLeft();
    }

    /** dpkg replaces hhvm between the two steps of a start. */
    @Test
    void anHhvmThatIsReplacedWhileItStartsFindsItsRepository() throws Exception {
        site.dpkg("--unpack", server.nextCache().toString()).orFail();
        assertThat(server.link()).contains(server.mode());
        site.dpkg("--install", server.nextHhvm().toString()).orFail();
        assertThat(site.starts()).as("with the settings of the version before").isTrue();
        site.dpkg("--configure", "site").orFail();
        assertThat(server.link()).contains(server.nextMode());
        site.dpkg("--force-depends", "--install", site.hhvm(SCHEMA).toString()).orFail();
        assertThat(site.starts()).as("with the new settings").isTrue();
        site.dpkg("--install", server.cache().toString()).orFail();
        assertThat(server.link()).contains(server.mode());
        assertThat(server.repositories()).hasSize(2);
        site.dpkg("--purge", "site").orFail();
        server.assertNothingIsLeft();
    }

    /** hhvm has gone back alone, and runs what the version before left. */
    @Test
    void whatARunningServerUsesOutlivesTheNextUpgrade() throws Exception {
        site.dpkg("--install", server.nextHhvm().toString(), server.nextCache().toString())
                .orFail();
        Path hhvm = site.hhvm(SCHEMA);
        site.dpkg("--force-depends", "--install", hhvm.toString()).orFail();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(server.cache()));
        Path used = server.repository(server.cache());
        byte[] running = Files.readAllBytes(used);
        Path third = site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "3", hhvm, "index.php", "third.php");
        site.dpkg("--unpack", third.toString()).orFail();
        assertThat(used).hasBinaryContent(running);
        site.dpkg("--configure", "site").orFail();
        assertThat(used).hasBinaryContent(running);
        assertThat(server.link()).contains(ServedSite.named(third, ".ini"));
        assertThat(server.repositories()).hasSize(3);
        site.dpkg(
                        "--install",
                        site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "4", hhvm, "fourth.php")
                                .toString())
                .orFail();
        assertThat(used).doesNotExist();
        assertThat(server.repositories()).hasSize(2);
        site.dpkg("--purge", "site").orFail();
        server.assertNothingIsLeft();
    }

    /** The names of what is kept come in any order, and none of them says which is in use. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHhvmRunsIsFoundHoweverManyVersionsAreUnpackedBeforeTheNextHhvm(boolean inOrder) throws Exception {
        Path hhvm = site.hhvm(SCHEMA);
        List<Path> two = new ArrayList<>(List.of(
                site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.1", hhvm, "first.php"),
                site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.2", hhvm, "second.php")));
        if (ServedSite.named(two.get(0), ".ini").compareTo(ServedSite.named(two.get(1), ".ini")) < 0 != inOrder) {
            Collections.reverse(two);
        }
        for (Path each : two) {
            site.dpkg("--install", each.toString()).orFail();
        }
        Path last = two.get(1);
        byte[] running = Files.readAllBytes(server.repository(last));
        Path third = site.cache(RepoMode.AUTHORITATIVE, OTHER, "3", server.nextHhvm(), "index.php", "third.php");
        site.dpkg("--unpack", server.nextCache().toString()).orFail();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(last));
        site.dpkg("--unpack", third.toString()).orFail();
        assertThat(site.starts()).isTrue();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(last));
        assertThat(server.repository(last)).hasBinaryContent(running);
        site.dpkg("--install", server.nextHhvm().toString()).orFail();
        assertThat(site.starts()).isTrue();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(third));
        site.dpkg("--configure", "site").orFail();
        assertThat(server.repositories())
                .containsExactlyInAnyOrder(ServedSite.named(last, ".hhbc"), ServedSite.named(third, ".hhbc"));
        site.dpkg("--force-depends", "--install", hhvm.toString()).orFail();
        assertThat(site.starts()).isTrue();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(last));
    }

    @Test
    void whatWasGivenUpAndComesAgainLeadsToWhatIsInUseThen() throws Exception {
        site.dpkg("--unpack", server.nextCache().toString()).orFail();
        site.dpkg("--install", server.cache().toString()).orFail();
        Path hotfix = site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.5", site.hhvm(SCHEMA), "index.php", "hotfix.php");
        site.dpkg("--install", hotfix.toString()).orFail();
        site.dpkg("--unpack", server.nextCache().toString()).orFail();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(hotfix));
        site.dpkg("--install", server.nextHhvm().toString()).orFail();
        site.dpkg("--configure", "site").orFail();
        assertThat(server.link()).contains(server.nextMode());
        site.dpkg("--force-depends", "--install", site.hhvm(SCHEMA).toString()).orFail();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(hotfix));
    }

    @Test
    void whatWasNeverConfiguredStaysForTheServerThatRunsIt() throws Exception {
        Path hhvm = site.hhvm(SCHEMA);
        Path second = site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.5", hhvm, "index.php", "second.php");
        site.dpkg("--unpack", second.toString()).orFail();
        server.start();
        assertThat(server.link()).contains(ServedSite.named(second, ".ini"));
        Path unpacked = directory.resolve("unpacked");
        site.copy(root, unpacked);
        for (Path next :
                List.of(server.cache(), site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.6", hhvm, "third.php"))) {
            site.copy(unpacked, root);
            site.dpkg("--install", next.toString()).orFail();
            server.script("postinst", "configure", "1").orFail();
            assertThat(server.link()).contains(ServedSite.named(next, ".ini"));
            assertThat(server.repository(second)).isNotEmptyFile();
            assertThat(server.repository(server.cache())).isNotEmptyFile();
        }
        site.dpkg(
                        "--install",
                        site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.7", hhvm, "fourth.php")
                                .toString())
                .orFail();
        assertThat(server.repositories()).hasSize(2);
        site.dpkg("--purge", "site").orFail();
        server.assertNothingIsLeft();
    }

    /** dpkg has put the new settings in place and taken them back, and a server was started in between. */
    @Test
    void theNameOfAServerIsNeverAwayWhenAnUpgradeThatWasGivenUpComesAgain() throws Exception {
        Path failing = site.withPreinst(server.nextCache(), "exit 9\n");
        site.dpkg("--install", failing.toString());
        assertThat(server.link()).contains(server.mode());
        Path used = root.resolve(server.nextMode().substring(1).replace(".ini", "-" + SCHEMA + ".hhbc"));
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
                        site.dpkgWords("--unpack", server.nextCache().toString()).stream())
                .toList()));
        assertThat(traced.succeeded()).isTrue();
        assertThat(directory.resolve("trace")).content().isEmpty();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(server.cache()));
    }

    @Test
    void theWayBackOfTheVersionThatIsConfiguredOutlivesAnUpgradeThatIsGivenUp() throws Exception {
        site.dpkg("--install", server.nextHhvm().toString(), server.nextCache().toString())
                .orFail();
        Path hhvm = site.hhvm(SCHEMA);
        site.dpkg("--force-depends", "--install", hhvm.toString()).orFail();
        server.start();
        Path third = site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "3", hhvm, "third.php");
        assertThat(site.dpkg("--install", site.withPreinst(third, "exit 9\n").toString())
                        .succeeded())
                .isFalse();
        site.dpkg("--install", server.nextHhvm().toString()).orFail();
        server.start();
        server.script("postinst", "configure", "2").orFail();
        assertThat(server.repositories())
                .containsExactlyInAnyOrder(
                        ServedSite.named(server.cache(), ".hhbc"), ServedSite.named(server.nextCache(), ".hhbc"));
    }

    /** The mode is off, as hhvm has gone ahead, and there is more than one that it might go back to. */
    @Test
    void theWayBackIsToWhatWasConfiguredAlsoWhereNothingIsInUse() throws Exception {
        site.dpkg(
                        "--unpack",
                        site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1.5", site.hhvm(SCHEMA), "second.php")
                                .toString())
                .orFail();
        site.dpkg("--install", server.nextHhvm().toString());
        server.start();
        assertThat(server.link()).contains(ServedSite.NO_MODE);
        site.dpkg("--install", server.nextCache().toString()).orFail();
        site.dpkg("--force-depends", "--install", site.hhvm(SCHEMA).toString()).orFail();
        assertThat(server.repositoryServed()).isEqualTo(server.repository(server.cache()));
    }
}
