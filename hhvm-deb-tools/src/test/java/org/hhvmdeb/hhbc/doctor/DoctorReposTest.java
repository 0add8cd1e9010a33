package org.hhvmdeb.hhbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.HostFixture.WWW;
import static org.hhvmdeb.testkit.HostFixture.mode;
import static org.hhvmdeb.testkit.HostFixture.own;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.HostFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the repositories of a host, and beside them. */
class DoctorReposTest {

    @TempDir
    Path root;

    private Optional<RepoSchema> schema = Optional.empty();
    private Optional<Long> maxSize = Optional.empty();
    private HostFixture host;

    @BeforeEach
    void aHost() throws Exception {
        host = HostFixture.in(root);
    }

    private DoctorReport examine() throws Exception {
        return new Doctor(Programs.untethered())
                .run(
                        new DoctorRequest(root, Optional.empty(), List.of(), Optional.empty(), schema, maxSize),
                        Progress.silent());
    }

    private List<String> rules() throws Exception {
        return HostFixture.rules(examine());
    }

    private Advice only(String rule) throws Exception {
        return HostFixture.only(rule, examine());
    }

    @Test
    void schemasThatAreDeadAreCountedUnlessEachHasItsFile() throws Exception {
        host.repo(CENTRAL, SCHEMA, OTHER);
        assertThat(only("dead-schemas").fix())
                .contains("setpriv --reuid=4711 --regid=4711 --groups=4800 hhvm-deb cache prune --apply --live "
                        + SCHEMA + " " + host.here(CENTRAL));
        Files.delete(host.here(CENTRAL));
        String template = "/var/cache/hhvm/hhvm.%{schema}.hhbc";
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = " + template);
        host.repo(template.replace("%{schema}", SCHEMA), SCHEMA);
        assertThat(rules()).isEmpty();
        Path dead = host.repo(template.replace("%{schema}", OTHER), OTHER);
        assertThat(only("dead-repositories").fix()).contains("rm -f -- " + dead);
    }

    /** His groups are needed where the directory is a group's; without owner and group nothing can be replaced. */
    @Test
    void whatHhvmsUserCannotReplaceGetsWordsAndNoCommand() throws Exception {
        Path file = host.repo(CENTRAL, SCHEMA, OTHER);
        Path directory = own(host.here("/var/cache/hhvm"), 4712);
        Files.setAttribute(directory, "unix:gid", 4800);
        mode(directory, "rwxrwxr-x");
        assertThat(only("dead-schemas").fix())
                .hasValueSatisfying(c -> assertThat(c).contains("--groups=4800 hhvm-deb"));
        Files.setAttribute(file, "unix:gid", 4712);
        Advice advice = only("dead-schemas");
        assertThat(advice.fix()).isEmpty();
        assertThat(advice.words().orElseThrow())
                .contains(
                        "HHVM's user cannot do it with the present owners",
                        "(4711:4711), and run hhvm-deb doctor again");
    }

    /** Whoever owns a directory above the image can put another image in its place. */
    @Test
    void rootIsToldToDoNothingInAnImageThatAnotherUserCanExchange() throws Exception {
        Path home = Files.createDirectory(root.resolve("home"));
        HostFixture image = HostFixture.in(Files.createDirectory(home.resolve("image")));
        String template = "/var/cache/hhvm/hhvm.%{schema}.hhbc";
        image.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = " + template);
        image.repo(template.replace("%{schema}", SCHEMA), SCHEMA);
        image.repo(template.replace("%{schema}", OTHER), OTHER);
        assertThat(HostFixture.only("dead-repositories", image.examine()).fix()).isPresent();
        own(home, 4712);
        assertThat(HostFixture.only("dead-repositories", image.examine()).fix()).isEmpty();
    }

    @Test
    void aColdCacheIsToldWithTheWayToAWarmOne() throws Exception {
        host.repo(CENTRAL, OTHER);
        assertThat(only("schema-absent").words().orElseThrow())
                .contains("apt-get install '?depends(?exact-name(hhvm-repo-schema-" + SCHEMA + "))'");
        host.write("/etc/hhvm/server.ini", "hhvm.repo.authoritative = true\nhhvm.repo.central.path = " + CENTRAL);
        assertThat(only("authoritative-schema-missing").finding().severity()).isEqualTo(Severity.ERROR);
        try (RepoFixture repo = RepoFixture.at(host.here(CENTRAL))) {
            repo.schema(SCHEMA, RepoTables.R3_14);
        }
        assertThat(only("authoritative-schema-missing").finding().message()).contains("left its empty tables");
        assertThat(only("authoritative-writable").words().orElseThrow()).contains("hhvm.repo.local.path");
    }

