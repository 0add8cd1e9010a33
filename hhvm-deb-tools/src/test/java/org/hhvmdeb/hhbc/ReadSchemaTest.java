package org.hhvmdeb.hhbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.hhbc.RepoFixture.OTHER;
import static org.hhvmdeb.hhbc.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadSchemaTest {

    @TempDir
    Path directory;

    private final FakeHhvm hhvm = new FakeHhvm(SCHEMA);

    private List<String> read(Path what) throws Exception {
        return new ReadSchema(new LocalProcesses())
                .run(what).stream().map(SchemaReading::toString).toList();
    }

    private List<String> ask() throws Exception {
        return read(hhvm.writeTo(directory.resolve("hhvm")));
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
        Path id = Files.writeString(directory.resolve("id"), SCHEMA + "\0");
        Path program = directory.resolve("hhvm");
        new LocalProcesses()
                .run(Command.of("objcopy", "--add-section", "repo_schema_id=" + id, "/bin/false", program.toString()))
                .orFail();
        assertThat(read(program)).containsExactly(SCHEMA + "  ELF section repo_schema_id of " + program);
    }

    @Test
    void anElfSectionAndAProgramThatDisagreeAreBothShown() throws Exception {
        Path id = Files.writeString(directory.resolve("id"), OTHER);
        Path program = directory.resolve("hhvm");
        new LocalProcesses()
                .run(Command.of("objcopy", "--add-section", "repo_schema_id=" + id, "/bin/echo", program.toString()))
                .orFail();
        // echo prints its argument, which is no schema, so only the section speaks.
        assertThat(read(program)).containsExactly(OTHER + "  ELF section repo_schema_id of " + program);
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
        assertThat(read(deb))
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
        assertThat(read(hhvmDeb))
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
