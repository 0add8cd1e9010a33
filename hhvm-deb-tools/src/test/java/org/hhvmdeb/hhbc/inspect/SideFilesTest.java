package org.hhvmdeb.hhbc.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.canonicalise.CanonicaliseRepo;
import org.hhvmdeb.hhbc.diff.DiffRepos;
import org.hhvmdeb.hhbc.doctor.Advice;
import org.hhvmdeb.hhbc.doctor.DoctorReport;
import org.hhvmdeb.hhbc.format.SqliteRepo;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.HostFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Something that is no file has the name of a journal, a log or its index beside a sound repository: whoever may write to the
 * directory can put it there, and to open some of it is to wait for ever.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SideFilesTest {

    private static final List<String> THINGS = List.of(
            "mkdir @",
            "mkfifo @",
            "mknod @ c 1 5",
            "ln -s nowhere @",
            "mkfifo fifo && ln -s fifo @",
            "ln -s /dev/zero @",
            "ln -s /proc/kmsg @",
            "printf '\\331\\325\\005\\371\\040\\241\\143\\327' >journal && ln -s journal @");

    @TempDir
    Path directory;

    static Stream<Arguments> things() {
        return THINGS.stream()
                .flatMap(t -> Stream.of("-journal", "-wal", "-shm").map(s -> Arguments.of(t, s)));
    }

    private static void make(String thing, Path name) throws Exception {
        Programs.untethered()
                .run(Command.of("sh", "-c", "cd \"${1%/*}\" && " + thing.replace("@", "\"$1\""), "sh", name.toString()))
                .orFail();
    }

    @ParameterizedTest
    @MethodSource("things")
    void aSoundFileIsReadAsItIs(String thing, String suffix) throws Exception {
        Path file = RepoFixture.compiled(directory.resolve("site.hhbc"), SCHEMA, "a.php");
        make(thing, directory.resolve("site.hhbc" + suffix));
        RepoInspection repo = new InspectRepo().run(file);
        assertThat(repo.state()).isEqualTo(FileState.SETTLED);
        assertThat(repo.schemas()).hasSize(1);
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThat(new InspectRepo().run(link).sound()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("things")
    void nothingOpensItByTheLibrary(String thing, String suffix) throws Exception {
        Path file = RepoFixture.compiled(directory.resolve("site.hhbc"), SCHEMA, "a.php");
        Path sound = RepoFixture.compiled(directory.resolve("sound.hhbc"), SCHEMA, "a.php");
        make(thing, directory.resolve("site.hhbc" + suffix));
        Progress silent = Progress.silent();
        OutputFile output = OutputFile.of(directory.resolve("output"));
        assertThatThrownBy(() -> new DiffRepos().run(sound, file, Optional.empty(), silent))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file + suffix + " is a ");
        assertThatThrownBy(() -> new CanonicaliseRepo().run(file, output, silent))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("see who made it, and remove it");
        assertThatThrownBy(() -> format(file)).isInstanceOf(InputException.class);
    }

    private static void format(Path file) throws Exception {
        try (SqliteRepo repo = SqliteRepo.open(file)) {
            repo.freeBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("things")
    void theDoctorComesToAnEndAndTellsWhatHhvmFailsOn(String thing, String suffix) throws Exception {
        HostFixture host = HostFixture.in(Files.createDirectory(directory.resolve("host")));
        host.repo(CENTRAL, SCHEMA, OTHER);
        make(thing, host.here(CENTRAL + suffix));
        DoctorReport diagnosis = host.examine();
        if (suffix.equals("-shm")) {
            // HHVM never opens one: its repositories have no log.
            assertThat(HostFixture.rules(diagnosis)).containsExactly("dead-schemas");
            return;
        }
        Advice advice = HostFixture.only("repo-journal", diagnosis);
        assertThat(advice.finding().message()).startsWith("hhvm.hhbc" + suffix + " beside it is a ");
        assertThat(advice.words().orElseThrow()).contains("remove it");
        assertThat(diagnosis.advice()).allSatisfy(a -> assertThat(a.fix()).isEmpty());
    }
}
