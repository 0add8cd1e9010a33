package org.hhvmdeb.io.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileSetTest {

    @TempDir
    Path work;

    private Path root;
    private Path state;

    @BeforeEach
    void write() throws IOException {
        root = Files.createDirectory(work.resolve("root"));
        state = Files.createDirectory(work.resolve("state"));
        Files.writeString(root.resolve("a"), "old a");
        Files.writeString(root.resolve("b"), "old b");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static RelativePath path(String text) {
        return new RelativePath(text);
    }

    private final Interruptible scope = new Interruptible();

    /** Everything but what begins with "x"; may be killed where everything has changed. */
    private static final class Interruptible implements AtomicFileSet.Scope {

        private boolean killed;
        private final List<String> ends = new ArrayList<>();

        @Override
        public boolean allows(RelativePath file) {
            return !file.text().startsWith("x");
        }

        @Override
        public void ended(Path root, String end) throws IOException {
            if (killed) {
                throw new IOException("killed");
            }
            ends.add(end);
        }
    }

    private Seal seal() {
        return Seal.of(Map.of("XDG_STATE_HOME", state.toString()), "/");
    }

    private AtomicFileSet batch() throws Exception {
        return AtomicFileSet.in(root, scope, seal());
    }

    private Path leftByAKill() throws Exception {
        scope.killed = true;
        AtomicFileSet batch = batch().put(path("a"), bytes("new a"))
                .put(path("d/c"), bytes("new c"))
                .remove(path("b"))
                .ending("well");
        assertThatThrownBy(batch::commit)
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "is begun but not finished",
                        "killed",
                        AtomicFileSet.directory(root).toString());
        scope.killed = false;
        // As if it had been killed before the last of its renames.
        Files.writeString(root.resolve("b"), "old b");
        return root.resolve(",,hhvm-deb-batch");
    }

    @Test
    void allFilesChangeAndNothingElseIsLeft() throws Exception {
        Files.setPosixFilePermissions(root.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
        batch().put(path("a"), bytes("new a"))
                .put(path("d/c"), bytes("new c"))
                .remove(path("b"))
                .commit();
        assertThat(root.resolve("a")).hasContent("new a");
        assertThat(Files.getPosixFilePermissions(root.resolve("a")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(root.resolve("d/c")).hasContent("new c");
        assertThat(FileTree.list(root)).extracting(RelativePath::text).containsExactly("a", "d", "d/c");
    }

    @Test
    void oneKilledAfterItsListIsFinishedOnceMore() throws Exception {
        Path left = leftByAKill();
        assertThat(left.resolve("list")).exists();
        assertThat(AtomicFileSet.recover(root, scope, seal())).contains("well");
        assertThat(FileTree.list(root)).extracting(RelativePath::text).containsExactly("a", "d", "d/c");
        assertThat(scope.ends).containsExactly("well");
        assertThat(AtomicFileSet.recover(root, scope, seal())).isEmpty();
    }

    @Test
    void whatSomebodyChangedMeanwhileIsNotWrittenOver() throws Exception {
        AtomicFileSet batch =
                batch().put(path("a"), bytes("new a")).remove(path("b")).put(path("c"), bytes("new c"));
        for (String name : List.of("a", "b", "c")) {
            boolean there = Files.exists(root.resolve(name));
            Files.writeString(root.resolve(name), "mine");
            assertThatThrownBy(batch::commit)
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(root.resolve(name).toString(), "changed by somebody else");
            assertThat(root.resolve(name)).hasContent("mine");
            if (there) {
                Files.writeString(root.resolve(name), "old " + name);
            } else {
                Files.delete(root.resolve(name));
            }
        }
        batch.commit();
        assertThat(FileTree.list(root)).extracting(RelativePath::text).containsExactly("a", "c");
    }

    @Test
    void whatSomebodyChangedSinceTheKillIsNamedAndStays() throws Exception {
        Path left = leftByAKill();
        Files.writeString(root.resolve("b"), "mine");
        assertThatThrownBy(() -> AtomicFileSet.recover(root, scope, seal()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(root.resolve("b").toString(), left.toString(), "edited since then");
        assertThat(root.resolve("b")).hasContent("mine");
        FileTree.delete(left);
        assertThat(AtomicFileSet.recover(root, scope, seal())).isEmpty();
        assertThat(root.resolve("b")).hasContent("mine");
    }

    @Test
    void oneKilledBeforeItsListIsDiscarded() throws Exception {
        Path left = leftByAKill();
        Files.delete(left.resolve("list"));
        Files.writeString(left.resolve("0"), "newer a");
        assertThat(AtomicFileSet.recover(root, scope, seal())).isEmpty();
        assertThat(root.resolve("a")).hasContent("new a");
        assertThat(left).doesNotExist();
    }

    @Test
    void aFileOutOfScopeOrBehindALinkIsRefusedBeforeAnythingChanges() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), state);
        for (String file : List.of("x", "xx/y", "link/a")) {
            AtomicFileSet batch = batch().put(path("a"), bytes("new a")).put(path(file), bytes("evil"));
            assertThatThrownBy(batch::commit).as(file).isInstanceOf(InputException.class);
        }
        assertThat(root.resolve("a")).hasContent("old a");
        assertThat(FileTree.list(root)).extracting(RelativePath::text).containsExactly("a", "b", "link");
    }

    private void assertLeftAlone(Path directory, Seal by) throws Exception {
        Map<String, String> before = contents(directory);
        assertThatThrownBy(() -> AtomicFileSet.recover(directory, scope, by))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(directory.resolve(",,hhvm-deb-batch") + " was not written in this place")
                .hasMessageContaining("delete it");
        assertThat(contents(directory)).isEqualTo(before);
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (RelativePath file : FileTree.list(directory)) {
            Path place = file.under(directory);
            all.put(file.text(), Files.isRegularFile(place) ? Files.readString(place) : "");
        }
        return all;
    }

    @Test
    void whatCameWithAPackageIsLeftAlone() throws Exception {
        Path foreign = Files.createDirectory(root.resolve(",,hhvm-deb-batch"));
        Files.writeString(foreign.resolve("0"), "evil");
        assertLeftAlone(root, seal());
        Files.writeString(foreign.resolve("list"), "put a\nremove b\n");
        assertLeftAlone(root, seal());
        Files.writeString(foreign.resolve("lock"), "");
        assertLeftAlone(root, seal());
        Files.delete(foreign.resolve("lock"));
        Path target = Files.writeString(state.resolve("precious"), "precious");
        Files.createSymbolicLink(foreign.resolve("lock"), target);
        assertLeftAlone(root, seal());
        assertThat(target).hasContent("precious");
    }

    @Test
    void whatIsNoDirectoryIsLeftAlone() throws Exception {
        Path file = Files.createFile(root.resolve(",,hhvm-deb-batch"));
        assertLeftAlone(root, seal());
        Files.delete(file);
        Files.createSymbolicLink(file, state.resolve("nowhere"));
        assertLeftAlone(root, seal());
    }

    @Test
    void aCopyElsewhereAndAtTheSamePlaceIsLeftAlone() throws Exception {
        leftByAKill();
        Path copy = root.resolveSibling("copy");
        FileTree.copy(root, copy);
        assertLeftAlone(copy, seal());
        // Moved and not deleted: a file system may give the number of a deleted directory to the next one.
        Files.move(root, root.resolveSibling("moved"));
        FileTree.copy(copy, root);
        assertLeftAlone(root, seal());
    }

    @Test
    void oneOfAnotherUserOrOfALostKeyIsLeftAlone() throws Exception {
        Path left = leftByAKill();
        assertLeftAlone(
                root, Seal.of(Map.of("XDG_STATE_HOME", state.resolve("other").toString()), "/"));
        Files.setPosixFilePermissions(state.resolve("hhvm-deb/key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertLeftAlone(root, seal());
        Files.setPosixFilePermissions(state.resolve("hhvm-deb/key"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(left.resolve("list"), Files.readString(left.resolve("list")) + "remove d/c\n");
        assertThatThrownBy(() -> AtomicFileSet.recover(root, scope, seal())).isInstanceOf(InputException.class);
        assertThat(root.resolve("d/c")).hasContent("new c");
        assertThat(left.resolve("list")).exists();
    }

    @Test
    void withoutAPlaceForAKeyFilesChangeAllTheSame() throws Exception {
        Seal nowhere = Seal.of(Map.of("HOME", "/dev/null"), "/dev/null");
        AtomicFileSet.in(root, scope, nowhere).put(path("a"), bytes("new a")).commit();
        assertThat(root.resolve("a")).hasContent("new a");
        assertThat(root.resolve(",,hhvm-deb-batch")).doesNotExist();
    }
}
