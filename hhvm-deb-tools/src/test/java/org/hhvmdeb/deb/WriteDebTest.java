package org.hhvmdeb.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.testkit.DebListing;
import org.hhvmdeb.testkit.DebSample;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class WriteDebTest {

    @TempDir
    Path directory;

    private DebSample sample;
    private Path deb;

    @BeforeEach
    void prepare() throws Exception {
        sample = DebSample.in(directory.resolve("contents"));
        deb = directory.resolve("out/site-hhbc_20180601-1_amd64.deb");
    }

    @Test
    void theResultSaysWhatWasWritten() throws Exception {
        WrittenDeb written = sample.write(deb);
        assertThat(written).isEqualTo(new WrittenDeb(deb, Sha256.of(deb), 17));
        assertThat(FileTree.list(directory.resolve("out")))
                .containsExactly(new RelativePath("site-hhbc_20180601-1_amd64.deb"));
    }

    @Test
    void dpkgDebReadsTheSameAsFromAPackageItBuilds() throws Exception {
        sample.controlFiles.add(new ControlFile("postrm", "#!/bin/sh\nset -e\n"));
        sample.write(deb);
        Path tree = directory.resolve("tree");
        run(Command.of("dpkg-deb", "--raw-extract", deb.toString(), tree.toString()));
        Path theirs = directory.resolve("theirs.deb");
        run(Command.of("dpkg-deb", "--root-owner-group", "--build", tree.toString(), theirs.toString())
                .with("SOURCE_DATE_EPOCH", String.valueOf(DebSample.TIMESTAMP.getEpochSecond())));

        assertThat(DebListing.of(deb)).containsExactlyInAnyOrderElementsOf(DebListing.of(theirs));
        for (String part : List.of("control", "conffiles", "md5sums", "postrm")) {
            assertThat(run(Command.of("dpkg-deb", "--info", deb.toString(), part)))
                    .isEqualTo(run(Command.of("dpkg-deb", "--info", theirs.toString(), part)));
        }
        assertThat(run(Command.of("dpkg-deb", "--info", deb.toString())))
                .contains("new Debian package, version 2.0.")
                .containsPattern("postrm +#!/bin/sh");
    }

    @Test
    void dpkgInstallsAndRemovesIt() throws Exception {
        assumeTrue(run(Command.of("id", "-u")).strip().equals("0"), "dpkg installs for root only");
        sample.control = sample.control.toBuilder().remove("Depends").build();
        sample.add("usr/share/" + "d".repeat(120) + "/" + "n".repeat(130), "deep");
        sample.entries.add(DebEntry.symlink(new RelativePath("usr/far"), "/" + "f".repeat(150)));
        sample.write(deb);
        Path root = emptyRoot();
        dpkg(root, "--install", deb.toString());
        assertThat(root.resolve(DebSample.REPO)).isRegularFile();
        assertThat(root.resolve("usr/share/site-hhbc/current.hhbc")).isSymbolicLink();
        assertThat(Files.getPosixFilePermissions(root.resolve("var/cache/site-hhbc")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(dpkg(root, "--verify", "site-hhbc")).isEmpty();
        assertThat(Files.readString(root.resolve("var/lib/dpkg/status")))
                .contains("Conffiles:\n /" + DebSample.INI + " ");
        dpkg(root, "--purge", "site-hhbc");
        assertThat(root.resolve("usr/share/site-hhbc")).doesNotExist();
        assertThat(root.resolve(DebSample.INI)).doesNotExist();
    }

    @Test
    void dpkgUnpacksItWithItsScriptsAndTriggers() throws Exception {
        assumeTrue(run(Command.of("id", "-u")).strip().equals("0"), "dpkg unpacks for root only");
        sample.controlFiles.add(new ControlFile("postinst", "#!/bin/sh\nset -e\n"));
        sample.controlFiles.add(new ControlFile("triggers", "activate-noawait hhvm-cache\n"));
        sample.write(deb);
        Path root = emptyRoot();
        dpkg(root, "--unpack", deb.toString());
        assertThat(root.resolve("var/lib/dpkg/info/site-hhbc.postinst")).isExecutable();
    }

    @Test
    void theBytesDependOnTheRequestAlone() throws Exception {
        sample.write(deb);
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Path other = elsewhere.resolve("other.deb");
        WriteElsewhere.run(
                Command.of("sh", "-c", "umask 077; cd \"$0\"; exec \"$@\"", elsewhere.toString())
                        .with("LC_ALL", "C")
                        .with("LANG", "C")
                        .with("TZ", "Asia/Kathmandu"),
                elsewhere.resolve("contents"),
                other);
        assertThat(other).hasSameBinaryContentAs(deb);
    }

    @Test
    void theOrderOfTheRequestDoesNotMatter() throws Exception {
        sample.write(deb);
        Collections.reverse(sample.entries);
        Path other = directory.resolve("other.deb");
        sample.write(other);
        assertThat(other).hasSameBinaryContentAs(deb);
    }

    @Test
    void aPackageWithoutFilesIsPossible() throws Exception {
        sample.entries.clear();
        sample.conffiles = Set.of();
        sample.write(deb);
        assertThat(DebArchive.open(deb).controlFiles()).containsExactly("control");
        assertThat(DebListing.of(deb)).hasSize(1);
    }

    @Test
    void aFailureLeavesThePackageOfBefore() throws Exception {
        Files.createDirectories(directory.resolve("out"));
        Files.writeString(deb, "the package of before");
        DebRequest request = sample.request(deb);
        WriteDeb withoutXz = new WriteDeb(command -> {
            throw new ExternalException("cannot run " + command.program());
        });
        assertThatThrownBy(() -> withoutXz.run(request, Progress.silent())).hasMessage("cannot run xz");
        assertThat(deb).hasContent("the package of before");
        assertThat(FileTree.list(directory.resolve("out"))).hasSize(1);
    }

    @Test
    void aPackageOfWhichXzGotAnotherByteIsThrownAway() {
        assertThrownAway(
                command -> Programs.untethered().run(altered(command, tar -> {
                    tar[5 * 512] ^= 1;
                    return tar;
                })),
                "compressed something else than it was given, in block 1 of 1");
    }

    @Test
    void aPackageOfWhichXzGotTooLittleOrTooMuchIsThrownAway() {
        assertThrownAway(
                command -> Programs.untethered().run(altered(command, tar -> Arrays.copyOf(tar, tar.length - 512))),
                "compressed 12800 bytes, but was given 13312");
        assertThrownAway(
                command -> Programs.untethered().run(altered(command, tar -> Arrays.copyOf(tar, tar.length + 512))),
                "compressed 13824 bytes, but was given 13312");
    }

    @Test
    void aPackageWhoseCompressedDataIsCutOffIsThrownAway() {
        assertThrownAway(
                command -> {
                    Completed completed = Programs.untethered().run(command);
                    Path xz = command.output().orElseThrow();
                    try (FileChannel file = FileChannel.open(xz, StandardOpenOption.WRITE)) {
                        file.truncate(file.size() - 4);
                    } catch (IOException e) {
                        throw new ExternalException("test", e);
                    }
                    return completed;
                },
                "XZ");
    }

    @Test
    void contentThatChangesWhileItIsPackedIsNoticed() throws Exception {
        Path content = sample.content("one");
        sample.entries.add(DebEntry.file(new RelativePath("usr/x"), content, 0644));
        assertThrownAway(
                command -> {
                    try {
                        Files.writeString(content, "two");
                    } catch (IOException e) {
                        throw new ExternalException("test", e);
                    }
                    return Programs.untethered().run(command);
                },
                "was not written as asked for, and was thrown away: the content of /usr/x from byte 0");
    }

    @Test
    void whatFailsWhileJdebPacksEndsTheWriting() throws Exception {
        sample.entries.add(large());
        DebRequest request = sample.request(deb);
        WriteDeb.Meanwhile failing = () -> {
            throw new InputException("not fit");
        };
        assertThatThrownBy(() -> new WriteDeb(Programs.untethered()).run(request, failing, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessage("not fit");
        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void whatMakesXzStopReadingIsTold() throws Exception {
        sample.entries.add(large());
        String full = "head -c 100000 >/dev/null; echo 'xz: Write error: No space left on device' >&2; exit 1";
        assertThrownAway(
                command -> Programs.untethered()
                        .run(Command.of("sh", "-c", full)
                                .reading(command.input().orElseThrow())
                                .writing(command.output().orElseThrow())),
                "Write error: No space left on device");
    }

    @Test
    void aFailureOfJdebIsTold() throws Exception {
        sample.entries.add(large());
        DebRequest request = sample.request(deb);
        WriteDeb.Meanwhile takingAwayWhatItNeeds = () -> {
            try (Stream<Path> files = Files.walk(directory.resolve("out"))) {
                Files.delete(files.filter(f -> f.endsWith("control/control"))
                        .findFirst()
                        .orElseThrow());
            } catch (IOException e) {
                throw new ExternalException("test", e);
            }
        };
        assertThatThrownBy(() ->
                        new WriteDeb(Programs.untethered()).run(request, takingAwayWhatItNeeds, Progress.silent()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("cannot write " + deb.getFileName() + ": ")
                .hasMessageContaining("control")
                .hasMessageNotContaining(".part");
        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void largeContentIsCompressedInBlocksOfOneSize() throws Exception {
        sample.entries.add(large());
        sample.write(deb);
        String list = Programs.untethered()
                .run(Command.of(
                        "sh",
                        "-c",
                        "dpkg-deb --fsys-tarfile \"$0\" | wc -c; ar p \"$0\" data.tar.xz >\"$1\";"
                                + " xz --robot --list -vv \"$1\" | awk '$1 == \"block\" { print $8 }'",
                        deb.toString(),
                        directory.resolve("data.xz").toString()))
                .orFail()
                .output();
        List<Long> sizes = list.lines().map(String::strip).map(Long::valueOf).toList();
        long plain = sizes.get(0);
        long block = (plain + 7) / 8;
        assertThat(sizes.subList(1, sizes.size()))
                .containsExactly(block, block, block, block, block, block, block, plain - 7 * block);
        Files.delete(deb);
        assertThrownAway(
                command -> Programs.untethered().run(altered(command, tar -> {
                    tar[(int) (2 * block + 5)] ^= 1;
                    return tar;
                })),
                "compressed something else than it was given, in block 3 of 8");
    }

    /** 60 MB, of which there is nothing on the disk. */
    private DebEntry.File large() throws IOException {
        Path content = directory.resolve("large");
        try (FileChannel file = FileChannel.open(content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1}), 60_000_000);
        }
        return (DebEntry.File) DebEntry.file(new RelativePath("usr/share/large"), content, 0644);
    }

    /** Has the program read something else. */
    private static Command altered(Command command, UnaryOperator<byte[]> fault) {
        return command.reading(stdin -> {
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            command.input().orElseThrow().writeTo(given);
            stdin.write(fault.apply(given.toByteArray()));
        });
    }

    private void assertThrownAway(ProcessRunner programs, String why) {
        DebRequest request = sample.request(deb);
        assertThatThrownBy(() -> new WriteDeb(programs).run(request, Progress.silent()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining(why);
        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void entriesThatExcludeEachOtherAreBothNamed() throws Exception {
        sample.add(DebSample.REPO, "other");
        assertRefused("the file /" + DebSample.REPO + " (from ", "exclude each other");
        sample = DebSample.in(directory.resolve("contents"));
        sample.add(DebSample.REPO + "/below", "");
        assertRefused("the file /" + DebSample.REPO + " (from ", "the file /" + DebSample.REPO + "/below (from ");
        sample = DebSample.in(directory.resolve("contents"));
        sample.add("usr/share/site-hhbc/current.hhbc/below", "");
        assertRefused("the link /usr/share/site-hhbc/current.hhbc (to site.b7d1f3.hhbc)", "exclude each other");
        sample = DebSample.in(directory.resolve("contents"));
        sample.entries.add(DebEntry.directory(new RelativePath("var/cache/site-hhbc"), 0700));
        assertRefused("(mode 0750)", "(mode 0700)");
    }

    @Test
    void contentThatIsNotThereIsNamed() {
        sample.entries.add(DebEntry.file(new RelativePath("usr/x"), directory.resolve("nowhere"), 0644));
        assertRefused("/usr/x (from " + directory.resolve("nowhere") + ") cannot be packed");
    }

    @Test
    void everyFieldThatIsNeededIsDemanded() throws Exception {
        for (String field :
                List.of("Package", "Version", "Architecture", "Maintainer", "Description", "Section", "Priority")) {
            sample = DebSample.in(directory.resolve("contents"));
            sample.control = sample.control.toBuilder().remove(field).build();
            assertRefused("the field " + field + " is missing");
        }
    }

    @Test
    void fieldsThatSayNonsenseAreRefused() throws Exception {
        for (String[] field : new String[][] {
            {"Package", "Site_hhbc", "not a package name"},
            {"Version", "one", "\"one\""},
            {"Architecture", "amd64 i386", "field Architecture"},
            {"Maintainer", "jane@example.org", "expected Name <"},
            {"Section", "web, php", "field Section"},
            {"Priority", "high", "field Priority"},
            {"Description", "\nextended only", "empty first line"},
            {"Installed-Size", "1", "is computed; remove it"}
        }) {
            sample = DebSample.in(directory.resolve("contents"));
            sample.control = sample.control.toBuilder().set(field[0], field[1]).build();
            assertRefused(field[2]);
        }
    }

    @Test
    void controlFilesThatCannotWorkAreRefused() {
        for (ControlFile file : List.of(
                new ControlFile("md5sums", "\n"),
                new ControlFile("../postinst", "#!/bin/sh\n"),
                new ControlFile("postinst", "#!/bin/sh\r\n"),
                new ControlFile("postinst", "#!/bin/sh"),
                new ControlFile("postinst", "echo\n"))) {
            sample.controlFiles.clear();
            sample.controlFiles.add(file);
            assertRefused(file.name());
        }
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> sample.write(deb))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(parts);
        assertThat(deb).doesNotExist();
    }

    private Path emptyRoot() throws IOException {
        Path root = directory.resolve("root");
        for (String name : List.of("info", "updates", "triggers")) {
            Files.createDirectories(root.resolve("var/lib/dpkg").resolve(name));
        }
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        Files.createFile(root.resolve("var/lib/dpkg/available"));
        return root;
    }

    private static String dpkg(Path root, String... arguments) throws ExternalException {
        List<String> words = new ArrayList<>(List.of("dpkg", "--root=" + root, "--log=/dev/null"));
        words.addAll(List.of(arguments));
        return run(Command.of(words));
    }

    private static String run(Command command) throws ExternalException {
        return Programs.untethered().run(command).orFail().output();
    }
}
