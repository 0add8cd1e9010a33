package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.UploadFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierUploadTest {

    private static final PackageName HHVM = new PackageName("hhvm");

    @TempDir
    Path directory;

    @Test
    void oneEarlierResultMayBeReplaced() throws Exception {
        assertThatCode(this::require).doesNotThrowAnyException();
        Path orig = write("hhvm_1.orig.tar.xz", "");
        UploadFixture.list(directory.resolve("hhvm_1-1.dsc"), "hhvm", orig);
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void inAPoolOthersWouldGoWithIt() throws Exception {
        Path orig = write("hhvm_1.orig.tar.xz", "");
        UploadFixture.list(directory.resolve("hhvm_1-1.dsc"), "hhvm", orig);
        write("other_1.0.orig.tar.xz", "");
        refuses("other_1.0.orig.tar.xz in it is not listed in hhvm_1-1.dsc");
        UploadFixture.list(directory.resolve("other_1.0-1.dsc"), "other", directory.resolve("other_1.0.orig.tar.xz"));
        refuses("hhvm_1-1.dsc and other_1.0-1.dsc in it are of different runs");
        Files.delete(directory.resolve("hhvm_1-1.dsc"));
        Files.delete(orig);
        refuses("other_1.0-1.dsc in it is of the source package other");
        Files.delete(directory.resolve("other_1.0-1.dsc"));
        refuses("no .dsc in it lists what is there");
    }

    @Test
    void aListThatCannotBeReadSaysWhatToDo() throws Exception {
        write("hhvm_1-1.dsc", "");
        refuses("what is there is not known (" + directory.resolve("hhvm_1-1.dsc"));
    }

    private void require() throws Exception {
        EarlierUpload.require(directory, ".dsc", HHVM);
    }

    private void refuses(String why) {
        assertThatThrownBy(this::require)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is replaced as a whole, but " + why);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
