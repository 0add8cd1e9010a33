package org.hhvmdeb.upstream.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaging repository whose changelog is at the version before the one that is imported. */
class PackagingChangelogTest {

    private static final String BRANCH = "debian/latest";
    private static final String OLD = """
            hhvm (3.18.4+dfsg1-2) jessie-wikimedia; urgency=low

              * Fix what was broken.

             -- Max Intainer <max@example.org>  Mon, 01 May 2017 10:00:00 +0000
            """;
    private static final String NEW = """
            hhvm (3.18.5+dfsg1-1) UNRELEASED; urgency=medium

              * New upstream version 3.18.5+dfsg1

             -- Pat Ckager <pat@example.org>  Sat, 06 May 2017 07:08:09 +0000

            """;

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
        git.write(hhvm, "third-party/lz4/lz4.c", "int lz4;\n");
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        packaging = git.init("packaging");
        git.git(packaging, "checkout", "-q", "-b", BRANCH);
        git.executable(git.write(packaging, "debian/rules", "#!/usr/bin/make -f\nclean:\n"));
        git.write(packaging, "debian/source/format", "3.0 (quilt)\n");
        git.write(packaging, "debian/control", """
                Source: hhvm
                Maintainer: Max Intainer <max@example.org>
                Standards-Version: 4.1.0

                Package: hhvm
                Architecture: all
                Description: virtual machine
                """);
        git.write(packaging, "debian/copyright", """
                Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
                Files-Excluded: third-party/lz4
                """);
        changelog(OLD);
    }

    @Test
    void theVersionGetsItsEntryInTheCommitThatMergesIt() throws Exception {
        CommittedUpstream committed = run("HHVM-3.18.5");
        assertThat(committed.entry()).contains(new DebianVersion("3.18.5+dfsg1-1"));
        assertThat(packaging.resolve("debian/changelog")).hasContent(NEW + OLD);
        assertThat(git.git(packaging, "diff", "--name-only", "HEAD^1", "HEAD"))
                .isEqualTo("README.md\ndebian/changelog");
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
        assertThat(git.sh(packaging, "dpkg-parsechangelog -S Version")).isEqualTo("3.18.5+dfsg1-1");
    }

    @Test
    void theSameImportAgainFindsAllOfItDone() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.5");
        commit(imported);
        String refs = git.git(packaging, "for-each-ref");
        byte[] manifest = Files.readAllBytes(imported.manifest());
        ImportedUpstream again = imported("HHVM-3.18.5");
        assertThat(again.upToDate()).isTrue();
        assertThat(again.manifest()).hasBinaryContent(manifest);
        assertThat(commit(again).upToDate()).isTrue();
        assertThat(git.git(packaging, "for-each-ref")).isEqualTo(refs);
    }

    @Test
    void gbpBuildsTheSourcePackageOfWhatIsThereThen() throws Exception {
        assumeTrue(
                Programs.untethered()
                        .run(Command.of("sh", "-c", "command -v gbp"))
                        .succeeded(),
                "gbp is not installed");
        run("HHVM-3.18.5");
        git.sh(
                packaging,
                "gbp buildpackage --git-debian-branch=debian/latest --git-upstream-tag='upstream/%(version)s'"
                        + " --git-tarball-dir=../out --git-export-dir=../build -S -d -us -uc");
        assertThat(git.sh(directory, "dpkg-source --no-check -x build/hhvm_3.18.5+dfsg1-1.dsc unpacked"))
                .contains("hhvm_3.18.5+dfsg1.orig.tar.xz");
    }

    @Test
    void anEntryThatIsThereIsLeftAsItIs() throws Exception {
        String mine = NEW.replace("medium", "high").replace("New upstream", "At last, upstream");
        changelog(mine + OLD);
        assertThat(run("HHVM-3.18.5").entry()).isEmpty();
        assertThat(packaging.resolve("debian/changelog")).hasContent(mine + OLD);
    }

    @Test
    void anEntryThatWasNeverReleasedBecomesTheOneOfTheNewVersion() throws Exception {
        changelog(OLD.replace("jessie-wikimedia", "UNRELEASED"));
        run("HHVM-3.18.5");
        assertThat(packaging.resolve("debian/changelog"))
                .hasContent(OLD.replace("3.18.4+dfsg1-2) jessie-wikimedia", "3.18.5+dfsg1-1) UNRELEASED")
                        .replace("broken.\n", "broken.\n  * New upstream version 3.18.5+dfsg1\n"));
    }

    @Test
    void theRepackCounterIsSpelledAsBefore() throws Exception {
        changelog(OLD.replace("3.18.4+dfsg1-2", "1:3.18.4+ds3-2"));
        assertThat(run("HHVM-3.18.5").entry()).contains(new DebianVersion("1:3.18.5+ds1-1"));
        changelog(OLD.replace("3.18.4+dfsg1-2", "3.18.4-2"));
        assertThat(imported("HHVM-3.18.5").version()).isEqualTo("3.18.5+dfsg1");
    }

    @Test
    void aChangelogOfANewerVersionContradictsTheTag() throws Exception {
        changelog(OLD.replace("3.18.4", "3.18.6"));
        assertThatThrownBy(() -> imported("HHVM-3.18.5"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "changelog:1: the tag HHVM-3.18.5 is version 3.18.5, but this entry is for 3.18.6");
    }

    @Test
    void aBranchWhoseChangelogCannotHaveTheEntryIsLeftAsItIs() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.5");
        assertRefused(
                imported, OLD.replace("3.18.4", "3.19.0"), "latest:debian/changelog:1: the latest entry is for 3.19.0");
        assertRefused(imported, OLD.replace("hhvm (", "hhvm-next ("), "is of the source package hhvm-next");
        assertRefused(imported, OLD.replace(" -- Max", "Max"), "latest:debian/changelog:5: \"Max Intainer");
        assertRefused(imported, "", "debian/changelog: the changelog has no entry");
        git.git(packaging, "rm", "-q", "debian/changelog");
        git.commit(packaging, "No changelog");
        assertThatThrownBy(() -> commit(imported)).hasMessageContaining("no file debian/latest:debian/changelog");
    }

    @Test
    void nobodyCanBreakTheChangelogByAName() throws Exception {
        ImportedUpstream imported = imported("HHVM-3.18.5");
        assertThatThrownBy(() -> commit(request(imported, "Pat\n -- Ckager <pat@example.org>")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not of the form: Name <mail>");
    }

    private void assertRefused(ImportedUpstream imported, String changelog, String message) throws Exception {
        changelog(changelog);
        String before = git.git(packaging, "for-each-ref");
        assertThatThrownBy(() -> commit(imported))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
        assertThat(git.git(packaging, "for-each-ref")).isEqualTo(before);
        assertThat(git.git(packaging, "status", "--porcelain")).isEmpty();
    }

    private void changelog(String content) throws Exception {
        git.write(packaging, "debian/changelog", content);
        git.commit(packaging, "Change the changelog");
    }

    private CommittedUpstream run(String tag) throws Exception {
        return commit(imported(tag));
    }

    private ImportedUpstream imported(String tag) throws Exception {
        return new ImportUpstream(Programs.untethered())
                .run(
                        ImportRequest.builder(tag, hhvm.toString(), directory.resolve("out"))
                                .debianDirectory(packaging.resolve("debian"))
                                .changelogFollows()
                                .build(),
                        Progress.silent());
    }

    private CommittedUpstream commit(ImportedUpstream imported) throws Exception {
        return commit(request(imported, "Pat Ckager <pat@example.org>"));
    }

    private static CommittedUpstream commit(CommitRequest request) throws Exception {
        return new CommitUpstream(Programs.untethered()).run(request, Progress.silent());
    }

    private CommitRequest request(ImportedUpstream imported, String identity) {
        return new CommitRequest(
                imported.tarball(),
                packaging,
                new PackagingBranches(PackagingBranches.DEFAULT_UPSTREAM, Optional.of(BRANCH), false),
                true,
                Optional.empty(),
                Optional.of(identity),
                Optional.of(Instant.parse("2017-05-06T07:08:09Z")));
    }
}
