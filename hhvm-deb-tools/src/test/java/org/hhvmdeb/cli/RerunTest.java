package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.QuickSource;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sequence of commands of the README, run again where its results lie, with other inputs: what comes out is what
 * comes out where nothing was before.
 */
@Tag("integration")
class RerunTest {

    private static final String DATE = "1500000000";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private Path place;
    private GitFixture git;
    private Path upstream;

    @BeforeEach
    void makePlaces() throws Exception {
        place = directory.resolve("place");
        git = new GitFixture(directory);
        upstream = git.init("upstream");
        git.write(upstream, "main.c", "0\n1\n2\n3\n4\n5\n6\n7\n8\n");
        git.write(upstream, "other.c", "one\n");
        git.write(upstream, "third-party/x.c", "x\n");
        git.commit(upstream, "first");
        git.git(upstream, "tag", "HHVM-3.1.0");
        git.write(upstream, "main.c", "00\n0\n1\n2\n3\n4\n5\n6\n7\n8\n");
        git.commit(upstream, "second");
        git.git(upstream, "tag", "HHVM-3.2.0");
        git.write(upstream, "other.c", "three\n");
        git.commit(upstream, "third");
        git.git(upstream, "tag", "HHVM-3.3.0");
    }

    /** Runs a line; OUT is the place of its results. */
    private String run(int status, Path target, String line) {
        out.reset();
        err.reset();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SOURCE_DATE_EPOCH", DATE);
        String[] words = Stream.of(line.split(" "))
                .map(w -> w.replaceFirst("(?<=^|=)OUT", target.toString())
                        .replaceFirst("^IN", directory.toString())
                        .replace('~', ' '))
                .toArray(String[]::new);
        assertThat(HhvmDeb.run(
                        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment, words))
                .as(line + "\n" + out + err)
                .isEqualTo(status);
        return out.toString(UTF_8).replace(target.toString(), "OUT");
    }

