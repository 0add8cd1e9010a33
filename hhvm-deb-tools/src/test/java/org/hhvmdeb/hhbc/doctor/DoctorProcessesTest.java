package org.hhvmdeb.hhbc.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.HostFixture.WWW;
import static org.hhvmdeb.testkit.HostFixture.mode;
import static org.hhvmdeb.testkit.HostFixture.own;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.HostFixture;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Anybody can start a process, give it any name and words, and any program: what the doctor makes of them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorProcessesTest {

    private static final int CRON = 4712;
    private static final String[] SERVER = {"hhvm", "-m", "server"};

    @TempDir
    Path root;

    private Optional<String> user = Optional.empty();
    private HostFixture host;

    @BeforeEach
    void aHost() throws Exception {
        host = HostFixture.in(root);
    }

    private List<String> examined() throws Exception {
        return host.examine(user).examinations().stream()
                .map(e -> e.service() + " as " + e.user())
                .toList();
    }

    @Test
    void whoeverRunsAnHhvmIsGivenNothing() throws Exception {
        host.write("/lib/systemd/system/hhvm.service", "[Service]\nUser=www-data\nExecStart=/usr/bin/hhvm -m server\n");
        own(host.repo(CENTRAL, SCHEMA), 0);
        mode(own(host.here("/var/cache/hhvm"), 0), "rwxr-x---");
        host.process(812, CRON, SERVER);
        host.program(812, host.here("/usr/bin/hhvm"));
        assertThat(examined()).containsExactly("process 812 as cron", "/lib/systemd/system/hhvm.service as www-data");
        for (int round = 0; round < 3; round++) {
            for (Advice advice : host.examine(user).advice()) {
                assertThat(advice.fix().orElse("")).doesNotContainPattern("\\b" + CRON + "\\b");
                if (advice.fix().isPresent()) {
                    Programs.untethered()
                            .run(Command.of("sh", "-c", advice.fix().get()))
                            .orFail();
                }
            }
        }
        assertThat(Files.getAttribute(host.here(CENTRAL), "unix:uid")).isNotEqualTo(CRON);
        assertThat(Files.getAttribute(host.here("/var/cache/hhvm"), "unix:uid")).isNotEqualTo(CRON);
    }

    @Test
    void withoutAUnitTheUserOfThePackagesCounts() throws Exception {
        host.process(812, CRON, "hhvm", "-m", "server", "-d", "hhvm.repo.central.path=/srv/hhvm/x.hhbc");
        host.program(812, host.here("/usr/bin/hhvm"));
        Advice advice = directoryMissing();
        assertThat(advice.fix()).isEmpty();
        assertThat(advice.words().orElseThrow())
                .startsWith("process 812 runs hhvm as cron, and the usual configuration files as www-data")
                .contains("--user cron");
        user = Optional.of("cron");
        assertThat(directoryMissing().fix()).contains("install -d -m 755 -o " + CRON + " " + host.here("/srv/hhvm"));
    }

    private Advice directoryMissing() throws Exception {
        return host.examine(user).advice().stream()
                .filter(a -> a.finding().message().startsWith("there is no directory /srv"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anotherProgramThatIsCalledHhvmIsNone() throws Exception {
        host.process(812, CRON, SERVER);
        host.program(812, host.copied("/bin/sleep", "/home/cron/hhvm"));
        assertThat(examined()).containsExactly("the usual configuration files as www-data");
    }

    @Test
    void anHhvmOfAContainerIsNone() throws Exception {
        host.process(812, WWW, SERVER);
        host.program(812, host.here("/usr/bin/hhvm"));
        assertThat(examined()).containsExactly("process 812 as www-data");
        Files.createSymbolicLink(host.here("/proc/812/root"), host.root());
        assertThat(examined()).containsExactly("process 812 as www-data");
        Files.delete(host.here("/proc/812/root"));
        Files.createSymbolicLink(host.here("/proc/812/root"), host.directory("/srv/container"));
        assertThat(examined()).containsExactly("the usual configuration files as www-data");
    }

    @Test
    void noProcessMakesTheDoctorFail() throws Exception {
        host.repo(CENTRAL, SCHEMA);
        host.process(1, CRON, "perl", "x".repeat(3 << 20));
        host.process(2, CRON, "hhvm", "-m", "server", "x".repeat(3 << 20));
        host.process(3, CRON, "hhvm", "-m", "server", "--user", "nobody-of-that-name");
        host.write("/srv/long", "x".repeat(2 << 20));
        host.process(4, CRON, "hhvm", "-m", "server", "-c", "/srv/long");
        host.process(5, CRON, SERVER);
        host.program(5, twoSections());
        host.process(6, CRON, SERVER);
        host.write("/proc/6/status", "Uid:\t1878982656\t1878982656\t0\t0\n");
        host.process(7, CRON, "hhvm", "-m", "server", "-c", "/proc/7", "-d", "hhvm.repo.central.path=/proc/7/x");
        host.process(8, CRON, SERVER);
        Files.delete(host.here("/proc/8/cmdline"));
        host.directory("/proc/8/cmdline");
        host.process(9, CRON, SERVER);
        for (String each : List.of("cmdline", "status", "environ", "limits")) {
            Files.delete(host.here("/proc/9/" + each));
            Programs.untethered()
                    .run(Command.of("mkfifo", host.here("/proc/9/" + each).toString()))
                    .orFail();
        }
        host.directory("/proc/10");
        assertThat(examined()).contains("process 2 as cron", "process 3 as cron", "process 6 as 1878982656");
    }

    private Path twoSections() throws Exception {
        Path file = host.install(SCHEMA, "/home/cron/hhvm");
        Path id = Files.writeString(root.resolve("id"), OTHER);
        Programs.untethered()
                .run(Command.of("objcopy", "--add-section=repo_schema_ix=" + id, file.toString()))
                .orFail();
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i + 14 <= content.length; i++) {
            if (new String(content, i, 14, ISO_8859_1).equals("repo_schema_ix")) {
                content[i + 13] = 'd';
            }
        }
        return Files.write(file, content);
    }
}
