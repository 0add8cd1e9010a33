package org.hhvmdeb.hhbc.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.compile.CompileRepo;
import org.hhvmdeb.hhbc.compile.CompileRequest;
import org.hhvmdeb.hhbc.compile.CompiledRepo;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.TemporaryFiles;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.WarnedProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifySourceTest {

    private static final String SYSTEMLIB =
            "sqlite3 $target \"INSERT INTO FileMd5_$schema VALUES ('/:systemlib.php', x'00');\"\n";

    @TempDir
    Path directory;

    private Path site;
    private HhvmSource hhvm;
    private CompiledRepo repo;

    @BeforeEach
    void aCompiledSite() throws Exception {
        site = directory.resolve("site");
        php("index.php", "one");
        php("lib/a.php", "two");
        hhvm = new HhvmSource.Program(
                new FakeHhvm(SCHEMA).afterwards(SYSTEMLIB).writeTo(directory.resolve("bin/hhvm")));
        repo = new CompileRepo(Programs.untethered())
                .run(
                        CompileRequest.of(PhpTree.of(site), hhvm, "site", directory.resolve("target/hhbc")),
                        Progress.silent());
    }

    private void php(String path, String text) throws Exception {
        Path file = site.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<?php // " + text + "\n");
    }

    private VerifyRequest request() {
        return VerifyRequest.of(repo.file()).compiledFrom(PhpTree.of(site));
    }

    private static VerifiedRepo verify(VerifyRequest request) throws Exception {
        return new VerifyRepo(Programs.untethered()).run(request, Progress.silent());
    }

    private static List<String> findings(VerifyRequest request) throws Exception {
        try {
            verify(request);
            return List.of();
        } catch (FindingsException e) {
            return e.findings().stream()
                    .map(f -> f.rule().id() + " " + lastLine(f))
                    .toList();
        }
    }

    private static String lastLine(Finding finding) {
        return finding.message()
                .substring(finding.message().lastIndexOf('\n') + 1)
                .strip();
    }

    @Test
    void theTreeItWasCompiledFromPassesAndSystemlibIsNothingExtra() throws Exception {
        assertThat(verify(request()).content().paths()).isEqualTo(3);
        assertThat(verify(request().against(hhvm).recompiling(true)).schema().id())
                .isEqualTo(SCHEMA);
    }

    /** HHVM's own tests have a file of that name. */
    @Test
    void aFileThatIsCalledSystemlibIsOneOfTheSite() throws Exception {
        php("systemlib.php", "top");
        php("ext/systemlib.php", "below");
        repo = new CompileRepo(Programs.untethered())
                .run(
                        CompileRequest.of(PhpTree.of(site), hhvm, "site", directory.resolve("target/hhbc")),
                        Progress.silent());
        assertThat(findings(request().against(hhvm).recompiling(true))).isEmpty();
        Files.delete(site.resolve("ext/systemlib.php"));
        assertThat(findings(request())).containsExactly("source-extra ext/systemlib.php");
    }

    @Test
    void theListOfInputsIsOneForSha256sum() throws Exception {
        Path list = repo.file().resolveSibling("site." + SCHEMA + ".inputs");
        Programs.untethered()
                .run(Command.of("sha256sum", "--check", "--strict", list.toString())
                        .in(site))
                .orFail();
    }

    @Test
    void everyWayInWhichTheyDifferIsNamedInOneVerdict() throws Exception {
        php("new.php", "three");
        php("index.php", "changed");
        Files.delete(site.resolve("lib/a.php"));
        assertThat(findings(request()))
                .containsExactly("source-missing new.php", "source-extra lib/a.php", "source-stale index.php");
    }

    @Test
    void whatIsNotToBeCompiledIsExtra() throws Exception {
        VerifyRequest without =
                VerifyRequest.of(repo.file()).compiledFrom(new PhpTree(site, List.of(), List.of("lib/**")));
        assertThat(findings(without)).containsExactly("source-extra lib/a.php");
    }

    @Test
    void withoutARecordOnlyCompilingAgainFindsTheChange() throws Exception {
        Files.delete(repo.buildInfo());
        php("index.php", "changed");
        assertThat(findings(request())).isEmpty();
        assertThat(findings(request().against(hhvm).recompiling(true)))
                .containsExactly("source-recompiled-differently index.php");
        assertThatThrownBy(() -> verify(request().recompiling(true)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes the hhvm");
    }

    /** The hash is only what the repository says of the file. */
    @Test
    void bytecodeThatHhvmDoesNotMakeOfTheSourceIsFoundByCompilingAgain() throws Exception {
        Files.delete(repo.buildInfo());
        change("UPDATE Unit_$ SET bc = x'48454c4c4f'"
                + " WHERE md5 = (SELECT md5 FROM FileMd5_$ WHERE path = 'index.php')");
        assertThat(findings(request())).isEmpty();
        assertThat(findings(request().against(hhvm).recompiling(true))).containsExactly("bytecode-differs index.php");

        Path deb = new DebFixture(directory).cache(repo.file(), "hhvm-repo-schema-" + SCHEMA);
        assertThat(findings(VerifyRequest.of(deb)
                        .compiledFrom(PhpTree.of(site))
                        .against(hhvm)
                        .recompiling(true)))
                .containsExactly("bytecode-differs index.php");
    }

    @Test
    void allThatAnHhvmFindsIsComparedWithWhatIsCompiledAgain() throws Exception {
        Files.delete(repo.buildInfo());
        change("INSERT INTO Unit_$ (md5, bc) VALUES (x'01', x'00'); INSERT INTO FileMd5_$ VALUES ('/:eval', x'01')");
        assertThat(findings(request().against(hhvm).recompiling(true))).containsExactly("bytecode-extra /:eval");
        change("DELETE FROM FileMd5_$ WHERE path LIKE '/:%'");
        assertThat(findings(request().against(hhvm).recompiling(true)))
                .anyMatch(f -> f.equals("bytecode-missing /:systemlib.php"))
                .anyMatch(f -> f.startsWith("bytecode-differs 1 unit that no path leads to"));
    }

    @Test
    void aFileThatWasChangedIsNotAlsoOneOfOtherBytecode() throws Exception {
        Files.delete(repo.buildInfo());
        php("index.php", "changed");
        php("new.php", "three");
        Files.delete(site.resolve("lib/a.php"));
        assertThat(findings(request().against(hhvm).recompiling(true)))
                .containsExactly(
                        "source-missing new.php", "source-extra lib/a.php", "source-recompiled-differently index.php");
    }

    private void change(String sql) throws Exception {
        try (RepoFixture fixture = RepoFixture.at(repo.file())) {
            for (String each : sql.replace("$", SCHEMA).split("; ", -1)) {
                fixture.sql(each);
            }
        }
    }

    /** What a run says of a file that it removes, nobody can look up. */
    @Test
    void compilingAgainNamesNoLogThatIsGone() throws Exception {
        Path program = directory.resolve("bin/hhvm");
        String error = "echo 'Fatal error: syntax error in lib/a.php on line 1'";
        new FakeHhvm(SCHEMA).afterwards(SYSTEMLIB + error).writeTo(program);
        VerifyRequest again = request().against(hhvm).recompiling(true);
        List<String> warnings = new ArrayList<>();
        new VerifyRepo(Programs.untethered()).run(again, new WarnedProgress(warnings));
        assertThat(warnings).isEmpty();

        new FakeHhvm(SCHEMA)
                .afterwards("sqlite3 $target \"DELETE FROM FileMd5_$schema\"")
                .writeTo(program);
        String message = String.valueOf(catchThrowable(() -> verify(again)).getMessage());
        Path log = Path.of(message.replaceFirst("(?s).*untouched, and (\\S+) has all.*", "$1"));
        assertThat(log).exists();
        FileTree.delete(Objects.requireNonNull(log.getParent()));
    }

    /** Puts a program in the place of the hhvm that notes its words and runs it. */
    private Path wordsOfHhvm() throws Exception {
        Path program = directory.resolve("bin/hhvm");
        Path real = Files.move(program, directory.resolve("bin/real"));
        Path words = directory.resolve("words");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >> '" + words + "'\nexec '" + real + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return words;
    }

    private void recompile(String... options) throws Exception {
        verify(request().against(hhvm).recompiling(true).withOptions(List.of(options)));
    }

    @Test
    void whatThisUserCompiledWithIsCompiledWithAgain() throws Exception {
        repo = new CompileRepo(Programs.untethered())
                .run(
                        CompileRequest.of(PhpTree.of(site), hhvm, "site", directory.resolve("target/hhbc"))
                                .withOptions(List.of("-vA=1", "-vB=2")),
                        Progress.silent());
        Path words = wordsOfHhvm();
        recompile();
        recompile("-vA=1", "-vB=2");
        assertThat(words).content().containsPattern("(?s)--hphp [^\n]* -vA=1 -vB=2\n.*--hphp [^\n]* -vA=1 -vB=2\n");
        assertThatThrownBy(() -> recompile("-vA=2"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("the options \"-vA=1\" \"-vB=2\", and not with the options \"-vA=2\"");
    }

    @Test
    void aRecordThatCameWithACloneDecidesNoCommandLine() throws Exception {
        Path words = wordsOfHhvm();
        Path json = repo.buildInfo();
        Files.writeString(
                json,
                Files.readString(json)
                        .replace("\"options\": []", "\"options\": [\"--file-cache\", \"/home/me/\\u001b.bashrc\"]"));
        assertThatThrownBy(this::recompile)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(json.toString(), "\"--file-cache\" \"/home/me/\\u001B.bashrc\"", "--option");
        assertThat(words).content().doesNotContain("--hphp");
        recompile("--file-cache", "/home/me/\u001b.bashrc");
        assertThat(words).content().contains("--hphp", "--file-cache /home/me/");
    }

    @Test
    void aRecordOfOthersWithoutOptionsIsTakenAndWithoutARecordTheUserSaysThem() throws Exception {
        Path json = repo.buildInfo();
        Files.writeString(json, Files.readString(json).replaceFirst("\\{", "{ "));
        recompile();
        assertThatThrownBy(() -> recompile("-vA=1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("with no options, and not with the options \"-vA=1\"");
        Files.delete(json);
        Path words = wordsOfHhvm();
        recompile("-vA=1");
        assertThat(words).content().contains(" -vA=1\n");
    }

    @Test
    void aRecordOfAnotherRepositoryIsNotBelieved() throws Exception {
        Path list = repo.file().resolveSibling("site." + SCHEMA + ".inputs");
        String sums = Files.readString(list);
        Files.writeString(list, sums.replaceFirst("^.", "g"));
        assertThatThrownBy(() -> verify(request()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not the list that was written with");
        Files.writeString(list, "index.php\n" + sums);
        assertThatThrownBy(() -> verify(request()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(list + ":1: ");
        Files.writeString(list, sums);
        try (RepoFixture fixture = RepoFixture.at(repo.file())) {
            fixture.sql("DELETE FROM FileMd5_" + SCHEMA);
        }
        assertThatThrownBy(() -> verify(request()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("describes another repository");
    }

    @Test
    void theRepositoryInAPackageIsComparedToo() throws Exception {
        Path deb = new DebFixture(directory).cache(repo.file(), "hhvm-repo-schema-" + SCHEMA);
        php("new.php", "three");
        assertThat(findings(VerifyRequest.of(deb).compiledFrom(PhpTree.of(site))))
                .containsExactly("source-missing new.php");
    }

    /** Only a log that says something stays. */
    @Test
    void aFailureBeforeThereIsALogLeavesNothing() throws Exception {
        VerifyRequest again = request().against(hhvm).recompiling(true);
        Path words = wordsOfHhvm();
        verify(again);
        int before = Files.readAllLines(words).indexOf("--version") + 1;
        Path program = directory.resolve("bin/hhvm");
        Files.writeString(
                program,
                Files.readString(program)
                        .replace("exec", "[ $(wc -l < '" + words + "') -le " + before + " ] || exit 9\nexec"));
        Files.delete(words);
        Set<Path> there = recompiled();
        assertThatThrownBy(() -> verify(again)).isInstanceOf(ExternalException.class);
        assertThat(words).content().doesNotContain("--hphp");
        assertThat(recompiled()).isEqualTo(there);
    }

    private static Set<Path> recompiled() throws Exception {
        try (Stream<Path> files = Files.list(TemporaryFiles.directory())) {
            return files.filter(f -> String.valueOf(f.getFileName()).startsWith("hhvm-deb-recompiled-"))
                    .collect(Collectors.toSet());
        }
    }
}