    /** But what tells the time of a build. */
    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (RelativePath file : FileTree.list(directory)) {
            Path path = file.under(directory);
            if (!file.text().matches(".*\\.(log|log\\.old|buildinfo|changes)|.*/\\.pc/\\..*")) {
                all.put(file.text(), Files.isRegularFile(path) ? digest(path, directory) : "");
            }
        }
        return all;
    }

    /** A report names the files that it is about as the user did. */
    private static String digest(Path file, Path directory) throws IOException {
        String text = Files.readString(file, ISO_8859_1).replace(directory.toString(), "OUT");
        return Sha256.of(text.getBytes(ISO_8859_1)).hex();
    }

    /** Runs lines at the place, where earlier results lie, and where nothing lies. */
    private void assertSame(String... lines) throws IOException {
        assertSame(0, lines);
    }

    private void assertSame(int status, String... lines) throws IOException {
        Path fresh = Files.createTempDirectory(directory, "fresh");
        for (String line : lines) {
            String again = run(status, place, line);
            assertThat(again).as(line).isEqualTo(run(status, fresh, line));
        }
        assertThat(contents(place)).containsAllEntriesOf(contents(fresh));
    }

    /** And nothing else is there. */
    private void assertSameAlone(String... lines) throws IOException {
        assertSame(lines);
        Path fresh = Files.createTempDirectory(directory, "fresh");
        Stream.of(lines).forEach(line -> run(0, fresh, line));
        assertThat(contents(place)).isEqualTo(contents(fresh));
    }

    private void packaging(String version, String excluded) throws IOException {
        git.write(directory, "debian/changelog", Packaging.changelog(version));
        git.write(
                directory,
                "debian/copyright",
                "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n" + excluded);
    }

    /** The version without and with a repack, the packaging without and with an exclusion, and another tag. */
    @Test
    void anImportWithAndWithoutAPackaging() throws Exception {
        String bare = "upstream import HHVM-3.1.0 --from IN/upstream --output OUT";
        String packaged = bare + " --debian IN/debian";
        packaging("3.1.0+dfsg1-1", "Files-Excluded: third-party\n");
        assertSame(bare);
        assertSame(packaged);
        assertSame(bare);
        assertSame(packaged);
        packaging("3.1.0+dfsg1-1", "Files-Excluded: third-party other.c\n");
        assertSame(packaged);
        packaging("3.1.0-1", "");
        assertSame(packaged);
        assertSame(bare + " --exclude other.c");
        assertSame(bare + " --exclude other.c --repack 2");
        assertSame(bare);
        packaging("3.2.0+dfsg1-1", "Files-Excluded: third-party\n");
        assertSame("upstream import HHVM-3.2.0 --from IN/upstream --output OUT --debian IN/debian");
        packaging("3.2.0-1", "Files-Excluded: third-party\n");
        assertSame(2, "upstream import HHVM-3.2.0 --from IN/upstream --output OUT --debian IN/debian");
        assertSame("upstream import HHVM-3.2.0 --from IN/upstream --output OUT");
    }

    @Test
    void aTagThatHasMoved() throws Exception {
        String line = "upstream import HHVM-3.1.0 --from IN/upstream --output OUT --format json";
        run(0, place, line);
        git.git(upstream, "tag", "-f", "HHVM-3.1.0", "HHVM-3.2.0");
        assertSame(line);
    }

    @Test
    void aSourcePackageAndItsPackages() throws Exception {
        QuickSource.make(directory.resolve("quick"), 1, "true");
        Path patches = directory.resolve("quick/debian/patches");
        String source = "source build --orig IN/quick/hhvm_3.18.5+dfsg1.orig.tar.xz --debian IN/quick/debian"
                + " --output OUT/src";
        String[] lines = {source, "package build OUT/src"};
        assertSameAlone(lines);
        git.write(patches, "series", "a.patch\n");
        git.write(patches, "a.patch", "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+new\n");
        git.write(directory, "quick/debian/changelog", Packaging.changelog("3.18.5+dfsg1-2"));
        assertSameAlone(lines);
        git.write(patches, "series", "");
        assertSameAlone(lines);
        FileTree.delete(patches);
        git.write(directory, "quick/debian/changelog", Packaging.changelog("3.18.5+dfsg1-1"));
        assertSameAlone(lines);
    }

    @Test
    void aCache() throws Exception {
        String compile = "cache compile IN/site --hhvm IN/hhvm --name s --output OUT/hhbc";
        new FakeHhvm(RepoFixture.SCHEMA).writeTo(directory.resolve("hhvm"));
        git.write(directory, "site/index.php", "<?php // 1\n");
        git.write(directory, "site/lib/a.php", "<?php // 2\n");
        assertSameAlone(compile);
        Files.delete(directory.resolve("site/lib/a.php"));
        assertSameAlone(compile);
        git.write(directory, "site/b.php", "<?php // 3\n");
        new FakeHhvm(RepoFixture.OTHER).writeTo(directory.resolve("hhvm"));
        assertSameAlone(compile);
        FileTree.delete(place);
        String file = "OUT/hhbc/s." + RepoFixture.OTHER + ".hhbc";
        String[] all = {
            compile,
            "cache verify " + file + " --hhvm IN/hhvm --run --source IN/site",
            "cache pack " + file + " --hhvm IN/hhvm --run --name s-c --package-version 1 --maintainer A~<a@example.org>"
                    + " --output OUT/debs",
            "cache canonicalise " + file + " --output OUT/canonical.hhbc",
            "cache rebuild OUT/canonical.hhbc --base " + file + " --output OUT/rebuilt.hhbc",
            "cache inspect " + file + " --html OUT/map.html",
            "cache prune --live " + RepoFixture.OTHER + " --apply --output OUT/pruned.hhbc OUT/canonical.hhbc",
            "cache prune --live " + RepoFixture.OTHER + " --apply OUT/pruned.hhbc",
            "cache prune --live " + RepoFixture.OTHER + " --apply --in-place --vacuum OUT/pruned.hhbc"
        };
        assertSameAlone(all);
        git.write(directory, "site/index.php", "<?php // changed\n");
        Files.delete(directory.resolve("site/b.php"));
        git.write(directory, "site/c.php", "<?php // 4\n");
        assertSameAlone(all);
    }

    private void writeSource(Path source) throws IOException {
        git.write(source, "main.c", "0\n1\n2\n3\n4\n5\n6\n7\n8\n");
        git.write(source, "other.c", "one\n");
        git.write(source, "debian/changelog", Packaging.changelog("3.1.0-1"));
        git.write(source, "debian/patches/series", "a.patch\nb.patch\n");
        git.write(source, "debian/patches/a.patch", "--- a/other.c\n+++ b/other.c\n@@ -1 +1 @@\n-one\n+three\n");
        git.write(
                source,
                "debian/patches/b.patch",
                "Forwarded: No\n--- a/main.c\n+++ b/main.c\n@@ -1,3 +1,3 @@\n 5\n-6\n+six\n 7\n");
        git.write(directory, "new.patch", "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+new\n");
    }

    /** Runs lines on a source on which others were run before, and on one where none were. */
    private void assertSameTree(List<String> before, String... lines) throws IOException {
        Path fresh = Files.createTempDirectory(directory, "fresh");
        FileTree.delete(place);
        writeSource(place);
        writeSource(fresh);
        before.forEach(line -> run(0, place, line));
        for (String line : lines) {
            String again = run(0, place, line);
            String first = run(0, fresh, line);
            // Only there is something to unapply.
            assertThat(again).as(line).matches(a -> line.contains(" unapply ") || a.equals(first), first);
        }
        assertThat(contents(place)).isEqualTo(contents(fresh));
    }

    @Test
    void aSeries() throws Exception {
        String report = " --report json=OUT/r.json --report junit=OUT/r.xml --report sarif=OUT/r.sarif"
                + " --report text=OUT/r.txt";
        List<String> twice =
                List.of("patches apply OUT", "patches apply OUT", "patches unapply OUT", "patches unapply OUT");
        String[] all = {
            "patches check OUT" + report,
            "patches apply OUT",
            "patches refresh OUT",
            "patches lint --fix OUT" + report,
            "patches list OUT",
            "patches check OUT" + report
        };
        assertSameTree(twice, all);
        assertSameTree(List.of("patches check OUT" + report, "patches check OUT" + report), all);
        assertSameTree(
                List.of(
                        "patches add IN/new.patch OUT",
                        "patches apply OUT",
                        "patches unapply OUT",
                        "patches drop new.patch OUT"),
                all);
        assertSameTree(
                List.of(
                        "patches rename b.patch c.patch OUT",
                        "patches apply OUT",
                        "patches unapply OUT",
                        "patches rename c.patch b.patch OUT"),
                all);
    }

    @Test
    void aSeriesThatIsEmptiedAfterItWasApplied() throws Exception {
        String[] dropped = {"patches drop a.patch OUT", "patches drop b.patch OUT"};
        assertSameTree(
                List.of("patches apply OUT"),
                "patches unapply OUT --force",
                dropped[0],
                dropped[1],
                "patches apply OUT",
                "patches check OUT");
        assertSameTree(
                List.of("patches apply OUT", "patches unapply OUT --number 1"),
                dropped[1],
                "patches unapply OUT",
                "patches apply OUT");
    }

    private static final String[] REBASE = {
        "patches check OUT --from IN/upstream --tag HHVM-3.1.0",
        "patches forecast OUT --from IN/upstream --tags HHVM-3.* --html OUT/forecast.html",
        "patches rebase OUT --from IN/upstream --onto HHVM-3.3.0 --format json"
    };

    @Test
    void aRebase() throws Exception {
        assertSameTree(List.of(REBASE[0], REBASE[1]), REBASE[0], REBASE[1], REBASE[2], REBASE[2]);
        assertSameTree(List.of("patches rebase OUT --from IN/upstream --onto HHVM-3.3.0 --dry-run"), REBASE);
        assertSameTree(
                List.of("patches forecast OUT --from IN/upstream --tags HHVM-3.1.* --html OUT/forecast.html"), REBASE);
    }

    @Test
    void aRebaseThatWasGivenUp() throws Exception {
        writeSource(place);
        git.write(place, "debian/patches/a.patch", "--- a/main.c\n+++ b/main.c\n@@ -1,2 +1,2 @@\n-0\n+zero\n 1\n");
        Path fresh = directory.resolve("fresh");
        FileTree.copy(place, fresh);
        run(1, place, REBASE[2]);
        run(0, place, "patches rebase OUT --abort");
        assertThat(contents(place)).isEqualTo(contents(fresh));
        run(1, place, "patches rebase OUT --from IN/upstream --onto HHVM-3.2.0");
        run(0, place, "patches rebase OUT --abort");
        assertThat(run(1, place, REBASE[2])).isEqualTo(run(1, fresh, REBASE[2]));
        FileTree.delete(place.resolve(",,hhvm-deb-rebase/request"));
        FileTree.delete(fresh.resolve(",,hhvm-deb-rebase/request"));
        assertThat(contents(place)).isEqualTo(contents(fresh));
    }

    @Test
    void anImportIntoARepository() throws Exception {
        Path fresh = Files.createTempDirectory(directory, "fresh");
        for (Path each : List.of(place, fresh)) {
            Path repository = Files.createDirectories(each).resolve("git");
            Files.createDirectory(repository);
            git.git(repository, "init", "-q", "-b", "debian/latest");
            git.write(repository, "debian/changelog", Packaging.changelog("3.1.0-1"));
            git.write(repository, "debian/control", "Source: hhvm\n");
            git.commit(repository, "packaging");
        }
        String line = "upstream import TAG --from IN/upstream --debian OUT/git/debian --output OUT --into OUT/git"
                + " --debian-branch debian/latest";
        for (String tag : List.of("HHVM-3.1.0", "HHVM-3.2.0")) {
            String first = run(0, place, line.replace("TAG", tag));
            assertThat(first).isEqualTo(run(0, fresh, line.replace("TAG", tag)));
            String references = git.git(place.resolve("git"), "for-each-ref");
            run(0, place, line.replace("TAG", tag));
            assertThat(git.git(place.resolve("git"), "for-each-ref")).isEqualTo(references);
            assertThat(references).isEqualTo(git.git(fresh.resolve("git"), "for-each-ref"));
        }
    }
}
