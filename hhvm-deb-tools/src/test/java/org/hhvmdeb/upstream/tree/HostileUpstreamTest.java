package org.hhvmdeb.upstream.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.RelativeUrl;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileUpstreamTest {

    private static final String COMMIT = "1234567812345678123456781234567812345678";

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        hhvm = git.init("hhvm");
        git.write(hhvm, "a.c", "int a;\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c touch% /tmp/pwned",
                "--upload-pack=touch",
                "-u:repo",
                "git://example.org/lib.git",
                "ftp://example.org/lib.git",
                "ssh://-oProxyCommand=touch/lib.git",
                "lib.git",
                "../../../../../../../../../../../../../../../../lib.git"
            })
    void aSubmoduleUrlThatCouldRunOrReadThingsIsRefused(String url) throws Exception {
        tagWithSubmodule("lib", "lib", url);
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining(".gitmodules");
    }

    @ParameterizedTest
    @CsvSource({"lib,../lib", "lib,/lib", "lib,lib/../../x", "lib,.git/modules", "../../hooks,lib", "lib,a/.GIT/x"})
    void aSubmoduleNameOrPathThatLeavesTheTreeIsRefused(String name, String path) throws Exception {
        tagWithSubmodule(name, path, "../lib.git");
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining(".gitmodules");
    }

    @Test
    void aSubmoduleInsideAnotherIsRefused() {
        assertThatThrownBy(() -> Gitmodules.parse("""
                        [submodule "a"]
                        path = a
                        url = ../a
                        [submodule "b"]
                        path = a/b
                        url = ../b
                        """.getBytes(StandardCharsets.UTF_8), ".gitmodules"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a/b inside the submodule a");
    }

    @Test
    void aSubmoduleWithoutAnEntrySaysSo() throws Exception {
        git.git(hhvm, "update-index", "--add", "--cacheinfo", "160000," + COMMIT + ",lib");
        tag();
        assertThatThrownBy(this::run)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("no URL for the submodule lib", "Two ways out");
    }

    @Test
    void gitmodulesThatIsALinkIsRefused() throws Exception {
        tagTree("120000 blob " + blob("a.c") + "\t.gitmodules\n160000 commit " + COMMIT + "\tlib\n");
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining("not a plain file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".git",
                ".GIT",
                ".",
                "git~1",
                "GIT~1",
                ".git.",
                ".Git .",
                ".git::$INDEX_ALLOCATION",
                "a\\.git",
                ".g\u200cit"
            })
    void aTreeThatGitWouldNotCheckOutIsRefused(String name) throws Exception {
        tagTree("100644 blob " + blob("x") + "\t" + name + "\n");
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining("is refused");
    }

    @Test
    void aNameThatNoDiskTakesIsRefusedUnlessItIsLeftOut() throws Exception {
        tagTree("100644 blob " + blob("x") + "\t" + "n".repeat(256) + "\n100644 blob " + blob("y") + "\t"
                + "o".repeat(255) + "\n");
        assertThatThrownBy(this::run)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(hhvm.toString(), "nnn", "256 bytes", "--exclude");
        ImportRequest request = ImportRequest.builder("HHVM-3.18.5", hhvm.toString(), directory.resolve("out"))
                .excluding(List.of("n*"))
                .build();
        assertThat(new ImportUpstream(Programs.untethered())
                        .run(request, Progress.silent())
                        .files())
                .isEqualTo(1);
    }

    @Test
    void aPathThatIsTooLongToBeUnpackedIsRefused() throws Exception {
        String tree = git.sh(hhvm, "printf '100644 blob " + blob("x") + "\\tx\\n' | git mktree");
        for (int i = 0; i < 20; i++) {
            tree = git.sh(hhvm, "printf '040000 tree " + tree + "\\t" + "d".repeat(200) + "\\n' | git mktree");
        }
        tagTreeObject(tree);
        assertThatThrownBy(this::run)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("too long to be unpacked");
    }

    @Test
    void aNameWithSlashesThatLeavesTheTreeIsRefused() throws Exception {
        String entry = "printf '100644 ../../x\\000'; git rev-parse " + blob("x") + " | xxd -r -p";
        String tree = git.sh(hhvm, "( " + entry + " ) | git hash-object -t tree -w --literally --stdin");
        tagTreeObject(tree);
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining("could leave the tree");
    }

    @Test
    void aPathThatIsThereTwiceIsRefused() throws Exception {
        tagTree("100644 blob " + blob("x") + "\ta\n120000 blob " + blob("/etc") + "\ta\n");
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining("twice");
    }

    @Test
    void aTagOfSomethingElseThanACommitIsRefused() throws Exception {
        git.git(hhvm, "tag", "HHVM-3.18.5", blob("x"));
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining("not one of a commit");
    }

    @Test
    void aTagOfATreeIsRefused() throws Exception {
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5", "HEAD^{tree}");
        assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining("not one of a commit");
    }

    @Test
    void theTagCountsWhereABranchHasItsName() throws Exception {
        String tagged = git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        git.git(hhvm, "checkout", "-q", "-b", "HHVM-3.18.5");
        git.write(hhvm, "a.c", "int of_the_branch;\n");
        git.commit(hhvm, "two");
        assertThat(run().commit()).isEqualTo(tagged);
    }

    @Test
    void namesThatDifferInCaseOnlyAreTwoFiles() throws Exception {
        git.write(hhvm, "A.c", "int large;\n");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        assertThat(git.sh(directory, "tar -tf '" + run().tarball() + "'")).contains("/A.c", "/a.c");
    }

    @Test
    void aLinkAtTheRecordedPathOfASubmoduleStaysALink() throws Exception {
        git.write(hhvm, ".gitmodules", "[submodule \"lib\"]\n\tpath = lib\n\turl = ../lib.git\n");
        git.sh(hhvm, "ln -s a.c lib");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        assertThat(git.sh(directory, "tar -tvf '" + run().tarball() + "'")).contains("/lib -> a.c");
    }

    /** As where the clock, or the machine that packed the repository, had another idea of the year. */
    @Test
    void filesOfAnotherTimeAreOutsideNoFaultOfOurs() throws Exception {
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        git.sh(hhvm, "find .git -type f -exec touch -d 2400-01-01 {} +");
        assertThatThrownBy(this::run)
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("dated more than 292 years from now");
    }

    @Test
    void aRepositoryThatLacksObjectsIsNamed() throws Exception {
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        String blob = git.git(hhvm, "rev-parse", "HEAD:a.c");
        Files.delete(hhvm.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
        assertThatThrownBy(this::run)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("is incomplete", "a.c", blob);
    }

    @Test
    void attributesHooksAndFiltersHaveNoEffect() throws Exception {
        git.write(hhvm, ".gitattributes", "*.c text eol=crlf filter=evil ident\n");
        git.write(hhvm, ".git/hooks/post-checkout", "#!/bin/sh\ntouch " + directory.resolve("ran") + "\n");
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        git.git(hhvm, "config", "filter.evil.smudge", "touch " + directory.resolve("ran"));
        ImportedUpstream imported = run();
        assertThat(git.sh(directory, "tar -xJOf '" + imported.tarball() + "' hhvm-3.18.5/a.c | od -c"))
                .contains("i   n   t       a   ;  \\n");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void nobodysGitSettingsAreRead() throws Exception {
        git.commit(hhvm, "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        SystemReader before = SystemReader.getInstance();
        SystemReader touchy = new SystemReader.Delegate(before) {
            @Override
            public FileBasedConfig openUserConfig(Config parent, FS fs) {
                throw new IllegalStateException("the user's settings were read");
            }

            @Override
            public FileBasedConfig openSystemConfig(Config parent, FS fs) {
                throw new IllegalStateException("the system's settings were read");
            }
        };
        SystemReader.setInstance(touchy);
        try {
            assertThat(run().files()).isEqualTo(1);
            assertThatThrownBy(() -> SystemReader.getInstance().openUserConfig(null, FS.DETECTED))
                    .as("others still get their own settings")
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            SystemReader.setInstance(before);
        }
    }

    @Test
    void anAddressOfOursMakesAnyUrlGoodButCannotBeLeft() throws Exception {
        SubmodulePolicy policy = new SubmodulePolicy(Map.of("git://example.org/", "/srv/mirror/"), Set.of());
        RepositoryAddress parent = RepositoryAddress.parse("https://example.org/hhvm.git", "test");
        assertThat(policy.address(GitPath.of("lib"), Optional.of("git://example.org/lib.git"), parent, ".gitmodules")
                        .directory())
                .contains(Path.of("/srv/mirror/lib.git"));
        assertThatThrownBy(() -> policy.address(
                        GitPath.of("lib"), Optional.of("git://example.org/../secret"), parent, ".gitmodules"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("would leave the address given for it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2e%2e/secret", "x/.%2E/../secret", "%2E./x", "a%2f..%2fx", "x\\..\\y"})
    void anAddressOfOursCannotBeLeftInOtherSpellings(String rest) throws Exception {
        SubmodulePolicy policy = new SubmodulePolicy(Map.of("git://example.org/", "file:///srv/mirror/"), Set.of());
        RepositoryAddress parent = RepositoryAddress.parse("https://example.org/hhvm.git", "test");
        assertThatThrownBy(() -> policy.address(
                        GitPath.of("lib"), Optional.of("git://example.org/" + rest), parent, ".gitmodules"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("would leave the address given for it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example@evil.example/x",
                "https://git.example.evil.example/x",
                "https://git.example:1@evil.example/x"
            })
    void whatFollowsTheNameOfAHostIsAnotherHost(String url) throws Exception {
        SubmodulePolicy policy = new SubmodulePolicy(Map.of("https://git.example", "https://u:pw@mirror"), Set.of());
        RepositoryAddress parent = RepositoryAddress.parse("https://example.org/hhvm.git", "test");
        assertThat(policy.address(GitPath.of("lib"), Optional.of(url), parent, ".gitmodules")
                        .text())
                .isEqualTo(url);
        assertThat(policy.address(GitPath.of("lib"), Optional.of("https://git.example/x"), parent, ".gitmodules")
                        .text())
                .isEqualTo("https://u:pw@mirror/x");
    }

    /** A few kilobytes of objects can describe a tree without end, and nothing in it need be kept. */
    @Test
    void aTreeWithoutEndIsRefusedWhateverIsInIt() throws Exception {
        String nothing = git.sh(hhvm, "git mktree </dev/null");
        for (String leaf : List.of("040000 tree " + nothing + "\td", "100644 blob " + blob("x") + "\t.gitx")) {
            String tree = many(leaf);
            for (int i = 0; i < 3; i++) {
                tree = many("040000 tree " + tree + "\td");
            }
            ObjectId commit = ObjectId.fromString(git.git(hhvm, "commit-tree", "-m", "hostile", tree));
            SubmodulePolicy policy = new SubmodulePolicy(Map.of(), Set.of());
            ExcludeFilter pruning = new ExcludeFilter(FilesExcluded.of(List.of()), List.of());
            try (Repositories repositories =
                    new Repositories(directory.resolve("cache"), FetchSettings.DEFAULT, Progress.silent())) {
                TreeReader reader = new TreeReader(repositories, pruning, policy, Progress.silent(), 10_000);
                assertThatThrownBy(() -> reader.read(RepositoryAddress.parse(hhvm.toString(), "test"), commit))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("has more than 10000 entries");
            }
        }
    }

    /** Each commit of a repository can hold two submodules at the one before, in the same repository. */
    @Test
    void submodulesThatDoubleWithEachLevelAreRefused() throws Exception {
        String modules = blob("""
                [submodule "a"]
                	path = a
                	url = ../hhvm
                [submodule "b"]
                	path = b
                	url = ../hhvm
                """);
        String commit = git.git(hhvm, "commit-tree", "-m", "leaf", git.sh(hhvm, "git mktree </dev/null"));
        for (int level = 0; level < 10; level++) {
            Path entries = Files.writeString(
                    directory.resolve("entries"),
                    "100644 blob " + modules + "\t.gitmodules\n160000 commit " + commit + "\ta\n160000 commit " + commit
                            + "\tb\n");
            String tree = git.sh(hhvm, "git mktree < '" + entries + "'");
            commit = git.git(hhvm, "commit-tree", "-m", "level", tree);
        }
        git.git(hhvm, "tag", "HHVM-3.18.5", commit);
        assertThatThrownBy(this::run)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has more than 1000 submodules");
    }

    private String many(String entry) throws Exception {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            entries.append(entry).append(i).append('\n');
        }
        Path file = Files.writeString(directory.resolve("entries"), entries);
        return git.sh(hhvm, "git mktree < '" + file + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100644 a", "garbage", "100644 a\\000too short", "1\\000"})
    void aDamagedTreeIsNamed(String bytes) throws Exception {
        String tree = git.sh(hhvm, "printf '" + bytes + "' | git hash-object -t tree -w --literally --stdin");
        tagTreeObject(tree);
        assertThatThrownBy(this::run)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("is damaged", "git fsck");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/hhvm/hhvm.git,../third-party.git,https://example.org/hhvm/third-party.git",
        "https://example.org/hhvm/hhvm.git/,./x,https://example.org/hhvm/hhvm.git/x",
        "https://example.org/hhvm/hhvm,../../facebook/folly/,https://example.org/facebook/folly",
        "git@example.org:hhvm/hhvm.git,../x.git,git@example.org:hhvm/x.git",
        "git@example.org:hhvm.git,../x.git,git@example.org:x.git",
        "/srv/git/hhvm.git,../x.git,/srv/git/x.git"
    })
    void relativeUrlsAreResolvedAsGitDoes(String base, String url, String expected) throws Exception {
        assertThat(RelativeUrl.resolve(base, url, "test")).isEqualTo(expected);
    }

    @Test
    void addressesAreShownWithoutCredentials() throws Exception {
        assertThat(RepositoryAddress.parse("https://token@example.org/x.git", "test")
                        .published())
                .isEqualTo("https://example.org/x.git");
        assertThat(RepositoryAddress.parse("ssh://git:secret@example.org/x.git", "test")
                        .published())
                .isEqualTo("ssh://git@example.org/x.git");
        assertThat(RepositoryAddress.parse("file:///home/me/x%20y.git", "test"))
                .returns(Optional.of(Path.of("/home/me/x y.git")), RepositoryAddress::directory)
                .returns("x y.git", RepositoryAddress::published);
    }

    private void tagWithSubmodule(String name, String path, String url) throws Exception {
        git.write(
                hhvm, ".gitmodules", "[submodule \"" + name + "\"]\n\tpath = " + path + "\n\turl = \"" + url + "\"\n");
        git.git(hhvm, "add", "-A");
        git.git(hhvm, "update-index", "--add", "--cacheinfo", "160000," + COMMIT + ",lib");
        tag();
    }

    private void tag() throws ExternalException {
        git.git(hhvm, "commit", "-q", "-m", "one");
        git.git(hhvm, "tag", "HHVM-3.18.5");
    }

    private String blob(String content) throws IOException, ExternalException {
        Path file = Files.writeString(directory.resolve("blob"), content);
        return git.git(hhvm, "hash-object", "-w", file.toString());
    }

    private void tagTree(String entries) throws IOException, ExternalException {
        Path file = Files.writeString(directory.resolve("entries"), entries);
        tagTreeObject(git.sh(hhvm, "git mktree --missing < '" + file + "'"));
    }

    private void tagTreeObject(String tree) throws ExternalException {
        git.git(hhvm, "tag", "HHVM-3.18.5", git.git(hhvm, "commit-tree", "-m", "hostile", tree));
    }

    private ImportedUpstream run() throws HhvmDebException {
        ImportRequest request = ImportRequest.builder("HHVM-3.18.5", hhvm.toString(), directory.resolve("out"))
                .build();
        return new ImportUpstream(Programs.untethered()).run(request, Progress.silent());
    }
}
