package org.hhvmdeb.hhbc.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.canonicalise.CanonicaliseRepo;
import org.hhvmdeb.hhbc.diff.DiffRepos;
import org.hhvmdeb.hhbc.diff.DifferentRepos;
import org.hhvmdeb.hhbc.diff.FileDifference;
import org.hhvmdeb.hhbc.format.SqliteRepo;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.InspectRequest;
import org.hhvmdeb.hhbc.inspect.InspectionText;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhbc.prune.PruneRepo;
import org.hhvmdeb.hhbc.prune.PruneRequest;
import org.hhvmdeb.hhbc.rebuild.RebuildRepo;
import org.hhvmdeb.hhbc.rebuild.RebuildRequest;
import org.hhvmdeb.hhbc.verify.VerifyRepo;
import org.hhvmdeb.hhbc.verify.VerifyRequest;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoRows;
import org.hhvmdeb.testkit.RepoTables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site whose files have names that mean something to HHVM, SQLite, a shell or a terminal goes through every step whole. */
class NamesWithMeaningTest {

    private static final List<String> NAMES = List.of(
            "systemlib.php",
            "systemlib.hhas.php",
            "ext/systemlib.php",
            ":",
            ":systemlib.php",
            ":d/systemlib.php",
            "d/:x.php",
            "eval()'d code",
            "a.php",
            "a.php(3) : eval()'d code",
            "a.php(12)(0a1b2c) : runtime-created function",
            "b.php(3) : eval()'d code/c.php",
            ".hhvm",
            ".hhvm.hhbc",
            ".hhvm.d/a.php",
            "hhvm.hhbc.part",
            "magic_" + SCHEMA + ".php",
            "Unit_" + SCHEMA,
            "-v.php",
            "--program/x.php",
            "#.php",
            " first.php",
            "last.php ",
            "two  blanks/ /a.php",
            "no\u00a0break.php",
            "next\u0085line.php",
            "line\u2028.php",
            "zero\u200bwidth.php",
            "replaced\ufffd.php",
            "it's.php",
            "say \"so\".php",
            "'); DROP TABLE Unit_" + SCHEMA + "; --.php",
            "$(id).php",
            "`id`;id&id|id.php",
            "back\\slash.php",
            "a*?[b].php",
            "%73%s.php",
            "~/a.php",
            "größe/ß.php",
            "\ud83d\ude00.php",
            "A.PHP",
            "n".repeat(200) + ".php",
            "d/".repeat(60) + "deep.php");

    @TempDir
    Path directory;

    private final RepoSchema schema = new RepoSchema(SCHEMA);
    private Path site;
    private HhvmSource hhvm;
    private CompiledRepo repo;

    @BeforeEach
    void aCompiledSite() throws Exception {
        site = directory.resolve("site");
        for (String name : NAMES) {
            write(name, name);
        }
        write("index.php", "what the link leads to");
        Files.createSymbolicLink(site.resolve("ext/:"), Path.of("../index.php"));
        hhvm = new HhvmSource.Program(new FakeHhvm(SCHEMA).writeTo(directory.resolve("bin/hhvm")));
        repo = compile("one");
    }

    private void write(String name, String text) throws Exception {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<?php // " + text);
    }

    private CompiledRepo compile(String output) throws Exception {
        return new CompileRepo(Programs.untethered())
                .run(
                        CompileRequest.of(
                                tree(), hhvm, "site", directory.resolve(output).resolve("hhbc")),
                        Progress.silent());
    }

    private PhpTree tree() {
        return new PhpTree(site, List.of("**"), List.of());
    }

    private VerifyRequest request() {
        return VerifyRequest.of(repo.file()).compiledFrom(tree());
    }

    private static void verify(VerifyRequest request) throws HhvmDebException {
        new VerifyRepo(Programs.untethered()).run(request, Progress.silent());
    }

    private static DifferentRepos diff(Path older, Path newer) throws HhvmDebException {
        return new DiffRepos().run(older, newer, Optional.empty(), Progress.silent());
    }

    private static List<String> all() {
        return Stream.concat(NAMES.stream(), Stream.of("ext/:", "index.php"))
                .sorted()
                .toList();
    }

