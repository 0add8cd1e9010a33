package org.hhvmdeb.upstream.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyOrigTest {

    private static final String TAG = "HHVM-3.18.5";

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private ImportedUpstream imported;

    @BeforeEach
    void importUpstream() throws Exception {
        git = new GitFixture(directory);
        Path folly = git.init("folly.git");
        git.write(folly, "folly/String.h", "// strings\n");
        git.commit(folly, "folly");
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "README.md", "HHVM\n");
        git.write(hhvm, "hphp/main.cpp", "int main() {}\n");
        git.write(hhvm, "third-party/lz4/lz4.c", "int lz4;\n");
        git.executable(git.write(hhvm, "configure", "#!/bin/sh\n"));
        Files.createSymbolicLink(hhvm.resolve("link"), Path.of("hphp"));
        git.addSubmodule(hhvm, "../folly.git", "third-party/folly");
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", TAG);
        imported = new ImportUpstream(Programs.untethered())
                .run(
                        ImportRequest.builder(TAG, hhvm.toString(), directory.resolve("out"))
                                .excluding(List.of("third-party/lz4"))
                                .build(),
                        Progress.silent());
    }

    @Test
    void anUntouchedTarballFitsItsManifestAndTheRepository() throws Exception {
        OrigVerdict verdict = verify(rebuilt());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.comparison().differences()).isEmpty();
        assertThat(verdict.passed()).isTrue();
    }

    @Test
    void aTarballMadeWithAnEarlierDateIsMadeAgainWithThatDate() throws Exception {
        imported = new ImportUpstream(Programs.untethered())
                .run(
                        ImportRequest.builder(TAG, hhvm.toString(), directory.resolve("early"))
                                .notAfter(java.time.Instant.parse("2015-01-01T00:00:00Z"))
                                .build(),
                        Progress.silent());
        assertThat(verify(rebuilt()).passed()).isTrue();
    }

    @Test
    void aTarballFromBeforeGitsOwnFilesWereLeftOutIsMadeAgainWithThem() throws Exception {
        git.git(directory, "clone", "-q", "--recurse-submodules", hhvm.toString(), "hhvm-3.18.5+dfsg1");
        git.sh(
                directory,
                "rm -r hhvm-3.18.5+dfsg1/third-party/lz4; chmod -R u=rwX,go=rX hhvm-3.18.5+dfsg1;"
                        + " find hhvm-3.18.5+dfsg1 -name .git -prune -o -type d -printf '%p/\\n' -o -print"
                        + " | LC_ALL=C sort > members; tar --format=gnu --no-recursion --files-from=members"
                        + " --mtime=2017-03-04T05:06:07Z --owner=:0 --group=:0 --numeric-owner -cf old.tar;"
                        + " xz -6 -T2 -c old.tar > '" + imported.tarball() + "'");
        String tar = git.sh(directory, "sha256sum < old.tar | cut -c 1-64");
        String manifest = Files.readString(imported.manifest())
                .replace("\"format\": 2", "\"format\": 1")
                .replaceFirst("(?s)  \"git_files\": \\{.*?},\n", "")
                .replaceFirst("(\"tar_sha256\": \")[0-9a-f]*", "$1" + tar);
        Files.writeString(imported.manifest(), manifest);
        OrigVerdict verdict = verify(rebuilt());
        assertThat(verdict.comparison().differences()).isEmpty();
        assertThat(rules(verdict)).isSubsetOf("tarball-compressed-otherwise", "tarball-written-otherwise");
    }

    @Test
    void whatWasChangedInATarballIsNamedPathByPath() throws Exception {
        repack("echo more >> hphp/main.cpp; rm README.md; echo new > new.txt; chmod a-x configure;"
                + " ln -sfn third-party link");
        OrigVerdict verdict = verify(rebuilt());
        assertThat(verdict.passed()).isFalse();
        assertThat(rules(verdict)).contains("tarball-differs-from-manifest");
        assertThat(verdict.comparison().differences().stream()
                        .map(d -> d.kind() + " " + d.path())
                        .toList())
                .containsExactly(
                        "MISSING README.md", "MODE configure", "CONTENT hphp/main.cpp", "LINK link", "EXTRA new.txt");
    }

    @Test
    void theSameContentPackedOtherwiseIsSaidToBeSo() throws Exception {
        git.sh(directory, "xz -dc " + imported.tarball() + " > t.tar; xz -0 -c t.tar > " + imported.tarball());
        OrigVerdict verdict = verify(rebuilt());
        assertThat(rules(verdict)).containsExactly("tarball-compressed-otherwise");
        assertThat(verdict.passed()).isTrue();
    }

    @Test
    void aTagThatWasMovedIsFoundOut() throws Exception {
        git.write(hhvm, "README.md", "another HHVM\n");
        git.commit(hhvm, "later");
        git.git(hhvm, "tag", "-f", TAG);
        OrigVerdict verdict = verify(rebuilt());
        assertThat(rules(verdict)).containsExactly("tag-moved");
        assertThat(verdict.comparison().differences()).isEmpty();
        assertThat(verdict.passed()).isFalse();
    }

    @Test
    void withoutARepositoryOnlyTheDigestsAreChecked() throws Exception {
        assertThat(verify(VerifyOrigRequest.of(imported.tarball())).passed()).isTrue();
        repack("echo more >> hphp/main.cpp");
        assertThat(verify(VerifyOrigRequest.of(imported.tarball())).passed()).isFalse();
    }

    @Test
    void aTarballOfGitArchiveIsComparedWhateverItsTopDirectoryAndTimes() throws Exception {
        git.git(
                hhvm,
                "archive",
                "--prefix=any/",
                "-o",
                directory.resolve("archive.tar").toString(),
                TAG);
        OrigVerdict verdict =
                new VerifyOrig().compare(imported.tarball(), directory.resolve("archive.tar"), Progress.silent());
        assertThat(verdict.comparison().differences().stream()
                        .map(d -> d.kind() + " " + d.path())
                        .toList())
                .as("git archive leaves submodules empty")
                .containsExactly("EXTRA third-party/folly/folly/String.h", "MISSING third-party/lz4/lz4.c");
        assertThat(verdict.comparison().otherOwners()).isPositive();
    }

    @Test
    void gitsOwnFilesAreOfNoAccountWhereTheOtherTarballHasNone() throws Exception {
        git.sh(
                directory,
                "mkdir a; tar -C a -xpJf " + imported.tarball() + "; echo x > a/$(ls a)/hphp/.gitignore;"
                        + " tar -C a -cf theirs.tar $(ls a); echo y > a/$(ls a)/hphp/.gitignore; tar -C a -cf others.tar $(ls a)");
        Path theirs = directory.resolve("theirs.tar");
        OrigVerdict verdict = new VerifyOrig().compare(imported.tarball(), theirs, Progress.silent());
        assertThat(verdict.passed()).isTrue();
        assertThat(rules(verdict)).containsExactly("tarball-git-files");
        assertThat(new VerifyOrig()
                        .compare(theirs, directory.resolve("others.tar"), Progress.silent())
                        .comparison()
                        .differences())
                .hasSize(1);
    }

    @Test
    void membersThatComeTwiceCountOnceAndAreCounted() throws Exception {
        git.sh(
                directory,
                "mkdir -p d/x; echo 1 > d/x/f; tar -C d -cf twice.tar x; echo 2 > d/x/f; tar -C d -rf twice.tar x;"
                        + " tar -C d -cf once.tar x");
        OrigVerdict verdict = new VerifyOrig()
                .compare(directory.resolve("twice.tar"), directory.resolve("once.tar"), Progress.silent());
        assertThat(verdict.comparison().differences()).isEmpty();
        assertThat(rules(verdict)).containsExactly("tarball-duplicate-members");
    }

    @Test
    void whatIsMissingOrDamagedIsNamed() throws Exception {
        Files.write(
                directory.resolve("cut.tar.xz"), java.util.Arrays.copyOf(Files.readAllBytes(imported.tarball()), 200));
        assertThatThrownBy(() -> new VerifyOrig()
                        .compare(directory.resolve("cut.tar.xz"), imported.tarball(), Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cut.tar.xz cannot be read to its end");
        assertThatThrownBy(() -> verify(VerifyOrigRequest.of(directory.resolve("none.tar.xz"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no tarball");
        Files.delete(imported.manifest());
        assertThatThrownBy(() -> verify(VerifyOrigRequest.of(imported.tarball())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no manifest");
        for (String damaged :
                List.of("", "[]", "{\"format\": 7}", "{\"format\": 1}", "{\"format\": 1, \"format\": 1}")) {
            Files.writeString(imported.manifest(), damaged);
            assertThatThrownBy(() -> verify(VerifyOrigRequest.of(imported.tarball())))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(imported.manifest().toString());
        }
    }

    private void repack(String change) throws Exception {
        git.sh(
                directory,
                "mkdir r; tar -C r -xpJf " + imported.tarball() + "; (cd r/*; " + change + "); tar -C r -cJf "
                        + imported.tarball() + " $(ls r)");
    }

    private VerifyOrigRequest rebuilt() {
        return VerifyOrigRequest.of(imported.tarball()).rebuiltFrom(hhvm.toString(), Map.of());
    }

    private static OrigVerdict verify(VerifyOrigRequest request) throws Exception {
        return new VerifyOrig().run(request, Progress.silent());
    }

    private static List<String> rules(OrigVerdict verdict) {
        return verdict.findings().stream().map(f -> f.rule().id()).toList();
    }
}
