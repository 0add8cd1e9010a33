package org.hhvmdeb.hhbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.testkit.HostFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What some hhvm that runs still needs is not called dead, and what a program uses is not removed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorLivingTest {

    private static final int CRON = 4712;
    private static final String TEMPLATE = "/var/cache/hhvm/hhvm.%{schema}.hhbc";

    @TempDir
    Path root;

    private HostFixture host;

    @BeforeEach
    void aHost() throws Exception {
        host = HostFixture.in(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hhvm worker.php", "/usr/bin/php queue.php", "php-fpm"})
    void whatAWorkerNeedsIsNotDead(String words) throws Exception {
        host.write("/etc/hhvm/server.ini", "hhvm.repo.central.path = " + TEMPLATE + "\n");
        host.repo(TEMPLATE.replace("%{schema}", OTHER), OTHER);
        host.install(SCHEMA, "/run/hackc_" + OTHER);
        assertThat(HostFixture.rules(host.examine())).contains("dead-repositories", "dead-extraction");
        host.process(99, CRON, words.split(" ", -1));
        host.program(99, host.install(OTHER, "/srv/replaced"));
        assertThat(HostFixture.rules(host.examine())).doesNotContain("dead-repositories", "dead-extraction");
    }

    @Test
    void whereAnHhvmDoesNotTellItsSchemaNothingIsDead() throws Exception {
        host.repo(CENTRAL, SCHEMA, OTHER);
        host.process(99, CRON, "hhvm", "worker.php");
        assertThat(HostFixture.rules(host.examine())).isEmpty();
        host.program(99, host.copied("/bin/sleep", "/srv/before-3.13"));
        assertThat(HostFixture.rules(host.examine())).isEmpty();
        host.process(99, CRON, "sleep", "9");
        host.program(99, host.here("/srv/before-3.13"));
        assertThat(HostFixture.rules(host.examine())).containsExactly("dead-schemas");
    }

    @Test
    void aLeftoverThatIsRunOrMappedOrOpenIsNotRemoved() throws Exception {
        host.repo(CENTRAL, SCHEMA);
        Path program = host.copied("/bin/sleep", "/run/hackc_" + OTHER);
        Path library = host.copied(mappedLibrary(), "/tmp/hhvm_systemlib_" + OTHER);
        Path free = host.copied("/bin/sleep", "/tmp/hackc_" + "a".repeat(40));
        ProcessBuilder mapping = new ProcessBuilder("sleep", "9999");
        mapping.environment().put("LD_PRELOAD", library.toString());
        Process runs = new ProcessBuilder(program.toString(), "9999").start();
        Process maps = mapping.start();
        try {
            while (!Files.readString(Path.of("/proc/" + maps.pid() + "/maps")).contains(library.toString())) {
                Thread.onSpinWait();
            }
            List<Advice> found = host.examine().advice();
            assertThat(found)
                    .filteredOn(a -> a.words().orElse("").contains("(process " + runs.pid() + ") first"))
                    .singleElement()
                    .satisfies(a -> assertThat(a.remedy().words()).endsWith("; then: rm -f -- " + program));
            assertThat(found)
                    .filteredOn(a -> a.words().orElse("").contains("(process " + maps.pid() + ") first"))
                    .singleElement()
                    .satisfies(a -> assertThat(a.remedy().words()).endsWith("; then: rm -f -- " + library));
            assertThat(found).extracting(a -> a.fix().orElse("")).contains("rm -f -- " + free);
        } finally {
            runs.destroyForcibly().waitFor();
            maps.destroyForcibly().waitFor();
        }
        assertThat(host.examine().advice()).allSatisfy(a -> assertThat(a.fix()).isPresent());
    }

    private static String mappedLibrary() throws Exception {
        return Files.readString(Path.of("/proc/self/maps"))
                .lines()
                .map(l -> l.replaceFirst(".* ", ""))
                .filter(l -> l.contains("/libm.so") || l.contains("/libm-"))
                .findFirst()
                .orElseThrow();
    }
}
