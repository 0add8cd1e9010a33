package org.hhvmdeb.upstream.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.GitHttpServer;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.UpstreamCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class OpenUpstreamTest {

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private Path lib;

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        lib = git.init("lib");
        git.write(lib, "lib.c", "int lib;\n");
        git.commit(lib, "recorded");
        hhvm = git.init("hhvm");
        git.write(hhvm, "src/a.c", "int a;\n");
        git.write(hhvm, "src/deep/b.c", "int b;\n");
        git.executable(git.write(hhvm, "run", "#!/bin/sh\n"));
        git.sh(hhvm, "ln -s src/a.c link; git tag pre-hhvm 2>/dev/null || true");
        git.addSubmodule(hhvm, "../lib", "third-party/lib");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "-a", "-m", "release", "HHVM-3.9.0");
        git.write(hhvm, "src/a.c", "int a2;\n");
        git.commit(hhvm, "second");
        git.git(hhvm, "tag", "HHVM-3.10.0");
        git.git(hhvm, "tag", "gcc-4.6");
    }

    @Test
    void theTagsOfVersionsComeInTheOrderOfTheVersions() throws Exception {
        try (UpstreamRepository repository = open()) {
            assertThat(repository.tags()).extracting(UpstreamTag::text).containsExactly("HHVM-3.9.0", "HHVM-3.10.0");
        }
    }

    /** Where Maven is embedded, every build would leave one. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void noThreadOfJGitStays() throws Exception {
        open().close();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("JGit-WorkQueue"))) {
            Thread.sleep(20);
        }
    }

    @Test
    void filesLinksAndDirectoriesAreWhatTheTagHas() throws Exception {
        try (UpstreamRepository repository = open()) {
            UpstreamFiles files = files(repository, "HHVM-3.9.0");
            assertThat(files.commit()).isEqualTo(git.git(hhvm, "rev-parse", "HHVM-3.9.0^{commit}"));
            UpstreamFile a = find(files, "src/a.c").orElseThrow();
            assertThat(a.id()).isEqualTo(git.git(hhvm, "rev-parse", "HHVM-3.9.0:src/a.c"));
            assertThat(a.content()).asString().isEqualTo("int a;\n");
            assertThat(a.size()).isEqualTo(7);
            assertThat(a.isExecutable()).isFalse();
            assertThat(find(files, "run").orElseThrow().isExecutable()).isTrue();
            UpstreamFile link = find(files, "link").orElseThrow();
            assertThat(link.isLink()).isTrue();
            assertThat(link.content()).asString().isEqualTo("src/a.c");
            assertThat(find(files, "src").orElseThrow().isDirectory()).isTrue();
            assertThat(find(files, ""))
                    .hasValueSatisfying(top -> assertThat(top.isDirectory()).isTrue());
            assertThat(find(files, "src/missing")).isEmpty();
            assertThat(find(files, "run/below-a-file")).isEmpty();
            assertThat(list(files, "src")).containsExactly("a.c", "deep");
            assertThat(find(files(repository, "HHVM-3.10.0"), "src/a.c")
                            .orElseThrow()
                            .content())
                    .asString()
                    .isEqualTo("int a2;\n");
        }
    }

    @Test
    void whatThePackagingExcludesIsNotThereNorADirectoryThatHeldNothingElse() throws Exception {
        try (UpstreamRepository repository = open()) {
            UpstreamFiles files = repository.files(
                    UpstreamTag.parse("HHVM-3.9.0"), FilesExcluded.of(List.of("src/deep", "third-party/*", "run")));
            assertThat(find(files, "src/deep/b.c")).isEmpty();
            assertThat(find(files, "src/deep")).isEmpty();
            assertThat(find(files, "run")).isEmpty();
            assertThat(find(files, "third-party/lib/lib.c")).isEmpty();
            assertThat(find(files, "third-party")).isEmpty();
            assertThat(list(files, "src")).containsExactly("a.c");
            assertThat(list(files, "")).containsExactly("link", "src");
        }
    }

    @Test
    void gitsOwnFilesAreNotThereButTheDirectoriesThatHoldThemAre() throws Exception {
        git.write(hhvm, "src/empty/.gitkeep", "");
        git.write(hhvm, ".github/workflows/ci.yml", "on: push\n");
        git.commit(hhvm, "more for git");
        git.git(hhvm, "tag", "HHVM-3.11.0");
        try (UpstreamRepository repository = open()) {
            UpstreamFiles files = files(repository, "HHVM-3.11.0");
            assertThat(list(files, "src")).contains("empty");
            assertThat(list(files, "src/empty")).isEmpty();
            assertThat(find(files, "src/empty").orElseThrow().isDirectory()).isTrue();
            assertThat(find(files, "src/empty/.gitkeep")).isEmpty();
            assertThat(find(files, ".gitmodules")).isEmpty();
            assertThat(find(files, ".github")).isEmpty();
            assertThat(find(files, ".github/workflows/ci.yml")).isEmpty();
            assertThat(list(files, ".github")).isEmpty();
            assertThat(list(files, "")).noneMatch(name -> name.startsWith(".git"));
        }
    }

    @Test
    void aSubmoduleIsReadAtTheRecordedCommit() throws Exception {
        git.write(lib, "lib.c", "int later;\n");
        git.commit(lib, "later");
        try (UpstreamRepository repository = open()) {
            UpstreamFiles files = files(repository, "HHVM-3.9.0");
            assertThat(find(files, "third-party/lib/lib.c").orElseThrow().content())
                    .asString()
                    .isEqualTo("int lib;\n");
            assertThat(list(files, "third-party/lib")).containsExactly("lib.c");
        }
    }

    @Test
    void aSubmoduleThatIsGoneMattersOnlyToThoseWhoLookIntoIt() throws Exception {
        String commit = git.git(lib, "rev-parse", "HEAD");
        Files.move(lib, directory.resolve("moved"));
        try (UpstreamRepository repository = open()) {
            UpstreamFiles files = files(repository, "HHVM-3.9.0");
            assertThat(find(files, "src/a.c")).isPresent();
            assertThat(find(files, "third-party/lib")).isPresent();
            assertThatThrownBy(() -> find(files, "third-party/lib/lib.c"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("third-party/lib")
                    .hasMessageContaining("../lib")
                    .hasMessageContaining(commit);
        }
        UpstreamSource elsewhere = new UpstreamSource(
                hhvm.toString(),
                Map.of("third-party/lib", directory.resolve("moved").toString()),
                Set.of(),
                Optional.empty());
        try (UpstreamRepository repository = new OpenUpstream().run(elsewhere, Progress.silent())) {
            assertThat(find(files(repository, "HHVM-3.9.0"), "third-party/lib/lib.c"))
                    .isPresent();
        }
        UpstreamSource without =
                new UpstreamSource(hhvm.toString(), Map.of(), Set.of("third-party/lib"), Optional.empty());
        try (UpstreamRepository repository = new OpenUpstream().run(without, Progress.silent())) {
            assertThat(find(files(repository, "HHVM-3.9.0"), "third-party/lib/lib.c"))
                    .isEmpty();
        }
    }

    @Test
    void aMissingObjectMattersOnlyToThoseWhoReadIt() throws Exception {
        String blob = git.git(hhvm, "rev-parse", "HHVM-3.9.0:src/a.c");
        Files.delete(hhvm.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
        try (UpstreamRepository repository = open()) {
            UpstreamFiles files = files(repository, "HHVM-3.9.0");
            assertThat(find(files, "src/deep/b.c").orElseThrow().content())
                    .asString()
                    .isEqualTo("int b;\n");
            UpstreamFile gone = find(files, "src/a.c").orElseThrow();
            assertThatThrownBy(gone::content)
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("src/a.c")
                    .hasMessageContaining(blob);
            assertThatThrownBy(gone::size).hasMessageContaining("src/a.c").hasMessageContaining(blob);
        }
    }

    @Test
    void aTagThatIsNotThereIsMetByTheNearest() throws Exception {
        try (UpstreamRepository repository = open()) {
            assertThatThrownBy(() -> files(repository, "HHVM-3.9.1"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("HHVM-3.9.0");
        }
    }

    @Test
    void aTagOfATreeOrABlobIsWrongInput() throws Exception {
        git.git(hhvm, "tag", "HHVM-3.11.0", "HEAD^{tree}");
        git.git(hhvm, "tag", "HHVM-3.12.0", "HEAD:src/a.c");
        try (UpstreamRepository repository = open()) {
            for (String tag : List.of("HHVM-3.11.0", "HHVM-3.12.0")) {
                assertThatThrownBy(() -> files(repository, tag))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining(tag)
                        .hasMessageContaining("commit");
            }
        }
    }

    @Test
    void aTreeThatGitWouldNotCheckOutIsRefused() throws Exception {
        String blob = git.git(hhvm, "rev-parse", "HEAD:src/a.c");
        String tree = git.sh(hhvm, "printf '100644 blob " + blob + "\\t..\\n' | git mktree");
        String top = git.sh(hhvm, "printf '040000 tree " + tree + "\\tsrc\\n' | git mktree");
        git.sh(hhvm, "git tag HHVM-3.13.0 $(git commit-tree -m hostile " + top + ")");
        try (UpstreamRepository repository = open()) {
            assertThatThrownBy(() -> find(files(repository, "HHVM-3.13.0"), "src/a.c"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void aNameThatIsNotUtf8IsFoundByItsBytes() throws Exception {
        git.sh(hhvm, "echo x > \"$(printf 'caf\\351')\"");
        git.commit(hhvm, "latin1");
        git.git(hhvm, "tag", "HHVM-3.14.0");
        try (UpstreamRepository repository = open()) {
            GitPath name = GitPath.of("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(files(repository, "HHVM-3.14.0").find(name)).isPresent();
        }
    }

    @Test
    void aUrlIsFetchedOnceAndTheNextRunReusesTheCache() throws Exception {
        Path cache = directory.resolve("cache");
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            UpstreamSource source = new UpstreamSource(server.url("hhvm"), Map.of(), Set.of(), Optional.of(cache));
            for (int run = 0; run < 2; run++) {
                try (UpstreamRepository repository = new OpenUpstream().run(source, Progress.silent())) {
                    UpstreamFiles files = files(repository, "HHVM-3.10.0");
                    assertThat(find(files, "src/a.c").orElseThrow().content())
                            .asString()
                            .isEqualTo("int a2;\n");
                    try (var cached = Files.newDirectoryStream(cache, "hhvm-*[0-9a-f]")) {
                        assertThat(cached).hasSize(1);
                    }
                }
            }
            try (var repositories = Files.newDirectoryStream(cache, "hhvm-*[0-9a-f]")) {
                Path cached = repositories.iterator().next();
                assertThat(git.git(cached, "rev-list", "--all", "--count")).isEqualTo("1");
            }
        }
    }

    @Test
    void theHistoryOfAPathIsThatOfGitLog() throws Exception {
        makeHistory();
        try (UpstreamRepository repository = open()) {
            List<UpstreamCommit> commits = history(repository, "HHVM-3.9.0", "HHVM-3.20.0", "src/a.c", "src/deep");
            assertThat(commits)
                    .extracting(UpstreamCommit::id)
                    .containsExactlyElementsOf(git.git(
                                    hhvm,
                                    "log",
                                    "--format=%H",
                                    "--topo-order",
                                    "--reverse",
                                    "HHVM-3.9.0..HHVM-3.20.0",
                                    "--",
                                    "src/a.c",
                                    "src/deep")
                            .lines()
                            .toList());
            assertThat(commits).extracting(UpstreamCommit::subject).containsExactly("second", "change both", "remove");
            assertThat(commits.get(1).changes())
                    .containsExactly(
                            change("src/a.c", blob("HHVM-3.10.0:src/a.c"), blob("HHVM-3.20.0:src/a.c")),
                            change("src/deep/b.c", blob("HHVM-3.9.0:src/deep/b.c"), blob("HEAD~2:src/deep/b.c")));
            assertThat(commits.get(2).changes())
                    .containsExactly(change("src/deep/b.c", blob("HEAD~2:src/deep/b.c"), Optional.empty()));
            assertThat(history(repository, "HHVM-3.20.0", "HHVM-3.9.0", "src/a.c"))
                    .isEmpty();
        }
    }

    @Test
    void theHistoryBehindAUrlIsFetchedWhenItIsAskedFor() throws Exception {
        makeHistory();
        Path cache = directory.resolve("cache");
        try (GitHttpServer server = GitHttpServer.of(directory);
                UpstreamRepository near = open();
                UpstreamRepository far = new OpenUpstream()
                        .run(
                                new UpstreamSource(server.url("hhvm"), Map.of(), Set.of(), Optional.of(cache)),
                                Progress.silent())) {
            files(far, "HHVM-3.20.0");
            assertThat(history(far, "HHVM-3.9.0", "HHVM-3.20.0", "src"))
                    .isEqualTo(history(near, "HHVM-3.9.0", "HHVM-3.20.0", "src"))
                    .hasSize(3);
        }
    }

    @Test
    void aShallowCloneHasNoHistoryAndSaysSo() throws Exception {
        makeHistory();
        Path shallow = directory.resolve("shallow");
        git.git(directory, "clone", "-q", "--depth=1", "file://" + hhvm, "shallow");
        git.git(shallow, "tag", "-f", "HHVM-3.20.0");
        git.git(shallow, "fetch", "-q", "--depth=1", "origin", "tag", "HHVM-3.9.0");
        try (UpstreamRepository repository =
                new OpenUpstream().run(UpstreamSource.of(shallow.toString()), Progress.silent())) {
            assertThatThrownBy(() -> history(repository, "HHVM-3.9.0", "HHVM-3.20.0", "src"))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("shallow");
        }
    }

    private void makeHistory() throws Exception {
        git.write(hhvm, "unrelated", "x\n");
        git.commit(hhvm, "unrelated");
        git.write(hhvm, "src/a.c", "int a3;\n");
        git.write(hhvm, "src/deep/b.c", "int b3;\n");
        git.commit(hhvm, "change both");
        git.write(hhvm, "unrelated", "y\n");
        git.commit(hhvm, "unrelated again");
        Files.delete(hhvm.resolve("src/deep/b.c"));
        git.commit(hhvm, "remove");
        git.git(hhvm, "tag", "HHVM-3.20.0");
    }

    private Optional<String> blob(String name) throws HhvmDebException {
        return Optional.of(git.git(hhvm, "rev-parse", name));
    }

    private static UpstreamCommit.Change change(String path, Optional<String> before, Optional<String> after) {
        return new UpstreamCommit.Change(GitPath.of(path), before, after);
    }

    private static List<UpstreamCommit> history(UpstreamRepository repository, String from, String to, String... paths)
            throws HhvmDebException {
        return repository.commitsTouching(
                Stream.of(paths).map(GitPath::of).toList(), UpstreamTag.parse(from), UpstreamTag.parse(to));
    }

    @Test
    void whatIsNoRepositoryIsWrongInput() {
        assertThatThrownBy(() -> new OpenUpstream()
                        .run(UpstreamSource.of(directory.resolve("nowhere").toString()), Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere");
    }

    private UpstreamRepository open() throws HhvmDebException {
        return new OpenUpstream().run(UpstreamSource.of(hhvm.toString()), Progress.silent());
    }

    private static UpstreamFiles files(UpstreamRepository repository, String tag) throws HhvmDebException {
        return repository.files(UpstreamTag.parse(tag), FilesExcluded.of(List.of()));
    }

    private static Optional<UpstreamFile> find(UpstreamFiles files, String path) throws HhvmDebException {
        return files.find(GitPath.of(path));
    }

    private static List<String> list(UpstreamFiles files, String path) throws HhvmDebException {
        return files.list(GitPath.of(path)).stream().map(GitPath::text).toList();
    }
}
