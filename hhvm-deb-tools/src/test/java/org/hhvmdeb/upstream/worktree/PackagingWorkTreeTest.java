package org.hhvmdeb.upstream.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.commit.CommitRequest;
import org.hhvmdeb.upstream.commit.CommitUpstream;
import org.hhvmdeb.upstream.commit.CommittedUpstream;
import org.hhvmdeb.upstream.commit.FinishCommit;
import org.hhvmdeb.upstream.commit.PackagingBranches;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import does to the work tree of a packaging branch that is checked out, and to what somebody has there. */
@Tag("integration")
class PackagingWorkTreeTest {

    private static final String OLD = "HHVM-3.18.5";
    private static final String NEW = "HHVM-3.18.6";
    private static final String STRANGE = "$(printf 'caf\\351')";

    @TempDir
    private static Path made;

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private Path packaging;
    private byte[] noted = {};

    @BeforeAll
    static void importTheFirstVersion() throws Exception {
        GitFixture git = new GitFixture(made);
        Path hhvm = git.init("hhvm.git");
        git.write(hhvm, "README", "first\nsecond\n");
        git.write(hhvm, "hphp/main.cpp", "int main() {}\n");
        git.write(hhvm, "hphp/same.cpp", "same\n");
        git.write(hhvm, "hphp/old.cpp", "old\n");
        Files.createSymbolicLink(hhvm.resolve("link"), Path.of("hphp"));
        git.sh(hhvm, "echo bytes > \"" + STRANGE + "\"");
        git.commit(hhvm, OLD);
        git.git(hhvm, "tag", OLD);
        Path packaging = git.init("packaging");
        git.write(packaging, "debian/rules", "#!/usr/bin/make -f\n");
        git.commit(packaging, "Start the packaging");
        git.sh(packaging, "echo /ignored >>.git/info/exclude");
        take(made, packaging, OLD);
    }

    @BeforeEach
    void aCopyOfBoth() throws Exception {
        git = new GitFixture(directory);
        git.sh(made, "cp -a hhvm.git packaging '" + directory + "'");
        hhvm = git.path("hhvm.git");
        packaging = git.path("packaging");
        git.git(packaging, "update-index", "-q", "--refresh");
    }

