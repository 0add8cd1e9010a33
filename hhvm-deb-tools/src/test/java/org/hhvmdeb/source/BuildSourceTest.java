package org.hhvmdeb.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class BuildSourceTest {

    private static final String FIX = """
            Description: Change the Makefile
            Forwarded: not-needed
            --- a/Makefile
            +++ b/Makefile
            @@ -1,3 +1,4 @@
            +# patched
             all: hhvm
             hhvm: hphp/hhvm.c
             \t$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -g -o $@ $<
            """;

    private final LocalProcesses programs = Programs.untethered();
    private final SearchPath path = SearchPath.parse("/usr/bin:/bin");

    @TempDir
    Path directory;

    private Packaging packaging;

    @BeforeEach
    void packaging() throws IOException {
        packaging = Packaging.in(Files.createDirectory(directory.resolve("project")));
    }

    @Test
    void dpkgSourceUnpacksWhatWasPutIn() throws Exception {
        packaging.debian("patches/series", "# wikimedia-specific\nfix.patch\n");
        packaging.debian("patches/fix.patch", FIX);

        SourcePackage made = build(packaging.request().verified());

        Path tree = extract(made);
        assertThat(made.files())
                .containsExactly(
                        packaging.output().resolve("hhvm_3.18.5+dfsg1.orig.tar.xz"),
                        packaging.output().resolve("hhvm_3.18.5+dfsg1-1.debian.tar.xz"));
        assertThat(tree.resolve("Makefile")).content().startsWith("# patched\n");
        assertThat(tree.resolve("debian/control"))
                .hasSameTextualContentAs(packaging.debian().resolve("control"));
        assertThat(tree.resolve("debian/patches/series")).content().startsWith("# wikimedia-specific\n");
        assertThat(tree.resolve("debian/rules")).isExecutable();
        assertThat(tree.resolve("debian/hhvm-repo-schema.mk")).content().contains("hhvm:Provides=");
        assertThat(packaging.output().getParent())
                .isDirectoryNotContaining(p -> p.toString().contains(".part"));
    }

    @Test
    void aLinkKeepsTheSlashAtItsEnd() throws Exception {
        programs.run(Command.of(
                        "ln",
                        "-s",
                        "src/",
                        packaging.upstream().resolve("thrift").toString()))
                .orFail();

        Path tree = extract(build(packaging.request().verified()));

        assertThat(programs.run(Command.of("readlink", tree.resolve("thrift").toString()))
                        .output())
                .isEqualTo("src/\n");
    }

    @Test
    void neitherDirectoryNorUmaskNorClockShowInTheResult() throws Exception {
        Packaging other = Packaging.in(Files.createDirectory(directory.resolve("another directory")));
        for (RelativePath file : FileTree.list(other.debian())) {
            boolean runs =
                    Files.isDirectory(file.under(other.debian())) || file.text().equals("rules");
            Files.setPosixFilePermissions(
                    file.under(other.debian()), PosixFilePermissions.fromString(runs ? "rwx------" : "rw-rw-r--"));
            Files.setLastModifiedTime(file.under(other.debian()), FileTime.from(Instant.EPOCH));
        }

        SourcePackage one = build(packaging.request());
        SourcePackage two = build(other.request());

        assertThat(digests(two)).isEqualTo(digests(one));
    }

    @Test
    void theTarballsOwnUmaskAndOwnersDoNotShowEither() throws Exception {
        String listing = programs.run(Command.of(
                        "tar",
                        "--list",
                        "--verbose",
                        "--file=" + build(packaging.request()).files().get(1)))
                .orFail()
                .output();
        assertThat(listing.lines().map(l -> l.substring(0, 15)).distinct())
                .containsExactlyInAnyOrder("drwxr-xr-x 0/0 ", "-rw-r--r-- 0/0 ", "-rwxr-xr-x 0/0 ");
        assertThat(listing.lines()).allSatisfy(l -> assertThat(l).contains("2017-01-02 02:04"));
    }

    @Test
    void aTimestampTakesThePlaceOfTheChangelogsDate() throws Exception {
        SourcePackage made = build(packaging.request().at(Instant.parse("2001-02-03T04:05:00Z")));
        assertThat(programs.run(Command.of("tar", "-tvf", made.files().get(1).toString()))
                        .output()
                        .lines())
                .allSatisfy(l -> assertThat(l).contains("2001-02-03 04:05"));
    }

    @Test
    void whatAnEarlierBuildLeftIsNotPacked() throws Exception {
        for (String left : List.of(
                "files",
                "hhvm.substvars",
                "hhvm/usr/bin/hhvm",
                ".debhelper/generated/x",
                "debhelper-build-stamp",
                "hhvm.postinst.debhelper",
                "tmp/usr/bin/hhvm",
                ".git/config")) {
            packaging.debian(left, "");
        }
        packaging.debian("hhvm.install", "usr/bin/hhvm\n");
        Path tree = extract(build(packaging.request()));
        assertThat(FileTree.list(tree.resolve("debian")))
                .extracting(RelativePath::text)
                .containsExactly(
                        "changelog",
                        "control",
                        "hhvm-repo-schema.mk",
                        "hhvm.install",
                        "rules",
                        "source",
                        "source/format");
    }

    @Test
    void aPackageNamedLikeAPartOfThePackagingDoesNotTakeItOut() throws Exception {
        packaging.debian("control", "Source: hhvm\n\nPackage: patches\nArchitecture: any\n");
        packaging.debian("patches/series", "fix.patch\n");
        packaging.debian("patches/fix.patch", FIX);
        assertThat(extract(build(packaging.request())).resolve("debian/patches/fix.patch"))
                .exists();
    }

    @Test
    void aChangelogOfAnotherVersionIsNamedWithItsLineAndBothVersions() throws Exception {
        packaging.debian("changelog", "\n" + Packaging.changelog("3.18.6+dfsg1-1"));
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("changelog:2:", "3.18.6+dfsg1-1", "hhvm_3.18.5+dfsg1.orig.tar.xz");
        assertThat(packaging.output()).doesNotExist();
    }

    @Test
    void aVersionWithoutRevisionIsRefused() throws Exception {
        packaging.debian("changelog", Packaging.changelog("3.18.5+dfsg1"));
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request)).hasMessageContainingAll("changelog:1:", "make it 3.18.5+dfsg1-1");
    }

    @Test
    void anotherSourceFormatIsRefused() throws Exception {
        packaging.debian("source/format", "1.0\n");
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("source/format", "3.0 (quilt)", "1.0");
    }

    @Test
    void aPatchThatDoesNotApplyNamesPatchAndFile() throws Exception {
        SourcePackage before = build(packaging.request());
        packaging.debian("patches/series", "fix.patch\n");
        packaging.debian("patches/fix.patch", FIX.replace(" all: hhvm", " all: other"));
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll("debian/patches/fix.patch: error", " to Makefile", "Hunk #1 FAILED");
        assertThat(before.dsc()).exists();
        assertThat(packaging.output().getParent())
                .isDirectoryNotContaining(p -> p.toString().contains(".part"));
    }

    @Test
    void whatDpkgSourceRefusesIsToldInItsWords() throws Exception {
        Files.write(packaging.debian().resolve("logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1});
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unwanted binary file: debian/logo.png");
    }

    @Test
    void whatDpkgSourceRefusesInTheControlFileIsToldWithTheFilesPlaceBeforeUpstreamIsUnpacked() throws Exception {
        packaging.debian("control", "Source: hhvm\n\nPackage: hhvm\nArchitecture: any\nPackage: hhvm\n");
        BuildSourceRequest request = packaging.request();
        Files.writeString(request.origTarball(), "no tarball, which nobody gets to see");
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(packaging.debian().resolve("control") + " at line 5: duplicate field Package");
    }

    @Test
    void optionsThatKeepDpkgSourceFromBuildingAreNamed() throws Exception {
        packaging.debian("source/options", "version\n");
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(packaging.debian().resolve("source/options") + ": ");
    }

    @Test
    void perlsOwnRefusalOfAPatternInTheOptionsIsThePackagingsFault() throws Exception {
        packaging.debian("source/options", "extend-diff-ignore = (?{1})\n");
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Eval-group not allowed");
    }

    @Test
    void aSeriesWithAPathOutOfThePatchesIsNoPatchThatDoesNotApply() throws Exception {
        packaging.debian("patches/series", "../fix.patch\n");
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("contains an insecure path: ../fix.patch");
    }

    @Test
    void aLinkOutOfTheTreeIsRefusedAndOneIntoItStays() throws Exception {
        Files.createSymbolicLink(packaging.debian().resolve("hhvm.docs"), Path.of("../Makefile"));
        assertThat(extract(build(packaging.request())).resolve("debian/hhvm.docs"))
                .isSymbolicLink();
        Files.createSymbolicLink(packaging.debian().resolve("leak"), Path.of("../../secret"));
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() -> build(request)).hasMessageContainingAll("debian/leak", "../../secret");
    }

    @Test
    void whatDecidesAboutTheFormatMayBeALinkToAFileOfUpstreams() throws Exception {
        packaging.upstream("packaging/format", "3.0 (quilt)\n");
        Path format = packaging.debian().resolve("source/format");
        Files.delete(format);
        Files.createSymbolicLink(format, Path.of("../../packaging/format"));
        assertThat(extract(build(packaging.request())).resolve("debian/source/format"))
                .isSymbolicLink()
                .hasContent("3.0 (quilt)\n");
    }

    @Test
    void aSnippetOfTheMaintainersOwnIsKeptAndSaidSo() throws Exception {
        packaging.debian("hhvm-repo-schema.mk", "# mine\n");
        List<String> warnings = new ArrayList<>();
        Path tree = extract(new BuildSource(programs, path).run(packaging.request(), warningsTo(warnings)));
        assertThat(tree.resolve("debian/hhvm-repo-schema.mk")).hasContent("# mine\n");
        assertThat(warnings).singleElement().asString().contains("debian/hhvm-repo-schema.mk");
    }

    @Test
    void rulesThatDoNotAskForTheSnippetDoNotGetIt() throws Exception {
        packaging.debian("rules", "#!/usr/bin/make -f\n%:\n\tdh $@\n");
        assertThat(extract(build(packaging.request())).resolve("debian/hhvm-repo-schema.mk"))
                .doesNotExist();
    }

    @Test
    void withoutDpkgDevItsPackageIsNamed() throws Exception {
        BuildSourceRequest request = packaging.request();
        assertThatThrownBy(() ->
                        new BuildSource(programs, new SearchPath(List.of(directory))).run(request, Progress.silent()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("apt-get install dpkg-dev");
    }

    private SourcePackage build(BuildSourceRequest request) throws Exception {
        return new BuildSource(programs, path).run(request, Progress.silent());
    }

    private Path extract(SourcePackage made) throws Exception {
        Path tree = directory.resolve("extracted");
        FileTree.delete(tree);
        programs.run(Command.of("dpkg-source", "--extract", made.dsc().toString(), tree.toString()))
                .orFail();
        return tree;
    }

    private static List<Sha256> digests(SourcePackage made) throws IOException {
        List<Sha256> digests = new ArrayList<>(List.of(Sha256.of(made.dsc())));
        for (Path file : made.files()) {
            digests.add(Sha256.of(file));
        }
        return digests;
    }

    private static Progress warningsTo(List<String> warnings) {
        return new Progress() {
            @Override
            public Task begin(String what, long total, String unit) {
                return Progress.silent().begin(what, total, unit);
            }

            @Override
            public void note(String message) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
    }

    @Test
    void aFullDiskIsNotTakenForAPatchThatDoesNotApply() throws Exception {
        packaging.debian("patches/series", "fix.patch\n");
        packaging.debian("patches/fix.patch", FIX);
        ProcessRunner full = command -> new Completed(
                command,
                2,
                "",
                List.of(
                        "patch: **** write error : No space left on device",
                        "dpkg-source: error: patch < debian/patches/fix.patch subprocess returned exit status 2"));
        assertThatThrownBy(() -> new BuildSource(full, path).run(packaging.request(), Progress.silent()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("free some space");
    }

    /** dpkg-source repeats lines of a changelog that it does not like, and patch those before a diff it finds no file for. */
    @Test
    void whatTheMaintainerWroteOfAReasonIsNotTheReason() throws Exception {
        Path changelog = packaging.debian().resolve("changelog");
        Files.writeString(
                changelog,
                Files.readString(changelog).replaceFirst("(?m)^  \\* .*", "$0\n * cache: Permission denied"));
        packaging.debian("patches/series", "fix.patch\n");
        packaging.debian(
                "patches/fix.patch",
                FIX.replace("Forwarded:", "Origin: Input/output error\nForwarded:")
                        .replace("all: hhvm", "all: other"));
        assertThatThrownBy(() -> build(packaging.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("patch-does-not-apply");
        packaging.debian(
                "patches/fix.patch",
                FIX.replace("Forwarded:", "Origin: Input/output error\nForwarded:")
                        .replace("Makefile\n", "absent\n"));
        assertThatThrownBy(() -> build(packaging.request()))
                .isInstanceOf(FindingsException.class)
                .hasMessageContaining("patch-does-not-apply");
    }
}