    @Test
    void aLocalRepositoryMakesHhvmWarm() throws Exception {
        String local = "/usr/share/site/site.%{schema}.hhbc";
        String settings = "hhvm.repo.central.path = " + CENTRAL + "\nhhvm.repo.local.path = " + local + "\n";
        host.write("/etc/hhvm/server.ini", settings);
        Path file = own(host.repo(local.replace("%{schema}", SCHEMA), SCHEMA), 0);
        assertThat(rules()).isEmpty();
        mode(file, "rw-------");
        only("local-unreadable");
        Files.delete(file);
        only("schema-absent");
        host.write("/etc/hhvm/server.ini", settings.replace(local, "/usr/share/site/site.hhbc"));
        host.repo("/usr/share/site/site.hhbc", OTHER);
        only("local-writable");
        only("schema-absent");
        host.write("/etc/hhvm/server.ini", settings + "hhvm.repo.local.mode = --\n");
        assertThat(rules()).isEmpty();
    }

    @Test
    void theLocalRepositoryIsAmongThoseThatHhvmReads() throws Exception {
        String local = "/usr/share/site/site." + SCHEMA + ".hhbc";
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = " + CENTRAL + "\nhhvm.repo.local.path = " + local);
        assertThat(read()).containsExactly(local + " ABSENT ");
        Path file = own(host.repo(local, SCHEMA), 0);
        assertThat(read()).containsExactly(local + " USED ");
        mode(file, "rw-------");
        assertThat(read()).containsExactly(local + " REJECTED local-unreadable");
        host.write(
                "/etc/hhvm/server.ini",
                "hhvm.repo.central.path = " + CENTRAL + "\nhhvm.repo.authoritative = true\nhhvm.repo.local.mode = --\n"
                        + "hhvm.repo.path = " + local);
        assertThat(read()).containsExactly(local + " USED ");
    }

    private List<String> read() throws Exception {
        return examine().examinations().get(0).read().stream()
                .map(c -> c.place().path() + " " + c.state() + " "
                        + c.rule().map(Rule::id).orElse(""))
                .toList();
    }

    @Test
    void whatLiesBesideARepositoryIsSeen() throws Exception {
        host.repo(CENTRAL, SCHEMA);
        host.write(CENTRAL + ".part", "HHBC");
        assertThat(only("part-leftover").fix()).contains("rm -f " + host.here(CENTRAL) + ".part");
        host.write(CENTRAL + "-journal", "x");
        assertThat(only("repo-journal").fix())
                .contains("setpriv --reuid=4711 --regid=4711 --groups=4800 sqlite3 " + host.here(CENTRAL)
                        + " 'PRAGMA schema_version'");
    }

    @Test
    void anEmptyAndADamagedFileAreToldApart() throws Exception {
        own(host.write(CENTRAL, ""), WWW);
        only("repo-empty-file");
        Files.delete(host.here(CENTRAL));
        host.repo(CENTRAL, SCHEMA);
        try (RandomAccessFile file = new RandomAccessFile(host.here(CENTRAL).toFile(), "rw")) {
            file.seek(100);
            file.write(new byte[1000]);
        }
        assertThat(only("repo-damaged").fix().orElseThrow())
                .contains("mv -nT " + host.here(CENTRAL) + " " + host.here(CENTRAL) + ".damaged");
    }

    @Test
    void sizesAreHeldAgainstEveryLimit() throws Exception {
        long size = Files.size(host.repo(CENTRAL, SCHEMA));
        maxSize = Optional.of(size * 10 / 8);
        only("repo-near-limit");
        maxSize = Optional.of(size);
        only("repo-over-limit");
        maxSize = Optional.of(size * 2);
        assertThat(rules()).isEmpty();
        host.write("/lib/systemd/system/hhvm.service", """
                        [Service]
                        ExecStart=/usr/bin/hhvm -m server -c /etc/hhvm/server.ini
                        LimitFSIZE=1K:2G
                        """);
        assertThat(only("repo-over-limit").finding().message())
                .contains("1.0 KiB is the limit (ulimit -f of /lib/systemd/system/hhvm.service)");
    }

