package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The streams of a real process, as a shell sets them up. */
@Tag("integration")
class StandardStreamsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void makeSource() throws Exception {
        Path patches = Files.createDirectories(directory.resolve("debian/patches"));
        Files.writeString(patches.resolve("series"), "a.patch\n");
        Files.writeString(patches.resolve("a.patch"), "Description: a\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-1\n+2\n");
    }

    /** Runs {@code hd} in a shell script; the exit status is that of the script. */
    private int shell(String script) throws Exception {
        String program = "hd() { '" + String.join("' '", JavaCommand.words(HhvmDeb.class)) + "' \"$@\"; }; ";
        return Programs.untethered()
                .run(Command.of("bash", "-c", program + script).in(directory))
                .exitCode();
    }

    @Test
    void aClosedStandardOutputIsTold() throws Exception {
        assertThat(shell("hd patches list . >&- 2>err")).isEqualTo(3);
        assertThat(directory.resolve("err")).hasContent("hhvm-deb: cannot write standard output: it is closed");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
        assertThat(shell("hd --help 2>err | true; exit ${PIPESTATUS[0]}")).isZero();
        assertThat(directory.resolve("err")).isEmptyFile();
    }

    @Test
    void failuresAreToldApartInEveryLanguage() throws Exception {
        String german = "unset LANGUAGE; export LOCPATH=$PWD/locales LC_ALL=de_DE.UTF-8; ";
        assumeThat(shell("mkdir locales && localedef -i de_DE -f UTF-8 locales/de_DE.UTF-8"))
                .isZero();
        assertThat(shell(german + "hd --help >/dev/full 2>err")).isEqualTo(3);
        assertThat(directory.resolve("err")).content().startsWith("hhvm-deb: cannot write standard output: ");
        assumeThat(directory.resolve("err")).content().doesNotContain("No space left on device");
        assertThat(shell(german + "hd --help 2>err | true; exit ${PIPESTATUS[0]}"))
                .isZero();
        assertThat(directory.resolve("err")).isEmptyFile();
        assertThat(shell(german + "hd --help >&- 2>err")).isEqualTo(3);
        assertThat(directory.resolve("err")).hasContent("hhvm-deb: cannot write standard output: it is closed");
    }

    /** A pipe that another program has made non-blocking is full, and what does not go into it is lost. */
    @Test
    void aFullPipeIsNoReaderThatHasSeenEnough() throws Exception {
        String full = "mkfifo pipe; exec 3<>pipe; perl -MFcntl -e 'fcntl(STDOUT, F_SETFL, O_WRONLY | O_NONBLOCK);"
                + " 1 while syswrite(STDOUT, \"x\" x 4096)' >&3; ";
        assertThat(shell(full + "hd --help >&3 2>err")).isEqualTo(3);
    }

    @Test
    void otherNamesOfStandardOutputAreStandardOutput() throws Exception {
        for (String name : new String[] {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
            assertThat(shell("echo before >out; hd patches lint . --report json=" + name + " >>out 2>err"))
                    .isZero();
            assertThat(directory.resolve("out"))
                    .content()
                    .startsWith("before\n{")
                    .endsWith("}\n");
            assertThat(directory.resolve("err")).content().endsWith("0 warnings, 1 note\n");
        }
        assertThat(Path.of("/dev/stdout")).isSymbolicLink();
    }

    @Test
    void openFilesAndSubstitutedProcessesAreWrittenTo() throws Exception {
        assertThat(shell("echo before >out; hd patches lint . --report json=/dev/fd/3 3>>out >text"))
                .isZero();
        assertThat(directory.resolve("out")).content().startsWith("before\n{").endsWith("}\n");
        assertThat(shell("mkfifo done; hd patches lint . --report json=>(cat >copy; echo >done) >text && cat done"))
                .isZero();
        assertThat(directory.resolve("copy")).content().startsWith("{").endsWith("}\n");
    }

    @Test
    void aDescriptorThatIsNotOpenForWritingIsRefused() throws Exception {
        Files.writeString(directory.resolve("mine"), "mine");
        assertThat(shell("hd patches lint . --report json=/dev/fd/99 2>err")).isEqualTo(2);
        assertThat(directory.resolve("err")).content().contains("no such file descriptor is open for writing");
        assertThat(shell("hd patches lint . --report json=/dev/fd/99 2>err 99<mine"))
                .isEqualTo(2);
        assertThat(directory.resolve("err")).content().contains("no such file descriptor is open for writing");
        assertThat(directory.resolve("mine")).hasContent("mine");
    }

    @Test
    void whatIsLargerThanTheLimitOfFilesIsTold() throws Exception {
        assertThat(
                        shell(
                                "ulimit -f 0; hd patches lint . --report json=out 2>&1 >/dev/null | cat >&2; exit ${PIPESTATUS[0]}"))
                .isEqualTo(3);
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void tooLongAListOfHostsIsRefused() throws Exception {
        assertThat(shell("truncate -s 3G big; hd cache preflight --schema " + "0".repeat(40) + " --hosts big 2>err"))
                .isEqualTo(2);
        assertThat(directory.resolve("err")).hasContent("hhvm-deb: the file of hosts big has more than 4.0 MiB");
    }
}
