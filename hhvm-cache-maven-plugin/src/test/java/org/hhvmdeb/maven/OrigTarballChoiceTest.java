package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrigTarballChoiceTest {

    @TempDir
    Path directory;

    private File debian = new File("");
    private File upstream = new File("");

    @BeforeEach
    void packaging() throws IOException {
        debian = TinyPackaging.in(directory).directory().resolve("debian").toFile();
        upstream = Files.createDirectory(directory.resolve("imported")).toFile();
    }

    @Test
    void theConfiguredOneCountsEvenWithoutPackaging() throws Exception {
        File configured = new File("/srv/any.tar.xz");
        assertThat(new OrigTarballChoice(configured, upstream.toPath()).forPackaging(new File("none")))
                .isEqualTo(configured.toPath());
    }

    @Test
    void theChangelogAsksForAVersionInWhateverCompression() throws Exception {
        Files.createFile(upstream.toPath().resolve("hhvm_3.18.4+dfsg1.orig.tar.xz"));
        for (String ending : new String[] {"bz2", "gz", "xz", "lzma"}) {
            Path file = Files.createFile(upstream.toPath().resolve("hhvm_3.18.5+dfsg1.orig.tar." + ending));
            assertThat(new OrigTarballChoice(null, upstream.toPath()).forPackaging(debian))
                    .isEqualTo(file);
            Files.delete(file);
        }
    }

    /** One of them may have come with a clone. */
    @Test
    void ofTwoTarballsNoneIsTaken() throws Exception {
        Files.createFile(upstream.toPath().resolve("hhvm_3.18.5+dfsg1.orig.tar.gz"));
        for (String ending : new String[] {"bz2", "xz", "lzma"}) {
            Path file = Files.createFile(upstream.toPath().resolve("hhvm_3.18.5+dfsg1.orig.tar." + ending));
            assertThatThrownBy(() -> new OrigTarballChoice(null, upstream.toPath()).forPackaging(debian))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("two orig tarballs", ".gz", "." + ending, "-Dhhvm.cache.origTarball");
            Files.delete(file);
        }
    }

    @Test
    void withoutItTheGoalThatMakesItIsNamed() {
        assertThatThrownBy(() -> new OrigTarballChoice(null, upstream.toPath()).forPackaging(debian))
                .isInstanceOf(InputException.class)
                .hasMessage("debian/changelog asks for hhvm_3.18.5+dfsg1.orig.tar.xz, which is not in " + upstream
                        + "; run the goal import-upstream first, or set -Dhhvm.cache.origTarball=FILE");
    }
}
