package org.hhvmdeb.io;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be read as a file, and how far links of a packaging may lead. */
class InputFileTest {

    @TempDir
    Path directory;

    private Path debian;
    private Path licence;
    private Path outside;

    /** super/pk/debian, with a file in each directory. */
    @BeforeEach
    void aPackaging() throws IOException {
        debian = Files.createDirectories(directory.resolve("super/pk/debian"));
        licence = Files.createFile(directory.resolve("super/pk/LICENSE"));
        outside = Files.createFile(directory.resolve("super/CHANGES"));
    }

    @Test
    void aDirectoryIsNoFileEitherBehindALink() throws Exception {
        assertThatCode(() -> InputFile.requireFile(licence)).doesNotThrowAnyException();
        assertThatCode(() -> InputFile.requireFile(debian.resolve("missing"))).doesNotThrowAnyException();
        Path link = link(directory.resolve("super/pk"));
        assertThatThrownBy(() -> InputFile.requireFile(link))
                .isInstanceOf(InputException.class)
                .hasMessage(link + " is a directory, but a file is expected");
    }

    @Test
    void intoTheSourceTreeWithoutARepositoryToo() throws Exception {
        accepts(licence);
        refuses(outside);
    }

    @Test
    void intoTheRepositoryAround() throws Exception {
        Files.createDirectory(directory.resolve("super/.git"));
        accepts(licence);
        accepts(outside);
        refuses(Files.createFile(directory.resolve("file")));
    }

    @Test
    void intoTheRepositoryOfWhichThePackagingIsASubmodule() throws Exception {
        Files.writeString(directory.resolve("super/pk/.git"), "gitdir: ../.git/modules/pk\n");
        accepts(licence);
        refuses(outside);
        Files.createDirectory(directory.resolve("super/.git"));
        accepts(outside);
    }

    /** Some keep their settings in a repository that is their home. */
    @Test
    void notIntoTheHome() throws Exception {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", directory.resolve("super").toString());
        try {
            Files.createDirectory(directory.resolve("super/.git"));
            accepts(licence);
            refuses(outside);
            System.setProperty("user.home", directory.resolve("super/pk").toString());
            refuses(licence);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private void accepts(Path target) throws IOException {
        Path link = link(target);
        assertThatCode(() -> InputFile.requireWithin(link, debian)).doesNotThrowAnyException();
    }

    private void refuses(Path target) throws IOException {
        Path link = link(target);
        assertThatThrownBy(() -> InputFile.requireWithin(link, debian))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leads out of the packaging");
    }

    private Path link(Path target) throws IOException {
        Path link = debian.resolve("copyright");
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, debian.relativize(target));
    }
}
