package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.AdminServer;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class CommandLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private String repo;
    private String hhvm;

    @BeforeEach
    void aRepositoryAndItsHhvm() throws Exception {
        repo = RepoFixture.compiled(directory.resolve("site.hhbc"), SCHEMA, "index.php", "lib/ü.php")
                .toString();
        hhvm = new FakeHhvm(SCHEMA).writeTo(directory.resolve("bin/hhvm")).toString();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Map<String, String> environment = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "CI", "1");
        return HhvmDeb.run(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment, arguments);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private void assertJson() throws IOException {
        int tokens = 0;
        try (JsonParser json = new JsonFactory().createParser(out())) {
            while (json.nextToken() != null) {
                tokens++;
            }
        }
        assertThat(tokens).as(out()).isPositive();
    }

    @Test
    void theSchemaOfAProgramAndAFileThatFitIsTold() {
        assertThat(run("cache", "schema", hhvm, repo)).isEqualTo(2);
        assertThat(err()).contains("the schema of " + hhvm + " is unknown", "--run");
        assertThat(run("cache", "schema", "--run", hhvm, repo)).isZero();
        assertThat(out().lines()).hasSize(3).allMatch(l -> l.startsWith(SCHEMA));
        assertThat(err()).isEmpty();
    }

    @Test
    void schemasThatDifferAreAFinding() throws Exception {
        Path other = RepoFixture.compiled(directory.resolve("other.hhbc"), OTHER, "index.php");
        assertThat(run("cache", "schema", "--format", "json", repo, other.toString()))
                .isEqualTo(1);
        assertJson();
        assertThat(out()).contains(SCHEMA, OTHER);
    }

    @Test
    void preflightTellsWhoIsWarmAsTableAndJsonAndJUnit() throws Exception {
        try (AdminServer warm = AdminServer.of(SCHEMA);
                AdminServer cold = AdminServer.of(OTHER)) {
            assertThat(run("cache", "preflight", repo, warm.address())).isZero();
            assertThat(out()).startsWith(warm.address() + "  warm ").endsWith("1 host: 1 warm\n");
            Path hosts = Files.writeString(directory.resolve("hosts"), cold.address() + " # old\n");
            String[] words = {"cache", "preflight", "--schema", SCHEMA, warm.address(), "--hosts", hosts.toString()};
            assertThat(run(words)).isEqualTo(1);
            assertThat(out().lines()).hasSize(3).element(1).asString().contains("cold", OTHER);
            assertThat(run(and(words, "--format", "json"))).isEqualTo(1);
            assertJson();
            assertThat(out()).contains("\"passed\": false", "\"verdict\": \"cold\"");
            assertThat(run(and(words, "--format", "junit"))).isEqualTo(1);
            assertThat(out()).contains("<testsuite name=\"cache-preflight\" tests=\"2\" failures=\"1\"");
        }
    }

    @Test
    void theAdminPasswordComesFromAFile() throws Exception {
        try (AdminServer server = AdminServer.guarded(SCHEMA, "secret")) {
            assertThat(run("cache", "preflight", repo, server.address())).isEqualTo(1);
            assertThat(out()).contains("denied", "it wants the admin password");
            Path file = Files.writeString(directory.resolve("password"), "secret\n");
            assertThat(run("cache", "preflight", repo, server.address(), "--admin-password-file", file.toString()))
                    .isZero();
            assertThat(run("cache", "schema", repo, "admin:" + server.address(), "--admin-password-file=" + file))
                    .isZero();
            assertThat(out()).doesNotContain("secret");
        }
    }

    @Test
    void theDoctorTellsWhatItFindsAndWhatMendsIt() throws Exception {
        Path root = Files.createDirectories(directory.resolve("host"));
        Files.createDirectories(root.resolve("etc/hhvm"));
        Files.writeString(root.resolve("etc/passwd"), "www-data:x:33:33::/var/www:/bin/sh\n");
        Files.writeString(
                root.resolve("etc/hhvm/server.ini"),
                "hhvm.repo.central.path = /var/cache/hhvm/central.hhbc\nhhvm.repo.local.path = /usr/share/site/s.hhbc\n");
        String place = Files.createDirectories(root.resolve("var/cache"))
                .resolve("hhvm")
                .toString();
        assertThat(run("doctor", "--root", root.toString())).isEqualTo(1);
        assertThat(out())
                .startsWith(root + ": error: no hhvm is installed here: ")
                .contains("[hhvm-missing]\n  advice: install hhvm, ")
                .endsWith("1 error\n");
        assertThat(run("doctor", "--root", root.toString(), "--format", "json")).isEqualTo(1);
        assertThat(out()).contains("\"advice\": \"install hhvm, ").doesNotContain("\"fix\"");
        Files.createDirectories(root.resolve("usr/bin"));
        Files.copy(Path.of("/bin/true"), root.resolve("usr/bin/hhvm"));
        assertThat(run("doctor", "--root", root.toString())).isEqualTo(1);
        assertThat(out())
                .contains(
                        "the usual configuration files, as www-data, schema unknown\n  1. /var/cache/hhvm/central.hhbc"
                                + " (hhvm.repo.central.path, /etc/hhvm/server.ini:1): rejected, directory-missing\n",
                        "  read only: /usr/share/site/s.hhbc (hhvm.repo.local.path, /etc/hhvm/server.ini:2): absent\n",
                        place + ": error: there is no directory /var/cache/hhvm",
                        "[directory-missing]\n  fix: install -d -m 755 -o 33 " + place + "\n")
                .endsWith("3 errors, 1 warning\n");
        assertThat(run("doctor", "--root", root.toString(), "--format", "json")).isEqualTo(1);
        assertJson();
        assertThat(out())
                .contains(
                        "\"state\": \"rejected\"",
                        "\"readOnly\": [",
                        "\"state\": \"absent\"",
                        "\"fix\": \"install -d -m 755 -o 33 " + place + "\"");
        assertThat(run("doctor", "--root", root.toString(), "--format", "sarif"))
                .isEqualTo(1);
        assertJson();
    }

    @Test
    void anIdThatIsCutOffIsCalledSoAndAPortThatIsNoneIsRefused() throws Exception {
        for (String id : List.of("b370", SCHEMA.substring(0, 39), "xyz")) {
            assertThat(run("cache", "verify", repo, "--schema", id)).isEqualTo(1);
            assertThat(err()).contains("the schema asked for may be cut off or mistyped");
        }
        assertThat(run("cache", "verify", repo, "--schema", OTHER)).isEqualTo(1);
        assertThat(err()).contains("Compile the site again").doesNotContain("mistyped");
        try (AdminServer server = AdminServer.of(SCHEMA)) {
            assertThat(run("cache", "preflight", "--schema", "xyz", server.address()))
                    .isEqualTo(1);
            assertThat(err()).contains("the schema xyz may be cut off or mistyped");
            for (String host : List.of(server.address(), "::1")) {
                assertThat(run("cache", "preflight", repo, host, "--port", "70000"))
                        .isEqualTo(2);
                assertThat(err()).contains("there is no port 70000");
            }
        }
        assertThat(run("doctor", "--root", directory.toString(), "--hhvm", "/bin/ls"))
                .isEqualTo(2);
        assertThat(err()).contains("name its schema with --schema").doesNotContain("with --run");
        run("doctor", "--root", directory.toString(), "--schema", "xyz");
        assertThat(err()).contains("the schema xyz may be cut off or mistyped");
    }

    private int pack(String file, String... more) {
        List<String> words =
                new ArrayList<>(List.of("cache", "pack", file, "--hhvm", hhvm, "--run", "--name", "site-cache"));
        words.addAll(List.of("--package-version", "1", "--maintainer", "A <a@b.c>"));
        words.addAll(List.of("--output", directory.resolve("out").toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void packTellsWhatIsWrongInTheOrderInWhichItMatters() throws Exception {
        assertThat(pack("nope")).isEqualTo(2);
        assertThat(err()).contains("there is no file nope").doesNotContain("--date");
        assertThat(pack(repo)).isEqualTo(2);
        assertThat(err()).contains("--date");
        assertThat(pack(repo, "--date", "0")).isEqualTo(2);
        assertThat(err()).contains("the time 1970-01-01T00:00:00Z cannot be", "--date or SOURCE_DATE_EPOCH");
        Files.createDirectories(directory.resolve("out"));
        assertThat(pack(repo, "--date", "5", "--architecture", "foo")).isZero();
        assertThat(err()).contains("packaged for foo, which is not an architecture of Debian");
    }

    @Test
    void aPruneThatHasNothingToDoSaysSo() {
        assertThat(run("cache", "prune", "--live", SCHEMA, "--apply", repo)).isZero();
        assertThat(err()).contains("nothing was to be done").doesNotContain("became");
        assertThat(run("cache", "prune", "--live", SCHEMA, repo)).isZero();
        assertThat(err()).contains("nothing is to be done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--root no-such-directory",
                "--max-size big",
                "--max-size 0",
                "--user no-such-user",
                "--hhvm none",
                "x"
            })
    void theDoctorRefusesWhatIsWrong(String line) {
        assertThat(run(("doctor " + line).split(" "))).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).isNotEmpty();
    }

    private static String[] and(String[] words, String... more) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void inspectTellsWhatIsInside() throws Exception {
        assertThat(run("cache", "inspect", repo)).isZero();
        assertThat(out()).contains("schema " + SCHEMA, "2 units, 2 paths");
        assertThat(run("cache", "inspect", repo, "--format=json")).isZero();
        assertJson();
        assertThat(err()).isEmpty();
    }

    @Test
    void inspectWritesAPageThatLoadsNothing() throws Exception {
        Path page = directory.resolve("page.html");
        assertThat(run("cache", "inspect", repo, "--top", "1", "--html", page.toString()))
                .isZero();
        assertThat(page)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("<svg", "lib/ü.php", SCHEMA)
                .doesNotContain("<script", "http://", "https://", "src=");
        assertThat(run("cache", "inspect", repo, "--top", "-1")).isEqualTo(2);
        assertThat(err()).contains("--top -1");
    }

    @Test
    void namesInARepositoryAreTextToTheTerminalAndTheBrowser() throws Exception {
        Path hostile = directory.resolve("hostile.hhbc");
        try (RepoFixture fixture = RepoFixture.at(hostile)) {
            fixture.schema(SCHEMA, RepoTables.R3_14)
                    .fill(SCHEMA, RepoTables.R3_14, "a\u001b[2J<script>alert(1)</script>/b\nc\u202e.php")
                    .sql("CREATE TABLE \"<img src=x>\u001b\"(x)");
        }
        Path page = directory.resolve("page.html");
        assertThat(run("cache", "inspect", hostile.toString(), "--html", page.toString()))
                .isZero();
        assertThat(out())
                .contains("a\\x1b[2J<script>", "b\\x0ac\\u202e.php", "not HHVM's: 1 table, <img src=x>\\x1b")
                .doesNotContain("\u001b", "\u202e");
        assertThat(page).content().contains("&lt;script&gt;").doesNotContain("<script", "<img", "\u202e", "\u001b");
        assertThat(run("cache", "inspect", hostile.toString(), "--format", "json"))
                .isZero();
        assertJson();
    }

    @Test
    void inspectTakesACachePackageToo() throws Exception {
        Path named = Files.copy(Path.of(repo), directory.resolve("site." + SCHEMA + ".hhbc"));
        Path deb = RepoFixture.packaged(directory, named);
        assertThat(run("cache", "inspect", deb.toString())).isZero();
        assertThat(out())
                .startsWith(deb + "/" + named.getFileName() + ": a SQLite repository, ")
                .contains("2 paths");
        assertThat(run("cache", "inspect", deb.toString(), "--format", "json")).isZero();
        assertThat(out()).contains("\"path\": \"" + deb + "/" + named.getFileName() + "\"");
        assertThat(run(
                        "cache",
                        "pack",
                        deb.toString(),
                        "--name",
                        "x",
                        "--package-version",
                        "1",
                        "--hhvm",
                        hhvm,
                        "--run",
                        "--maintainer",
                        "A <a@b.c>",
                        "--date",
                        "2026-01-01",
                        "--output",
                        directory.toString()))
                .isEqualTo(2);
    }

    /** The place where it was unpacked is known to nobody. */
    @Test
    void damageInACachePackageIsSaidOfThePackage() throws Exception {
        Path named = Files.writeString(directory.resolve("site." + SCHEMA + ".hhbc"), "SQLite format 3\0 and no more");
        Path deb = RepoFixture.packaged(directory, named);
        for (String command : List.of("inspect", "verify", "preflight")) {
            assertThat(run("cache", command, deb.toString())).as(command).isEqualTo(2);
            assertThat(err())
                    .contains(named.getFileName() + " in " + deb.getFileName())
                    .doesNotContain("hhvm-deb-");
        }
    }

    @Test
    void tablesAddUpToTheirSchema() throws Exception {
        assertThat(run("cache", "inspect", repo)).isZero();
        String kib = "(?s).*\n  ([0-9.]+) KiB, .*";
        double whole = Double.parseDouble(out().replaceFirst(kib, "$1"));
        double sum = out().lines()
                .dropWhile(l -> !l.contains("tables with their indexes:"))
                .skip(1)
                .takeWhile(l -> !l.endsWith(":"))
                .mapToDouble(l -> Double.parseDouble(l.strip().split(" ", 2)[0]))
                .sum();
        assertThat(sum).isEqualTo(whole);
        assertThat(out()).containsPattern("KiB  empty tables: [0-9]+\n");
        Path page = directory.resolve("page.html");
        assertThat(run("cache", "inspect", repo, "--html", page.toString())).isZero();
        assertThat(page).content().contains("empty tables: ");
    }

    @Test
    void pruneToOtherFilesPrintsTheirNamesAndSizesForPeople() {
        String other = directory.resolve("other.hhbc").toString();
        assertThat(run("cache", "prune", "--live", SCHEMA, "--apply", "--output", other, repo))
                .isZero();
        assertThat(out()).endsWith("\n" + other + "\n").contains("stays  " + SCHEMA, " KiB go; 0 bytes are free now\n");
        assertThat(err()).contains(" KiB became ");
        assertThat(run("cache", "diff", repo, other)).isZero();
    }

    @Test
    void differencesAreInSizesForPeopleAndInBytesForMachines() throws Exception {
        Path other = RepoFixture.compiled(directory.resolve("other.hhbc"), SCHEMA, "index.php", "new.php");
        assertThat(run("cache", "diff", "--files", repo, other.toString())).isEqualTo(1);
        assertThat(out()).contains("+ new.php  ").containsPattern("new\\.php  [0-9.]+ (bytes|KiB)\n");
        assertThat(run("cache", "diff", repo, other.toString())).isEqualTo(1);
        assertThat(out()).containsPattern("  \\+1 -0 ~0  0 bytes to [0-9]+ bytes \\(\\+[0-9]+ bytes\\)");
    }

    @Test
    void aFileIsNotTakenForAHost() throws Exception {
        for (String[] words : new String[][] {
            {"cache", "preflight", "--schema", SCHEMA, repo, "127.0.0.1:1"},
            {
                "cache",
                "preflight",
                repo,
                "127.0.0.1:1",
                Files.writeString(directory.resolve("hosts"), "web1").toString()
            }
        }) {
            assertThat(run(words)).isEqualTo(2);
            assertThat(err()).contains(" is a file, where the name of a host belongs", "--hosts");
        }
    }

    @Test
    void damageIsAFindingAndSaidInEveryForm() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(repo));
        Files.write(Path.of(repo), Arrays.copyOf(bytes, bytes.length - 4096));
        assertThat(run("cache", "inspect", repo)).isEqualTo(1);
        assertThat(out()).contains("damaged: the header says", "it is cut off");
        assertThat(run("cache", "inspect", repo, "--format", "json")).isEqualTo(1);
        assertJson();
    }

    @Test
    void everyGenerationGetsEveryReport() throws Exception {
        Path all = directory.resolve("all.hhbc");
        try (RepoFixture fixture = RepoFixture.at(all)) {
            for (RepoTables tables : RepoTables.values()) {
                fixture.schema(tables.name(), tables).fill(tables.name(), tables, "index.php");
            }
        }
        Path page = directory.resolve("page.html");
        assertThat(run("cache", "inspect", all.toString(), "--html", page.toString()))
                .isZero();
        assertThat(run("cache", "inspect", all.toString())).isZero();
        for (RepoTables tables : RepoTables.values()) {
            assertThat(out())
                    .contains("schema " + tables + ": compiled file by file", "HHVM " + tables.releases + "\n");
            assertThat(page).content().contains("HHVM " + tables.releases + ";");
        }
    }

    @Test
    void verifyPassesWhatFits() throws Exception {
        assertThat(run("cache", "verify", repo, "--run", "--hhvm", hhvm)).isZero();
        assertThat(out()).endsWith("is sound and of schema " + SCHEMA + ", that of " + hhvm + "\n");
        assertThat(run("cache", "verify", repo)).isZero();
        assertThat(out()).endsWith("; there is no hhvm on PATH, so it was compared with none\n");
        assertThat(run("cache", "verify", repo, "--run")).isEqualTo(2);
        assertThat(run("cache", "verify", repo, "--schema", SCHEMA, "--format", "JSON"))
                .isZero();
        assertJson();
    }

    @Test
    void whatHhvmIsRunWithInVerifyIsWhatThisUserHasSaid() throws Exception {
        Path site = Files.createDirectories(directory.resolve("php"));
        Files.writeString(site.resolve("index.php"), "<?php\n");
        Path out = directory.resolve("compiled");
        assertThat(run(
                        "cache",
                        "compile",
                        site.toString(),
                        "--hhvm",
                        hhvm,
                        "--name=site",
                        "--output=" + out,
                        "--option=-vA=1"))
                .isZero();
        String compiled = out.resolve("site." + SCHEMA + ".hhbc").toString();
        String[] verify = {"cache", "verify", compiled, "--hhvm", hhvm, "--source", site.toString(), "--recompile"};
        assertThat(run(verify)).isZero();
        Path json = out.resolve("site." + SCHEMA + ".json");
        Files.writeString(json, Files.readString(json).replace("-vA=1", "-vA=2"));
        assertThat(run(verify)).isEqualTo(2);
        assertThat(err()).contains(json.toString(), "\"-vA=2\"", "--option");
        String[] again = Arrays.copyOf(verify, verify.length + 1);
        again[verify.length] = "--option=-vA=2";
        assertThat(run(again)).isZero();
        assertThat(run("cache", "verify", compiled, "--option=-vA=2")).isEqualTo(2);
        assertThat(err()).contains("say --recompile, too");
    }

    @Test
    void verifyGivesEveryFindingToBothReaders() throws Exception {
        assertThat(run("cache", "verify", repo, "--schema", OTHER, "--format", "json"))
                .isEqualTo(1);
        assertJson();
        assertThat(out()).contains("\"passed\": false", "schema-mismatch", OTHER);
        assertThat(err()).startsWith("hhvm-deb: ").contains("do not agree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "verify", "schema"})
    void aFileThatIsNotThereIsWrongInput(String verb) throws Exception {
        assertThat(run("cache", verb, "no-such-file", "--format", "json")).isEqualTo(2);
        assertJson();
        assertThat(out()).contains("\"error\": \"there is no file no-such-file\"");
        assertThat(err()).isEqualTo("hhvm-deb: there is no file no-such-file\n");
        assertThat(run("cache", verb, directory.toString())).isEqualTo(2);
        assertThat(err()).contains("is a directory, but a file is expected");
        assertThat(out()).isEmpty();
    }

    @Test
    void aPackageThatIsNotThereIsWrongInput() {
        assertThat(run("cache", "verify", repo, "--hhvm", "no-such.deb")).isEqualTo(2);
        assertThat(err()).contains("there is no package file no-such.deb");
    }

    @Test
    void whatDoesNotAnswerAsHhvmIsOutside() throws Exception {
        assertThat(run("cache", "verify", repo, "--run", "--hhvm", "/bin/true", "--format", "json"))
                .isEqualTo(3);
        assertJson();
        assertThat(err()).contains("does not tell its repo schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "upstream",
                "upstream import",
                "upstream tags",
                "upstream suggest-prune HHVM-3.18.5",
                "patches check --bogus",
                "source build",
                "package build",
                "cache nonsense",
                "cache compile",
                "cache pack",
                "cache schema --format xml x",
                "cache preflight --port x"
            })
    void wrongUsageSaysHowItIsDone(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        List<String> lines = err().lines().toList();
        assertThat(lines.get(0)).startsWith("Usage: hhvm-deb");
        assertThat(lines.size()).isLessThan(8);
        assertThat(lines.get(lines.size() - 1)).matches("hhvm-deb: [a-zA-Z-].* [sS]ee hhvm-deb.* --help");
        assertThat(out()).isEmpty();
    }

    @Test
    void whatWasMeantIsSuggested() {
        run("patches", "chekc");
        assertThat(err()).contains("chekc; did you mean check? See hhvm-deb patches --help");
        run("upstream");
        assertThat(err()).contains("name a command: tags, import, verify, suggest-prune; see hhvm-deb upstream --help");
    }

    @Test
    void wrongUsageIsJsonToWhoAskedForIt() throws Exception {
        assertThat(run("cache", "inspect", "--format", "json")).isEqualTo(2);
        assertJson();
        assertThat(err()).contains("Usage: hhvm-deb cache inspect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "cache --version", "cache schema --version"})
    void everyCommandKnowsTheVersion(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(out()).matches("hhvm-deb [0-9]+\\.[0-9]+\\..+\\R");
    }

    /** An unset variable of a script would mean the directory where that runs. */
    @Test
    void anEmptyNameIsNone() {
        assertThat(run("doctor", "--root", "")).isEqualTo(2);
        assertThat(run("cache", "inspect", "")).isEqualTo(2);
        assertThat(err()).contains("an empty name stands for no file or directory");
    }

    @Test
    void aNameThatIsNoFileNameIsNoFault() {
        assertThat(run("cache", "inspect", "a\0b")).isEqualTo(2);
        assertThat(err()).contains("cannot be expressed in this locale; run with LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--schema @",
                "@ --schema",
                "--schema @ web/x",
                "--schema @ web --jobs 0",
                "--schema @ web --timeout 0",
                "--schema @ --hosts none",
                "--schema @ web --admin-password-file none"
            })
    void preflightWithoutCacheOrHostsIsWrongUsage(String line) {
        String words = "cache preflight " + line.replace("@", SCHEMA);
        assertThat(run(words.strip().split(" "))).isEqualTo(2);
        assertThat(out()).isEmpty();
    }

    @Test
    void aRepackCountBelowOneIsWrongInput() {
        String output = directory.resolve("o").toString();
        assertThat(run("upstream", "import", "HHVM-3.18.5", "--from", "x", "--output", output, "--repack", "0"))
                .isEqualTo(2);
        assertThat(err()).contains("counting starts at 1");
    }

    @Test
    void whatIsToHappenInTheRepositoryNeedsOne() {
        String output = directory.resolve("o").toString();
        assertThat(run(
                        "upstream",
                        "import",
                        "HHVM-3.18.5",
                        "--from",
                        "x",
                        "--output",
                        output,
                        "--debian-branch",
                        "master"))
                .isEqualTo(2);
        assertThat(err()).contains("name that with --into");
    }

    @Test
    void aBranchIsNamedForOneThingOnly() {
        String output = directory.resolve("o").toString();
        for (String[] more : new String[][] {
            {"--upstream-branch", "master", "--debian-branch", "master"},
            {"--debian-branch", "pristine-tar", "--pristine-tar"}
        }) {
            List<String> words = new ArrayList<>(
                    List.of("upstream", "import", "HHVM-3.18.5", "--from", "x", "--output", output, "--into", "x"));
            words.addAll(List.of(more));
            assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
            assertThat(err()).contains("the branch " + (more.length == 4 ? "master" : "pristine-tar"));
        }
    }

    @Test
    void aFileIsNoPackagingDirectory() {
        String output = directory.resolve("o").toString();
        assertThat(run("upstream", "import", "HHVM-3.18.5", "--from", "x", "--output", output, "--debian", repo))
                .isEqualTo(2);
        assertThat(err())
                .contains("site.hhbc is a file, and no directory; give the directory debian of the source package");
    }

    @Test
    void aFileWhereTheOutputIsToGoIsLeftAlone() throws Exception {
        Path site = Files.createDirectories(directory.resolve("site"));
        Files.writeString(site.resolve("index.php"), "<?php\n");
        Path mine = Files.writeString(directory.resolve("mine"), "mine");
        assertThat(run("cache", "compile", site.toString(), "--hhvm", hhvm, "--name", "s", "--output", mine.toString()))
                .isEqualTo(2);
        assertThat(err()).contains("is a file, but a directory is written there");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void anUnpackedSourceWithoutItsTarballIsToldWhichOneItNeeds() throws Exception {
        Packaging packaging = Packaging.in(Files.createDirectory(directory.resolve("hhvm")));
        String tree = packaging.directory().toString();
        assertThat(run("package", "build", tree)).isEqualTo(2);
        assertThat(err()).contains("changelog:1: ", "hhvm_3.18.5+dfsg1.orig.tar.xz", directory.toString());
    }

    @Test
    void anUnpackedSourceIsBuiltIntoTheDirectoryBesideIt() throws Exception {
        Packaging packaging = Packaging.in(Files.createDirectory(directory.resolve("hhvm")));
        Path orig = packaging.request().origTarball();
        Files.copy(orig, directory.resolve(orig.getFileName()));
        assertThat(run("package", "build", packaging.directory().toString()))
                .as(err())
                .isZero();
        assertThat(out())
                .contains(directory.resolve("packages/hhvm_3.18.5+dfsg1-1_").toString());
        assertThat(err()).contains("is not looked at", "hhvm provides hhvm-repo-schema-");
    }

    @Test
    void aLocaleThatCannotExpressANameIsBlamedAndNotThisProgram() throws Exception {
        Path site = Files.createDirectories(directory.resolve("site"));
        LocalProcesses programs = Programs.untethered();
        programs.run(Command.of("sh", "-c", "printf '<?php' > \"$(printf '\\303\\274').php\"")
                        .in(site))
                .orFail();
        List<String> words = JavaCommand.words(HhvmDeb.class);
        words.addAll(List.of("cache", "compile", site.toString(), "--hhvm=" + hhvm));
        words.addAll(List.of("--name=s", "--output=" + directory.resolve("o")));
        Completed inC = programs.run(Command.of(words).with("LC_ALL", "C"));
        assertThat(inC.exitCode()).as(inC.describe()).isEqualTo(2);
        assertThat(inC.describe()).contains("has a name that is no text in this locale (run with LC_ALL=C.UTF-8)");
    }
}