    @Test
    void aRepositoryThatIsBiggerThanWhatIsFreeIsAFinding() throws Exception {
        Path file = host.repo(CENTRAL, SCHEMA);
        // Others may free some of it meanwhile, but no more than there is.
        long more = Math.min(1L << 43, file.toFile().getTotalSpace());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(more);
        }
        only("disk-nearly-full");
    }

    @Test
    void unpackedProgramsOfDeadSchemasAreSeen() throws Exception {
        host.repo(CENTRAL, SCHEMA);
        host.write("/run/hackc_" + SCHEMA, "x");
        host.write("/tmp/hackc_" + SCHEMA + "_a1B2c3", "x");
        host.write("/run/hhvm_systemlib_4f00", "x");
        host.write("/run/hhvm.sock", "x");
        assertThat(rules()).isEmpty();
        host.install(SCHEMA, "/run/hackc_" + OTHER);
        host.install(SCHEMA, "/run/hhvm_systemlib_" + OTHER);
        assertThat(only("dead-extraction").fix())
                .contains("rm -f -- " + host.here("/run/hackc_" + OTHER) + " "
                        + host.here("/run/hhvm_systemlib_" + OTHER));
    }

    @Test
    void aSnippetIsReadAndItsFileIsThere() throws Exception {
        host.repo(CENTRAL, SCHEMA);
        host.write(
                "/etc/hhvm/conf.d/site-hhbc.ini", "hhvm.repo.local.path = /usr/share/site-hhbc/site.%{schema}.hhbc\n");
        host.repo("/usr/share/site-hhbc/site." + OTHER + ".hhbc", OTHER);
        assertThat(only("snippet-of-other-schema").words().orElseThrow())
                .contains("apt-get install --only-upgrade site-hhbc");
        own(host.repo("/usr/share/site-hhbc/site." + SCHEMA + ".hhbc", SCHEMA), 0);
        assertThat(rules()).isEmpty();
        host.process(812, WWW, "hhvm", "-m", "server", "-c", "/etc/hhvm/server.ini");
        assertThat(only("snippet-not-read").finding().message()).startsWith("process 812 is started without");
        host.process(
                812, WWW, "hhvm", "-m", "server", "-c/etc/hhvm/server.ini", "--config=/etc/hhvm/conf.d/site-hhbc.ini");
        assertThat(rules()).isEmpty();
    }

    @Test
    void theOptionOfLaterReleasesNeedsAuthoritativeMode() throws Exception {
        host.write(
                "/etc/hhvm/server.ini",
                "hhvm.repo.path = /usr/share/site/site.hhbc\nhhvm.repo.central.path = " + CENTRAL);
        only("repo-path-unused");
        host.write(
                "/etc/hhvm/server.ini", "hhvm.repo.path = /usr/share/site/site.hhbc\nhhvm.repo.authoritative = on\n");
        only("authoritative-schema-missing");
        host.directory("/usr/share/site");
        Files.write(host.here("/usr/share/site/site.hhbc"), RepoFixture.blob(SCHEMA));
        assertThat(rules()).isEmpty();
    }

    @Test
    void aSchemaThatNobodyKnowsIsTold() throws Exception {
        new FakeHhvm(SCHEMA)
                .writeTo(Files.createDirectories(root.resolve("srv")).resolve("hhvm"));
        Files.move(root.resolve("srv/hhvm"), host.here("/usr/bin/hhvm"), StandardCopyOption.REPLACE_EXISTING);
        host.repo(CENTRAL, SCHEMA, OTHER);
        Advice advice = only("schema-unknown");
        assertThat(advice.finding().severity()).isEqualTo(Severity.WARNING);
        assertThat(advice.words().orElseThrow()).contains("--schema", "cache schema --run");
        assertThat(rules()).containsExactly("schema-unknown");
        schema = Optional.of(new RepoSchema(SCHEMA));
        assertThat(rules()).containsExactly("dead-schemas");
    }
}
