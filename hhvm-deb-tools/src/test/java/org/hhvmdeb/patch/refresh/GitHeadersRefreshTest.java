package org.hhvmdeb.patch.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.apply.ApplyPatches;
import org.hhvmdeb.patch.apply.ApplyPatchesRequest;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Patches as git writes them, with changes that have no hunks before, between and behind hunks that have moved. */
@Tag("integration")
class GitHeadersRefreshTest {

    private static final int PLACES = Integer.getInteger("golden.header.places", 1);
    private static final String NUMBERS = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    /** As dpkg-source calls it, but for the backups. */
    private static final String PATCH = "patch -s -t -F 0 -N -p1 -u -V never -E --no-backup-if-mismatch <";

    @TempDir
    Path work;

    /** What git can say without a hunk, and some with one; $x is the name that decides the place in the patch. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("mode is set", "chmod 755 $x.full"),
            Map.entry("mode is taken away", "chmod 644 $x.run"),
            Map.entry("mode of two", "chmod 755 $x.full $x.full2"),
            Map.entry("mode and content", "chmod 755 $x.full; echo more >>$x.full"),
            Map.entry("rename", "mv $x.full $x.new"),
            Map.entry("rename into a new directory", "mkdir $x.d; mv $x.full $x.d/new"),
            Map.entry("rename and mode", "mv $x.full $x.new; chmod 755 $x.new"),
            Map.entry("rename and content", "mv $x.full $x.new; echo more >>$x.new"),
            Map.entry("rename, mode and content", "mv $x.full $x.new; chmod 755 $x.new; echo more >>$x.new"),
            Map.entry("copy", "cp $x.full $x.new"),
            Map.entry("copy and mode", "cp $x.full $x.new; chmod 755 $x.new"),
            Map.entry("copy and a mode of what is copied", "cp $x.full $x.new; chmod 755 $x.full"),
            Map.entry("empty file comes", ">$x.new"),
            Map.entry("empty program comes", ">$x.new; chmod 755 $x.new"),
            Map.entry("empty file goes", "rm $x.empty"),
            Map.entry("empty program goes", "rm $x.emptyrun"),
            Map.entry("empty file gets a mode", "chmod 755 $x.empty"),
            Map.entry("empty file is filled", "echo x >$x.empty"),
            Map.entry("file is emptied", ": >$x.full"),
            Map.entry("link comes", "ln -s target $x.new"),
            Map.entry(
                    "many", "mv $x.full $x.new; chmod 644 $x.run; rm $x.empty; ln -s t $x.new2; chmod 755 $x.full2")));

    /** Each kind at one of the places in turn, or at all of them. */
    static Stream<Arguments> cases() {
        List<String> places = List.of("a", "m", "z");
        List<String> kinds = List.copyOf(KINDS.keySet());
        return IntStream.range(0, kinds.size())
                .boxed()
                .flatMap(k -> IntStream.range(0, PLACES)
                        .mapToObj(p -> Arguments.of(kinds.get(k), places.get((k + p) % 3), KINDS.get(kinds.get(k)))));
    }

    @ParameterizedTest(name = "{0}, at {1}")
    @MethodSource("cases")
    void whatHasNoHunksStaysWhenOthersMove(String kind, String place, String change) throws Exception {
        Path old = directory("old");
        sh(
                old,
                "git init -q; for x in a m z; do printf '1\\n2\\n3\\n4\\n5\\nof '$x'\\n' >$x.full; echo 1 $x >$x.full2;"
                        + " echo 2 $x >$x.run; chmod 755 $x.run; >$x.empty; >$x.emptyrun; chmod 755 $x.emptyrun; ln -s to-$x $x.link; done");
        Files.writeString(old.resolve("hunk"), NUMBERS);
        Files.writeString(old.resolve("n-hunk"), NUMBERS);
        sh(old, "git add -A; git commit -qm 1; sed -i 's/^7$/seven/' hunk n-hunk");
        sh(old, "x=" + place + "; " + change);
        sh(
                old,
                "git add -A; git commit -qm 'Do it'; git format-patch -q -1 "
                        + (kind.startsWith("copy") ? "-C --find-copies-harder" : "-M")
                        + " --stdout >../p; git checkout -q HEAD~");
        Path moved = directory("moved");
        FileTree.copy(old, moved);
        FileTree.delete(moved.resolve(".git"));
        for (String file : List.of("hunk", "n-hunk")) {
            Files.writeString(moved.resolve(file), "new\n" + NUMBERS);
        }

        Path expected = directory("expected");
        FileTree.copy(moved, expected);
        sh(expected, PATCH + "../p");

        SourceFixture source = new SourceFixture(directory("ours"));
        FileTree.copy(moved, source.root());
        source.patch("p", Files.readString(work.resolve("p")));
        RefreshedPatches refreshed = new RefreshPatches()
                .run(
                        RefreshPatchesRequest.of(
                                CheckPatchesRequest.againstTree(source.root().resolve("debian"), source.root())),
                        Progress.silent());
        Path fresh = source.root().resolve("debian/patches/p");
        assertThat(refreshed.patches().get(0).state())
                .as(() -> refreshed.findings() + "\n" + Files.exists(fresh))
                .isEqualTo(RefreshedPatch.State.REFRESHED);
        assertThat(Files.readString(fresh)).contains("@@ -5,7 +5,7 @@").startsWith("From ");

        assertThat(applied(moved, "patch", PATCH + fresh)).isEqualTo(snapshot(expected));
        Map<String, String> byGit = applied(moved, "git", "git apply " + fresh);
        assertThat(byGit).isEqualTo(applied(moved, "git-with-offsets", "git apply ../p"));
        new ApplyPatches()
                .run(ApplyPatchesRequest.of(source.root()), Progress.silent())
                .orFail();
        FileTree.delete(source.root().resolve("debian"));
        FileTree.delete(source.root().resolve(".pc"));
        assertThat(snapshot(source.root())).isEqualTo(snapshot(expected));
    }

    private Map<String, String> applied(Path tree, String name, String command) throws IOException, HhvmDebException {
        Path copy = directory("by-" + name);
        FileTree.copy(tree, copy);
        sh(copy, command);
        return snapshot(copy);
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }

    private static void sh(Path directory, String script) throws HhvmDebException {
        Programs.untethered()
                .run(Command.of("sh", "-ec", "umask 022; " + script)
                        .in(directory)
                        .with("HOME", directory.toString())
                        .with("GIT_CONFIG_NOSYSTEM", "1")
                        .with(
                                "GIT_CEILING_DIRECTORIES",
                                directory.resolve("..").normalize().toString())
                        .with("GIT_AUTHOR_NAME", "A")
                        .with("GIT_AUTHOR_EMAIL", "a@example.org")
                        .with("GIT_COMMITTER_NAME", "A")
                        .with("GIT_COMMITTER_EMAIL", "a@example.org"))
                .orFail();
    }

    private static Map<String, String> snapshot(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (RelativePath path : FileTree.list(root)) {
            Path file = path.under(root);
            if (Files.isSymbolicLink(file)) {
                files.put(path.text(), "-> " + Files.readSymbolicLink(file));
            } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                files.put(
                        path.text(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                + Files.readString(file));
            }
        }
        return files;
    }
}
