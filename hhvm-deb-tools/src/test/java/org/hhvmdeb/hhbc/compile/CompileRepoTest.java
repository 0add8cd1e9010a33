package org.hhvmdeb.hhbc.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.testkit.AbandonedStage;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordedProgress;
import org.hhvmdeb.testkit.SiteFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled, and what comes of it. */
class CompileRepoTest {

    @TempDir
    Path directory;

    private SiteFixture fixture;

    @BeforeEach
    void aSite() throws Exception {
        fixture = SiteFixture.in(directory);
    }

    @Test
    void aSiteBecomesOneFileNamedAfterItsSchema() throws Exception {
        CompiledRepo repo = fixture.compile(fixture.request());
        assertThat(FileTree.list(fixture.output))
                .extracting(Object::toString)
                .containsExactly("site." + SCHEMA + ".hhbc", "site." + SCHEMA + ".inputs", "site." + SCHEMA + ".json");
        assertThat(repo.file()).isEqualTo(fixture.output.resolve("site." + SCHEMA + ".hhbc"));
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

    /** HHVM's own tests have them. */
    @Test
    void filesWithNamesThatMeanSomethingToHhvmAreFiles() throws Exception {
        for (String name : List.of(
                "systemlib.php",
                "ext/systemlib.php",
                ":systemlib.php",
                "d/:x.php",
                "eval()'d code.php",
                "a.php(3) : eval()'d code/b.php",
                ".hhvm.php",
                ".hhvm/a.php",
                "hhvm.hhbc.php")) {
            fixture.php(name);
        }
        CompiledRepo repo = fixture.compile(fixture.request());
        assertThat(repo.files()).isEqualTo(12);
    }

    @Test
    void theSameSiteElsewhereGivesTheSameBytes() throws Exception {
        fixture.hhvm.afterwards(
                "sqlite3 $target 'CREATE TABLE t(x); INSERT INTO t VALUES (zeroblob('$$')); DROP TABLE t'");
        CompiledRepo here = fixture.compile(fixture.request());
        Path elsewhere = directory.resolve("elsewhere/a b");
        FileTree.copy(
                fixture.site, Files.createDirectories(elsewhere.getParent()).resolve("a b"));
        CompileRequest request = fixture.request();
        CompiledRepo there = fixture.compile(
                CompileRequest.of(PhpTree.of(elsewhere), request.hhvm(), "site", directory.resolve("other/out")));
        assertThat(there.file()).hasSameBinaryContentAs(here.file());
        assertThat(there.buildInfo()).hasSameBinaryContentAs(here.buildInfo());
    }

    @Test
    void theAuthoritativeLayoutIsAWholeProgramBuild() throws Exception {
        CompiledRepo repo = fixture.compile(fixture.request().withLayout(RepoMode.AUTHORITATIVE));
        assertThat(new InspectRepo().run(repo.file()).schemas().get(0).wholeProgram())
                .isTrue();
    }

    @Test
    void hhvmGetsTheUsersOptionsAfterOurs() throws Exception {
        fixture.hhvm.afterwards("echo done; env | sort; echo \"home: $HOME\"");
        CompiledRepo repo =
                fixture.compile(fixture.request().withOptions(List.of("-vEnableHipHopSyntax=true", "-vA=b c")));
        assertThat(Files.readString(repo.buildInfo())).contains("-vEnableHipHopSyntax=true", "-vA=b c");
        assertThat(Files.readString(repo.log()))
                .contains("HHVM_REPO_CENTRAL_PATH=" + directory.toRealPath().resolve("target"))
                .contains("HHVM_DISABLE_NUMA=true")
                .doesNotContain("home: " + System.getenv("HOME") + "\n");
    }

    @Test
    void anOptionThatIsOursIsRefused() throws Exception {
        CompileRequest request = fixture.request().withOptions(List.of("--output-dir=/tmp"));
        assertThatThrownBy(() -> fixture.compile(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--output-dir=/tmp");
    }

    @Test
    void includesAndExcludesChooseWhatIsCompiled() throws Exception {
        fixture.php("tests/broken.php");
        fixture.php(".git/hooks.php");
        PhpTree tree = new PhpTree(fixture.site, List.of("**/*.php", "logo.png"), List.of("**/tests/**"));
        CompileRequest request = fixture.request();
        assertThat(fixture.compile(CompileRequest.of(tree, request.hhvm(), "site", fixture.output))
                        .files())
                .isEqualTo(3);
    }

    @Test
    void anEmptyTreeIsRefused() throws Exception {
        FileTree.delete(fixture.site);
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("there is no directory", "site");
        Files.createDirectories(fixture.site);
        Files.writeString(fixture.site.resolve("readme.txt"), "hello");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("has no file to compile", "**/*.php");
    }

    @Test
    void linksWithinTheTreeAreFilesAndLinksOutOfItAreRefused() throws Exception {
        Files.createSymbolicLink(fixture.site.resolve("again.php"), Path.of("index.php"));
        Files.createSymbolicLink(fixture.site.resolve("more"), Path.of("lib"));
        assertThat(fixture.compile(fixture.request()).files()).isEqualTo(4);
        Path secret = Files.writeString(directory.resolve("secret.php"), "<?php");
        Files.createSymbolicLink(fixture.site.resolve("out.php"), secret);
        Files.createSymbolicLink(fixture.site.resolve("outside"), directory);
        Files.createSymbolicLink(fixture.site.resolve("gone.php"), Path.of("nowhere.php"));
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "out.php is a symbolic link that leaves the tree",
                        "outside is a symbolic link that leaves the tree",
                        "gone.php is a symbolic link that leads nowhere",
                        "exclude");
        PhpTree tree = new PhpTree(fixture.site, List.of(), List.of("out*", "gone.php"));
        CompileRequest request = fixture.request();
        assertThat(fixture.compile(CompileRequest.of(tree, request.hhvm(), "site", fixture.output))
                        .files())
                .isEqualTo(4);
    }

    @Test
    void aNameThatCannotStandInAListIsRefused() throws Exception {
        fixture.php("two\nlines.php");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("two?lines.php", "control character");
    }

    @Test
    void theProgramsNameIsAFileName() throws Exception {
        CompileRequest request = fixture.request();
        assertThatThrownBy(() ->
                        fixture.compile(CompileRequest.of(request.tree(), request.hhvm(), "../site", fixture.output)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"../site\"");
    }

    @Test
    void aLogWithinTheOutputIsRefused() throws Exception {
        CompileRequest request = fixture.request().withLog(fixture.output.resolve("hhvm.log"));
        assertThatThrownBy(() -> fixture.compile(request))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("hhvm.log", "replaced as a whole");
    }

    @Test
    void theCacheOfAnotherSiteIsNotReplaced() throws Exception {
        fixture.compile(fixture.request());
        for (String name : List.of("other", "site.old", "sites")) {
            Path other = Files.writeString(fixture.output.resolve(name + "." + SCHEMA + ".hhbc"), "");
            assertThatThrownBy(() -> fixture.compile(fixture.request()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(other.getFileName() + " in it is not of site");
            assertThat(other).exists();
            Files.delete(other);
        }
        fixture.compile(fixture.request());
    }

    @Test
    void hhvmOnPathIsFound() throws Exception {
        HhvmSource onPath = new HhvmSource.OnPath(new SearchPath(
                List.of(fixture.hhvm.writeTo(directory.resolve("bin/hhvm")).getParent())));
        assertThat(fixture.compile(CompileRequest.of(PhpTree.of(fixture.site), onPath, "site", fixture.output))
                        .files())
                .isEqualTo(3);
    }

    @Test
    void namesThatDifferInCaseOnlyAreFilesOfTheirOwnAndToldWhenNoPatternMatches() throws Exception {
        fixture.php("Index.php");
        fixture.php("ABOUT.PHP");
        List<String> seen = new ArrayList<>();
        assertThat(new CompileRepo(Programs.untethered())
                        .run(fixture.request(), new RecordedProgress(seen))
                        .files())
                .isEqualTo(4);
        assertThat(seen).anyMatch(l -> l.startsWith("warning: 1 file would match but for") && l.contains("ABOUT.PHP"));
        seen.clear();
        PhpTree all = new PhpTree(fixture.site, List.of("**/*.php", "**/*.PHP"), List.of());
        CompileRequest request = fixture.request();
        CompileRepo compile = new CompileRepo(Programs.untethered());
        assertThat(compile.run(
                                CompileRequest.of(all, request.hhvm(), "site", fixture.output),
                                new RecordedProgress(seen))
                        .files())
                .isEqualTo(4);
        assertThat(seen).noneMatch(l -> l.startsWith("warning"));
    }

    @Test
    void namesBeyondAsciiAreCompiledAndNamesThatAreNoTextAreRefused() throws Exception {
        fixture.php("größe/ß.php");
        assertThat(fixture.compile(fixture.request()).files()).isEqualTo(4);
        Programs.untethered()
                .run(Command.of(
                        "sh", "-c", "printf '<?php' > \"$0/$(printf 'latin1-\\344').php\"", fixture.site.toString()))
                .orFail();
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("latin1-", "no text in this locale");
    }

    @Test
    void afterAKillTheNextRunWorksAndCleansUp() throws Exception {
        CompiledRepo first = fixture.compile(fixture.request());
        Path abandoned = AbandonedStage.in(directory.resolve("target"));
        Files.createDirectories(abandoned.resolve("new/hhbc/.work"));
        Files.move(
                fixture.output, Files.createDirectory(abandoned.resolve("old")).resolve("hhbc"));
        CompiledRepo second = fixture.compile(fixture.request());
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(abandoned).doesNotExist();
        assertThat(FileTree.list(directory.resolve("target"))).hasSize(6);
    }
}
