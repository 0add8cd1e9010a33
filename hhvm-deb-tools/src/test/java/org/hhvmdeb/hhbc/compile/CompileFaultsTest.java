package org.hhvmdeb.hhbc.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.testkit.SiteFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong about a compilation is found, whatever HHVM says of it. */
class CompileFaultsTest {

    @TempDir
    Path directory;

    private SiteFixture fixture;

    @BeforeEach
    void aSite() throws Exception {
        fixture = SiteFixture.in(directory);
    }

    @Test
    void anAuthoritativeBuildWithoutGlobalDataIsRefused() throws Exception {
        fixture.hhvm.afterwards("sqlite3 $target \"DELETE FROM GlobalData_$schema\"");
        CompileRequest request = fixture.request().withLayout(RepoMode.AUTHORITATIVE);
        assertThatThrownBy(() -> fixture.compile(request))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("repo-not-whole-program");
    }

    @Test
    void anHhvmThatIsNotThereIsNamed() throws Exception {
        CompileRequest request = fixture.request();
        HhvmSource missing = new HhvmSource.Program(directory.resolve("no/hhvm"));
        assertThatThrownBy(() -> fixture.compile(CompileRequest.of(request.tree(), missing, "site", fixture.output)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no/hhvm");
        HhvmSource nowhere = new HhvmSource.OnPath(new SearchPath(List.of(directory)));
        assertThatThrownBy(() -> fixture.compile(CompileRequest.of(request.tree(), nowhere, "site", fixture.output)))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("no hhvm on PATH");
    }

    @Test
    void anHhvmThatFailsIsQuotedAndThePreviousResultStays() throws Exception {
        CompiledRepo good = fixture.compile(fixture.request());
        fixture.hhvm.afterwards("echo 'Out of ideas' >&2; exit 1");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
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
        fixture.hhvm.afterwards("kill -SEGV $$");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("was killed by signal 11");
    }

    @Test
    void aMissingLibraryIsNamed() throws Exception {
        fixture.hhvm.afterwards(
                "echo \"hhvm: error while loading shared libraries: libfolly.so.1: cannot open shared object file:"
                        + " No such file\" >&2; exit 127");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("needs the library libfolly.so.1", "apt-get install");
    }

    @Test
    void anHhvmThatWritesNothingIsFoundOut() throws Exception {
        fixture.hhvm.afterwards("mv $target $directory/other.hhbc; echo quietly");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("did not write site.hhbc", "it wrote other.hhbc", "quietly");
    }

    @Test
    void anEmptyFileIsNoRepository() throws Exception {
        fixture.hhvm.afterwards(": > $target");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("wrote an empty site.hhbc");
    }

    @Test
    void garbageIsNoRepository() throws Exception {
        fixture.hhvm.afterwards("echo garbage > $target");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("a file of no known format");
    }

    @Test
    void filesThatAreLeftOutAreNamed() throws Exception {
        for (int i = 0; i < 20; i++) {
            fixture.php("many/" + i + ".php");
        }
        fixture.hhvm.afterwards(
                "sqlite3 $target \"DELETE FROM FileMd5_$schema WHERE path LIKE 'many/%' OR path = 'index.php'\"");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        "repo-incomplete", "compiled 2 of 23 files", "  index.php\n", "  many/0.php\n", "and 11 more")
                .hasMessageContaining("hhbc.log");
        assertThat(fixture.output).doesNotExist();
    }

    @Test
    void absolutePathsInTheRepositoryCountToo() throws Exception {
        fixture.hhvm.afterwards("sqlite3 $target \"UPDATE FileMd5_$schema SET path = '$root/' || path\"");
        assertThat(fixture.compile(fixture.request()).files()).isEqualTo(3);
    }

    @Test
    void anotherSchemaThanTheCompilersIsRefusedWithAllReadings() throws Exception {
        fixture.hhvm.version("echo 'HipHop VM 3.18.5 (rel)'; echo 'Repo schema: " + OTHER + "'");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
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
        fixture.hhvm.afterwards(
                "sqlite3 $target \"CREATE TABLE magic_x(product TEXT); CREATE TABLE Unit_x(unitSn INTEGER);"
                        + " INSERT INTO Unit_x VALUES (1); INSERT INTO magic_x VALUES ('" + SchemaContent.PRODUCT
                        + "')\"");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll("repo-several-schemas", SCHEMA, "  x  1 unit,");
    }

    @Test
    void noSchemaIsRefused() throws Exception {
        fixture.hhvm.afterwards("rm $target; sqlite3 $target 'CREATE TABLE other(x)'");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll("repo-no-schema", "only other");
    }

    @Test
    void phpThatDoesNotParseIsAnErrorUnlessTolerated() throws Exception {
        fixture.hhvm.afterwards(
                "echo 'HipHop Fatal error: syntax error, unexpected T_STRING in lib/a.php on line 3' >&2");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        "\n" + fixture.site + "/lib/a.php:3: error: HipHop Fatal error", "hhbc.log:1)", "php-error");
        CompiledRepo repo = fixture.compile(fixture.request().withTolerance(true));
        assertThat(repo.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Parse error: syntax error in $root/lib/my page.php on line 12 | lib/my page.php:12",
                "File \"$root/x.php\", line 7, characters 1-2: Parse error | x.php:7",
                "Parse error: lib/x.inc:5: expected ; | lib/x.inc:5",
                "hphp: lib/my page.php: syntax error, expected ';' on line 39 | lib/my page.php:39",
                "hphp: $root/x.php: syntax error, unexpected end on line 2 | x.php:2",
            })
    void anErrorIsAtItsPlaceInThePhpHoweverHhvmSaysSo(String line, String place) throws Exception {
        fixture.hhvm.afterwards("cat >&2 <<END\n" + line + "\nEND");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("\n" + fixture.site + "/" + place + ": error: ");
    }

    @Test
    void anErrorWithoutAPlaceIsAtItsLineOfTheLog() throws Exception {
        fixture.hhvm.afterwards("echo; echo 'Fatal error: out of ideas'");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("hhbc.log:2: error: Fatal error: out of ideas [php-error]");
    }

    @Test
    void anHhvmThatTheKernelKilledIsExplained() throws Exception {
        fixture.hhvm.afterwards("kill -KILL $$");
        assertThatThrownBy(() -> fixture.compile(fixture.request()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("was killed by signal 9", "memory has run out");
    }

    @Test
    void noiseOnStandardErrorIsNoError() throws Exception {
        fixture.hhvm.repoSchema("echo 'set_mempolicy: Operation not permitted' >&2; echo $schema");
        fixture.hhvm.afterwards("echo 'set_mempolicy: Operation not permitted' >&2");
        assertThat(fixture.compile(fixture.request()).warnings()).isEmpty();
    }
}