    private void release() throws Exception {
        git.write(hhvm, "README", "first\nsecond\nthird\n");
        git.write(hhvm, "hphp/main.cpp", "int main() { return 0; }\n");
        git.write(hhvm, "hphp/new.cpp", "new\n");
        git.write(hhvm, "new/file", "new\n");
        Files.delete(hhvm.resolve("hphp/old.cpp"));
        Files.delete(hhvm.resolve("link"));
        Files.createSymbolicLink(hhvm.resolve("link"), Path.of("new"));
        git.sh(hhvm, "echo other >> \"" + STRANGE + "\"");
        git.commit(hhvm, NEW);
        git.git(hhvm, "tag", NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set --cone debian", "set --no-cone /debian/", "set --cone --sparse-index debian"})
    void aSparseCheckoutStaysSparse(String how) throws Exception {
        git.sh(packaging, "git sparse-checkout " + how);
        assertThat(packaging.resolve("hphp")).doesNotExist();
        release();
        String commit = take(NEW).merge().orElseThrow();
        assertSparseAt(commit);
    }

    @Test
    void aSparseCheckoutThatWasCutOffIsFinishedAsOne() throws Exception {
        git.sh(packaging, "git sparse-checkout set --cone debian");
        cutOff();
        git.sh(packaging, "rm README; printf 'first\\nsecond\\n' >README");
        take(NEW);
        assertSparseAt(git.git(packaging, "rev-parse", "HEAD"));
    }

    private void assertSparseAt(String commit) throws Exception {
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        assertThat(git.git(packaging, "write-tree")).isEqualTo(git.git(packaging, "rev-parse", commit + "^{tree}"));
        assertThat(git.git(packaging, "ls-files", "-t", "hphp", "new"))
                .isEqualTo("S hphp/main.cpp\nS hphp/new.cpp\nS hphp/same.cpp\nS new/file");
        assertThat(packaging.resolve("hphp")).doesNotExist();
        assertThat(packaging.resolve("new")).doesNotExist();
    }

    @Test
    void filesThatTheNewVersionLeavesAloneAreNotWritten() throws Exception {
        release();
        Path same = packaging.resolve("hphp/same.cpp");
        git.sh(packaging, "touch -d 2001-02-03 hphp/same.cpp");
        take(NEW);
        assertThat(Files.getLastModifiedTime(same).toInstant()).isBefore(Instant.parse("2002-01-01T00:00:00Z"));
        assertThat(packaging.resolve("hphp/old.cpp")).doesNotExist();
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    /** Nobody but a sparse checkout says that a file is not there on purpose. */
    @Test
    void aMarkOutsideASparseCheckoutIsRefused() throws Exception {
        release();
        git.git(packaging, "update-index", "--skip-worktree", "hphp/main.cpp");
        Files.delete(packaging.resolve("hphp/main.cpp"));
        refused("hphp/main.cpp", "--no-skip-worktree");
    }

    @Test
    void aMarkIsSeenHoweverManyFilesThereAre() throws Exception {
        for (int i = 0; i < 5000; i++) {
            git.write(packaging, "debian/many/" + i + "n".repeat(230), "");
        }
        git.commit(packaging, "Add many");
        release();
        git.git(packaging, "update-index", "--assume-unchanged", "hphp/main.cpp");
        git.write(packaging, "hphp/main.cpp", "mine\n");
        refused("hphp/main.cpp", "--no-assume-unchanged");
        assertThat(packaging.resolve("hphp/main.cpp")).hasContent("mine\n");
    }

    private void addSubmodule(String path) throws Exception {
        Path other = git.init("other");
        git.write(other, "file", "theirs\n");
        git.commit(other, "Other");
        git.git(packaging, "submodule", "--quiet", "add", other.toString(), path);
    }

    @Test
    void aSubmoduleThatTheTarballHasAsFilesIsNotWrittenOver() throws Exception {
        addSubmodule("third-party/x");
        git.commit(packaging, "Add a submodule");
        git.write(hhvm, "third-party/x/file", "upstream's\n");
        release();
        git.write(packaging, "third-party/x/file", "my edit\n");
        refused("third-party/x", "submodule deinit");
        assertThat(packaging.resolve("third-party/x/file")).hasContent("my edit\n");
        git.git(packaging, "submodule", "--quiet", "deinit", "--force", "third-party/x");
        take(NEW);
        assertThat(packaging.resolve("third-party/x/file")).hasContent("upstream's\n");
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    @Test
    void aSubmoduleThatIsStagedIsAChange() throws Exception {
        release();
        addSubmodule("debian/x");
        git.git(packaging, "reset", "-q", ".gitmodules");
        Files.delete(packaging.resolve(".gitmodules"));
        refused("debian/x", "not committed");
        assertThat(git.git(packaging, "ls-files", "-s", "debian/x")).startsWith("160000 ");
    }

    @ParameterizedTest
    @CsvSource({
        "ignored/object, ignored",
        "ignored, ignored",
        "ignored, ignored/source",
        "ignored/source, ignored/source",
        "ignored/deep/object, ignored/deep"
    })
    void ignoredFilesWhereTheNewVersionHasFilesStay(String mine, String upstreams) throws Exception {
        git.write(hhvm, upstreams, "upstream's\n");
        release();
        git.write(packaging, mine, "mine\n");
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        refused(mine, "ignored");
        assertThat(packaging.resolve(mine)).hasContent("mine\n");
        Files.delete(packaging.resolve(mine));
        take(NEW);
        assertThat(packaging.resolve(upstreams)).hasContent("upstream's\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignored", "ignored/file"})
    void anIgnoredRepositoryStays(String upstreams) throws Exception {
        git.write(hhvm, upstreams, "upstream's\n");
        release();
        Path mine = git.init("packaging/ignored");
        git.write(mine, "mine", "mine\n");
        refused("ignored", "ignored");
        assertThat(mine.resolve("mine")).hasContent("mine\n");
    }

    @Test
    void ignoredFilesElsewhereDoNotHinder() throws Exception {
        release();
        git.write(packaging, "ignored/object", "mine\n");
        take(NEW);
        assertThat(packaging.resolve("ignored/object")).hasContent("mine\n");
    }

    @Test
    void anEditThatIsMadeAfterTheLastLookIsNamedByTheNextRun() throws Exception {
        release();
        LocalProcesses programs = Programs.untethered();
        ProcessRunner editing = command -> {
            if (command.words().contains("read-tree")) {
                try {
                    git.write(packaging, "README", "mine\n");
                } catch (IOException e) {
                    throw ExternalException.writing(packaging, e);
                }
            }
            return programs.run(command);
        };
        CommitRequest request = request(NEW);
        assertThatThrownBy(() -> new CommitUpstream(editing).run(request, Progress.silent()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll("README", "the branch of " + packaging + " has moved", "run this again");
        assertThat(packaging.resolve("README")).hasContent("mine\n");
        refused("README", "git reset --hard");
        assertThat(packaging.resolve("README")).hasContent("mine\n");
        git.sh(packaging, "git show HEAD^:README >README");
        take(NEW);
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    /** Filters change what git writes, so a file in the work tree is not its blob. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "git config core.autocrlf true",
                "echo '* text eol=crlf' >.git/info/attributes",
                "git config filter.turn.clean 'tr b-za a-z'; git config filter.turn.smudge 'tr a-z b-za';"
                        + " echo 'README filter=turn' >.git/info/attributes"
            })
    void whatGitWroteBeforeItWasKilledIsNoChange(String filters) throws Exception {
        git.sh(packaging, filters);
        for (String written : List.of("cat written", "head -c 15 written", "printf ''")) {
            git.sh(packaging, "rm -f .git/index; git reset -q --hard");
            cutOff();
            git.sh(
                    packaging,
                    "git cat-file --filters HEAD:README >../written; cd ..; " + written + " >packaging/README");
            take(NEW);
            assertThat(git.git(packaging, "status", "--porcelain")).as(written).isEmpty();
            assertThat(packaging.resolve("README")).hasSameBinaryContentAs(directory.resolve("written"));
            git.git(packaging, "reset", "-q", "--hard", "HEAD^");
            git.git(packaging, "update-ref", "-d", "refs/tags/upstream/3.18.6");
            git.git(hhvm, "tag", "-d", NEW);
            git.git(hhvm, "reset", "-q", "--hard", OLD);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo mine > \"" + STRANGE + "\"",
                "ln -snf mine link",
                "rm link; echo mine > link",
                "rm README; ln -s mine README",
                "chmod +x README",
                "rm hphp/new.cpp; mkdir hphp/new.cpp; echo mine > hphp/new.cpp/mine",
                "rm -r new; echo mine > new",
                "echo mine >> hphp/main.cpp",
                "echo mine > hphp/new.cpp"
            })
    void whatWasChangedSinceTheKillStays(String edit) throws Exception {
        cutOff();
        git.sh(packaging, "mkdir new; echo new >hphp/new.cpp; " + edit);
        String before = everything();
        assertThatThrownBy(() -> take(NEW)).isInstanceOf(InputException.class).hasMessageContaining("git reset --hard");
        assertThat(everything()).isEqualTo(before);
        git.git(packaging, "reset", "-q", "--hard");
        take(NEW);
    }

    /** Of a file that is missing only the index tells whether git or somebody has deleted it. */
    @ParameterizedTest
    @CsvSource({
        "'', git rm -qf README, README",
        "'', git rm -q --cached README, README",
        "'', git rm -qf hphp/main.cpp hphp/old.cpp, hphp/main.cpp",
        "'', echo mine >README; git add README; git show HEAD:README >README, README",
        "git reset -q --hard, git rm -q README, README",
        "git reset -q --hard, git rm -q hphp/new.cpp, hphp/new.cpp",
        "git reset -q --hard, git rm -q --cached hphp/new.cpp, hphp/new.cpp",
        "git reset -q --hard, rm hphp/new.cpp, hphp/new.cpp",
        "git reset -q --hard, rm -r new hphp, new/file"
    })
    void whatWasDeletedOrStagedSinceTheKillStays(String before, String edit, String named) throws Exception {
        cutOff();
        git.sh(packaging, before + "\n" + edit);
        String staged = git.git(packaging, "ls-files", "-s");
        refused(named, "git reset --hard");
        assertThat(git.git(packaging, "ls-files", "-s")).isEqualTo(staged);
        git.git(packaging, "reset", "-q", "--hard");
        take(NEW);
        assertThat(note()).doesNotExist();
    }

    /** Whoever copies a repository takes the note along, and works there. */
    @ParameterizedTest
    @ValueSource(strings = {"copy", "packaging"})
    void aNoteThatCameWithACopyIsNotFollowed(String name) throws Exception {
        cutOff();
        git.sh(directory, "mv packaging moved; cp -a moved '" + name + "'");
        packaging = directory.resolve(name);
        git.sh(packaging, "git reset -q --hard; git rm -q README");
        refused(note().toString(), "not written in this place by a run of yours", "delete it", "git reset --hard");
        assertThat(note()).hasBinaryContent(noted);
        assertThat(git.git(packaging, "status", "--porcelain")).isEqualTo("D  README");
        Files.delete(note());
        refused("not committed", "README");
        assertThat(git.git(packaging, "status", "--porcelain")).isEqualTo("D  README");
    }

    @Test
    void aFileThatWasMarkedSinceTheKillStays() throws Exception {
        cutOff();
        git.sh(packaging, "git update-index --assume-unchanged README; echo mine >README");
        refused("README", "--no-assume-unchanged");
    }

    @Test
    void newLinksAndStrangeNamesThatGitWroteAreNoChange() throws Exception {
        cutOff();
        git.sh(packaging, "ln -snf new link; git show HEAD:\"" + STRANGE + "\" >\"" + STRANGE + "\"");
        take(NEW);
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        cutOffAgain();
        git.sh(packaging, ": >\"" + STRANGE + "\"; mkdir new; printf ne >new/file");
        take(NEW);
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    /** The git of a run that was killed goes on writing; a run in any work tree of the repository has to wait for it. */
    @Test
    void aRunInAnotherWorkTreeWaitsForAGitThatHasOutlivedItsRun() throws Exception {
        release();
        git.git(packaging, "checkout", "-q", "--detach");
        Path main = packaging;
        git.git(main, "worktree", "add", "-q", "../linked", "master");
        packaging = directory.resolve("linked");
        LocalProcesses programs = Programs.untethered();
        Path here = directory.resolve("flag");
        ProcessRunner outlived = command -> {
            if (!command.words().contains("read-tree")) {
                return programs.run(command);
            }
            startHolding(command.holding().orElseThrow(), here);
            throw new ExternalException("killed");
        };
        CommitRequest request = request(NEW);
        assertThatThrownBy(() -> new CommitUpstream(outlived).run(request, Progress.silent()))
                .hasMessage("killed");
        Files.writeString(main.resolve(".git/hhvm-deb-locks"), "of the run that was killed");
        List<Boolean> ended = new ArrayList<>();
        ProcessRunner waiting = command -> {
            try {
                Files.writeString(here.resolveSibling("flag.go"), "");
            } catch (IOException e) {
                throw ExternalException.writing(here, e);
            }
            Completed completed = programs.run(command);
            ended.add(Files.exists(here.resolveSibling("flag.ended")));
            return completed;
        };
        new FinishCommit(waiting).run(main, Progress.silent());
        assertThat(ended).isNotEmpty().doesNotContain(false);
    }

    private static void startHolding(Path lock, Path flag) throws ExternalException {
        try {
            new ProcessBuilder(
                            "flock",
                            lock.toString(),
                            "sh",
                            "-c",
                            "touch $0.started; until [ -e $0.go ]; do sleep 0.02; done; sleep 1; touch $0.ended",
                            flag.toString())
                    .start();
            while (!Files.exists(flag.resolveSibling("flag.started"))) {
                Thread.sleep(10);
            }
        } catch (IOException | InterruptedException e) {
            throw new ExternalException("cannot start flock", e);
        }
    }

    /** As a kill leaves it that comes before git writes files: references moved, index and files old. */
    private void cutOff() throws Exception {
        release();
        LocalProcesses programs = Programs.untethered();
        ProcessRunner killed = command -> {
            if (command.words().contains("read-tree")) {
                throw new ExternalException("killed");
            }
            return programs.run(command);
        };
        CommitRequest request = request(NEW);
        assertThatThrownBy(() -> new CommitUpstream(killed).run(request, Progress.silent()))
                .hasMessage("killed");
        noted = Files.readAllBytes(note());
    }

    private void cutOffAgain() throws Exception {
        String now = git.git(packaging, "rev-parse", "HEAD");
        git.git(packaging, "reset", "-q", "--hard", "HEAD^");
        git.git(packaging, "update-ref", "refs/heads/master", now);
        Files.write(note(), noted);
    }

    private Path note() {
        return packaging.resolve(".git/hhvm-deb-checkout");
    }

    private String everything() throws Exception {
        return git.sh(
                packaging,
                "find . -path ./.git -prune -o -printf '%M %l %P\\n' | LC_ALL=C sort | od -c;"
                        + " find . -path ./.git -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 cat");
    }

    private void refused(String... words) throws Exception {
        String refs = git.git(packaging, "for-each-ref");
        String before = everything();
        assertThatThrownBy(() -> take(NEW)).isInstanceOf(InputException.class).hasMessageContainingAll(words);
        assertThat(git.git(packaging, "for-each-ref")).isEqualTo(refs);
        assertThat(everything()).isEqualTo(before);
    }

    private CommittedUpstream take(String tag) throws Exception {
        return take(directory, packaging, tag);
    }

    private static CommittedUpstream take(Path place, Path packaging, String tag) throws Exception {
        return new CommitUpstream(Programs.untethered()).run(request(place, packaging, tag), Progress.silent());
    }

    private CommitRequest request(String tag) throws Exception {
        return request(directory, packaging, tag);
    }

    private static CommitRequest request(Path place, Path packaging, String tag) throws Exception {
        ImportRequest importing = ImportRequest.builder(
                        tag, place.resolve("hhvm.git").toString(), place.resolve("out"))
                .build();
        ImportedUpstream imported = new ImportUpstream(Programs.untethered()).run(importing, Progress.silent());
        return new CommitRequest(
                imported.tarball(),
                packaging,
                new PackagingBranches(PackagingBranches.DEFAULT_UPSTREAM, Optional.of("master"), false),
                false,
                Optional.empty(),
                Optional.of("Pat Ckager <pat@example.org>"),
                Optional.of(Instant.parse("2017-05-06T07:08:09Z")));
    }
}