    @Test
    void everyFileIsIn() throws Exception {
        assertThat(repo.files()).isEqualTo(all().size());
        try (SqliteRepo sqlite = SqliteRepo.open(repo.file())) {
            assertThat(sqlite.digests("FileMd5_" + SCHEMA, "path", "md5").keySet())
                    .containsExactlyElementsOf(all());
        }
        verify(request().against(hhvm).recompiling(true));
    }

    @Test
    void everyFileThatWentIsMissedByItsName() throws Exception {
        for (String name : NAMES) {
            byte[] content = Files.readAllBytes(site.resolve(name));
            Files.delete(site.resolve(name));
            assertThatThrownBy(() -> verify(request()))
                    .as(name)
                    .isInstanceOfSatisfying(
                            FindingsException.class,
                            e -> assertThat(e.findings())
                                    .singleElement()
                                    .satisfies(f -> assertThat(f.rule().id()).isEqualTo("source-extra"))
                                    .satisfies(f -> assertThat(f.message().split("\n", -1))
                                            .contains("  " + name.replaceAll("\\p{Cntrl}", "?"))));
            Files.write(site.resolve(name), content);
        }
    }

    @Test
    void everyFileThatChangedIsToldByItsName() throws Exception {
        for (String name : NAMES) {
            write(name, name + " again");
        }
        write("index.php", "again");
        CompiledRepo changed = compile("two");
        List<FileDifference> files =
                diff(repo.file(), changed.file()).schemas().get(0).files();
        assertThat(files)
                .hasSize(all().size())
                .allSatisfy(f -> assertThat(f.change()).isEqualTo(FileDifference.Change.CHANGED));
        assertThat(files).extracting(FileDifference::path).contains("systemlib.php", ":", "a.php(3) : eval()'d code");
        assertThatThrownBy(() -> verify(request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining(all().size() + " files changed since it was compiled");
    }

    @Test
    void nothingIsLostWhereItIsWrittenAnew() throws Exception {
        Path canonical = directory.resolve("canonical");
        new CanonicaliseRepo().run(repo.file(), OutputFile.of(canonical), Progress.silent());
        assertThat(canonical).hasSameBinaryContentAs(repo.file());

        write("index.php", "new");
        Files.delete(site.resolve("systemlib.php"));
        CompiledRepo next = compile("two");
        Path rebuilt = directory.resolve("rebuilt");
        new RebuildRepo().run(RebuildRequest.of(repo.file(), next.file(), OutputFile.of(rebuilt)), Progress.silent());
        assertThat(RepoRows.of(rebuilt)).isEqualTo(RepoRows.of(next.file()));
    }

    @Test
    void nothingOfWhatLivesIsPruned() throws Exception {
        Path both = directory.resolve("both.hhbc");
        Files.copy(repo.file(), both);
        RepoFixture.compiled(both, OTHER, NAMES.toArray(String[]::new));
        PruneRequest request = PruneRequest.of(both, List.of(schema)).including(true, true, true);
        new PruneRepo(Programs.untethered()).run(request, Progress.silent());
        assertThat(diff(repo.file(), both).isEmpty()).isTrue();
        assertThat(new InspectRepo().run(both).schemas())
                .singleElement()
                .satisfies(s -> assertThat(s.paths()).isEqualTo(all().size()));
    }

    /** There they would be taken for HHVM's own, or for code that a script put together. */
    @Test
    void whatAServerFilledTellsOwnFilesFromThoseOfTheSite() throws Exception {
        List<String> served = new ArrayList<>();
        NAMES.forEach(n -> served.add(site + "/" + n));
        Path file = directory.resolve("hhvm.hhbc");
        try (RepoFixture fixture = RepoFixture.at(file)) {
            fixture.schema(SCHEMA, RepoTables.R3_14).fill(SCHEMA, RepoTables.R3_14, served.toArray(String[]::new));
        }
        SchemaContent content = new InspectRepo()
                .run(new InspectRequest(file, 1000), Progress.silent())
                .schemas()
                .get(0);
        assertThat(content.statistics().systemlib().units()).isZero();
        long evaluated = NAMES.stream()
                .filter(n -> n.endsWith(") : eval()'d code") || n.endsWith(") : runtime-created function"))
                .count();
        assertThat(content.statistics().evaluated().units()).isEqualTo(evaluated);
        assertThat(InspectionText.of(new InspectRepo().run(file)).lines())
                .allSatisfy(l -> assertThat(l.chars()).noneMatch(Character::isISOControl));
    }
}
