package org.hhvmdeb.upstream.orig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.GitHttpServer;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordingProgress;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.tags.ListTags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class RemoteImportTest {

    /** On two processors the common pool has one thread, and the second run would wait for the first. */
    private static final Executor IN_THREADS = task -> new Thread(task).start();

    @TempDir
    Path directory;

    private final RecordingProgress progress = new RecordingProgress();
    private GitFixture git;
    private Path hhvm;
    private Path cache;

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        cache = directory.resolve("cache");
        Path lib = git.init("lib.git");
        git.write(lib, "lib.c", "int lib;\n");
        git.commit(lib, "recorded");
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "a.c", "int a;\n");
        git.commit(hhvm, "long ago");
        git.addSubmodule(hhvm, "../lib.git", "lib");
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "-a", "-m", "release", "HHVM-3.18.5");
        git.write(hhvm, "b.c", "int b;\n");
        git.commit(hhvm, "3.18.6");
        git.git(hhvm, "tag", "HHVM-3.18.6");
        git.write(lib, "lib.c", "int later;\n");
        git.commit(lib, "no branch or tag is at the recorded commit any more");
    }

    @Test
    void aUrlGivesTheSameTarballAsADirectory() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            ImportedUpstream near = run("HHVM-3.18.5", hhvm.toString(), "near");
            ImportedUpstream far = run("HHVM-3.18.5", server.url("hhvm.git"), "far");
            assertThat(far.digest()).isEqualTo(near.digest());
            assertThat(far.manifest()).content().contains("\"upstream\": \"" + server.url("hhvm.git") + "\"");
        }
    }

    @Test
    void whereTheServerIsDownWhatWasMadeOfTheSameInputsIsTakenWithAWarning() throws Exception {
        String url;
        ImportedUpstream made;
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            url = server.url("hhvm.git");
            made = run("HHVM-3.18.5", url, "out");
        }
        ImportedUpstream again = run("HHVM-3.18.5", url, "out");
        assertThat(again.upToDate()).isTrue();
        assertThat(again.digest()).isEqualTo(made.digest());
        assertThat(progress.said())
                .filteredOn(said -> said.startsWith("warning: "))
                .singleElement()
                .asString()
                .contains(
                        "cannot fetch from",
                        "taking what was made of HHVM-3.18.5 before",
                        made.commit(),
                        "not checked");
        assertThatThrownBy(() -> run("HHVM-3.18.6", url, "out")).isInstanceOf(ExternalException.class);
        assertThatThrownBy(() -> run("HHVM-3.18.5", url, "elsewhere")).isInstanceOf(ExternalException.class);
        Files.writeString(made.tarball(), "cut off");
        assertThatThrownBy(() -> run("HHVM-3.18.5", url, "out")).isInstanceOf(ExternalException.class);
    }

    @Test
    void offlineNothingIsAskedOfTheServer() throws Exception {
        ImportRequest.Builder request;
        String url;
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            url = server.url("hhvm.git");
            request = ImportRequest.builder("HHVM-3.18.5", url, directory.resolve("out"))
                    .cache(cache);
            assertThatThrownBy(() -> importing(ImportRequest.builder("HHVM-3.18.5", url, directory.resolve("out"))
                            .fetching(FetchSettings.DEFAULT.withoutNetwork())
                            .build()))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContainingAll("offline", url, "the git cache has no tag of it", "fetch it online once");
            importing(request.build());
        }
        request.fetching(FetchSettings.DEFAULT.withoutNetwork());
        assertThat(importing(request.build()).upToDate()).isTrue();
        assertThat(importing(request.excluding(List.of("a.c")).build()).upToDate())
                .as("made of what the git cache has")
                .isFalse();
        assertThatThrownBy(() -> importing(ImportRequest.builder("HHVM-3.18.6", url, directory.resolve("out"))
                        .cache(cache)
                        .fetching(FetchSettings.DEFAULT.withoutNetwork())
                        .build()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("the git cache lacks the tag HHVM-3.18.6");
    }

    /** Each has what the other one needs next, and lets go of it before. */
    @Test
    @Timeout(120)
    void twoRunsWithTheSameSubmodulesInOppositeOrderBothEnd() throws Exception {
        Path other = git.init("other.git");
        git.write(other, "other.c", "int other;\n");
        git.commit(other, "recorded");
        for (List<String> order : List.of(List.of("lib", "other"), List.of("other", "lib"))) {
            Path upstream = git.init(order.get(0) + "-first.git");
            git.addSubmodule(upstream, "../" + order.get(0) + ".git", "a");
            git.addSubmodule(upstream, "../" + order.get(1) + ".git", "b");
            git.commit(upstream, "3.18.5");
            git.git(upstream, "tag", "HHVM-3.18.5");
        }
        Set<String> asked = ConcurrentHashMap.newKeySet();
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            server.beforeAnswers(path -> {
                if (path.matches("/(lib|other)\\.git/.*")) {
                    asked.add(path.substring(0, 5));
                    while (asked.size() < 2) {
                        LockSupport.parkNanos(5_000_000);
                    }
                }
            });
            CompletableFuture<?>[] runs = Stream.of("lib", "other")
                    .map(first -> CompletableFuture.runAsync(
                            () -> {
                                try {
                                    run("HHVM-3.18.5", server.url(first + "-first.git"), first);
                                } catch (HhvmDebException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            IN_THREADS))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(runs).get();
        }
        assertThat(directory.resolve("lib/hhvm_3.18.5.orig.manifest.json")).exists();
        assertThat(directory.resolve("other/hhvm_3.18.5.orig.manifest.json")).exists();
    }

    /** A server that gives out a byte now and then may hold it for hours. */
    @Test
    @Timeout(120)
    void whoOnlyReadsTheCacheWaitsForNobody() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            ImportedUpstream before = run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            AtomicInteger fetches = new AtomicInteger();
            server.beforeAnswers(path -> {
                // What is asked first of all is which tags there are.
                if (path.equals("/hhvm.git/git-upload-pack") && fetches.incrementAndGet() == 2) {
                    held.countDown();
                    await(release);
                }
            });
            CompletableFuture<Void> slow = CompletableFuture.runAsync(
                    () -> {
                        try {
                            run("HHVM-3.18.6", server.url("hhvm.git"), "slow");
                        } catch (HhvmDebException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    IN_THREADS);
            await(held);
            try {
                assertThat(run("HHVM-3.18.5", server.url("hhvm.git"), "again").digest())
                        .isEqualTo(before.digest());
                assertThat(slow).isNotDone();
                assertThat(progress.said()).noneMatch(s -> s.contains("waiting"));
            } finally {
                release.countDown();
            }
            slow.get();
            assertThat(progress.said()).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ImportedUpstream importing(ImportRequest request) throws HhvmDebException {
        return new ImportUpstream(Programs.untethered()).run(request, progress);
    }

    @Test
    void onlyOneCommitIsFetchedAndNothingTwice() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            Path cached = cached("hhvm.git-");
            assertThat(git.git(cached, "rev-list", "--all", "--count")).isEqualTo("1");
            List<Path> packs = packs(cached);
            Files.delete(directory.resolve("out/hhvm_3.18.5.orig.manifest.json"));
            run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            assertThat(packs(cached)).isEqualTo(packs);
            List<Path> submodulePacks = packs(cached("lib.git-"));
            run("HHVM-3.18.6", server.url("hhvm.git"), "out");
            assertThat(git.git(cached, "rev-list", "--all", "--count")).isEqualTo("2");
            assertThat(packs(cached("lib.git-"))).isEqualTo(submodulePacks);
            assertThat(git.git(cached("lib.git-"), "rev-list", "--all", "--count"))
                    .isEqualTo("1");
            git.git(cached, "fsck", "--strict");
        }
    }

    @Test
    void aServerThatGivesOutBranchesAndTagsAloneServesToo() throws Exception {
        try (GitHttpServer server = GitHttpServer.strict(directory)) {
            ImportedUpstream far = run("HHVM-3.18.5", server.url("hhvm.git"), "far");
            assertThat(far.digest())
                    .isEqualTo(run("HHVM-3.18.5", hhvm.toString(), "near").digest());
            assertThat(progress.said())
                    .singleElement()
                    .asString()
                    .contains("lib.git does not give out single commits", "fetching all its branches and tags");
        }
    }

    /** A clone that brings the directory which it is told to use as a cache. */
    @Test
    void aRepositoryOfTheCacheThatSomebodyElseMadeIsNotRead() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            String url = server.url("hhvm.git");
            ImportedUpstream genuine = run("HHVM-3.18.5", url, "out");
            ImportedUpstream later = run("HHVM-3.18.6", hhvm.toString(), "near");
            Path cached = cached("hhvm.git-");
            forge(cached, later.commit());
            assertThat(run("HHVM-3.18.6", url, "pulled").digest()).isEqualTo(later.digest());
            assertThat(progress.said()).singleElement().asString().contains("by a run of this user", "fetched again");
            Path clone = directory.resolve("clone/cache");
            git.sh(directory, "mkdir clone && cp -a cache clone/");
            cache = clone;
            forge(cached("hhvm.git-"), genuine.commit());
            FileTree.delete(cached("hhvm.git-").resolve("objects/pack"));
            assertThatThrownBy(() -> importing(ImportRequest.builder("HHVM-3.18.5", url, directory.resolve("offline"))
                            .cache(cache)
                            .fetching(FetchSettings.DEFAULT.withoutNetwork())
                            .build()))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContainingAll("offline", "the git cache has no tag of it");
            assertThat(cached("hhvm.git-").resolve("objects")).isDirectory();
            assertThat(run("HHVM-3.18.5", url, "cloned").digest()).isEqualTo(genuine.digest());
            git.git(cached("hhvm.git-"), "fsck", "--strict");
            assertThat(run("HHVM-3.18.5", url, "cloned").upToDate()).isTrue();
        }
    }

    @Test
    void aRepositoryOfTheCacheThatIsALinkIsRefused() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            Path cached = cached("hhvm.git-");
            Path precious = directory.resolve("precious");
            Files.move(cached, precious);
            Files.createSymbolicLink(cached, precious);
            assertThatThrownBy(() -> run("HHVM-3.18.6", server.url("hhvm.git"), "out"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(cached + " is a symbolic link");
            assertThat(precious.resolve("HEAD")).exists();
        }
    }

    /** An object of another content under a commit's name, which git reads without a look at what the name says. */
    private void forge(Path repository, String commit) throws Exception {
        git.sh(
                repository,
                "f=objects/" + commit.substring(0, 2) + "/" + commit.substring(2)
                        + "; b=$(echo evil | git hash-object -w --stdin)"
                        + "; t=$(printf '100644 blob %s\\ta.c\\n' $b | git mktree)"
                        + "; c=$(git -c user.name=e -c user.email=e@example.org commit-tree -m evil $t)"
                        + "; mkdir -p $(dirname $f); rm -f $f; mv objects/$(echo $c | cut -c 1-2)/$(echo $c | cut -c 3-) $f"
                        + "; mkdir -p refs/kept; echo " + commit + " >refs/kept/" + commit);
    }

    @Test
    void whatAKilledFetchLeftInTheCacheDoesNotMatter() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            Path cached = cached("hhvm.git-");
            Files.writeString(cached.resolve("shallow.lock"), "");
            Files.writeString(cached.resolve("packed-refs.lock"), "");
            Files.writeString(cached.resolve("objects/incoming_123.pack"), "half");
            Files.writeString(cached.resolve("objects/walk-15d7.walkidx"), "");
            Files.writeString(cached.resolve("objects/pack/any-name-at-all"), "");
            run("HHVM-3.18.6", server.url("hhvm.git"), "out");
            assertThat(cached.resolve("shallow.lock")).doesNotExist();
            assertThat(cached.resolve("objects/incoming_123.pack")).doesNotExist();
            assertThat(cached.resolve("objects/walk-15d7.walkidx")).doesNotExist();
            assertThat(cached.resolve("objects/pack/any-name-at-all")).doesNotExist();
        }
    }

    @Test
    void aRepositoryOfTheCacheThatWasCutOffIsFetchedAnew() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            ImportedUpstream first = run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            Path pack = packs(cached("hhvm.git-")).stream()
                    .filter(p -> p.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
            byte[] content = Files.readAllBytes(pack);
            Files.delete(pack);
            Files.write(pack, java.util.Arrays.copyOf(content, content.length / 2));
            assertThat(run("HHVM-3.18.5", server.url("hhvm.git"), "again").digest())
                    .isEqualTo(first.digest());
            assertThat(progress.said()).anyMatch(s -> s.contains("is damaged; it is fetched again"));
        }
    }

    @Test
    void aRepositoryOfTheCacheThatWasBeingReplacedIsPutBack() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            Path cached = cached("hhvm.git-");
            List<Path> packs = packs(cached);
            Files.move(cached, cached.resolveSibling("." + cached.getFileName() + ".old"));
            run("HHVM-3.18.5", server.url("hhvm.git"), "again");
            assertThat(packs(cached)).isEqualTo(packs);
        }
    }

    @Test
    void aConnectionThatDropsInTheMiddleLosesNothing() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            ImportedUpstream before = run("HHVM-3.18.5", server.url("hhvm.git"), "out");
            byte[] manifest = Files.readAllBytes(before.manifest());
            server.dropNextPack();
            assertThatThrownBy(() -> run("HHVM-3.18.6", server.url("hhvm.git"), "out"))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining(server.url("hhvm.git"));
            assertThat(before.manifest()).hasBinaryContent(manifest);
            try (Stream<Path> files = Files.list(directory.resolve("out"))) {
                assertThat(files).hasSize(2);
            }
            ImportedUpstream after = run("HHVM-3.18.6", server.url("hhvm.git"), "out");
            assertThat(after.digest())
                    .isEqualTo(run("HHVM-3.18.6", hhvm.toString(), "near").digest());
        }
    }

    @Test
    void withoutACacheNothingIsKept() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            ImportRequest request = ImportRequest.builder(
                            "HHVM-3.18.5", server.url("hhvm.git"), directory.resolve("out"))
                    .build();
            new ImportUpstream(Programs.untethered()).run(request, progress);
            try (Stream<Path> files = Files.list(directory.resolve("out"))) {
                assertThat(files).hasSize(2);
            }
        }
    }

    @Test
    void anUnknownTagNamesTheNearest() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            assertThatThrownBy(() -> run("HHVM-3.18.7", server.url("hhvm.git"), "out"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the nearest of its 2 tags: HHVM-3.18.5, HHVM-3.18.6");
        }
    }

    @Test
    void aUrlWithoutARepositoryIsNamedWithoutItsPassword() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            String url = server.url("no.git").replace("http://", "http://token:secret@");
            assertThatThrownBy(() -> run("HHVM-3.18.5", url, "out"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("there is no git repository at " + server.url("no.git"))
                    .hasMessageNotContainingAny("secret", "token");
        }
    }

    @Test
    void aServerThatCannotBeReachedIsAnExternalFailure() {
        assertThatThrownBy(() -> run("HHVM-3.18.5", "http://127.0.0.1:1/hhvm.git", "out"))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("cannot fetch from http://127.0.0.1:1/hhvm.git", "refused");
    }

    @Test
    void aSubmoduleBehindADeadUrlSaysWhichAndWhatToDo() throws Exception {
        git.git(hhvm, "config", "-f", ".gitmodules", "submodule.lib.url", "http://127.0.0.1:1/lib.git");
        git.commit(hhvm, "dead");
        git.git(hhvm, "tag", "HHVM-3.18.7");
        assertThatThrownBy(() -> run("HHVM-3.18.7", hhvm.toString(), "out"))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "cannot fetch the submodule lib", "http://127.0.0.1:1/lib.git", "Two ways out");
    }

    @Test
    void aRepositoryFromElsewhereMayNotReadThisMachine() throws Exception {
        Path lib = directory.resolve("lib.git");
        git.git(hhvm, "config", "-f", ".gitmodules", "submodule.lib.url", lib.toString());
        git.commit(hhvm, "local");
        git.git(hhvm, "tag", "HHVM-3.18.7");
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            assertThatThrownBy(() -> run("HHVM-3.18.7", server.url("hhvm.git"), "out"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("may not name a directory of this machine");
        }
        assertThatThrownBy(() -> run("HHVM-3.18.7", hhvm.toString(), "out"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it names another directory of this machine");
    }

    @Test
    void tagsAreListedInTheOrderOfTheirVersions() throws Exception {
        for (String tag : List.of("HHVM-3.9.0", "HHVM-3.23.0", "HHVM-3.23.0-alpha1", "gcc-4.6")) {
            git.git(hhvm, "tag", tag);
        }
        List<String> expected = List.of(
                "HHVM-3.9.0 3.9.0 newest",
                "HHVM-3.18.5 3.18.5",
                "HHVM-3.18.6 3.18.6 newest",
                "HHVM-3.23.0-alpha1 3.23.0~alpha1",
                "HHVM-3.23.0 3.23.0 newest");
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            assertThat(tags(hhvm.toString())).isEqualTo(expected);
            assertThat(tags(server.url("hhvm.git"))).isEqualTo(expected);
            assertThat(tags(server.url("hhvm.git"), "HHVM-3.1*", "HHVM-*-alpha?"))
                    .isEqualTo(expected.subList(1, 4));
            assertThatThrownBy(() -> tags(hhvm.toString(), "HHVM-4.*"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("matches HHVM-4.*; it has 5 of them");
        }
    }

    private List<String> tags(String from, String... globs) throws HhvmDebException {
        return new ListTags()
                .run(from, List.of(globs), FetchSettings.DEFAULT, progress).stream()
                        .map(t -> t.tag() + " " + t.version() + (t.newestOfLine() ? " newest" : ""))
                        .toList();
    }

    private ImportedUpstream run(String tag, String from, String to) throws HhvmDebException {
        ImportRequest request = ImportRequest.builder(tag, from, directory.resolve(to))
                .cache(cache)
                .build();
        return new ImportUpstream(Programs.untethered()).run(request, progress);
    }

    private static List<Path> packs(Path repository) throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve("objects/pack"))) {
            return files.sorted().toList();
        }
    }

    private Path cached(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(Files::isDirectory)
                    .filter(f -> String.valueOf(f.getFileName()).startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
