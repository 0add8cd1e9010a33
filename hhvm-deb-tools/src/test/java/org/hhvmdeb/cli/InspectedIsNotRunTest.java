package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever hhvm, package or repository a command is to look at, it runs nothing of it. Here all of them leave a mark when run. */
class InspectedIsNotRunTest {

    /** Compiling is what runs the hhvm. */
    private static final String COMPILES = "compile";

    /** {@code @} stands for a file that was planted, {@code repo} for a sound repository. */
    private static final List<String> COMMANDS = List.of(
            "cache inspect @",
            "cache verify @",
            "cache verify repo --hhvm @",
            "cache verify repo",
            "cache pack @ --hhvm repo --name a --package-version 1 --maintainer=A<a@example.org> --output out",
            "cache pack repo --hhvm @ --name a --package-version 1 --maintainer=A<a@example.org> --output out",
            "cache pack repo --name a --package-version 1 --maintainer=A<a@example.org> --output out",
            "cache schema @",
            "cache schema repo @",
            "cache diff repo @",
            "cache diff @ repo",
            "cache prune --apply --live " + SCHEMA + " @",
            "cache rebuild --base repo @ --output out",
            "cache rebuild --base @ repo --output out",
            "cache canonicalise @ --output out",
            "cache preflight @ 127.0.0.1:1",
            "doctor --root host",
            "doctor --root host --hhvm @",
            "doctor --root host --config @");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private Path marker;
    private final List<Path> planted = new ArrayList<>();

    @BeforeEach
    void plantPrograms() throws Exception {
        marker = directory.resolve("it-ran");
        String shell = "#!/bin/sh\ntouch " + marker + "\necho " + SCHEMA + "\n";
        Path script = executable(Files.writeString(directory.resolve("hhvm.hhbc"), shell));
        Path source = Files.writeString(directory.resolve("hhvm.c"), """
                #include <fcntl.h>
                __attribute__((constructor)) static void run(void) { open("@", O_CREAT, 0600); }
                int main(void) { return 0; }
                """.replace("@", marker.toString()));
        Path program = directory.resolve("program");
        run(Command.of("gcc", "-o", program.toString(), source.toString()));
        Path told = directory.resolve("told");
        Path id = Files.writeString(directory.resolve("id"), OTHER);
        run(Command.of("objcopy", "--add-section", "repo_schema_id=" + id, program.toString(), told.toString()));
        planted.addAll(List.of(script, program, told));
        for (Path each : List.of(script, program, told)) {
            planted.add(deb(each, shell));
        }
        RepoFixture.compiled(directory.resolve("repo"), SCHEMA, "index.php");
        Files.createDirectories(directory.resolve("host/usr/bin"));
        Files.createDirectories(directory.resolve("host/etc"));
        Files.writeString(directory.resolve("host/etc/passwd"), "www-data:x:33:33::/var/www:/bin/sh\n");
    }

    /** A package whose scripts leave the mark, too. */
    private Path deb(Path program, String shell) throws Exception {
        Path root = Files.createDirectories(directory.resolve(program.getFileName() + ".root"));
        Files.createDirectories(root.resolve("DEBIAN"));
        Files.createDirectories(root.resolve("usr/bin"));
        Files.copy(program, root.resolve("usr/bin/hhvm"));
        Files.writeString(root.resolve("DEBIAN/control"), """
                Package: hhvm
                Version: 1
                Architecture: amd64
                Maintainer: A <a@example.org>
                Description: a fixture
                """);
        for (String each : List.of("preinst", "postinst", "prerm", "postrm")) {
            executable(Files.writeString(root.resolve("DEBIAN/" + each), shell));
        }
        Path deb = directory.resolve(program.getFileName() + ".deb");
        run(Command.of("dpkg-deb", "--root-owner-group", "--build", root.toString(), deb.toString()));
        return deb;
    }

    private static Path executable(Path file) throws Exception {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void run(Command command) throws Exception {
        Programs.untethered().run(command).orFail();
    }

    private int hhvmDeb(String path, List<String> words) {
        err.reset();
        out.reset();
        return HhvmDeb.run(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("PATH", path, "CI", "1", "SOURCE_DATE_EPOCH", "1"),
                words.toArray(String[]::new));
    }

    static List<String> commands() {
        return COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noCommandRunsWhatItInspects(String command) throws Exception {
        for (Path each : planted) {
            Path bin = Files.createDirectories(directory.resolve("bin"));
            Files.deleteIfExists(bin.resolve("hhvm"));
            Files.createSymbolicLink(bin.resolve("hhvm"), each);
            Files.deleteIfExists(directory.resolve("host/usr/bin/hhvm"));
            Files.copy(each, directory.resolve("host/usr/bin/hhvm"));
            List<String> words = Arrays.stream(command.split(" "))
                    .map(w -> w.equals("@") ? each.toString() : w)
                    .map(w -> Stream.of("repo", "out", "host").anyMatch(w::equals)
                            ? directory.resolve(w).toString()
                            : w)
                    .toList();
            int status = hhvmDeb(bin + ":/usr/bin:/bin", words);
            assertThat(status).as(words + err.toString(UTF_8)).isBetween(0, 3);
            assertThat(marker).as(words.toString()).doesNotExist();
        }
    }

    @Test
    void askedToItRunsTheProgram() {
        assertThat(hhvmDeb(
                        "/usr/bin:/bin",
                        List.of("cache", "schema", "--run", planted.get(0).toString())))
                .as(err.toString(UTF_8))
                .isZero();
        assertThat(marker).exists();
    }

    @Test
    void theHhvmOnPathIsComparedWithByItsFile() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("hhvm"), directory.resolve("told"));
        List<String> words =
                List.of("cache", "verify", directory.resolve("repo").toString());
        assertThat(hhvmDeb(bin + ":/usr/bin", words)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("schema-mismatch", OTHER + "  ELF section repo_schema_id of " + bin);
        Files.delete(bin.resolve("hhvm"));
        Files.createSymbolicLink(bin.resolve("hhvm"), directory.resolve("program"));
        assertThat(hhvmDeb(bin + ":/usr/bin", words)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("is unknown", "--run");
        assertThat(marker).doesNotExist();
    }

    @Test
    void everyCommandThatReadsRepositoriesOrPrograms() {
        hhvmDeb("/usr/bin", List.of("cache", "--help"));
        TreeSet<String> verbs = new TreeSet<>(Pattern.compile("(?m)^  ([a-z]+) ")
                .matcher(out.toString(UTF_8))
                .results()
                .map(r -> r.group(1))
                .toList());
        TreeSet<String> covered = new TreeSet<>(List.of(COMPILES));
        COMMANDS.stream().filter(c -> c.startsWith("cache ")).forEach(c -> covered.add(c.split(" ", 3)[1]));
        assertThat(covered).isEqualTo(verbs);
    }
}
