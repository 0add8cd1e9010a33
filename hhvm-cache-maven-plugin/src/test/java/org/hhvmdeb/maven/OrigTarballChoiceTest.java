package org.hhvmdeb.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.staging.AtomicFileSet;
import org.hhvmdeb.io.staging.Seal;
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

    /** A rebase that was killed between its decision and its renames has changed debian/changelog for whoever reads it. */
    @Test
    void theTarballIsThatOfAKilledRebase() throws Exception {
        Path changelog = debian.toPath().resolve("changelog");
        String old = Files.readString(changelog);
        AtomicFileSet batch = AtomicFileSet.in(debian.toPath(), new Killed(), Seal.ofUser())
                .put(
                        new RelativePath("changelog"),
                        old.replace("3.18.5", "3.18.6").getBytes(UTF_8))
                .ending("rebase HHVM-3.18.5 HHVM-3.18.6");
        assertThatThrownBy(batch::commit).hasRootCauseMessage("killed");
        // As before its first rename.
        Files.move(changelog, AtomicFileSet.directory(debian.toPath()).resolve("0"));
        Files.writeString(changelog, old);
        Path tarball = Files.createFile(upstream.toPath().resolve("hhvm_3.18.6+dfsg1.orig.tar.xz"));
        assertThat(new OrigTarballChoice(null, upstream.toPath()).forPackaging(debian))
                .isEqualTo(tarball);
        assertThat(AtomicFileSet.isPending(debian.toPath())).isFalse();
    }

    private static final class Killed implements AtomicFileSet.Scope {

        @Override
        public boolean allows(RelativePath file) {
            return true;
        }

        @Override
        public void ended(Path root, String end) throws IOException {
            throw new IOException("killed");
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
