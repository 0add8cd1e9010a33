package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for a moment lie where TMPDIR says; where nothing can be made there, that is what is said, and not that SQLite is at fault. */
class TemporaryDirectoryTest {

    @TempDir
    Path directory;

    private Path repo;
    private Path temporary;
    private String said = "";

    @BeforeEach
    void aRepository() throws Exception {
        repo = RepoFixture.compiled(directory.resolve("site.hhbc"), SCHEMA, "index.php");
        temporary = directory.resolve("tmp");
    }

    private int run(List<String> options, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(JavaCommand.words(HhvmDeb.class, options.toArray(String[]::new)));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor();
    }

    private int diff(String... options) throws Exception {
        return run(List.of(options), "cache", "diff", repo.toString(), repo.toString());
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        assertThat(diff()).as(said).isEqualTo(3);
        assertThat(said)
                .contains("cannot write to " + temporary, "No such file or directory", "TMPDIR")
                .doesNotContain("os.arch");
        assertThat(run(List.of(), "cache", "verify", repo.toString())).isEqualTo(3);
        assertThat(said)
                .contains("cannot write to " + temporary, "No such file or directory", "TMPDIR")
                .doesNotContain("hhvm-deb-");
    }

    @Test
    void nothingStaysThere() throws Exception {
        Files.createDirectory(temporary);
        assertThat(diff()).as(said).isZero();
        assertThat(run(List.of(), "cache", "verify", repo.toString())).as(said).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whatJavaIsToldComesFirst() throws Exception {
        Path told = Files.createDirectory(directory.resolve("told"));
        assertThat(diff("-Djava.io.tmpdir=" + told)).as(said).isZero();
        assertThat(told).isEmptyDirectory();
    }

    @Test
    void aFullDirectoryAndOneThatRunsNoProgramsAreToldApart() throws Exception {
        Files.createDirectory(temporary);
        for (String option : List.of("size=64k", "noexec")) {
            assumeTrue(mount("-t", "tmpfs", "-o", option, "tmpfs", temporary.toString()), "cannot mount here");
            try {
                assertThat(diff()).as(said).isEqualTo(3);
                assertThat(said)
                        .contains("TMPDIR")
                        .contains(
                                option.equals("noexec")
                                        ? temporary + ", which must allow programs to run"
                                        : "cannot write to " + temporary + ": No space left on device");
            } finally {
                new ProcessBuilder("umount", temporary.toString()).start().waitFor();
            }
        }
    }

    private static boolean mount(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
