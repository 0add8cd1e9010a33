package org.hhvmdeb.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The makefile as debian/rules runs it, without the build around it; {@code BuildPackagesTest} has the whole. */
class SchemaSnippetTest {

    private final LocalProcesses programs = Programs.untethered();

    @TempDir
    Path directory;

    private Packaging packaging;

    @BeforeEach
    void packaging() throws IOException {
        packaging = Packaging.in(directory);
        try (InputStream in = SchemaSnippet.class.getResourceAsStream(SchemaSnippet.NAME)) {
            packaging.debian(
                    SchemaSnippet.NAME, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** With a link of the tarball it would lead out of the tree, where it is written to. */
    @Test
    void aLinkOfThatNameIsNotFollowed() throws Exception {
        Path debian = Files.createDirectories(directory.resolve("other/debian"));
        Files.writeString(debian.resolve("rules"), "include debian/" + SchemaSnippet.NAME + "\n");
        Path outside = directory.resolve("outside");
        Files.createSymbolicLink(debian.resolve(SchemaSnippet.NAME), outside);
        SchemaSnippet.addTo(debian, Progress.silent());
        assertThat(outside).doesNotExist();
        assertThat(debian.resolve(SchemaSnippet.NAME)).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {Packaging.SCHEMA, "512103253_1509928332", "HHVM_2_2", "aA_Zz09", "_", "A"})
    void theNameIsTheOneThatCachesDependOn(String id) throws Exception {
        install("usr/bin/hhvm", Packaging.program("repo_schema_id", id));
        rules().orFail();
        assertThat(substvars()).isEqualTo("hhvm:Provides=" + new RepoSchema(id).packageName() + "\n");
    }

    @Test
    void runningTwiceGivesOneLineAndKeepsTheOthers() throws Exception {
        install("usr/bin/hhvm", Packaging.program("repo_schema_id", "b"));
        packaging.debian("hhvm.substvars", "hhvm:Provides=hhvm-repo-schema-old\nshlibs:Depends=libc6\n");
        rules().orFail();
        rules().orFail();
        assertThat(substvars()).isEqualTo("shlibs:Depends=libc6\nhhvm:Provides=hhvm-repo-schema-b\n");
    }

    @Test
    void hhvmInOptIsFoundBehindItsLink() throws Exception {
        install("opt/hhvm/4.1.0/bin/hhvm", Packaging.program("repo_schema_id", "c"));
        Path link = packaging.debian().resolve("hhvm/usr/bin/hhvm");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("/opt/hhvm/4.1.0/bin/hhvm"));
        rules().orFail();
        assertThat(substvars()).contains("hhvm-repo-schema-c");
    }

    @Test
    void hhvmWithoutTheSectionIsAskedWithoutTheVariableThatMakesItLie() throws Exception {
        install("usr/bin/hhvm", Packaging.program("another_section", "d"));
        rules().orFail();
        assertThat(substvars()).contains("hhvm-repo-schema-d");

        packaging.debian("hhvm/usr/bin/hhvm", "#!/bin/sh\necho ${HHVM_RUNTIME_REPO_SCHEMA-honest}\n");
        programs.run(Command.of("debian/rules", "hhvm-repo-schema")
                        .in(directory)
                        .with("HHVM_RUNTIME_REPO_SCHEMA", "lie"))
                .orFail();
        assertThat(substvars()).contains("hhvm-repo-schema-honest");
    }

    @Test
    void aProgramOfAnotherMachineIsReadToo() throws Exception {
        install("usr/bin/hhvm", Packaging.program("repo_schema_id", "e"));
        Path program = packaging.debian().resolve("hhvm/usr/bin/hhvm");
        byte[] content = Files.readAllBytes(program);
        content[18] = (byte) 183; // e_machine: AArch64
        Files.write(program, content);
        rules().orFail();
        assertThat(substvars()).contains("hhvm-repo-schema-e");
    }

    @Test
    void anotherPackageAndProgramCanBeNamed() throws Exception {
        packaging.debian("rules", """
                #!/usr/bin/make -f
                HHVM_REPO_SCHEMA_PACKAGE = hhvm-nightly
                HHVM_REPO_SCHEMA_BINARY = $(CURDIR)/debian/hhvm-nightly/usr/lib/hhvm
                include debian/hhvm-repo-schema.mk
                """);
        Path control = packaging.debian().resolve("control");
        Files.writeString(control, Files.readString(control).replace("Package: hhvm", "Package: hhvm-nightly"));
        install("../hhvm-nightly/usr/lib/hhvm", Packaging.program("no_section", "f"));
        rules().orFail();
        assertThat(packaging.debian().resolve("hhvm-nightly.substvars"))
                .content()
                .contains("hhvm-repo-schema-f");
    }

    @Test
    void withoutAProgramTheBuildFailsWithOneLine() {
        assertThat(failure())
                .contains("there is no program at debian/hhvm/usr/bin/hhvm debian/hhvm/opt/hhvm/*/bin/hhvm");
    }

    @Test
    void aProgramWithoutSchemaFailsTheBuild() throws Exception {
        install("usr/bin/hhvm", "int main(void) { return 1; }");
        assertThat(failure())
                .contains("no section repo_schema_id and no answer to --repo-schema in debian/hhvm/usr/bin/hhvm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a;b", "$(id)"})
    void whatCannotBeAnIdFailsTheBuild(String id) throws Exception {
        install("usr/bin/hhvm", Packaging.program("repo_schema_id", id));
        assertThat(failure()).contains("this is not a repo schema, but came from debian/hhvm/usr/bin/hhvm: " + id);
    }

    @Test
    void dhFindsTheHookBesideAnOwnRecipe() throws Exception {
        String rules = Files.readString(packaging.debian().resolve("rules"));
        packaging.debian("rules", rules + "execute_before_dh_gencontrol:\n\techo mine\n");
        install("usr/bin/hhvm", Packaging.program("repo_schema_id", "g"));
        assertThat(programs.run(Command.of("dh_assistant", "detect-hook-targets")
                                .in(directory))
                        .orFail()
                        .output())
                .contains("execute_before_dh_gencontrol");
        Completed completed = programs.run(
                Command.of("debian/rules", "execute_before_dh_gencontrol").in(directory));
        assertThat(completed.orFail().output()).containsSubsequence("hhvm-repo-schema-g", "mine");
    }

    @Test
    void beforeCompat10ThereIsNoHookThatDhWouldStopAt() throws Exception {
        packaging.debian("compat", "9\n");
        assertThat(programs.run(Command.of("make", "-f", "debian/rules", "-npq", "hhvm-repo-schema")
                                .in(directory))
                        .output())
                .doesNotContain("execute_before_dh_gencontrol:")
                .contains("hhvm-repo-schema:");
    }

    private void install(String path, String source) throws Exception {
        Path program = packaging.debian().resolve("hhvm").resolve(path).normalize();
        FileTree.delete(program);
        Files.createDirectories(program.getParent());
        packaging.upstream("program.c", source);
        programs.run(Command.of(
                        "gcc",
                        "-o",
                        program.toString(),
                        packaging.upstream().resolve("program.c").toString()))
                .orFail();
    }

    private Completed rules() throws Exception {
        return programs.run(Command.of("debian/rules", "hhvm-repo-schema").in(directory));
    }

    private String failure() {
        try {
            Completed completed = rules();
            assertThat(completed.succeeded()).isFalse();
            assertThat(packaging.debian().resolve("hhvm.substvars")).doesNotExist();
            return completed.lastLines().stream()
                    .filter(l -> l.startsWith("hhvm-repo-schema.mk: "))
                    .findFirst()
                    .orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String substvars() throws IOException {
        return Files.readString(packaging.debian().resolve("hhvm.substvars"));
    }
}
