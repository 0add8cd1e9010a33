package org.hhvmdeb.hhbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.AdminClient;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.AdminServer;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadSchemaTest {

    @TempDir
    Path directory;

    private final FakeHhvm hhvm = new FakeHhvm(SCHEMA);

    private List<String> read(Path what) throws Exception {
        return read(what.toString());
    }

    private static List<String> read(String what) throws Exception {
        return read(what, false);
    }

    private static List<String> read(String what, boolean run) throws Exception {
        return new ReadSchema(Programs.untethered(), new AdminClient(Optional.empty(), Duration.ofSeconds(20)))
                .run(SchemaSource.parse(what), run).stream()
                        .map(SchemaReading::toString)
                        .toList();
    }

    private Path elf(String program, String schema) throws Exception {
        Path id = Files.writeString(directory.resolve("id"), schema);
        Path file = directory.resolve("hhvm");
        Programs.untethered()
                .run(Command.of("objcopy", "--add-section", "repo_schema_id=" + id, program, file.toString()))
                .orFail();
        return file;
    }

    private List<String> ask() throws Exception {
        return read(hhvm.writeTo(directory.resolve("hhvm")).toString(), true);
    }

    @Test
    void aProgramThatWouldHaveToBeRunToTellIsNot() throws Exception {
        Path marker = directory.resolve("it-ran");
        hhvm.repoSchema("touch " + marker).version("touch " + marker);
        Path program = hhvm.writeTo(directory.resolve("hhvm"));
        for (Path what : List.of(program, new DebFixture(directory).hhvm(hhvm, ""), Path.of("/bin/true"))) {
            assertThatThrownBy(() -> read(what))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("is unknown", "repo_schema_id", "with --run");
        }
        Path deb = new DebFixture(directory).hhvm(hhvm, "hhvm-repo-schema-" + SCHEMA);
        assertThat(read(deb)).containsExactly(SCHEMA + "  Provides of hhvm_3.18.5_amd64.deb");
        assertThat(marker).doesNotExist();
    }

    @Test
    void onlyAProgramThatMayBeExecutedIsRun() throws Exception {
        Path program = hhvm.writeTo(directory.resolve("hhvm"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> read(program.toString(), true))
                .isInstanceOf(InputException.class)
                .hasMessage(program + " is not a program: it is not executable");
    }

    @Test
    void aProgramIsAskedInBothWays() throws Exception {
        Path program = directory.resolve("hhvm");
        assertThat(ask())
                .containsExactly(SCHEMA + "  " + program + " --repo-schema", SCHEMA + "  " + program + " --version");
    }

    @Test
    void theVersionIsUnderstoodInEveryShapeItHad() throws Exception {
        hhvm.repoSchema("echo 'unknown option' >&2; exit 255");
        for (String shape : List.of(
                "HipHop VM v2.0.2 (rel)\\nCompiler: heads/master-0-gabc\\nRepo schema: @",
                "HipHop VM 3.4.0-dev (dbg)\\nCompiler: x\\nRepo schema: @\\nExtension API: 20140829",
                "noise\\r\\nHipHop VM 3.18.5 (rel)\\r\\nCompiler: 1509928332_512103253\\r\\nRepo schema: @\\r",
                "HipHop VM 4.164.0 (rel) (non-lowptr)\\nCompiler: y\\nRepo schema: @ ")) {
            hhvm.version("echo 'set_mempolicy: Operation not permitted' >&2; printf '" + shape.replace("@", SCHEMA)
                    + "\\n'");
            assertThat(ask()).containsExactly(SCHEMA + "  " + directory.resolve("hhvm") + " --version");
        }
    }

    @Test
    void aProgramThatCrashesIsQuoted() throws Exception {
        hhvm.repoSchema("echo 'about to crash' >&2; kill -SEGV $$").version("kill -ABRT $$");
        assertThatThrownBy(this::ask)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "does not tell its repo schema", "killed by signal 11", "about to crash", "killed by signal 6");
    }

    @Test
    void aProgramThatPrintsNoSchemaIsQuoted() throws Exception {
        hhvm.repoSchema(":").version("echo 'HipHop VM 3.18.5 (rel)'; echo 'Compiler: x'");
        assertThatThrownBy(this::ask)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "--repo-schema printed no schema; it printed nothing",
                        "--version printed no schema; its last lines:\n  HipHop VM 3.18.5 (rel)\n  Compiler: x");
    }

    @Test
    void aProgramThatPrintsGarbageIsQuoted() throws Exception {
        hhvm.repoSchema("echo '(UNKNOWN)'").version("printf 'Repo schema: ../../etc/passwd\\n'");
        assertThatThrownBy(this::ask)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("\"(UNKNOWN)\" is not a repo schema id", "../../etc/passwd");
    }

    @Test
    void anElfSectionIsReadWithoutRunningTheProgram() throws Exception {
        Path program = elf("/bin/false", SCHEMA + "\0");
        assertThat(read(program)).containsExactly(SCHEMA + "  ELF section repo_schema_id of " + program);
        // Not even a file that nobody may run has to be.
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read(program)).containsExactly(SCHEMA + "  ELF section repo_schema_id of " + program);
    }

    @Test
    void aProgramOfAnotherMachineIsRead() throws Exception {
        Path program = elf("/bin/true", OTHER);
        try (SeekableByteChannel channel = Files.newByteChannel(program, StandardOpenOption.WRITE)) {
            // e_machine: EM_AARCH64, or EM_X86_64 where this machine is one.
            boolean arm = System.getProperty("os.arch").equals("aarch64");
            channel.position(18).write(ByteBuffer.wrap(new byte[] {(byte) (arm ? 62 : 183), 0}));
        }
        assertThat(read(program)).containsExactly(OTHER + "  ELF section repo_schema_id of " + program);
        Path deb = new DebFixture(directory)
                .build("hhvm", "3.18.5", "arm64", "", Map.of("opt/hhvm/3.18.5/bin/hhvm", program));
        assertThat(read(deb))
                .containsExactly(
                        OTHER + "  ELF section repo_schema_id of opt/hhvm/3.18.5/bin/hhvm of hhvm_3.18.5_arm64.deb");
    }

    @Test
    void aProgramThatRunsIsReadEvenWhenItsFileIsGone() throws Exception {
        Path program = elf("/bin/sleep", SCHEMA);
        Process process = new ProcessBuilder(program.toString(), "600").start();
        try {
            while (!Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/exe"))
                    .equals(program)) {
                Thread.sleep(5);
            }
            String source = SCHEMA + "  ELF section repo_schema_id of " + program;
            assertThat(read("pid:" + process.pid()))
                    .containsExactly(source + ", which process " + process.pid() + " runs");
            Files.delete(program);
            assertThat(read("pid:" + process.pid()))
                    .containsExactly(source + " (deleted), which process " + process.pid() + " runs");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThatThrownBy(() -> read("pid:" + process.pid()))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no process " + process.pid());
    }

    @Test
    void aProcessThatIsNoHhvmNamesNone() {
        assertThatThrownBy(() -> read("pid:" + ProcessHandle.current().pid()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("runs no hhvm");
        assertThatThrownBy(() -> read("pid:1/../2"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("names no process");
    }

    @Test
    void aServerIsAsked() throws Exception {
        try (AdminServer server = AdminServer.of(SCHEMA)) {
            String expected = SCHEMA + "  /repo-schema of " + server.address();
            assertThat(read("http://" + server.address())).containsExactly(expected);
            assertThat(read("http://" + server.address() + "/")).containsExactly(expected);
            assertThat(read("admin:" + server.address())).containsExactly(expected);
        }
    }

    @Test
    void aServerThatDoesNotTellIsWrongAndOneThatDoesNotAnswerIsOutside() throws Exception {
        String address;
        try (AdminServer server = AdminServer.guarded(SCHEMA, "x")) {
            address = server.address();
            assertThatThrownBy(() -> read("admin:" + address))
                    .isInstanceOf(InputException.class)
                    .hasMessage(address + " tells no repo schema: it wants the admin password");
        }
        assertThatThrownBy(() -> read("admin:" + address))
                .isInstanceOf(ExternalException.class)
                .hasMessageStartingWith(address + " cannot be asked: ");
    }

    @Test
    void anHhvmUnderOptFindsTheLibrariesItWasShippedWith() throws Exception {
        hhvm.repoSchema("case $LD_LIBRARY_PATH in */opt/hhvm/3.30.1/lib) echo $schema ;; *) exit 127 ;; esac");
        Path deb = new DebFixture(directory)
                .build(
                        "hhvm",
                        "3.30.1",
                        "amd64",
                        "",
                        Map.of(
                                "opt/hhvm/3.30.1/bin/hhvm",
                                hhvm.writeTo(directory.resolve("program")),
                                "opt/hhvm/3.30.1/lib/libfolly.so.1",
                                Files.writeString(directory.resolve("lib"), "x")));
        assertThat(read(deb.toString(), true))
                .containsExactly(
                        SCHEMA + "  opt/hhvm/3.30.1/bin/hhvm of hhvm_3.30.1_amd64.deb --repo-schema",
                        SCHEMA + "  opt/hhvm/3.30.1/bin/hhvm of hhvm_3.30.1_amd64.deb --version");
    }

    @Test
    void aMalformedProvidesIsRefused() throws Exception {
        Path deb = new DebFixture(directory).hhvm(hhvm, "hhvm-repo-schema-HHVM_2");
        assertThatThrownBy(() -> read(deb))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("hhvm-repo-schema-HHVM_2");
    }

    @Test
    void aRepositoryTellsAllItsSchemas() throws Exception {
        Path file = directory.resolve("site.hhbc");
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.schema(SCHEMA, RepoTables.R3_14).schema(OTHER, RepoTables.R4_51);
        }
        assertThat(read(file)).containsExactly(SCHEMA + "  tables of site.hhbc", OTHER + "  tables of site.hhbc");
        Path blob = Files.write(directory.resolve("blob.hhbc"), RepoFixture.blob(SCHEMA));
        assertThat(read(blob)).containsExactly(SCHEMA + "  tables of blob.hhbc");
    }

    @Test
    void aRepositoryWithoutSchemaNamesNone() throws Exception {
        Path file = directory.resolve("site.hhbc");
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.sql("CREATE TABLE other(x)");
        }
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("names no repo schema");
    }

    @Test
    void aDebIsReadWhetherItShipsHhvmOrACache() throws Exception {
        DebFixture debs = new DebFixture(directory);
        Path hhvmDeb = debs.hhvm(hhvm, "hhvm-repo-schema-" + SCHEMA);
        assertThat(read(hhvmDeb)).containsExactly(SCHEMA + "  Provides of hhvm_3.18.5_amd64.deb");
        assertThat(read(hhvmDeb.toString(), true))
                .containsExactly(
                        SCHEMA + "  Provides of hhvm_3.18.5_amd64.deb",
                        SCHEMA + "  usr/bin/hhvm of hhvm_3.18.5_amd64.deb --repo-schema",
                        SCHEMA + "  usr/bin/hhvm of hhvm_3.18.5_amd64.deb --version");
        Path repo = RepoFixture.compiled(directory.resolve("x.hhbc"), OTHER, "a.php");
        assertThat(read(debs.cache(repo, "hhvm-repo-schema-" + SCHEMA)))
                .containsExactly(SCHEMA + "  Depends of site-hhbc_1_all.deb", OTHER + "  tables of x.hhbc");
        assertThatThrownBy(() -> read(debs.deb("hello", "", "", directory.resolve("id"))))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("hello_1_all.deb", "hhvm-dev");
    }
}
