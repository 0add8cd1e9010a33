package org.hhvmdeb.patch.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a check against an orig tarball that is none. */
@Tag("integration")
class OrigTarballTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".xz", ".bz2"})
    void aTarballThatIsNotCompressedAsItsNameSaysIsWrongInput(String ending) throws Exception {
        Path orig = Files.writeString(directory.resolve("hhvm_1.orig.tar" + ending), "no tarball".repeat(100));
        assertThatThrownBy(() -> check(orig)).isInstanceOf(InputException.class).hasMessageContaining(orig.toString());
    }

    /** A few kilobytes, whose implied directories have paths of 400 MB. */
    @Test
    void aTarballWhosePathsFillTheMemoryIsWrongInput() throws Exception {
        Path orig = directory.resolve("hhvm_1.orig.tar.gz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(orig)), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (int i = 0; i < 400; i++) {
                tar.putArchiveEntry(new TarArchiveEntry("hhvm/" + i + "/" + "d/".repeat(990) + "f"));
                tar.closeArchiveEntry();
            }
        }
        assertThatThrownBy(() -> check(orig))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(orig + " holds paths that take more than");
    }

    @Test
    void aPatchThatIsNotCompressedAsItsNameSaysIsWrongInput() throws Exception {
        SourceFixture source = new SourceFixture(directory.resolve("hhvm"))
                .file("debian/patches/a.patch.gz", "--- a/main.c\n")
                .series("a.patch.gz\n");
        assertThatThrownBy(source::check).isInstanceOf(InputException.class).hasMessageContaining("a.patch.gz");
    }

    private void check(Path orig) throws Exception {
        Path debian = new SourceFixture(directory.resolve("hhvm"))
                .file("debian/patches/a.patch", "")
                .series("a.patch\n")
                .root()
                .resolve("debian");
        new CheckPatches().run(CheckPatchesRequest.againstOrig(debian, orig), Progress.silent());
    }
}
