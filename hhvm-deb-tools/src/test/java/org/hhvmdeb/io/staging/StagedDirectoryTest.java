package org.hhvmdeb.io.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.AbandonedStage;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StagedDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void theNewDirectoryReplacesTheOldAsAWhole() throws IOException {
        Path target = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(target.resolve("old"), "");
        try (StagedDirectory tree = StagedDirectory.beside(target)) {
            Files.writeString(tree.path().resolve("new"), "");
            assertThat(target.resolve("old")).exists();
            tree.commit();
        }
        assertThat(FileTree.list(directory)).containsExactly(new RelativePath("tree"), new RelativePath("tree/new"));
    }

    @Test
    void whatIsNotCommittedLeavesTheOldDirectory() throws IOException {
        Path target = Files.createDirectory(directory.resolve("tree"));
        try (StagedDirectory tree = StagedDirectory.beside(target)) {
            Files.writeString(tree.path().resolve("new"), "");
        }
        assertThat(FileTree.list(directory)).containsExactly(new RelativePath("tree"));
    }

    @Test
    void aKillBetweenTheTwoRenamesIsUndoneByTheNextRun() throws IOException {
        Path area = AbandonedStage.in(directory);
        Files.createDirectory(area.resolve("new/tree"));
        Path old = Files.createDirectories(area.resolve("old/tree"));
        Files.writeString(old.resolve("content"), "good");
        try (StagedDirectory tree = StagedDirectory.beside(directory.resolve("tree"))) {
            assertThat(tree.path()).isEmptyDirectory();
        }
        assertThat(directory.resolve("tree/content")).hasContent("good");
        assertThat(area).doesNotExist();
    }

    /** Who may write to the directory above can do that while root works there. */
    @Test
    void aLinkThatIsPutInThePlaceOfItIsNotFollowedWhenItGoes() throws IOException {
        Path mail = Files.createDirectories(directory.resolve("Maildir"));
        for (String each : List.of("new", "old")) {
            Files.writeString(Files.createDirectory(mail.resolve(each)).resolve("1"), "mail\n");
        }
        Path place = Files.createDirectory(directory.resolve("place"));
        StagedDirectory tree = StagedDirectory.beside(place.resolve("tree"));
        Path area = areaOf(tree);
        Files.move(area, place.resolve("away"));
        Files.createSymbolicLink(area, mail);
        assertThatThrownBy(tree::close).isInstanceOf(IOException.class);
        assertThat(mail.resolve("new/1")).hasContent("mail\n");
        assertThat(mail.resolve("old/1")).hasContent("mail\n");
        Files.delete(area);
        Files.move(place.resolve("away"), area);
    }

    /** A rename within one directory is for everybody who may write to that. */
    @Test
    void anotherDirectoryInThePlaceOfItStays() throws Exception {
        Path keys = Files.createDirectories(directory.resolve("place/keys"));
        Files.writeString(keys.resolve("key"), "secret\n");
        StagedDirectory tree = StagedDirectory.beside(directory.resolve("place/tree"));
        Path area = areaOf(tree);
        Files.move(area, directory.resolve("away"));
        Files.move(keys, area);
        assertThatThrownBy(tree::close)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something else was put in its place; see who may write to " + area.getParent());
        assertThat(area.resolve("key")).hasContent("secret\n");
        Files.move(area, keys);
        Files.move(directory.resolve("away"), area);
    }

    /** To open one is to wait for somebody who writes. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingIsWaitedForWhereAFifoIsInThePlaceOfIt() throws Exception {
        StagedDirectory tree = StagedDirectory.beside(directory.resolve("tree"));
        Path area = areaOf(tree);
        Files.move(area, directory.resolve("away"));
        Programs.untethered().run(Command.of("mkfifo", area.toString())).orFail();
        assertThatThrownBy(tree::close).isInstanceOf(IOException.class).hasMessageContaining("put in its place");
        Files.delete(area);
        Files.move(directory.resolve("away"), area);
    }

    @Test
    void whatIsBehindALinkInTheAreaIsNotPutBack() throws IOException {
        Path area = AbandonedStage.in(directory);
        Path others = Files.createDirectory(directory.resolve("others"));
        Files.writeString(others.resolve("half"), "mine");
        Files.createSymbolicLink(area.resolve("old"), others);
        StagedDirectory.beside(directory.resolve("tree")).close();
        assertThat(others.resolve("half")).hasContent("mine");
        assertThat(directory.resolve("half")).doesNotExist();
    }

    /** Its owner names another directory, as in a copy. */
    @Test
    void anAreaThatIsNotTheOneItsOwnerNamesStays() throws IOException {
        Path area = AbandonedStage.in(directory);
        Path other = directory.resolve(".hhvm-deb-1-1-1.part");
        FileTree.copy(area, other);
        StagedDirectory.beside(directory.resolve("tree")).close();
        assertThat(area).doesNotExist();
        assertThat(other.resolve("new/half/file")).hasContent("half");
    }

    @Test
    void whatHasItsLockInThisVirtualMachineIsAtWork() throws IOException {
        Path area = AbandonedStage.in(directory);
        Files.createFile(Files.createDirectory(area.resolve("claims")).resolve("tree"));
        try (FileChannel owner = FileChannel.open(area.resolve("owner"), StandardOpenOption.WRITE)) {
            assertThat(owner.tryLock()).isNotNull();
            assertThatThrownBy(() -> StagedDirectory.claiming(directory.resolve("tree")))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("another run is writing it right now");
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(area);
        }
    }

    private static Path areaOf(StagedDirectory tree) {
        return Objects.requireNonNull(
                Objects.requireNonNull(tree.path().getParent()).getParent());
    }

    @Test
    void aKillAfterTheSecondRenameLeavesTheNewDirectory() throws IOException {
        Path area = AbandonedStage.in(directory);
        Files.createDirectories(area.resolve("old/tree"));
        Path target = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(target.resolve("content"), "new");
        StagedDirectory.beside(target).close();
        assertThat(target.resolve("content")).hasContent("new");
        assertThat(area).doesNotExist();
    }

    @Test
    void aKillBeforeTheAreaIsNamedLeavesNothingForGood() throws IOException {
        Path empty = Files.createDirectory(directory.resolve(".hhvm-deb-1-1-0.part"));
        Path unnamed = Files.createDirectory(directory.resolve(".hhvm-deb-1-1-1.part"));
        Files.createFile(unnamed.resolve("owner"));
        Path copied = Files.createDirectory(directory.resolve(".hhvm-deb-1-1-2.part"));
        Files.createFile(copied.resolve("owner"));
        Files.createDirectory(copied.resolve("new"));
        StagedDirectory.beside(directory.resolve("tree")).close();
        assertThat(empty).doesNotExist();
        assertThat(unnamed).doesNotExist();
        assertThat(copied.resolve("new")).exists();
    }

    @Test
    void aDirectoryThatOnlySoundsLikeAnOldOneIsLeftAlone() throws IOException {
        Path mine = Files.createDirectory(directory.resolve(".tree.old"));
        Files.writeString(mine.resolve("thesis"), "mine");
        Path target = directory.resolve("tree");
        for (int run = 0; run < 2; run++) {
            try (StagedDirectory tree = StagedDirectory.beside(target)) {
                tree.commit();
            }
        }
        assertThat(mine.resolve("thesis")).hasContent("mine");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aFileIsNoDirectoryToReplace() throws IOException {
        Path file = Files.writeString(directory.resolve("tree"), "mine");
        try (StagedDirectory tree = StagedDirectory.beside(file)) {
            assertThatThrownBy(tree::commit).isInstanceOf(NotDirectoryException.class);
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void behindALinkTheDirectoryItselfIsReplaced() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Files.writeString(real.resolve("old"), "");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (StagedDirectory tree = StagedDirectory.beside(link)) {
            Files.writeString(tree.path().resolve("new"), "");
            tree.commit();
        }
        assertThat(link).isSymbolicLink();
        assertThat(FileTree.list(real)).containsExactly(new RelativePath("new"));
    }
}
