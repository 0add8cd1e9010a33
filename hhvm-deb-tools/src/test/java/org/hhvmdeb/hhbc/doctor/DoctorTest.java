package org.hhvmdeb.hhbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.HostFixture.WWW;
import static org.hhvmdeb.testkit.HostFixture.mode;
import static org.hhvmdeb.testkit.HostFixture.own;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.HostFixture;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which repository the HHVM of a host gets, and by whose word. */
class DoctorTest {

    @TempDir
    Path root;

    private final List<String> configs = new ArrayList<>();
    private Optional<String> user = Optional.empty();
    private HostFixture host;

    @BeforeEach
    void aHost() throws Exception {
        host = HostFixture.in(root);
    }

    private DoctorReport examine() throws Exception {
        return new Doctor(Programs.untethered())
                .run(
                        new DoctorRequest(root, user, configs, Optional.empty(), Optional.empty(), Optional.empty()),
                        Progress.silent());
    }

    private List<String> rules() throws Exception {
        return HostFixture.rules(examine());
    }

    private Advice only(String rule) throws Exception {
        return HostFixture.only(rule, examine());
    }

    private List<String> states() throws Exception {
        return examine().examinations().get(0).candidates().stream()
                .map(c -> c.place().path() + " " + c.state() + " "
                        + c.rule().map(Rule::id).orElse(""))
                .toList();
    }

    @Test
    void aHealthyHostHasNothing() throws Exception {
        host.repo(CENTRAL, SCHEMA);
        DoctorReport diagnosis = examine();
        assertThat(diagnosis.advice()).isEmpty();
        assertThat(diagnosis.summary()).isEqualTo("nothing found");
        assertThat(diagnosis.toReport().passed()).isTrue();
        assertThat(states()).containsExactly(CENTRAL + " USED ", "/var/www/.hhvm.hhbc NOT_REACHED ");
    }

    @Test
    void nothingIsCreatedOrChanged() throws Exception {
        host.repo(CENTRAL, SCHEMA, OTHER);
        List<String> before = listing();
        examine();
        assertThat(listing()).isEqualTo(before);
    }

