package org.hhvmdeb.io.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class TarExtractionTest {

    @TempDir
    Path directory;

    private Path target;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    @BeforeEach
    void allowLongNames() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        target = directory.resolve("target");
    }

    @ParameterizedTest
    @CsvSource({"gnu,--gzip,.tar.gz", "pax,--xz,.tar.xz", "ustar,--bzip2,.tar.bz2", "v7,--no-auto-compress,.tar"})
    void whatTarPacksIsUnpackedTheSame(String format, String compression, String suffix) throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.createDirectories(tree.resolve("hphp/" + "n".repeat(60)));
        Files.writeString(tree.resolve("hphp/" + "n".repeat(60) + "/" + "f".repeat(30)), "long\n");
        Files.writeString(tree.resolve("README"), "read me\n");
        Path script = Files.writeString(tree.resolve("configure"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwxr-x"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("../outside"));
        Files.createLink(tree.resolve("zweiter"), tree.resolve("README"));
        Path archive = directory.resolve("a" + suffix);
        Programs.untethered()
                .run(Command.of(
                        "tar",
                        "--format=" + format,
                        compression,
                        "-cf",
                        archive.toString(),
                        "-C",
                        tree.toString(),
                        "."))
                .orFail();

        try (InputStream plain = Decompression.open(suffix, Files.newInputStream(archive), "a" + suffix)) {
            TarExtraction.extract(plain, "a" + suffix, target, TarLimits.generous());
        }

        assertThat(FileTree.list(target)).isEqualTo(FileTree.list(tree));
        assertThat(target.resolve("README")).hasContent("read me\n");
        assertThat(target.resolve("zweiter")).hasContent("read me\n");
        assertThat(target.resolve("hphp/" + "n".repeat(60) + "/" + "f".repeat(30)))
                .hasContent("long\n");
        assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(Path.of("../outside"));
        assertThat(Files.getLastModifiedTime(target.resolve("README"))
                        .toInstant()
                        .getEpochSecond())
                .isEqualTo(Files.getLastModifiedTime(tree.resolve("README"))
                        .toInstant()
                        .getEpochSecond());
        assertThat(permissions("configure")).isEqualTo("rwxr-xr-x");
        assertThat(permissions("README")).isEqualTo("rw-r--r--");
    }

    @Test
    void modesBecomePlainWhateverTheArchiveAndTheUmaskSay() throws Exception {
        add("setuid", 04777);
        add("secret", 0600);
        add("locked/", 0);
        add("locked/inside", 0444);
        extract();
        assertThat(permissions("setuid")).isEqualTo("rwxr-xr-x");
        assertThat(permissions("secret")).isEqualTo("rw-r--r--");
        assertThat(permissions("locked")).isEqualTo("rwxr-xr-x");
        assertThat(permissions("locked/inside")).isEqualTo("rw-r--r--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "a//b", "a/./b", "..", ".//evil"})
    void aPathThatLeavesTheDirectoryIsRefusedByName(String name) throws Exception {
        add(name, 0644);
        assertThatThrownBy(this::extract).isInstanceOf(InputException.class).hasMessageContaining("evil.tar");
        assertThat(FileTree.list(directory)).allMatch(p -> p.text().equals("target"));
    }

    @Test
    void nothingIsWrittenThroughALinkOfTheArchive() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        link("way", outside.toString(), TarConstants.LF_SYMLINK);
        add("way/evil", 0644);
        assertThatThrownBy(this::extract)
                .isInstanceOf(InputException.class)
                .hasMessage("evil.tar holds way/evil, which is refused: "
                        + "it would lie below way, which is not a directory there");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aFileOverALinkOfTheArchiveIsRefused() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside"), "precious");
        link("way", outside.toString(), TarConstants.LF_SYMLINK);
        add("way", 0644);
        assertThatThrownBy(this::extract).isInstanceOf(InputException.class).hasMessageContaining("twice");
        assertThat(outside).hasContent("precious");
    }

    @Test
    void aHardLinkToWhatIsNotInTheArchiveIsRefused() throws Exception {
        link("passwd", "../../../etc/passwd", TarConstants.LF_LINK);
        assertThatThrownBy(this::extract)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("hard link to ../../../etc/passwd");
    }

    @Test
    void aPipeIsRefused() throws Exception {
        link("pipe", "", TarConstants.LF_FIFO);
        assertThatThrownBy(this::extract).isInstanceOf(InputException.class).hasMessageContaining("pipe");
    }

    @Test
    void moreThanAllowedIsRefused() throws Exception {
        add("a", 0644);
        add("b", 0644);
        assertThatThrownBy(() -> extract(new TarLimits(1, 1000))).hasMessageContaining("more than the 1 entries");
        FileTree.delete(target);
        assertThatThrownBy(() -> extract(new TarLimits(10, 10))).hasMessageContaining("10 bytes");
    }

    @Test
    void directoriesThatAreOnlyImpliedCount() throws Exception {
        for (int i = 0; i < 15; i++) {
            add(i + "/" + "d/".repeat(200) + "f", 0644);
        }
        assertThatThrownBy(() -> extract(new TarLimits(100, 1_000_000)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("evil.tar holds more than the 100 entries");
        assertThat(FileTree.list(target)).hasSize(100);
    }

    @Test
    void aNameOfGigabytesIsRefusedBeforeItIsInMemory() throws Exception {
        TarArchiveEntry header = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        header.setSize(3L << 30);
        byte[] record = new byte[512];
        header.writeEntryHeader(record);
        InputStream endless = new java.io.SequenceInputStream(new ByteArrayInputStream(record), new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        });
        assertThatThrownBy(() -> TarExtraction.extract(endless, "evil.tar", target, TarLimits.generous()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("headers of an entry are too long");
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone() throws Exception {
        Files.createDirectories(target);
        Files.writeString(target.resolve("mine"), "mine");
        add("mine", 0644);
        assertThatThrownBy(this::extract).isInstanceOf(InputException.class).hasMessageContaining("is not empty");
        assertThat(target.resolve("mine")).hasContent("mine");
    }

    @Test
    void anUnknownCompressionSaysWhatIsSupported() {
        assertThatThrownBy(() -> Decompression.open("a.tar.br", InputStream.nullInputStream(), "a.tar.br"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the name of a.tar.br does not say how it is compressed")
                .hasMessageContaining(".gz, .xz, .bz2");
    }

    @Test
    void damagedArchivesAreUnpackedOrRefusedButNeverCrash() throws Exception {
        add("a/" + "n".repeat(200), 0644);
        link("link", "a", TarConstants.LF_SYMLINK);
        link("hard", "a/" + "n".repeat(200), TarConstants.LF_LINK);
        add("b/c", 0755);
        byte[] whole = finished();
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = java.util.Arrays.copyOf(whole, whole.length - (round % 5 == 0 ? 600 : 0));
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                TarExtraction.extract(new ByteArrayInputStream(damaged), "evil.tar", target, new TarLimits(100, 10000));
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("evil.tar");
                refused++;
            }
            FileTree.delete(target);
            assertThat(FileTree.list(directory)).isEmpty();
        }
        assertThat(refused).isBetween(100, 1999);
    }

    /** GNU tar reads over a piece of a block at the end, and takes a text that is shorter than one for no archive. */
    @Test
    void anArchiveThatIsCutIsTakenWhereTarTakesItAndTheBlocksAreWhole() throws Exception {
        add("a/" + "n".repeat(120), 0644);
        add("b", 0644);
        byte[] whole = finished();
        Path file = directory.resolve("cut.tar");
        for (int length = 0; length < whole.length; length += 128) {
            Files.write(file, Arrays.copyOf(whole, length));
            boolean taken = Programs.untethered()
                            .run(Command.of("tar", "-tf", file.toString()))
                            .exitCode()
                    == 0;
            assertThat(isTaken(file)).as("cut after " + length).isEqualTo(taken && isWhole(whole, length));
        }
        Files.writeString(file, "hello\n");
        assertThat(isTaken(file)).isFalse();
    }

    /** Or has the blocks of zeros, behind which anything may stand. */
    private static boolean isWhole(byte[] archive, int length) {
        int zeros = archive.length;
        while (archive[zeros - 1] == 0) {
            zeros--;
        }
        int end = (zeros + 511) / 512 * 512;
        return length % 512 == 0 || length >= end + 512;
    }

    private boolean isTaken(Path file) throws IOException {
        FileTree.delete(target);
        try (InputStream in = Files.newInputStream(file)) {
            TarExtraction.extract(in, "cut.tar", target, TarLimits.generous());
            return true;
        } catch (InputException e) {
            assertThat(e).hasMessageContaining("cut.tar");
            return false;
        }
    }

    private void add(String name, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        byte[] content = name.endsWith("/") ? new byte[0] : ("content of " + name).getBytes(UTF_8);
        entry.setSize(content.length);
        entry.setMode(mode);
        entry.setModTime(Instant.EPOCH.toEpochMilli());
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void link(String name, String to, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(to);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private byte[] finished() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }

    private void extract() throws InputException, IOException {
        extract(TarLimits.generous());
    }

    private void extract(TarLimits limits) throws InputException, IOException {
        TarExtraction.extract(new ByteArrayInputStream(finished()), "evil.tar", target, limits);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name)));
    }
}
