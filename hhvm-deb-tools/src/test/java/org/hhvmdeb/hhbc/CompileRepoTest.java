package org.hhvmdeb.hhbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hhvmdeb.hhbc.RepoFixture.OTHER;
import static org.hhvmdeb.hhbc.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.SearchPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileRepoTest {

    @TempDir
    Path directory;

    private Path site;
    private Path output;
    private FakeHhvm hhvm;

    @BeforeEach
    void aSite() throws Exception {
        site = directory.resolve("site");
        output = directory.resolve("target/hhbc");
        hhvm = new FakeHhvm(SCHEMA);
        php("index.php");
        php("lib/it's.php");
        php("lib/deep/page.inc");
        Files.writeString(site.resolve("logo.png"), "not PHP");
    }

    private Path php(String path) throws Exception {
        Path file = site.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "<?php // " + path + "\n");
    }

    private CompileRequest request() throws Exception {
        return CompileRequest.of(
                PhpTree.of(site), new HhvmSource.Program(hhvm.writeTo(directory.resolve("bin/hhvm"))), "site", output);
    }

    private CompiledRepo compile(CompileRequest request) throws Exception {
        return new CompileRepo(new LocalProcesses()).run(request, Progress.silent());
    }

    private CompiledRepo compile() throws Exception {
        return compile(request());
    }

    @Test
    void aSiteBecomesOneFileNamedAfterItsSchema() throws Exception {
        CompiledRepo repo = compile();
        assertThat(FileTree.list(output))
                .extracting(Object::toString)
                .containsExactly("site." + SCHEMA + ".hhbc", "site." + SCHEMA + ".inputs", "site." + SCHEMA + ".json");
        assertThat(repo.file()).isEqualTo(output.resolve("site." + SCHEMA + ".hhbc"));
        assertThat(repo.files()).isEqualTo(3);
        assertThat(repo.hhvm().version()).contains("3.18.5");
        assertThat(repo.warnings()).isEmpty();
        SchemaContent content = new InspectRepo().run(repo.file()).schemas().get(0);
        assertThat(content.paths()).isEqualTo(3);
        assertThat(content.wholeProgram()).isFalse();
        assertThat(Files.readString(repo.buildInfo())).isEqualTo("""
                        {
                          "hhvm": {
                            "compilerId": "tags/HHVM-3.18.5-0-g0123456789abcdef0123456789abcdef01234567",
                            "schema": "%1$s",
                            "version": "3.18.5"
                          },
                          "inputs": {
                            "files": 3,
                            "sha256": "%2$s"
                          },
                          "layout": "local",
                          "options": [],
                          "repo": {
                            "file": "site.%1$s.hhbc",
                            "format": "sqlite",
                            "sha256": "%3$s"
                          },
                          "version": 1
                        }
                        """.formatted(SCHEMA, repo.inputs(), repo.digest()));
    }

    @Test
    void theSameSiteElsewhereGivesTheSameBytes() throws Exception {
        hhvm.afterwards("sqlite3 $target 'CREATE TABLE t(x); INSERT INTO t VALUES (zeroblob('$$')); DROP TABLE t'");
        CompiledRepo here = compile();
        Path elsewhere = directory.resolve("elsewhere/a b");
        FileTree.copy(site, Files.createDirectories(elsewhere.getParent()).resolve("a b"));
        CompileRequest request = request();
        CompiledRepo there = compile(
                CompileRequest.of(PhpTree.of(elsewhere), request.hhvm(), "site", directory.resolve("other/out")));
        assertThat(there.file()).hasSameBinaryContentAs(here.file());
        assertThat(there.buildInfo()).hasSameBinaryContentAs(here.buildInfo());
    }

    @Test
    void theAuthoritativeLayoutIsAWholeProgramBuild() throws Exception {
        CompiledRepo repo = compile(request().withLayout(Layout.AUTHORITATIVE));
        assertThat(new InspectRepo().run(repo.file()).schemas().get(0).wholeProgram())
                .isTrue();
    }

    @Test
    void anAuthoritativeBuildWithoutGlobalDataIsRefused() throws Exception {
        hhvm.afterwards("sqlite3 $target \"DELETE FROM GlobalData_$schema\"");
        CompileRequest request = request().withLayout(Layout.AUTHORITATIVE);
        assertThatThrownBy(() -> compile(request))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("repo-not-whole-program");
    }

    @Test
    void hhvmGetsTheUsersOptionsAfterOurs() throws Exception {
        hhvm = new FakeHhvm(SCHEMA).afterwards("echo done; env | sort; echo \"home: $HOME\"");
        CompiledRepo repo = compile(request().withOptions(List.of("-vEnableHipHopSyntax=true", "-vA=b c")));
        assertThat(Files.readString(repo.buildInfo())).contains("-vEnableHipHopSyntax=true", "-vA=b c");
        assertThat(Files.readString(repo.log()))
                .contains("HHVM_REPO_CENTRAL_PATH=" + directory.toRealPath().resolve("target"))
                .contains("HHVM_DISABLE_NUMA=true")
                .doesNotContain("home: " + System.getenv("HOME") + "\n");
    }

    @Test
    void anOptionThatIsOursIsRefused() throws Exception {
        CompileRequest request = request().withOptions(List.of("--output-dir=/tmp"));
        assertThatThrownBy(() -> compile(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--output-dir=/tmp");
    }

    @Test
    void includesAndExcludesChooseWhatIsCompiled() throws Exception {
        php("tests/broken.php");
        php(".git/hooks.php");
        PhpTree tree = new PhpTree(site, List.of("**/*.php", "logo.png"), List.of("**/tests/**"));
        CompileRequest request = request();
        assertThat(compile(CompileRequest.of(tree, request.hhvm(), "site", output))
                        .files())
                .isEqualTo(3);
    }

    @Test
    void anEmptyTreeIsRefused() throws Exception {
        FileTree.delete(site);
        assertThatThrownBy(this::compile)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("there is no directory", "site");
        Files.createDirectories(site);
        Files.writeString(site.resolve("readme.txt"), "hello");
        assertThatThrownBy(this::compile)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("has no file to compile", "**/*.php");
    }

    @Test
    void linksWithinTheTreeAreFilesAndLinksOutOfItAreRefused() throws Exception {
        Files.createSymbolicLink(site.resolve("again.php"), Path.of("index.php"));
        Files.createSymbolicLink(site.resolve("more"), Path.of("lib"));
        assertThat(compile().files()).isEqualTo(4);
        Path secret = Files.writeString(directory.resolve("secret.php"), "<?php");
        Files.createSymbolicLink(site.resolve("out.php"), secret);
        Files.createSymbolicLink(site.resolve("outside"), directory);
        Files.createSymbolicLink(site.resolve("gone.php"), Path.of("nowhere.php"));
        assertThatThrownBy(this::compile)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "out.php is a symbolic link that leaves the tree",
                        "outside is a symbolic link that leaves the tree",
                        "gone.php is a symbolic link that leads nowhere",
                        "exclude");
        PhpTree tree = new PhpTree(site, List.of(), List.of("out*", "gone.php"));
        CompileRequest request = request();
        assertThat(compile(CompileRequest.of(tree, request.hhvm(), "site", output))
                        .files())
                .isEqualTo(4);
    }

    @Test
    void aNameThatCannotStandInAListIsRefused() throws Exception {
        php("two\nlines.php");
        assertThatThrownBy(this::compile)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("two?lines.php", "control character");
    }

    @Test
    void theProgramsNameIsAFileName() throws Exception {
        CompileRequest request = request();
        assertThatThrownBy(() -> compile(CompileRequest.of(request.tree(), request.hhvm(), "../site", output)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"../site\"");
    }

    @Test
    void aLogWithinTheOutputIsRefused() throws Exception {
        CompileRequest request = request().withLog(output.resolve("hhvm.log"));
        assertThatThrownBy(() -> compile(request))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("hhvm.log", "replaced as a whole");
    }

    @Test
    void anHhvmThatIsNotThereIsNamed() throws Exception {
        CompileRequest request = request();
        HhvmSource missing = new HhvmSource.Program(directory.resolve("no/hhvm"));
        assertThatThrownBy(() -> compile(CompileRequest.of(request.tree(), missing, "site", output)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no/hhvm");
        HhvmSource nowhere = new HhvmSource.OnPath(new SearchPath(List.of(directory)));
        assertThatThrownBy(() -> compile(CompileRequest.of(request.tree(), nowhere, "site", output)))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("no hhvm on PATH");
    }

    @Test
    void hhvmOnPathIsFound() throws Exception {
        HhvmSource onPath = new HhvmSource.OnPath(new SearchPath(
                List.of(hhvm.writeTo(directory.resolve("bin/hhvm")).getParent())));
        assertThat(compile(CompileRequest.of(PhpTree.of(site), onPath, "site", output))
                        .files())
                .isEqualTo(3);
    }

    @Test
    void anHhvmThatFailsIsQuotedAndThePreviousResultStays() throws Exception {
        CompiledRepo good = compile();
        hhvm.afterwards("echo 'Out of ideas' >&2; exit 1");
        assertThatThrownBy(this::compile)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("exit status 1", "Out of ideas", "The whole log: ", "hhbc.log");
        assertThat(good.file()).exists();
        assertThat(directory.resolve("target/hhbc.log")).content().contains("Out of ideas");
        assertThat(FileTree.list(directory.resolve("target")))
                .extracting(Object::toString)
                .noneMatch(n -> n.contains(".part"));
    }

    @Test
    void anHhvmThatCrashesIsSaidToCrash() throws Exception {
        hhvm.afterwards("kill -SEGV $$");
        assertThatThrownBy(this::compile)
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("was killed by signal 11");
    }

    @Test
    void aMissingLibraryIsNamed() throws Exception {
        hhvm.afterwards(
                "echo \"hhvm: error while loading shared libraries: libfolly.so.1: cannot open shared object file:"
                        + " No such file\" >&2; exit 127");
        assertThatThrownBy(this::compile)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("needs the library libfolly.so.1", "apt-get install");
    }

    @Test
    void anHhvmThatWritesNothingIsFoundOut() throws Exception {
        hhvm.afterwards("mv $target $directory/other.hhbc; echo quietly");
        assertThatThrownBy(this::compile)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("did not write site.hhbc", "it wrote other.hhbc", "quietly");
    }

    @Test
    void anEmptyFileIsNoRepository() throws Exception {
        hhvm.afterwards(": > $target");
        assertThatThrownBy(this::compile)
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("wrote an empty site.hhbc");
    }

    @Test
    void garbageIsNoRepository() throws Exception {
        hhvm.afterwards("echo garbage > $target");
        assertThatThrownBy(this::compile)
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("no file of a known format");
    }

    @Test
    void filesThatAreLeftOutAreNamed() throws Exception {
        for (int i = 0; i < 20; i++) {
            php("many/" + i + ".php");
        }
        hhvm.afterwards(
                "sqlite3 $target \"DELETE FROM FileMd5_$schema WHERE path LIKE 'many/%' OR path = 'index.php'\"");
        assertThatThrownBy(this::compile)
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        "repo-incomplete", "compiled 2 of 23 files", "  index.php\n", "  many/0.php\n", "and 11 more")
                .hasMessageContaining("hhbc.log");
        assertThat(output).doesNotExist();
    }

    @Test
    void absolutePathsInTheRepositoryCountToo() throws Exception {
        hhvm.afterwards("sqlite3 $target \"UPDATE FileMd5_$schema SET path = '$root/' || path\"");
        assertThat(compile().files()).isEqualTo(3);
    }

    @Test
    void anotherSchemaThanTheCompilersIsRefusedWithAllReadings() throws Exception {
        hhvm.version("echo 'HipHop VM 3.18.5 (rel)'; echo 'Repo schema: " + OTHER + "'");
        assertThatThrownBy(this::compile)
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        "schema-mismatch",
                        SCHEMA + "  tables that hhvm wrote",
                        "hhvm --repo-schema",
                        OTHER + "  ",
                        "hhvm --version");
    }

    @Test
    void severalSchemasAreRefused() throws Exception {
        hhvm.afterwards("sqlite3 $target \"CREATE TABLE magic_x(product TEXT); CREATE TABLE Unit_x(unitSn INTEGER);"
                + " INSERT INTO Unit_x VALUES (1); INSERT INTO magic_x VALUES ('" + SchemaContent.PRODUCT + "')\"");
        assertThatThrownBy(this::compile)
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll("repo-several-schemas", SCHEMA, "  x  1 units");
    }

    @Test
    void noSchemaIsRefused() throws Exception {
        hhvm.afterwards("rm $target; sqlite3 $target 'CREATE TABLE other(x)'");
        assertThatThrownBy(this::compile)
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll("repo-no-schema", "only other");
    }

    @Test
    void phpThatDoesNotParseIsAnErrorUnlessTolerated() throws Exception {
        hhvm.afterwards("echo 'HipHop Fatal error: syntax error, unexpected T_STRING in lib/a.php on line 3' >&2");
        assertThatThrownBy(this::compile)
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        "\n" + site + "/lib/a.php:3: error: HipHop Fatal error", "hhbc.log:1)", "php-error");
        CompiledRepo repo = compile(request().withTolerance(true));
        assertThat(repo.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Parse error: syntax error in $root/lib/my page.php on line 12 | lib/my page.php:12",
                "File \"$root/x.php\", line 7, characters 1-2: Parse error | x.php:7",
                "Parse error: lib/x.inc:5: expected ; | lib/x.inc:5",
            })
    void anErrorIsAtItsPlaceInThePhpHoweverHhvmSaysSo(String line, String place) throws Exception {
        hhvm.afterwards("cat >&2 <<END\n" + line + "\nEND");
        assertThatThrownBy(this::compile)
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("\n" + site + "/" + place + ": error: ");
    }

    @Test
    void anErrorWithoutAPlaceIsAtItsLineOfTheLog() throws Exception {
        hhvm.afterwards("echo; echo 'Fatal error: out of ideas'");
        assertThatThrownBy(this::compile)
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("hhbc.log:2: error: Fatal error: out of ideas [php-error]");
    }

    @Test
    void jobsAreTheThreadsOfHhvmAndNoPartOfTheRecord() throws Exception {
        hhvm = new FakeHhvm(SCHEMA).afterwards("tr '\\0' '\\n' < /proc/$$/cmdline");
        CompiledRepo one = compile(request().withLimits(CompileLimits.parse(1, "", 0)));
        assertThat(Files.readAllLines(one.log())).contains("-vParserThreadCount=1");
        byte[] info = Files.readAllBytes(one.buildInfo());
        CompiledRepo any = compile();
        assertThat(Files.readString(any.log())).doesNotContain("ParserThreadCount");
        assertThat(any.buildInfo()).hasBinaryContent(info);
    }

    @Test
    void anHhvmThatTakesTooMuchMemoryIsStoppedAndToldSo() throws Exception {
        hhvm.afterwards("sh -c 'a=$(head -c 100000000 /dev/zero | tr \"\\0\" x); sleep 600'");
        CompileRequest request = request().withLimits(CompileLimits.parse(0, "60M", 0));
        assertThatThrownBy(() -> compile(request))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "compiling 3 files", "MiB of memory, more than the 60 it may have", "fewer jobs", "hhbc.log");
        assertThat(output).doesNotExist();
    }

    @Test
    void anHhvmThatHangsIsStopped() throws Exception {
        hhvm.afterwards("sleep 600");
        CompileLimits limits = new CompileLimits(0, 0, Duration.ofMillis(1));
        CompileRequest request = request().withLimits(limits);
        assertThatThrownBy(() -> compile(request))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("did not end within");
    }

    @Test
    void anHhvmThatTheKernelKilledIsExplained() throws Exception {
        hhvm.afterwards("kill -KILL $$");
        assertThatThrownBy(this::compile)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("was killed by signal 9", "memory has run out");
    }

    @Test
    void wrongLimitsAreRefused() {
        for (String memory : List.of("4", "0G", "many", "-1G", "4X")) {
            assertThatThrownBy(() -> CompileLimits.parse(0, memory, 0))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("\"" + memory + "\"");
        }
        assertThatThrownBy(() -> CompileLimits.parse(-1, "", 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> CompileLimits.parse(0, "", -1)).isInstanceOf(InputException.class);
    }

    @Test
    void aLongCompilationTellsThatItIsAtWork() throws Exception {
        hhvm.afterwards("sleep 1.5");
        List<String> seen = new ArrayList<>();
        new CompileRepo(new LocalProcesses()).run(request(), new Recording(seen));
        assertThat(seen).first(STRING).startsWith("compiling 3 files with ");
        assertThat(seen).contains("seconds +1");
    }

    private record Recording(List<String> seen) implements Progress, Progress.Task {

        @Override
        public Task begin(String what, long total, String unit) {
            seen.add(what);
            return this;
        }

        @Override
        public void note(String message) {}

        @Override
        public void warn(String message) {
            seen.add("warning: " + message);
        }

        @Override
        public void advance(long amount) {
            seen.add("seconds +" + amount);
        }

        @Override
        public void close() {}
    }

    @Test
    void namesThatDifferInCaseOnlyAreFilesOfTheirOwnAndToldWhenNoPatternMatches() throws Exception {
        php("Index.php");
        php("ABOUT.PHP");
        List<String> seen = new ArrayList<>();
        assertThat(new CompileRepo(new LocalProcesses())
                        .run(request(), new Recording(seen))
                        .files())
                .isEqualTo(4);
        assertThat(seen).anyMatch(l -> l.startsWith("warning: 1 files would match but for") && l.contains("ABOUT.PHP"));
        seen.clear();
        PhpTree all = new PhpTree(site, List.of("**/*.php", "**/*.PHP"), List.of());
        CompileRequest request = request();
        CompileRepo compile = new CompileRepo(new LocalProcesses());
        assertThat(compile.run(CompileRequest.of(all, request.hhvm(), "site", output), new Recording(seen))
                        .files())
                .isEqualTo(4);
        assertThat(seen).noneMatch(l -> l.startsWith("warning"));
    }

    @Test
    void namesBeyondAsciiAreCompiledAndNamesThatAreNoTextAreRefused() throws Exception {
        php("größe/ß.php");
        assertThat(compile().files()).isEqualTo(4);
        new LocalProcesses()
                .run(Command.of("sh", "-c", "printf '<?php' > \"$0/$(printf 'latin1-\\344').php\"", site.toString()))
                .orFail();
        assertThatThrownBy(this::compile)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("latin1-", "no text in this locale");
    }

    @Test
    void noiseOnStandardErrorIsNoError() throws Exception {
        hhvm.repoSchema("echo 'set_mempolicy: Operation not permitted' >&2; echo $schema");
        hhvm.afterwards("echo 'set_mempolicy: Operation not permitted' >&2");
        assertThat(compile().warnings()).isEmpty();
    }

    @Test
    void afterAKillTheNextRunWorksAndCleansUp() throws Exception {
        CompiledRepo first = compile();
        Path abandoned = directory.resolve("target/.hhbc.999999999-0.part/.work");
        Files.createDirectories(abandoned);
        Files.move(output, directory.resolve("target/.hhbc.old"));
        CompiledRepo second = compile();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(abandoned).doesNotExist();
        assertThat(FileTree.list(directory.resolve("target"))).hasSize(5);
    }
}
