package org.hhvmdeb.upstream.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.testkit.AbandonedStage;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordingProgress;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class CommitUpstreamTest {

    private static final String WHO = "Pat Ckager <pat@example.org>";
    private static final Instant WHEN = Instant.parse("2017-05-06T07:08:09Z");

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private Path packaging;

    @BeforeEach
    void makeUpstreamAndPackaging() throws Exception {
        git = new GitFixture(directory);
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "README.md", "HHVM\n");
        git.write(hhvm, "hphp/main.cpp", "int main() {}\n");
        git.write(hhvm, "debian/upstreams-own", "ours counts\n");
        git.executable(git.write(hhvm, "configure", "#!/bin/sh\n"));
        Files.createSymbolicLink(hhvm.resolve("link"), Path.of("hphp"));
        git.sh(hhvm, "echo bytes > \"$(printf 'caf\\351')\"");
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        git.write(hhvm, "README.md", "HHVM later\n");
        git.write(hhvm, "new/file", "new\n");
        Files.delete(hhvm.resolve("configure"));
        git.commit(hhvm, "3.18.6");
        git.git(hhvm, "tag", "HHVM-3.18.6");
        packaging = git.init("packaging");
        git.write(packaging, "debian/rules", "#!/usr/bin/make -f\n");
        git.commit(packaging, "Start the packaging");
    }

    @Test
    void theUpstreamBranchHasWhatTheTarballUnpacksTo() throws Exception {
        CommittedUpstream committed = commit(request(imported("HHVM-3.18.5")));
        assertThat(committed.tag()).isEqualTo("upstream/3.18.5");
        assertThat(tree("upstream/latest")).isEqualTo(git.git(hhvm, "rev-parse", "HHVM-3.18.5^{tree}"));
        assertThat(git.git(packaging, "log", "-1", "--format=%an <%ae>|%cI|%s", "upstream/latest"))
                .isEqualTo(WHO + "|2017-05-06T07:08:09+00:00|Import upstream version 3.18.5");
        assertThat(git.git(packaging, "cat-file", "-t", "upstream/3.18.5")).isEqualTo("tag");
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        git.git(packaging, "fsck", "--strict");
    }

    @Test
    void theNextVersionGoesOnTopAndTheSameOneAgainChangesNothing() throws Exception {
        commit(request(imported("HHVM-3.18.5")));
        commit(request(imported("HHVM-3.18.6")));
        String refs = refs();
        CommittedUpstream again = commit(request(imported("HHVM-3.18.6")));
        assertThat(again.upToDate()).isTrue();
        assertThat(refs()).isEqualTo(refs);
        assertThat(git.git(packaging, "log", "--format=%s", "upstream/latest"))
                .isEqualTo("Import upstream version 3.18.6\nImport upstream version 3.18.5");
    }

    @Test
    void twoRepositoriesGetTheSameCommits() throws Exception {
        CommittedUpstream first = commit(request(imported("HHVM-3.18.5")));
        packaging = git.init("elsewhere");
        git.commit(packaging, "Another start");
        assertThat(commit(request(imported("HHVM-3.18.5"))).commit()).isEqualTo(first.commit());
    }

    @Test
    void theUpstreamTreeIsReplacedAndDebianStays() throws Exception {
        assertThat(commit(merging(imported("HHVM-3.18.5"))).replaced())
                .as("nothing was there before")
                .isZero();
        git.write(packaging, "hphp/main.cpp", "changed without a patch\n");
        git.commit(packaging, "Hack");
        CommittedUpstream committed = commit(merging(imported("HHVM-3.18.6")));
        assertThat(committed.replaced()).isEqualTo(1);
        assertThat(git.git(packaging, "ls-files"))
                .isEqualTo("README.md\n\"caf\\351\"\ndebian/rules\nhphp/main.cpp\nlink\nnew/file");
        assertThat(packaging.resolve("hphp/main.cpp")).hasContent("int main() {}\n");
        assertThat(packaging.resolve("configure")).doesNotExist();
        assertThat(packaging.resolve("debian/upstreams-own")).doesNotExist();
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        assertThat(git.git(packaging, "log", "-1", "--format=%s|%P", "master"))
                .startsWith("Replace the upstream tree by version 3.18.6|")
                .endsWith(committed.commit());
        assertThat(commit(merging(imported("HHVM-3.18.6"))).upToDate()).isTrue();
    }

    @Test
    void upstreamsOwnCommitCanBeAParent() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.6");
        CommittedUpstream committed = commit(new CommitRequest(
                imported.tarball(),
                packaging,
                new PackagingBranches("upstream", Optional.of("master"), false),
                false,
                Optional.of(UpstreamSource.of(hhvm.toString())),
                Optional.of(WHO),
                Optional.of(WHEN)));
        assertThat(committed.replaced()).isZero();
        assertThat(git.git(packaging, "log", "--format=%s", "upstream"))
                .isEqualTo("Import upstream version 3.18.6\n3.18.6\n3.18.5");
        assertThat(refs().lines().toList())
                .as("no reference but branch and tag")
                .hasSize(3);
        git.git(packaging, "fsck", "--strict");
    }

    @Test
    void pristineTarGivesTheTarballBack() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.5");
        CommitRequest request = request(imported);
        commit(new CommitRequest(
                request.tarball(),
                packaging,
                new PackagingBranches(request.branches().upstream(), Optional.empty(), true),
                false,
                Optional.empty(),
                request.identity(),
                request.date()));
        byte[] original = Files.readAllBytes(imported.tarball());
        String name = imported.tarball().getFileName().toString();
        git.git(packaging, "fsck", "--strict");
        assertThat(git.sh(packaging, "pristine-tar list")).isEqualTo(name);
        assertThat(git.git(packaging, "log", "-1", "--format=%an <%ae>|%cI", "pristine-tar"))
                .isEqualTo(WHO + "|2017-05-06T07:08:09+00:00");
        git.sh(packaging, "mkdir ../back; pristine-tar checkout ../back/" + name);
        assertThat(directory.resolve("back").resolve(name)).hasBinaryContent(original);
    }

    @Test
    void pristineTarCanBeAskedForWhenTheTagIsThere() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.5");
        CommittedUpstream first = commit(request(imported));
        CommitRequest noted = withBranches(imported, PackagingBranches.DEFAULT_UPSTREAM, Optional.empty());
        assertThat(commit(noted).upToDate()).isFalse();
        assertThat(git.sh(packaging, "pristine-tar list"))
                .isEqualTo(String.valueOf(imported.tarball().getFileName()));
        assertThat(git.git(packaging, "rev-parse", "upstream/3.18.5^{commit}")).isEqualTo(first.commit());
        assertThat(commit(noted).upToDate()).isTrue();
    }

    @Test
    void whatATagThatIsThereDoesNotHaveIsSaid() throws Exception {
        ImportedUpstream old = imported("HHVM-3.18.5");
        commit(merging(old));
        commit(merging(imported("HHVM-3.18.6")));
        String refs = refs();
        RecordingProgress progress = new RecordingProgress();
        new CommitUpstream(Programs.untethered())
                .run(
                        new CommitRequest(
                                old.tarball(),
                                packaging,
                                new PackagingBranches("zzz", Optional.of("master"), false),
                                false,
                                Optional.of(UpstreamSource.of(hhvm.toString())),
                                Optional.of(WHO),
                                Optional.of(WHEN)),
                        progress);
        assertThat(refs()).isEqualTo(refs);
        assertThat(progress.said())
                .anyMatch(s -> s.startsWith("warning: ") && s.contains("not on the branch zzz"))
                .anyMatch(s -> s.startsWith("warning: ") && s.contains(old.commit() + " is not a parent of it"))
                .anyMatch(s -> s.startsWith("warning: ")
                        && s.contains("master has had upstream/3.18.5 before, and stands on upstream/3.18.6 now"));
        RecordingProgress again = new RecordingProgress();
        new CommitUpstream(Programs.untethered()).run(merging(imported("HHVM-3.18.6")), again);
        assertThat(again.said()).noneMatch(s -> s.startsWith("warning: "));
    }

    @Test
    void aWorkTreeWithChangesIsNotTouched() throws Exception {
        git.write(packaging, "debian/rules", "changed\n");
        String refs = refs();
        assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.5"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("changes that are not committed: debian/rules");
        assertThat(refs()).isEqualTo(refs);
        assertThat(packaging.resolve("debian/rules")).hasContent("changed\n");
    }

    @Test
    void aBranchThatAnotherWorkTreeHasIsNotMovedUnderIt() throws Exception {
        git.git(packaging, "checkout", "-q", "-b", "other");
        git.git(packaging, "worktree", "add", "-q", "../linked", "master");
        String refs = refs();
        assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.5"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the branch master")
                .hasMessageContaining("is checked out in the work tree " + directory.resolve("linked"));
        assertThat(refs()).isEqualTo(refs);
        packaging = directory.resolve("linked");
        commit(merging(imported("HHVM-3.18.5")));
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        assertThat(packaging.resolve("hphp/main.cpp")).hasContent("int main() {}\n");
        git.git(packaging, "checkout", "-q", "--detach");
        git.git(directory.resolve("packaging"), "checkout", "-q", "master");
        assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.6"))))
                .hasMessageContaining("is checked out in the work tree " + directory.resolve("packaging"));
    }

    @Test
    void aPristineTarBranchThatIsCheckedOutIsNotMoved() throws Exception {
        CommitRequest request = withBranches(imported("HHVM-3.18.5"), "upstream/latest", Optional.empty());
        git.git(packaging, "checkout", "-q", "-b", "pristine-tar");
        String refs = refs();
        assertThatThrownBy(() -> commit(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the branch pristine-tar is checked out in " + packaging);
        git.git(packaging, "checkout", "-q", "master");
        git.git(packaging, "worktree", "add", "-q", "../linked", "pristine-tar");
        assertThatThrownBy(() -> commit(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the branch pristine-tar")
                .hasMessageContaining("is checked out in the work tree " + directory.resolve("linked"));
        assertThat(refs()).isEqualTo(refs);
        assertThat(git.git(directory.resolve("linked"), "status", "--porcelain"))
                .isEmpty();
    }

    @Test
    void oneBranchCannotBeTwoThings() throws Exception {
        git.git(packaging, "branch", "one");
        git.git(packaging, "branch", "pristine-tar");
        ImportedUpstream imported = imported("HHVM-3.18.5");
        String refs = refs();
        for (CommitRequest request : List.of(
                withBranches(imported, "one", Optional.of("one")),
                withBranches(imported, "pristine-tar", Optional.empty()),
                withBranches(imported, "upstream", Optional.of("pristine-tar")))) {
            assertThatThrownBy(() -> commit(request))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(
                            "the branch " + (request.branches().upstream().equals("one") ? "one" : "pristine-tar"));
        }
        assertThat(refs()).isEqualTo(refs);
        assertThat(packaging.resolve(".git/hhvm-deb.lock")).doesNotExist();
    }

    private CommitRequest withBranches(ImportedUpstream imported, String upstream, Optional<String> merge) {
        return new CommitRequest(
                imported.tarball(),
                packaging,
                new PackagingBranches(upstream, merge, true),
                false,
                Optional.empty(),
                Optional.of(WHO),
                Optional.of(WHEN));
    }

    @Test
    void anotherContentUnderTheSameVersionIsRefused() throws Exception {
        commit(request(imported("HHVM-3.18.5")));
        git.git(hhvm, "tag", "-f", "HHVM-3.18.5", "HHVM-3.18.6");
        String refs = refs();
        assertThatThrownBy(() -> commit(request(imported("HHVM-3.18.5"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has the tag upstream/3.18.5 already, for another content");
        assertThat(refs()).isEqualTo(refs);
    }

    @Test
    void whatARunThatWasKilledLeftUndoneIsFinishedByTheNext() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        killed(merging(imported("HHVM-3.18.6")));
        git.write(packaging, "README.md", "HHVM later\n");
        Path token = Files.writeString(packaging.resolve(".git/hhvm-deb-locks"), "of the run that was killed");
        Files.createLink(packaging.resolve(".git/index.lock"), token);
        commit(merging(imported("HHVM-3.18.6")));
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        assertThat(packaging.resolve("new/file")).hasContent("new\n");
        assertThat(packaging.resolve(".git/hhvm-deb-checkout")).doesNotExist();
    }

    /** Ends a run where references have moved and no file is written yet. */
    private void killed(CommitRequest request) {
        LocalProcesses programs = Programs.untethered();
        ProcessRunner killed = command -> {
            if (command.words().contains("read-tree")) {
                throw new ExternalException("killed");
            }
            return programs.run(command);
        };
        assertThatThrownBy(() -> new CommitUpstream(killed).run(request, Progress.silent()))
                .hasMessage("killed");
    }

    @Test
    void aNameThatGitCannotWriteIsRefusedBeforeAnythingMoves() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.5");
        String refs = refs();
        for (String name :
                List.of("n".repeat(256), "git~1", "d/" + ("e".repeat(200) + "/").repeat(20) + "f", "README.md/f")) {
            replaced(imported, name);
            assertThatThrownBy(() -> commit(merging(imported)))
                    .as(name)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("refused");
            assertThat(refs()).isEqualTo(refs);
            assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        }
    }

    /** Gives the tarball one more file, and the manifest its digest. */
    private void replaced(ImportedUpstream imported, String name) throws Exception {
        Path tarball = imported.tarball();
        String before = Sha256.of(tarball).hex();
        git.write(directory, "one/added", "x\n");
        git.write(directory, "one/README.md", "x\n");
        git.sh(
                directory,
                "tar -cJf " + tarball + " --format=gnu --transform 's,^added$,top/" + name
                        + ",;s,^README.md$,top/README.md,' -C one README.md added");
        Files.writeString(
                imported.manifest(),
                Files.readString(imported.manifest())
                        .replace(before, Sha256.of(tarball).hex()));
    }

    @Test
    void aLockOfAnotherProgramStaysAndIsNamed() throws Exception {
        for (String lock : List.of("refs/heads/master.lock", "packed-refs.lock", "index.lock")) {
            Path file = Files.createFile(packaging.resolve(".git").resolve(lock));
            String refs = refs();
            assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.5"))))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContainingAll(file.toString(), "nothing was changed");
            assertThat(refs()).isEqualTo(refs);
            assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
            Files.delete(file);
        }
        commit(merging(imported("HHVM-3.18.5")));
    }

    @Test
    void locksAreTakenForAbandonedOnlyWhereTheyAreThoseOfTheKilledRun() throws Exception {
        Path common = packaging.resolve(".git");
        Path token = Files.writeString(common.resolve("hhvm-deb-locks"), "of a run that was killed");
        Files.createLink(common.resolve("refs/heads/master.lock"), token);
        Files.createLink(common.resolve("packed-refs.lock"), token);
        Path others = Files.createFile(common.resolve("refs/heads/other.lock"));
        commit(merging(imported("HHVM-3.18.5")));
        assertThat(others).exists();
        assertThat(token).doesNotExist();
        git.git(packaging, "commit", "-q", "--allow-empty", "-m", "git works");
    }

    /** In a repository that somebody handed over the note is whatever that person wrote. */
    @Test
    void aNoteOfSomebodyElseIsLeftAsItIs() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        git.write(packaging, "debian/rules", "my change\n");
        String head = git.git(packaging, "rev-parse", "HEAD");
        String before = git.git(packaging, "rev-parse", "HEAD^");
        Path file = packaging.resolve(".git/hhvm-deb-checkout");
        Path lock = Files.createFile(packaging.resolve(".git/index.lock"));
        for (String note : List.of(
                "",
                "x",
                head + " " + head,
                before + " " + head,
                before + " " + head + " marked",
                before + " " + head + " " + "0".repeat(64))) {
            Files.writeString(file, note + "\n");
            assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.6"))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(file + " was not written in this place by a run of yours", "delete it");
            assertThat(packaging.resolve("debian/rules")).hasContent("my change\n");
            assertThat(file).hasContent(note + "\n");
            assertThat(lock).exists();
        }
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("HEAD"));
        assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.6"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file + " was not written in this place");
        assertThat(file).isSymbolicLink();
    }

    /** A run that is killed right behind its last write there leaves nothing else for the next one to do. */
    @Test
    void whatAKilledRunStagedInTheGitDirectoryGoes() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        Path common = packaging.resolve(".git");
        Files.writeString(common.resolve("hhvm-deb-locks"), "of a run that was killed");
        Path area = AbandonedStage.in(common);
        commit(merging(imported("HHVM-3.18.5")));
        assertThat(area).doesNotExist();
    }

    /** As when the home of a container went with it. */
    @Test
    void whereTheKeyHasGoneAfterAKillTheWayOutThatIsToldWorks() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        killed(merging(imported("HHVM-3.18.6")));
        Path file = packaging.resolve(".git/hhvm-deb-checkout");
        Path token = Files.writeString(packaging.resolve(".git/hhvm-deb-locks"), "of a run that was killed");
        Files.createLink(packaging.resolve(".git/index.lock"), token);
        Files.writeString(file, Files.readString(file).replaceAll("[0-9a-f]{64}", "0".repeat(64)));
        assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.6"))))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("git reset --hard", "then delete it");
        git.git(packaging, "reset", "-q", "--hard");
        Files.delete(file);
        commit(merging(imported("HHVM-3.18.6")));
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    @Test
    void aNoteWhoseBranchHasGoneOnChangesNoFile() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        killed(merging(imported("HHVM-3.18.6")));
        git.git(packaging, "reset", "-q", "--hard");
        git.git(packaging, "commit", "-q", "--allow-empty", "-m", "Go on");
        git.git(packaging, "rm", "-q", "README.md");
        assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.6"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("changes that are not committed: README.md");
        assertThat(git.git(packaging, "status", "--porcelain")).isEqualTo("D  README.md");
        assertThat(packaging.resolve(".git/hhvm-deb-checkout")).doesNotExist();
    }

    @Test
    void aChangeMadeAfterTheKillIsNamedAndNotLost() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        killed(merging(imported("HHVM-3.18.6")));
        for (String file : List.of("README.md", "debian/rules")) {
            String content = Files.readString(packaging.resolve(file));
            git.write(packaging, file, "my change\n");
            assertThatThrownBy(() -> commit(merging(imported("HHVM-3.18.6"))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(file, "git reset --hard");
            assertThat(packaging.resolve(file)).hasContent("my change\n");
            git.write(packaging, file, content);
        }
        git.write(packaging, "README.md", "HHVM la");
        commit(merging(imported("HHVM-3.18.6")));
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    @Test
    void aBareRepositoryGetsAllReferencesToo() throws Exception {
        git.git(directory, "clone", "-q", "--bare", "packaging", "bare.git");
        packaging = directory.resolve("bare.git");
        CommittedUpstream committed = commit(merging(imported("HHVM-3.18.5")));
        assertThat(git.git(packaging, "rev-parse", "master"))
                .isEqualTo(committed.merge().orElseThrow());
        git.git(packaging, "fsck", "--strict");
    }

    @Test
    void aBranchBesideWhichThereCanBeNoneIsNamed() throws Exception {
        git.git(packaging, "branch", "upstream");
        assertThatThrownBy(() -> commit(request(imported("HHVM-3.18.5"))))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("refs/heads/upstream,", "refs/heads/upstream/latest");
    }

    @Test
    void aTarballThatIsNotTheManifestsIsRefused() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.5");
        Files.writeString(imported.tarball(), "damaged");
        assertThatThrownBy(() -> commit(request(imported)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not the tarball of the manifest");
        assertThatThrownBy(() -> commit(CommitRequest.of(imported.tarball(), directory.resolve("nowhere"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no git repository at");
    }

    @Test
    void versionsThatGitCannotNameAreWrittenAsDep14Says() {
        assertThat(Dep14.upstreamTag("3.23.0~alpha1+dfsg1")).isEqualTo("upstream/3.23.0_alpha1+dfsg1");
        assertThat(Dep14.upstreamTag("1:2..3.lock")).isEqualTo("upstream/1%2.#.3.#lock");
        assertThat(Dep14.upstreamTag("1.")).isEqualTo("upstream/1.#");
    }

    private ImportedUpstream imported(String tag) throws Exception {
        return new ImportUpstream(Programs.untethered())
                .run(
                        ImportRequest.builder(tag, hhvm.toString(), directory.resolve("out"))
                                .build(),
                        Progress.silent());
    }

    private CommitRequest request(ImportedUpstream imported) {
        return new CommitRequest(
                imported.tarball(),
                packaging,
                new PackagingBranches(PackagingBranches.DEFAULT_UPSTREAM, Optional.empty(), false),
                false,
                Optional.empty(),
                Optional.of(WHO),
                Optional.of(WHEN));
    }

    /** A copied repository brings its configuration along, with programs in it. */
    @Test
    void programsThatTheConfigurationNamesDoNotRun() throws Exception {
        Path ran = directory.resolve("ran");
        Path program = git.write(directory, "program", "#!/bin/sh\necho \"$0 $*\" >>'" + ran + "'\n");
        git.executable(program);
        for (String key : List.of("core.fsmonitor", "core.pager", "diff.external", "gpg.program")) {
            git.git(packaging, "config", key, program.toString());
        }
        git.git(packaging, "config", "pager.status", "true");
        for (String hook : List.of("post-checkout", "post-index-change", "reference-transaction", "post-merge")) {
            git.executable(git.write(packaging, ".git/hooks/" + hook, Files.readString(program)));
        }
        Files.deleteIfExists(ran);
        commit(merging(imported("HHVM-3.18.5")));
        assertThat(ran).doesNotExist();
    }

    /** The tarball of HHVM takes minutes to store, in which people go on working. */
    @Test
    void anEditThatIsMadeMeanwhileIsNotLost() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        String refs = refs();
        LocalProcesses programs = Programs.untethered();
        AtomicInteger looks = new AtomicInteger();
        CommitUpstream edited = new CommitUpstream(command -> {
            if (command.words().contains("status") && looks.incrementAndGet() == 2) {
                try {
                    git.write(packaging, "debian/rules", "my change\n");
                } catch (IOException e) {
                    throw ExternalException.writing(packaging, e);
                }
            }
            return programs.run(command);
        });
        ImportedUpstream next = imported("HHVM-3.18.6");
        assertThatThrownBy(() -> edited.run(merging(next), Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("debian/rules", "git stash");
        assertThat(packaging.resolve("debian/rules")).hasContent("my change\n");
        assertThat(refs()).isEqualTo(refs);
        git.git(packaging, "checkout", "-q", "debian/rules");
        commit(merging(next));
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    @Test
    void whatGitIsToldNotToShowIsSeenAllTheSame() throws Exception {
        commit(merging(imported("HHVM-3.18.5")));
        ImportedUpstream next = imported("HHVM-3.18.6");
        git.git(packaging, "config", "status.showUntrackedFiles", "no");
        git.write(packaging, "new/file", "mine\n");
        assertThatThrownBy(() -> commit(merging(next)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("new/");
        assertThat(packaging.resolve("new/file")).hasContent("mine\n");
        Files.delete(packaging.resolve("new/file"));
        for (String mark : List.of("assume-unchanged", "skip-worktree")) {
            git.git(packaging, "update-index", "--" + mark, "debian/rules");
            git.write(packaging, "debian/rules", "mine\n");
            assertThatThrownBy(() -> commit(merging(next)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("debian/rules", "--no-" + mark);
            assertThat(packaging.resolve("debian/rules")).hasContent("mine\n");
            git.git(packaging, "update-index", "--no-" + mark, "debian/rules");
            git.git(packaging, "checkout", "-q", "debian/rules");
        }
        commit(merging(next));
    }

    private CommitRequest merging(ImportedUpstream imported) {
        return new CommitRequest(
                imported.tarball(),
                packaging,
                new PackagingBranches(PackagingBranches.DEFAULT_UPSTREAM, Optional.of("master"), false),
                false,
                Optional.empty(),
                Optional.of(WHO),
                Optional.of(WHEN));
    }

    private CommittedUpstream commit(CommitRequest request) throws Exception {
        return new CommitUpstream(Programs.untethered()).run(request, Progress.silent());
    }

    private String tree(String branch) throws Exception {
        return git.git(packaging, "rev-parse", branch + "^{tree}");
    }

    private String refs() throws Exception {
        return git.git(packaging, "for-each-ref");
    }
}
