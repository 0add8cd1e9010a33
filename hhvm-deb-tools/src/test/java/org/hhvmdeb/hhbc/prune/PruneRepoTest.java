package org.hhvmdeb.hhbc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hhvmdeb.hhbc.canonicalise.CanonicaliseRepo;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.rebuild.RebuildRepo;
import org.hhvmdeb.hhbc.rebuild.RebuildRequest;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.OwnUser;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoRows;
import org.hhvmdeb.testkit.RepoTables;
import org.hhvmdeb.testkit.RepoWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneRepoTest {

    @TempDir
    Path directory;

    private Path file;
    private final PruneRepo prune = new PruneRepo(Programs.untethered());

    @BeforeEach
    void create() {
        file = directory.resolve("hhvm.hhbc");
    }

    private PruneRequest keeping(String... live) throws HhvmDebException {
        return PruneRequest.of(file, Stream.of(live).map(RepoSchema::new).toList());
    }

    private PrunedRepo run(PruneRequest request) throws HhvmDebException {
        return prune.run(request, Progress.silent());
    }

    private List<String> lines() throws Exception {
        return RepoRows.of(file);
    }

    private List<String> linesWithout(String schema) throws Exception {
        return lines().stream().filter(l -> !l.contains("_" + schema)).toList();
    }

    /** SQLite would write to pages that are not free. */
    @Test
    void aDamagedFileIsNotWrittenTo() throws Exception {
        RepoWriter.write(file, RepoTables.R3_14, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file, RepoTables.R3_14, OTHER, List.of("c", "d"));
        byte[] damaged = Files.readAllBytes(file);
        ByteBuffer.wrap(damaged).putInt(32, 5).putInt(36, 77);
        Files.write(file, damaged);
        assertThatThrownBy(() -> run(keeping(SCHEMA).inPlace(false)))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(file.getFileName() + " is damaged: ", "reelist");
        assertThat(file).hasBinaryContent(damaged);
        run(keeping(SCHEMA));
        assertThat(new InspectRepo().run(file).corruption()).isEmpty();
    }

    /** HHVM's user, say, who would put a link there meanwhile. */
    @Test
    void rootWritesNothingWhereAnotherUserCouldHaveItChangeAnotherFile() throws Exception {
        Path cache = withTwoSchemasBesideADirectoryOf(33);
        byte[] before = Files.readAllBytes(file);
        Path link = Files.createSymbolicLink(cache.resolve("hhvm.hhbc"), file);
        Path copy = Files.copy(file, cache.resolve("copy.hhbc"));
        for (Path named : List.of(link, copy)) {
            PruneRequest request = PruneRequest.of(named, List.of(new RepoSchema(SCHEMA)));
            for (PruneRequest each : List.of(request, request.inPlace(false))) {
                assertThatThrownBy(() -> run(each))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining(cache + " belongs to the user 33")
                        .hasMessageContaining("setpriv --reuid=33 --regid=33 --clear-groups hhvm-deb");
            }
            assertThat(prune.plan(request).dead()).hasSize(1);
        }
        assertThat(file).hasBinaryContent(before);
        assertThat(copy).hasBinaryContent(before);
        Files.setAttribute(cache, "unix:uid", 0);
        Files.setAttribute(cache, "unix:gid", 0);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> run(PruneRequest.of(copy, List.of(new RepoSchema(SCHEMA)))))
                .hasMessageContaining("users other than root may write to " + cache);
        // An access control list shows in the bits of the group, also where that is root's.
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThatThrownBy(() -> run(PruneRequest.of(copy, List.of(new RepoSchema(SCHEMA)))))
                .hasMessageContaining("users other than root may write to " + cache)
                .hasMessageContaining("an access control list");
    }

    /** A link there is HHVM's user's, too. */
    @Test
    void norWhereTheOutputIsToGo() throws Exception {
        Path cache = withTwoSchemasBesideADirectoryOf(33);
        Path profile = Files.writeString(directory.resolve("profile"), "root's\n");
        Path link = Files.createSymbolicLink(cache.resolve("link.hhbc"), profile);
        for (Path output : List.of(link, cache.resolve("new.hhbc"), cache.resolve("missing/new.hhbc"))) {
            assertThatThrownBy(() -> run(keeping(SCHEMA).into(OutputFile.of(output))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(cache + " belongs to the user 33");
        }
        assertThat(profile).hasContent("root's\n");
        assertThat(cache.toFile().list()).containsExactly("link.hhbc");
    }

    /** Everybody may put a journal beside a file there, and replace what is his. */
    @Test
    void inAStickyDirectoryOnlyWhatIsRootsIsReplaced() throws Exception {
        Path shared = withTwoSchemasBesideADirectoryOf(0);
        Files.setAttribute(shared, "unix:mode", 01777);
        Path own = Files.copy(file, shared.resolve("own.hhbc"));
        assertThatThrownBy(() -> run(
                        PruneRequest.of(own, List.of(new RepoSchema(SCHEMA))).inPlace(false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("every user may write to " + shared)
                .hasMessageContaining("run as the owner of the file");
        assertThatThrownBy(() -> run(keeping(SCHEMA).into(OutputFile.of(shared.resolve("missing/new.hhbc")))))
                .hasMessageContaining("every user may write to " + shared);
        Files.setAttribute(own, "unix:uid", 33);
        assertThatThrownBy(() -> run(PruneRequest.of(own, List.of(new RepoSchema(SCHEMA)))))
                .hasMessageContaining("every user may write to " + shared);
        Path link = Files.createSymbolicLink(shared.resolve("link.hhbc"), file);
        Files.setAttribute(link, "unix:uid", 33, LinkOption.NOFOLLOW_LINKS);
        assertThatThrownBy(() -> run(PruneRequest.of(link, List.of(new RepoSchema(SCHEMA)))))
                .hasMessageContaining("every user may write to " + shared);
        Files.setAttribute(own, "unix:uid", 0);
        assertThat(run(PruneRequest.of(own, List.of(new RepoSchema(SCHEMA)))).size())
                .isLessThan(Files.size(file));
    }

    /** The dots lead to the shared directory, not to the one that is root's. */
    @Test
    void aSharedDirectoryBehindDotsCounts() throws Exception {
        Path shared = withTwoSchemasBesideADirectoryOf(0);
        Files.setAttribute(shared, "unix:mode", 01777);
        Path work = Files.createDirectory(shared.resolve("work"));
        Path theirs = Files.copy(file, shared.resolve("theirs.hhbc"));
        Files.setAttribute(theirs, "unix:uid", 33);
        Path link = Files.createSymbolicLink(directory.resolve("link"), work);
        for (Path way : List.of(work, link)) {
            assertThatThrownBy(() -> run(keeping(SCHEMA).into(OutputFile.of(way.resolve("../theirs.hhbc")))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("every user may write to " + shared);
        }
    }

    /** Where HHVM may write by its group, that permission is needed. */
    @Test
    void rootIsToldToRunAsTheOwnerWhereThatIsAnother() throws Exception {
        Path cache = withTwoSchemasBesideADirectoryOf(0);
        Files.setAttribute(cache, "unix:gid", 33);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
        Path own = Files.copy(file, cache.resolve("hhvm.hhbc"));
        Files.setAttribute(own, "unix:uid", 33);
        Files.setAttribute(own, "unix:gid", 33);
        assertThatThrownBy(() -> run(PruneRequest.of(own, List.of(new RepoSchema(SCHEMA)))))
                .hasMessageContaining("users other than root may write to " + cache)
                .hasMessageContaining("setpriv --reuid=33 --regid=33 --clear-groups hhvm-deb");
    }

    /** The file has two schemas, of which one is dead. */
    private Path withTwoSchemasBesideADirectoryOf(int uid) throws Exception {
        assumeTrue(OwnUser.uid() == 0, "only root can give a directory away");
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R4_2, OTHER, List.of("b"));
        Path cache = Files.createDirectory(directory.resolve("cache"));
        Files.setAttribute(cache, "unix:uid", uid);
        Files.setAttribute(cache, "unix:gid", uid);
        return cache;
    }

    /** SQLite would play it into the new file when that is opened first. */
    @ParameterizedTest
    @ValueSource(strings = {"-journal", "-wal"})
    void nothingIsWrittenBesideALogOfAnotherRepository(String log) throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R4_2, OTHER, List.of("b"));
        OutputFile output = OutputFile.of(directory.resolve("out.hhbc"));
        Files.writeString(directory.resolve("out.hhbc" + log), "hot");
        for (ThrowingCallable each : List.<ThrowingCallable>of(
                () -> run(keeping(SCHEMA).into(output)),
                () -> new CanonicaliseRepo().run(file, output, Progress.silent()),
                () -> new RebuildRepo().run(RebuildRequest.of(file, file, output), Progress.silent()))) {
            for (boolean there : new boolean[] {false, true}) {
                Path target = directory.resolve("out.hhbc");
                Files.deleteIfExists(target);
                if (there) {
                    Files.writeString(target, "old");
                }
                assertThatThrownBy(each)
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("beside it is out.hhbc" + log);
                assertThat(Files.exists(target)).isEqualTo(there);
            }
        }
        Files.writeString(directory.resolve("out.hhbc" + log), "");
        run(keeping(SCHEMA).into(output));
        assertThat(directory.resolve("out.hhbc")).isNotEmptyFile();
    }

    @Test
    void whatAProgramHasOpenIsNotReplacedUnderAnotherNameEither() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R4_2, OTHER, List.of("b"));
        Path used = Files.writeString(directory.resolve("used.hhbc"), "old");
        Process reader =
                new ProcessBuilder("sleep", "600").redirectInput(used.toFile()).start();
        try {
            assertThatThrownBy(() -> run(keeping(SCHEMA).into(OutputFile.of(used))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("it is in use by sleep (process " + reader.pid() + ")");
            assertThat(used).hasContent("old");
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatContradictsItselfIsRefusedBeforeThePlan() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        assertThatThrownBy(() -> prune.plan(keeping(SCHEMA).inPlace(false, true)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a vacuum is for a prune in place");
        OutputFile output = OutputFile.of(directory.resolve("out.hhbc"));
        assertThatThrownBy(() -> prune.plan(keeping(SCHEMA).into(output).inPlace(false)))
                .hasMessageContaining("a prune in place writes no other file");
    }

    @Test
    void thePlanTellsBytesAndWritesNothing() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file, RepoTables.R4_2, OTHER, List.of("a", "b", "c"));
        byte[] before = Files.readAllBytes(file);
        PrunePlan plan = prune.plan(keeping(SCHEMA));
        assertThat(plan.dead()).hasSize(1);
        PrunePlan.Part dead = plan.dead().get(0);
        assertThat(dead.schema()).isEqualTo(OTHER);
        assertThat(dead.tables()).hasSize(RepoTables.R4_2.size());
        assertThat(dead.bytes() + plan.live().get(0).bytes()).isBetween(plan.size() - 65536, plan.size());
        assertThat(file).hasBinaryContent(before);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void theCopyHoldsWhatIsLiveRowForRow() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file, RepoTables.R4_51, OTHER, List.of("x", "y"));
        RepoWriter.write(file, RepoTables.R4_2, "dead", List.of("p", "q", "r"));
        List<String> wanted = linesWithout("dead");
        PrunedRepo pruned = run(keeping(SCHEMA, OTHER));
        assertThat(lines()).isEqualTo(wanted);
        assertThat(pruned.size()).isLessThan(pruned.sizeBefore());
        assertThat(pruned.free()).isZero();
    }

    @Test
    void inPlaceTheRoomStaysForHhvmUnlessItIsGivenBack() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a", "b"));
        RepoWriter.write(file, RepoTables.R4_2, "dead", List.of("p", "q", "r"));
        List<String> wanted = linesWithout("dead");
        PrunedRepo pruned = run(keeping(SCHEMA).inPlace(false));
        assertThat(lines()).isEqualTo(wanted);
        assertThat(pruned.size()).isEqualTo(pruned.sizeBefore());
        assertThat(pruned.free()).isPositive();
        PrunedRepo smaller = run(keeping(SCHEMA).inPlace(true));
        assertThat(smaller.free()).isZero();
        assertThat(lines()).isEqualTo(wanted);
    }

    @Test
    void aSchemaThatIsTheEndOfAnotherIsNotTakenForIt() throws Exception {
        for (String schema : List.of("b", "a_b", "axb", "1_2")) {
            RepoWriter.write(file, RepoTables.R3_7, schema, List.of("f " + schema));
        }
        List<String> wanted = lines().stream()
                .filter(l -> l.matches("(?s).*?(?:TABLE |^)[A-Za-z0-9]+_b[ (:].*"))
                .toList();
        assertThat(wanted).hasSizeGreaterThan(RepoTables.R3_7.size());
        run(keeping("b"));
        assertThat(lines()).isEqualTo(wanted);
    }

    @Test
    void debrisGoesAndUnknownTablesOnlyOnRequest() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R3_7, OTHER, List.of("a"));
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.sql(
                    "CREATE TABLE \"My \"\"own\"\"_" + OTHER + "\" (x)",
                    "CREATE TABLE notes (x)",
                    "CREATE TABLE Func_half (x)");
        }
        PrunePlan plan = prune.plan(keeping(SCHEMA));
        assertThat(plan.unknown()).containsExactly("My \"own\"_" + OTHER);
        assertThat(plan.dead()).extracting(PrunePlan.Part::schema).containsExactly(OTHER, "half");
        run(keeping(SCHEMA).including(true, false, false).inPlace(false));
        assertThat(lines())
                .noneMatch(l -> l.contains(OTHER) || l.contains("half"))
                .anyMatch(l -> l.contains("notes"));
    }

    @Test
    void aLiveSchemaThatIsNotThereIsRefused() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        assertThatThrownBy(() -> prune.plan(keeping(OTHER)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(OTHER)
                .hasMessageContaining("holds " + SCHEMA);
        assertThatThrownBy(this::keeping).isInstanceOf(InputException.class).hasMessageContaining("no live schema");
    }

    @Test
    void aFileInUseIsOnlyCopied() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R3_7, OTHER, List.of("a"));
        List<String> wanted = linesWithout(OTHER);
        Process user = new ProcessBuilder("tail", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(user.getInputStream().read()).isNotNegative();
            assertThatThrownBy(() -> run(keeping(SCHEMA)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("tail (process " + user.pid() + ")");
            Path other = directory.resolve("other.hhbc");
            run(keeping(SCHEMA).into(OutputFile.of(other)));
            assertThat(RepoRows.of(other)).isEqualTo(wanted);
        } finally {
            user.destroyForcibly().waitFor();
        }
    }

    @Test
    void aLockThatIsHeldEndsThePrune() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R3_7, OTHER, List.of("a"));
        try (RepoFixture writer = RepoFixture.at(file)) {
            writer.sql("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> run(keeping(SCHEMA).inPlace(false)))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("locked");
            writer.sql("ROLLBACK");
        }
    }

    @Test
    void modeAndAttributesAndLinksStay() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R3_7, OTHER, List.of("a"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        if (owned()) {
            Files.setAttribute(file, "unix:uid", 33);
            Files.setAttribute(file, "unix:gid", 33);
        }
        Object owner = Files.getAttribute(file, "unix:uid");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file.getFileName());
        Path real = file;
        file = link;
        run(keeping(SCHEMA));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("r--r-----");
        assertThat(Files.getAttribute(real, "unix:uid")).isEqualTo(owner);
        assertThat(lines()).noneMatch(l -> l.contains(OTHER));
    }

    private static boolean owned() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    void aHotJournalEndsThePruneBeforeItBegins() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        Files.writeString(directory.resolve("hhvm.hhbc-journal"), "x");
        assertThatThrownBy(() -> prune.plan(keeping(SCHEMA)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("never delete");
    }

    @Test
    void aJournalThatSqliteIsDoneWithIsNone() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a"));
        RepoWriter.write(file, RepoTables.R3_7, OTHER, List.of("a"));
        List<String> wanted = linesWithout(OTHER);
        Files.write(directory.resolve("hhvm.hhbc-journal"), new byte[512]);
        run(keeping(SCHEMA).inPlace(false));
        assertThat(lines()).isEqualTo(wanted);
    }

    @Test
    void aTornPageIsToldAndTheFileStays() throws Exception {
        RepoWriter.write(file, RepoTables.R3_7, SCHEMA, List.of("a", "b", "c"));
        RepoWriter.write(file, RepoTables.R3_7, OTHER, List.of("a"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 5000);
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> run(keeping(OTHER))).isInstanceOf(HhvmDebException.class);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void orphansGoAndSharedUnitsAndSystemlibStay() throws Exception {
        RepoWriter.write(file, RepoTables.R4_16, SCHEMA, List.of("a", "b"));
        List<String> wanted = lines();
        try (RepoWriter writer = new RepoWriter(file, RepoTables.R4_16, SCHEMA)) {
            writer.path("no unit", "nothing");
            writer.unit("no path");
        }
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.sql("INSERT INTO UnitLitstr_" + SCHEMA + " VALUES (4711, 0, 'x')");
        }
        PruneRequest request = keeping(SCHEMA).including(false, true, false);
        assertThat(prune.plan(request).pathRows()).isEqualTo(1);
        assertThat(prune.plan(request).unitRows()).isEqualTo(2);
        Path copy = directory.resolve("copy.hhbc");
        run(request.into(OutputFile.of(copy)));
        assertThat(RepoRows.of(copy)).isEqualTo(wanted);
        run(request.inPlace(false));
        assertThat(lines()).isEqualTo(wanted);
    }

    @Test
    void filesThatAreGoneGoWithWhatNobodyElseUses() throws Exception {
        Path there = Files.createFile(directory.resolve("there.php"));
        RepoWriter.write(file, RepoTables.R3_14, SCHEMA, List.of(there.toString(), "/:systemlib.php", "relative.php"));
        try (RepoWriter writer = new RepoWriter(file, RepoTables.R3_14, SCHEMA)) {
            writer.unit("orphan that nobody asked about");
        }
        List<String> wanted = lines();
        try (RepoWriter writer = new RepoWriter(file, RepoTables.R3_14, SCHEMA)) {
            writer.path("/nowhere/same-as-there.php", there.toString());
            writer.path("/nowhere/gone.php", "gone");
            writer.unit("gone");
        }
        PruneRequest request = keeping(SCHEMA).including(false, false, true);
        assertThat(prune.plan(request).pathRows()).isEqualTo(2);
        assertThat(prune.plan(request).unitRows()).isEqualTo(1);
        run(request);
        assertThat(lines()).isEqualTo(wanted);
    }

    @Test
    void rowsOfAWholeProgramBuildStay() throws Exception {
        RepoWriter.write(file, RepoTables.R3_14, SCHEMA, List.of("a"));
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.wholeProgram(SCHEMA);
        }
        assertThatThrownBy(() -> prune.plan(keeping(SCHEMA).including(false, true, false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("whole-program");
    }

    @Test
    void unitsWithoutAnyPathAreNoOrphans() throws Exception {
        RepoWriter.write(file, RepoTables.R3_14, SCHEMA, List.of("a"));
        try (RepoFixture repo = RepoFixture.at(file)) {
            repo.sql("DELETE FROM FileMd5_" + SCHEMA);
        }
        assertThatThrownBy(() -> prune.plan(keeping(SCHEMA).including(false, true, false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not one path");
    }

    @Test
    void contradictionsAreRefused() throws IOException, Exception {
        RepoWriter.write(file, RepoTables.R3_14, SCHEMA, List.of("a"));
        assertThatThrownBy(() -> run(keeping(SCHEMA).inPlace(false).into(OutputFile.of(directory.resolve("x")))))
                .isInstanceOf(InputException.class);
    }
}