    private List<String> listing() throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(file + " " + Files.readAttributes(file, "unix:ino,mode,lastModifiedTime,ctime,size"));
            }
            return all;
        }
    }

    @Test
    void aFileThatRootLeftSendsHhvmHome() throws Exception {
        own(host.repo(CENTRAL, SCHEMA), 0);
        Advice advice = only("file-of-other-user");
        assertThat(advice.finding().severity()).isEqualTo(Severity.WARNING);
        assertThat(advice.finding().message()).contains("rw-r--r-- root");
        assertThat(advice.fix()).contains("chown -h " + WWW + ":" + WWW + " " + host.here(CENTRAL));
        assertThat(states()).containsExactly(CENTRAL + " REJECTED file-of-other-user", "/var/www/.hhvm.hhbc USED ");
    }

    /** Others of HHVM's group, such as users of that name's group, could put bytecode into it. */
    @Test
    void aFileThatRootsGroupMayWriteToIsNotOpenedToHhvmsGroup() throws Exception {
        Path file = own(host.repo(CENTRAL, SCHEMA), 0);
        for (String mode : List.of("rw-rw----", "rw-rw-r--", "rw-r-----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThat(only("file-of-other-user").fix())
                    .hasValueSatisfying(
                            fix -> assertThat(fix).contains("chown -h " + WWW + ":" + WWW + " " + file, "g=o"));
        }
    }

    @Test
    void withoutAnyPlaceHhvmDoesNotStart() throws Exception {
        own(host.here("/var/cache/hhvm"), 0);
        own(host.here("/var/www"), 0);
        assertThat(rules()).contains("directory-not-writable", "central-none");
        assertThat(only("central-none").finding().severity()).isEqualTo(Severity.ERROR);
        host.write(
                "/etc/hhvm/server.ini", "hhvm.repo.allow_fallback_path = false\nhhvm.repo.central.path = " + CENTRAL);
        assertThat(states()).containsExactly(CENTRAL + " REJECTED directory-not-writable");
    }

    @Test
    void theWayToTheFileHasToBeOpen() throws Exception {
        mode(own(host.here("/var/cache"), 0), "rwx------");
        assertThat(only("directory-not-searchable").words()).get().asString().contains("chmod o+x");
        mode(host.here("/var/cache"), "rwxr-xr-x");
        own(host.directory("/var/cache/hhvm/site"), WWW);
        mode(own(host.here("/var/cache/hhvm"), 0), "rwx------");
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = /var/cache/hhvm/site/hhvm.hhbc");
        assertThat(only("directory-not-searchable").fix()).contains("chmod o+x " + host.here("/var/cache/hhvm"));
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = /srv/it's/hhvm.hhbc");
        assertThat(only("directory-missing").finding().message()).startsWith("there is no directory /srv, so");
        host.directory("/srv");
        // A name that a shell would take apart is quoted.
        assertThat(only("directory-missing").fix()).get().asString().endsWith("'" + root + "/srv/it'\\''s'");
    }

    @Test
    void theGroupOfTheUserCounts() throws Exception {
        Path directory = own(host.here("/var/cache/hhvm"), 0);
        Files.setAttribute(directory, "unix:gid", 4800);
        mode(directory, "rwxrwx---");
        assertThat(states().get(0)).isEqualTo(CENTRAL + " USED ");
        mode(directory, "rwxr-x---");
        assertThat(states().get(0)).isEqualTo(CENTRAL + " REJECTED directory-not-writable");
    }

    @Test
    void aReadOnlyFileIsTakenOnlyByAnHhvmThatWasToldSo() throws Exception {
        mode(host.repo(CENTRAL, SCHEMA), "r--r--r--");
        // Its directory is its own, and root would follow a link in it.
        assertThat(only("file-read-only").fix())
                .contains("setpriv --reuid=4711 --regid=4711 --groups=4800 chmod u+rw " + host.here(CENTRAL));
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.mode = r-\nhhvm.repo.central.path = " + CENTRAL);
        assertThat(rules()).isEmpty();
    }

    @Test
    void whatIsNoRepositoryIsNotTaken() throws Exception {
        own(host.write(CENTRAL, "no repository\n"), WWW);
        assertThat(only("file-no-repository").finding().message()).contains("a file of no known format");
        Files.delete(host.here(CENTRAL));
        own(host.directory(CENTRAL), WWW);
        assertThat(only("file-no-repository").finding().message()).contains("is not a file");
    }

    @Test
    void linksAreFollowedWithinTheHost() throws Exception {
        Files.createSymbolicLink(host.here("/data"), Path.of("/var/cache/../cache"));
        Files.createSymbolicLink(host.here("/out"), Path.of("../../../../../../../../var/cache"));
        Files.createSymbolicLink(host.here("/loop"), Path.of("/loop"));
        host.repo(CENTRAL, SCHEMA);
        for (String link : List.of("/data", "/out")) {
            host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = " + link + "/hhvm/hhvm.hhbc");
            assertThat(rules()).isEmpty();
        }
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = /loop/hhvm.hhbc");
        assertThat(only("directory-missing").finding().message()).contains("too many symbolic links");
    }

    @Test
    void aPlaceThatARebootEmptiesIsAFinding() throws Exception {
        own(host.directory("/run/hhvm"), WWW);
        Files.createSymbolicLink(host.here("/var/run"), Path.of("/run"));
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = /var/run/hhvm/hhvm.hhbc");
        only("central-lost-at-reboot");
    }

    @Test
    void aRunningHhvmIsBelievedBeforeAllElse() throws Exception {
        host.install(OTHER, "/opt/hhvm/4/bin/hhvm");
        own(host.directory("/srv"), 4712);
        host.process(
                7,
                4712,
                "/usr/bin/hhvm",
                "--mode",
                "daemon",
                "-d",
                "hhvm.repo.central.path=/x",
                "-vRepo.Journal=memory");
        host.process(9, 4712, "php-fpm", "-m", "server");
        DoctorReport diagnosis = examine();
        assertThat(diagnosis.examinations()).hasSize(1);
        ServiceReport hhvm = diagnosis.examinations().get(0);
        assertThat(hhvm.service()).isEqualTo("process 7");
        assertThat(hhvm.user()).isEqualTo("cron");
        assertThat(hhvm.schema().orElseThrow().id()).isEqualTo(OTHER);
        assertThat(states())
                .containsExactly(
                        "/x REJECTED directory-not-writable",
                        "/srv/4712.hhbc USED ",
                        "/var/www/.hhvm.hhbc NOT_REACHED ",
                        "/home/cron/.hhvm.hhbc NOT_REACHED ");
    }

    @Test
    void twoUsersOfOneRepositoryAreAFinding() throws Exception {
        mode(host.repo(CENTRAL, SCHEMA), "rw-rw-rw-");
        mode(host.here("/var/cache/hhvm"), "rwxrwxrwx");
        host.process(1, WWW, "hhvm", "-mserver", "-c", "/etc/hhvm/server.ini");
        Files.delete(host.here("/proc/1/exe"));
        assertThat(rules()).isEmpty();
        host.process(2, 4712, "hhvm", "-mserver", "-c", "/etc/hhvm/server.ini");
        Files.delete(host.here("/proc/2/exe"));
        assertThat(only("central-shared").finding().message()).startsWith("HHVMs of the users www-data and cron have");
        Files.delete(host.here("/proc/2/cmdline"));
        host.write("/etc/hhvm/php.ini", "hhvm.repo.central.path = " + CENTRAL);
        host.process(1, WWW, "hhvm", "-mserver", "-c", "/etc/hhvm/php.ini");
        Files.delete(host.here("/proc/1/exe"));
        assertThat(only("central-shared").finding().message()).contains("/etc/hhvm/php.ini:1");
    }

    @Test
    void whatHhvmIgnoresInAConfigurationIsTold() throws Exception {
        host.repo(CENTRAL, SCHEMA);
        host.write(
                "/etc/hhvm/server.ini",
                "; the server\npid = /run/hhvm/pid\n  repo.central.path = /x\n" + "hhvm.repo.central.path = " + CENTRAL
                        + "\n");
        Advice advice = only("config-without-prefix");
        assertThat(advice.finding().where()).hasToString(host.here("/etc/hhvm/server.ini") + ":3");
        Programs.untethered()
                .run(Command.of("sh", "-c", advice.fix().orElseThrow()))
                .orFail();
        assertThat(host.here("/etc/hhvm/server.ini")).content().contains("\n  hhvm.repo.central.path = /x\n");
        configs.addAll(List.of("/etc/hhvm/server.conf", "/etc/hhvm/hdf.ini"));
        host.write("/etc/hhvm/server.conf", "hhvm.repo.central.path = /x\n");
        host.write("/etc/hhvm/hdf.ini", "Repo {\n  Central {\n    Path = /x\n  }\n}\n");
        assertThat(rules()).filteredOn(r -> r.equals("config-misnamed")).hasSize(2);
        configs.add("/etc/hhvm/none.ini");
        assertThatThrownBy(this::examine)
                .isInstanceOf(InputException.class)
                .hasMessage("there is no configuration file " + host.here("/etc/hhvm/none.ini"));
    }

    @ParameterizedTest
    @CsvSource({
        "'[Service]\nUser=cron\nExecStart=/usr/share/hhvm/start', cron",
        "'[Service]\nExecStart=-/usr/bin/hhvm \"-m\" server \\\n  -c /etc/hhvm/server.ini --user cron', cron",
        "'[Service]\n# User=cron\nExecStart=/usr/bin/hhvm -m server -c /etc/hhvm/server.ini', www-data"
    })
    void theUnitSaysAsWhomHhvmRuns(String unit, String name) throws Exception {
        host.write("/lib/systemd/system/hhvm.service", unit);
        assertThat(examine().examinations().get(0).user()).isEqualTo(name);
        assertThat(states().get(0)).startsWith(CENTRAL);
        host.write("/etc/systemd/system/hhvm.service.d/local.conf", "[Service]\nEnvironment=\"HOME=/srv\" A=b\n");
        assertThat(states()).anyMatch(s -> s.startsWith("/srv/.hhvm.hhbc "));
    }

    @Test
    void theDefaultsFileSaysAsWhomHhvmRuns() throws Exception {
        host.write("/etc/default/hhvm", "#RUN_AS_USER=\"root\"\nRUN_AS_USER=\"cron\"\n");
        assertThat(examine().examinations().get(0).user()).isEqualTo("cron");
        user = Optional.of("0");
        assertThat(examine().examinations().get(0).user()).isEqualTo("root");
        user = Optional.of("nobody");
        assertThatThrownBy(this::examine)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no user nobody");
    }

    @Test
    void aUserOfNoNameIsANumber() throws Exception {
        Files.delete(host.here("/etc/passwd"));
        assertThatThrownBy(this::examine)
                .isInstanceOf(InputException.class)
                .hasMessage("there is no " + host.here("/etc/passwd")
                        + " to find the user www-data in; name the one HHVM runs as with --user, a name or a number");
        user = Optional.of(String.valueOf(WWW));
        assertThat(states()).containsExactly(CENTRAL + " USED ");
    }

    @Test
    void whereNoHhvmIsInstalledNothingElseIsSaid() throws Exception {
        Files.delete(host.here("/usr/bin/hhvm"));
        Files.delete(host.here("/etc/passwd"));
        Advice advice = only("hhvm-missing");
        assertThat(examine().advice()).containsExactly(advice);
        assertThat(advice.finding().severity()).isEqualTo(Severity.ERROR);
        assertThat(advice.finding().message()).startsWith("no hhvm is installed here");
    }

    @Test
    void aPackageOrAProgramCanBeNamed() throws Exception {
        host.repo(CENTRAL, OTHER);
        Path program = host.install(OTHER, "/srv/hhvm");
        Path deb = new DebFixture(root).build("hhvm", "4", "amd64", "", Map.of("usr/bin/hhvm", program));
        for (Path each : List.of(program, deb)) {
            assertThat(new Doctor(Programs.untethered())
                            .run(
                                    new DoctorRequest(
                                            root,
                                            user,
                                            configs,
                                            Optional.of(HhvmSource.in(each)),
                                            Optional.empty(),
                                            Optional.empty()),
                                    Progress.silent())
                            .examinations()
                            .get(0)
                            .schema())
                    .contains(new RepoSchema(OTHER));
        }
    }

    @Test
    void whatAnHhvmThatIsInstalledNeedsIsNotDead() throws Exception {
        host.repo(CENTRAL, SCHEMA, OTHER);
        only("dead-schemas");
        host.install(OTHER, "/opt/hhvm/4/bin/hhvm");
        assertThat(rules()).isEmpty();
    }
}
