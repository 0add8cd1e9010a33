package org.hhvmdeb.patch.rebase;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.apply.ApplyPatches;
import org.hhvmdeb.patch.apply.ApplyPatchesRequest;
import org.hhvmdeb.patch.apply.UnapplyPatches;
import org.hhvmdeb.patch.apply.UnapplyPatchesRequest;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.edit.ChangeSeries;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.refresh.RefreshPatches;
import org.hhvmdeb.patch.refresh.RefreshPatchesRequest;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RebaseFixture;
import org.hhvmdeb.testkit.SourceFixture;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a packaging or a source and looks as if a killed run had left it, but came with a clone or a copy. */
class ForeignStateTest {

    private static final String BASE = "HHVM-3.12.7";
    private static final String ONTO = "HHVM-3.18.5";
    private static final String PATCH = "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n";

    @TempDir
    Path directory;

    private RebaseFixture fixture;
    private Path packaging;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new RebaseFixture(directory);
        fixture.file("f", "1\n2\n3\n").commit("Begin");
        fixture.tag(BASE);
        fixture.file("f", "1\nII\n3\n").commit("Roman");
        fixture.tag(ONTO);
        fixture.patch("p", PATCH);
        packaging = fixture.packaging();
    }

    private static Map<String, String> everything(Path root) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (RelativePath file : FileTree.list(root)) {
            Path place = file.under(root);
            all.put(
                    file.text(),
                    Files.isSymbolicLink(place)
                            ? "-> " + Files.readSymbolicLink(place)
                            : Files.isRegularFile(place) ? Files.readString(place, ISO_8859_1) : "");
        }
        return all;
    }

    private Map<String, ThrowingCallable> commands(Path at) {
        Path debian = at.resolve("debian");
        CheckPatchesRequest series = CheckPatchesRequest.againstTree(debian, at);
        return new TreeMap<>(Map.of(
                "rebase",
                () -> new RebasePatches().run(in(at, false), Progress.silent()),
                "rebase --dry-run",
                () -> new RebasePatches().run(in(at, true), Progress.silent()),
                "rebase --continue",
                () -> new ContinueRebase().run(ContinueRebaseRequest.of(at, RebaseFixture.author()), Progress.silent()),
                "rebase --abort",
                () -> new AbortRebase().run(at),
                "refresh",
                () -> new RefreshPatches().run(RefreshPatchesRequest.of(series), Progress.silent()),
                "check",
                () -> new CheckPatches().run(series, Progress.silent()),
                "apply",
                () -> new ApplyPatches().run(ApplyPatchesRequest.of(at), Progress.silent()),
                "unapply",
                () -> new UnapplyPatches().run(UnapplyPatchesRequest.of(at), Progress.silent()),
                "drop",
                () -> new ChangeSeries(debian).drop("p", false)));
    }

    private RebasePatchesRequest in(Path at, boolean dryRun) {
        RebasePatchesRequest there = fixture.request(ONTO, false, dryRun);
        return new RebasePatchesRequest(
                at, there.upstream(), there.onto(), there.base(), false, dryRun, there.changes());
    }

    private void assertRefused(Path at, Path named, String... commands) throws IOException {
        Map<String, String> before = everything(at);
        for (String command : commands) {
            assertThatThrownBy(commands(at).get(command))
                    .as(command)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(named.toString());
            assertThat(everything(at)).as(command).isEqualTo(before);
        }
    }

    @Test
    void aBatchThatCameWithAClonedPackagingIsNotCarriedOut() throws Exception {
        Path batch = Files.createDirectory(packaging.resolve("debian/,,hhvm-deb-batch"));
        Files.writeString(batch.resolve("0"), "#!/bin/sh\necho evil\n");
        for (String list : new String[] {
            "put ../.git/hooks/pre-commit\nremove changelog\n",
            "0".repeat(64) + "\nput " + "0".repeat(64) + " patches/p\nremove changelog\nend rebase a b\n"
        }) {
            Files.writeString(batch.resolve("list"), list);
            sh(packaging, "rm -rf .git; git init -q; git add -A; git commit -qm x");
            Path clone = directory.resolve("clone-" + list.length());
            sh(directory, "git clone -q packaging " + clone);
            assertRefused(
                    clone,
                    clone.resolve("debian/,,hhvm-deb-batch"),
                    "rebase",
                    "rebase --dry-run",
                    "rebase --continue",
                    "rebase --abort",
                    "refresh",
                    "check",
                    "apply",
                    "drop");
        }
    }

    @Test
    void aBatchBesideDebianIsNobodysBusiness() throws Exception {
        Path batch = Files.createDirectory(packaging.resolve(",,hhvm-deb-batch"));
        Files.writeString(batch.resolve("0"), "evil");
        Files.writeString(batch.resolve("list"), "put .git/hooks/pre-commit\nremove debian/changelog\n");
        assertRefused(packaging, batch, "rebase", "rebase --dry-run", "rebase --continue", "rebase --abort");
    }

    @Test
    void aRebaseThatCameWithAClonedPackagingIsNotGoneOnWith() throws Exception {
        fixture.rebase(ONTO);
        Path copy = directory.resolve("copy");
        FileTree.copy(packaging, copy);
        assertRefused(
                copy,
                copy.resolve(",,hhvm-deb-rebase"),
                "rebase",
                "rebase --dry-run",
                "rebase --continue",
                "rebase --abort");
        Files.writeString(fixture.work().resolve("tree/f"), "1\ntwo and II\n3\n");
        assertThat(fixture.goOn().patches().get(0).state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void aRebaseWhoseRequestWasChangedIsNotGoneOnWith() throws Exception {
        fixture.rebase(ONTO);
        Path request = fixture.work().resolve("request");
        Files.writeString(request, Files.readString(request).replace("From: ", "Git-Cache: /nowhere\nFrom: "));
        assertRefused(packaging, fixture.work(), "rebase", "rebase --continue", "rebase --abort");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Seal: ", "Seal: x", "Seal: x\n", "x", "\n", "Seal: \u00ff\nFrom: \u00ff\n"})
    void aRebaseWithHalfARequestIsNotGoneOnWith(String request) throws Exception {
        Files.createDirectory(fixture.work());
        Files.writeString(fixture.work().resolve("request"), request, ISO_8859_1);
        assertRefused(packaging, fixture.work(), "rebase", "rebase --dry-run", "rebase --continue", "rebase --abort");
    }

    @Test
    void aFileInThePlaceOfABatchIsRefusedAtOnce() throws Exception {
        Path batch = Files.createFile(packaging.resolve("debian/,,hhvm-deb-batch"));
        assertRefused(packaging, batch, "rebase", "rebase --continue", "rebase --abort", "refresh", "drop");
    }

    @Test
    void aJournalThatCameWithASourceIsNotRedone() throws Exception {
        Path tree = directory.resolve("x-1");
        SourceFixture source = new SourceFixture(tree).file("f", "1\n2\n3\n").patch("p", PATCH);
        source.file(".pc/.hhvm-deb/1", "evil").file(".pc/.hhvm-deb/journal", "PUT 1 .git/hooks/post-checkout\0");
        assertRefused(tree, tree.resolve(".pc/.hhvm-deb"), "check", "apply", "unapply", "refresh");
        source.file(".pc/.hhvm-deb/journal", "0".repeat(64) + "\nPUT 1 f\0").file(".pc/.hhvm-deb/lock", "");
        assertRefused(tree, tree.resolve(".pc/.hhvm-deb"), "check", "apply", "unapply", "refresh");
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Files.delete(tree.resolve(".pc/.hhvm-deb/lock"));
        Files.createSymbolicLink(tree.resolve(".pc/.hhvm-deb/lock"), precious);
        assertRefused(tree, tree.resolve(".pc/.hhvm-deb"), "check", "apply", "unapply", "refresh");
        assertThat(precious).hasContent("precious");
    }

    @ParameterizedTest
    @CsvSource({
        "from, false",
        "onto, false",
        "base, false",
        "submodules, false",
        "skipped, false",
        "same, true",
        "cache, true",
        "drop, true"
    })
    void goingOnTakesWhatItCanHonourAndRefusesTheRest(String said, boolean taken) throws Throwable {
        fixture.rebase(ONTO);
        Files.writeString(fixture.work().resolve("tree/f"), "1\ntwo and II\n3\n");
        RebasePatchesRequest begun = fixture.request(ONTO, false, false);
        boolean same = said.equals("same");
        ContinueRebaseRequest request = new ContinueRebaseRequest(
                packaging,
                said(same, said, "from", begun.upstream().from(), "elsewhere"),
                said(same, said, "onto", begun.onto(), new UpstreamTag("HHVM-3.30.0")),
                said(same, said, "base", new UpstreamTag(BASE), new UpstreamTag("HHVM-3.0.0")),
                said.equals("submodules") ? Map.of("third-party", "x") : Map.of(),
                said.equals("skipped") ? Set.of("third-party") : Set.of(),
                said.equals("cache") ? Optional.of(directory.resolve("cache")) : Optional.empty(),
                FetchSettings.DEFAULT,
                said.equals("drop"),
                RebaseFixture.author());
        ThrowingCallable run =
                () -> new ContinueRebase().run(request, Progress.silent()).orFail();
        if (taken) {
            run.call();
            assertThat(fixture.read("changelog")).contains("conflicts resolved: p");
        } else {
            Map<String, String> before = everything(packaging);
            assertThatThrownBy(run)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("was begun with another")
                    .hasMessageContaining("--abort");
            assertThat(everything(packaging)).isEqualTo(before);
        }
    }

    private static <T> Optional<T> said(boolean same, String said, String name, T begun, T other) {
        return same ? Optional.of(begun) : said.equals(name) ? Optional.of(other) : Optional.empty();
    }

    @Test
    void droppingMayBeAskedForWhenGoingOn() throws Exception {
        fixture.file("d", "1\nII\n3\ntwo\n").commit("Unrelated");
        fixture.git("tag", "-f", ONTO);
        fixture.patch("upstreamed", "--- a/d\n+++ b/d\n@@ -0,0 +1,4 @@\n+1\n+II\n+3\n+two\n");
        fixture.rebase(ONTO);
        Files.writeString(fixture.work().resolve("tree/f"), "1\ntwo and II\n3\n");
        ContinueRebaseRequest asBegun = ContinueRebaseRequest.of(packaging, RebaseFixture.author());
        new ContinueRebase()
                .run(
                        new ContinueRebaseRequest(
                                packaging,
                                asBegun.from(),
                                asBegun.onto(),
                                asBegun.base(),
                                Map.of(),
                                Set.of(),
                                Optional.empty(),
                                FetchSettings.DEFAULT,
                                true,
                                RebaseFixture.author()),
                        Progress.silent())
                .orFail();
        assertThat(packaging.resolve("debian/patches/upstreamed")).doesNotExist();
        assertThat(fixture.read("patches/series")).isEqualTo("p\n");
    }

    private static void sh(Path at, String script) throws Exception {
        Programs.untethered()
                .run(Command.of("sh", "-ec", script)
                        .in(at)
                        .with("HOME", at.toString())
                        .with("GIT_CONFIG_NOSYSTEM", "1")
                        .with("GIT_AUTHOR_NAME", "A")
                        .with("GIT_AUTHOR_EMAIL", "a@example.org")
                        .with("GIT_COMMITTER_NAME", "A")
                        .with("GIT_COMMITTER_EMAIL", "a@example.org"))
                .orFail();
    }
}
