package org.hhvmdeb.patch.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.testkit.GoldenSeries;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every odd case we know of, by us and by dpkg's own code. The expected verdict is written down as well, so that a case
 * that no longer tests what it says is found out.
 */
@Tag("integration")
class BehaviourGoldenTest {

    private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
    private static final String EDIT = "--- a/f\n+++ b/f\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n";
    private static final String CREATE = "--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+new\n";
    private static final String DELETE = "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n";

    private final Map<String, Boolean> expected = new TreeMap<>();

    @TempDir
    Path work;

    private final List<Path> sources = new ArrayList<>();

    private GoldenSeries golden;

    @BeforeEach
    void noCases() {
        golden = new GoldenSeries(work);
    }

    @Test
    void everyCaseEndsAsWithDpkgSource() throws IOException, HhvmDebException {
        everyCase();
        for (Path source : sources) {
            golden.add(source);
        }
        assertThat(golden.compare()).isEmpty();
        assertThat(golden.verdicts()).isEqualTo(expected);
    }

    @Test
    void everyCaseLeavesTheSameOnTheDiskAsDpkgSource() throws IOException, HhvmDebException {
        everyCase();
        for (Path source : sources) {
            golden.addOnDisk(source);
        }
        assertThat(golden.compare()).isEmpty();
    }

    private void everyCase() throws IOException {
        creation();
        deletion();
        gitHeaders();
        names();
        hunks();
        lineEndings();
        headersAndText();
        hostile();
    }

    @FunctionalInterface
    private interface Writing {
        void write(SourceFixture source) throws IOException;
    }

    private void accepted(String name, Writing writing) throws IOException {
        add(name, true, writing);
    }

    private void refused(String name, Writing writing) throws IOException {
        add(name, false, writing);
    }

    private void add(String name, boolean verdict, Writing writing) throws IOException {
        SourceFixture source = new SourceFixture(work.resolve("cases").resolve(name));
        writing.write(source);
        sources.add(source.root());
        expected.put(name, verdict);
    }

    private void creation() throws IOException {
        accepted("create-in-new-directories", s -> s.patch("p", CREATE.replace("b/f", "b/x/y/f")));
        refused("create-over-content", s -> s.file("f", "old\n").patch("p", CREATE));
        accepted("create-over-empty", s -> s.file("f", "").patch("p", CREATE));
        refused("create-over-same-content", s -> s.file("f", "new\n").patch("p", CREATE));
        accepted("prepend", s -> s.file("f", "old\n").patch("p", CREATE.replace("/dev/null", "a/f")));
        accepted("create-without-dev-null", s -> s.patch("p", CREATE.replace("/dev/null", "a/f")));
        accepted("create-by-epoch", s -> s.patch("p", CREATE.replace("/dev/null", "a/f\t1970-01-01 00:00:00 +0000")));
        refused(
                "create-by-epoch-over-content",
                s -> s.file("f", "old\n").patch("p", CREATE.replace("/dev/null", "a/f\tThu Jan  1 01:00:00 1970")));
        accepted(
                "create-by-a-time-that-is-none",
                s -> s.file("f", "old\n")
                        .patch("p", CREATE.replace("/dev/null", "a/f\tThu Jan  1 01:00:00 1970 +0100")));
        accepted("create-submodule", s -> s.patch("p", "diff --git a/f b/f\nnew file mode 160000\n" + CREATE));
        accepted(
                "create-empty-beside-edit",
                s -> s.file("f", TEN)
                        .patch(
                                "p",
                                "diff --git a/f b/f\n" + EDIT
                                        + "diff --git a/d/g b/d/g\nnew file mode 100644\nindex 0000000..e69de29\n"));
        refused("create-below-link-to-nothing", s -> s.link("l", "nowhere").patch("p", CREATE.replace("b/f", "b/l/f")));
        accepted("create-empty-by-git", s -> s.file("g", "x\n").patch("p", """
                diff --git a/d/f b/d/f
                new file mode 100644
                index 0000000..e69de29
                """));
        accepted("create-executable", s -> s.patch("p", "diff --git a/f b/f\nnew file mode 100755\n" + CREATE));
        accepted("create-link", s -> s.file("t", "x\n").patch("p", """
                diff --git a/f b/f
                new file mode 120000
                --- /dev/null
                +++ b/f
                @@ -0,0 +1 @@
                +t
                \\ No newline at end of file
                """));
        refused("create-submodule-by-edit", s -> s.directory("f").patch("p", """
                diff --git a/f b/f
                index 1111111..2222222 160000
                --- a/f
                +++ b/f
                @@ -1 +1 @@
                -Subproject commit 1
                +Subproject commit 2
                """));
    }

    private void deletion() throws IOException {
        accepted("delete", s -> s.file("x/y/f", "old\n").file("g", "").patch("p", DELETE.replace("a/f", "a/x/y/f")));
        accepted(
                "delete-keeps-full-directory",
                s -> s.file("x/f", "old\n").file("x/g", "").patch("p", DELETE.replace("a/f", "a/x/f")));
        refused("delete-with-more-content", s -> s.file("f", "old\nmore\n").patch("p", DELETE));
        refused("delete-missing", s -> s.patch("p", DELETE));
        refused("delete-empty", s -> s.file("f", "").patch("p", DELETE));
        accepted("emptied", s -> s.file("f", "old\n").patch("p", DELETE.replace("/dev/null", "b/f")));
        accepted("delete-empty-by-git", s -> s.file("f", "").file("g", "").patch("p", """
                diff --git a/f b/f
                deleted file mode 100644
                index e69de29..0000000
                """));
        accepted("delete-then-create", s -> s.file("f", "old\n").patch("p", DELETE + CREATE));
        accepted(
                "delete-then-create-by-git",
                s -> s.file("f", "old\n")
                        .patch(
                                "p",
                                "diff --git a/f b/f\ndeleted file mode 100644\n" + DELETE
                                        + "diff --git a/f b/f\nnew file mode 100755\n" + CREATE));
        accepted(
                "delete-without-newline",
                s -> s.file("f", "old").patch("p", DELETE + "\\ No newline at end of file\n"));
    }

    private void gitHeaders() throws IOException {
        String rename = "diff --git a/f b/g\nrename from f\nrename to g\n";
        String edit = "--- a/f\n+++ b/g\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n";
        accepted("mode", s -> s.file("f", TEN).patch("p", "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n"));
        accepted(
                "mode-back",
                s -> s.file("f", TEN)
                        .executable("f")
                        .patch("p", "diff --git a/f b/f\nold mode 100755\nnew mode 100644\n"));
        accepted(
                "mode-and-edit",
                s -> s.file("f", TEN).patch("p", "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n" + EDIT));
        accepted(
                "mode-of-empty-file-removes-it",
                s -> s.file("f", "").patch("p", "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n"));
        accepted(
                "mode-in-index-line",
                s -> s.file("f", TEN).patch("p", "diff --git a/f b/f\nindex 1..2 100755\n" + EDIT));
        accepted("rename", s -> s.file("f", TEN).patch("p", rename));
        accepted("rename-and-edit", s -> s.file("f", TEN).executable("f").patch("p", rename + edit));
        accepted("rename-into-new-directory", s -> s.file("d/f", TEN).patch("p", """
                diff --git a/d/f b/e/g
                rename from d/f
                rename to e/g
                """));
        refused("rename-empty", s -> s.file("f", "").patch("p", rename));
        refused("rename-missing", s -> s.patch("p", rename));
        accepted("rename-done-already", s -> s.file("g", TEN).patch("p", rename));
        accepted("copy-and-edit", s -> s.file("f", TEN).patch("p", rename.replace("rename", "copy") + edit));
        accepted("swap", s -> s.file("f", TEN).file("g", "g\n").patch("p", rename + """
                diff --git a/g b/f
                rename from g
                rename to f
                """));
        refused(
                "rename-then-edit",
                s -> s.file("f", TEN).patch("p", rename + "diff --git a/g b/g\n" + edit.replace("a/f", "a/g")));
        accepted(
                "rename-then-plain-edit",
                s -> s.file("f", TEN).file("h", "h\n").patch("p", rename + "--- a/h\n+++ b/h\n@@ -1 +1 @@\n-h\n+H\n"));
        accepted(
                "edit-twice-by-git",
                s -> s.file("f", TEN)
                        .patch(
                                "p",
                                "diff --git a/f b/f\n" + EDIT + "diff --git a/f b/f\n"
                                        + EDIT.replace("five", "FIVE").replace("-5", "-five")));
        refused(
                "rename-out",
                s -> s.file("f", TEN).patch("p", "diff --git a/f b/../g\nrename from f\nrename to ../g\n"));
        accepted(
                "rename-through-link",
                s -> s.file("f", TEN).file("d/x", "").link("l", "d").patch("p", """
                diff --git a/f b/l/g
                rename from f
                rename to l/g
                """));
        refused(
                "rename-through-link-outside",
                s -> s.file("f", TEN).link("l", "..").patch("p", """
                diff --git a/f b/l/g
                rename from f
                rename to l/g
                """));
        refused("git-binary", s -> s.patch("p", """
                diff --git a/f b/f
                new file mode 100644
                index 0000000..1111111
                GIT binary patch
                literal 1
                IcmZPo000310RR91
                """));
        refused(
                "change-of-type",
                s -> s.file("f", TEN).patch("p", "diff --git a/f b/f\nold mode 100644\nnew mode 120000\n" + EDIT));
        accepted(
                "link-target-edited",
                s -> s.file("t", "").file("u", "").link("f", "t").patch("p", """
                diff --git a/x b/x
                new file mode 100644
                """));
        accepted(
                "mnemonic-prefixes",
                s -> s.file("f", TEN)
                        .patch(
                                "p",
                                "diff --git i/f w/f\n"
                                        + EDIT.replace("a/", "i/").replace("b/", "w/")));
        accepted("index-only", s -> s.file("f", TEN).patch("p", "diff --git a/f b/f\nindex 1111111..2222222 100644\n"));
        accepted(
                "quoted-git-name",
                s -> s.file("f g", TEN)
                        .patch("p", "diff --git \"a/f g\" \"b/f g\"\nold mode 100644\nnew mode 100755\n"));
    }

    private void names() throws IOException {
        accepted(
                "wrong-file-without-prefix",
                s -> s.file("f", TEN)
                        .file("d/f", TEN)
                        .patch("p", EDIT.replace("a/", "d/").replace("b/", "d/")));
        refused(
                "no-directory",
                s -> s.file("f", TEN).patch("p", EDIT.replace("a/", "").replace("b/", "")));
        accepted(
                "dot", s -> s.file("f", TEN).patch("p", EDIT.replace("a/", "./").replace("b/", "./")));
        accepted(
                "double-slashes",
                s -> s.file("d/f", TEN).patch("p", EDIT.replace("a/", "a//d//").replace("b/", "b//d//")));
        accepted(
                "inner-dot",
                s -> s.file("d/f", TEN).patch("p", EDIT.replace("a/", "a/./d/").replace("b/", "b/./d/")));
        accepted(
                "absolute",
                s -> s.file("etc/f", TEN).patch("p", EDIT.replace("a/", "/etc/").replace("b/", "/etc/")));
        refused(
                "absolute-missing",
                s -> s.patch("p", EDIT.replace("a/", "/etc/").replace("b/", "/etc/")));
        accepted("blank-with-tab", s -> s.file("f g", TEN).patch("p", EDIT.replace("/f", "/f g\t")));
        refused("blank-without-tab", s -> s.file("f g", TEN).patch("p", EDIT.replace("/f", "/f g")));
        refused(
                "quoted",
                s -> s.file("f", TEN).patch("p", EDIT.replace("a/f", "\"a/f\"").replace("b/f", "\"b/f\"")));
        accepted(
                "shorter-of-two-existing",
                s -> s.file("f", TEN).file("ff", TEN).patch("p", EDIT.replace("b/f", "b/ff")));
        accepted("old-of-two-alike", s -> s.file("f", TEN).file("g", TEN).patch("p", EDIT.replace("b/f", "b/g")));
        accepted("orig-suffix", s -> s.file("f", TEN).patch("p", EDIT.replace("a/f", "a/f.orig")));
        accepted(
                "fewest-new-directories",
                s -> s.file("d/x", "").patch("p", "--- a/e/f\n+++ b/d/f\n@@ -0,0 +1 @@\n+new\n"));
        refused("dpkg-orig", s -> s.file("f.dpkg-orig", TEN).patch("p", EDIT.replace("/f", "/f.dpkg-orig")));
        accepted("under-debian", s -> s.file("debian/f", TEN).patch("p", EDIT.replace("/f", "/debian/f")));
        accepted("index-ignored", s -> s.file("f", TEN).file("g", TEN).patch("p", "Index: a/g\n" + EDIT));
        accepted("latin1-name", s -> s.file("f", TEN).patch("sub/dir/p", EDIT));
    }

    private void hunks() throws IOException {
        accepted("exact", s -> s.file("f", TEN).patch("p", EDIT));
        accepted("far-offset", s -> s.file("f", "x\n".repeat(5000) + TEN).patch("p", EDIT));
        accepted(
                "tie-goes-down",
                s -> s.file("f", "a\nb\nc\nx\ny\na\nb\nc\n")
                        .patch("p", "--- a/f\n+++ b/f\n@@ -3,3 +3,3 @@\n a\n-b\n+B\n c\n"));
        refused("fuzz", s -> s.file("f", TEN.replace("4", "four")).patch("p", EDIT));
        refused("applied-twice", s -> s.file("f", TEN).patch("p", EDIT).patch("q", EDIT));
        refused(
                "misordered",
                s -> s.file("f", TEN).patch("p", "--- a/f\n+++ b/f\n@@ -8 +8 @@\n-8\n+eight\n@@ -2 +2 @@\n-2\n+two\n"));
        refused(
                "anchored-at-start",
                s -> s.file("f", "0\n" + TEN).patch("p", "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n+new\n 1\n 2\n"));
        refused(
                "anchored-at-end",
                s -> s.file("f", TEN + "11\n").patch("p", "--- a/f\n+++ b/f\n@@ -9,2 +9,3 @@\n 9\n 10\n+new\n"));
        accepted(
                "less-context-above-in-the-middle",
                s -> s.file("f", "0\n" + TEN).patch("p", "--- a/f\n+++ b/f\n@@ -3,2 +3,3 @@\n+new\n 3\n 4\n"));
        accepted(
                "insertion-without-context",
                s -> s.file("f", TEN).patch("p", "--- a/f\n+++ b/f\n@@ -3,0 +4 @@\n+new\n"));
        accepted(
                "insertion-behind-the-end",
                s -> s.file("f", TEN).patch("p", "--- a/f\n+++ b/f\n@@ -30,0 +31 @@\n+new\n"));
        accepted(
                "zero-context-floats",
                s -> s.file("f", "x\n" + TEN)
                        .patch("p", "--- a/f\n+++ b/f\n@@ -5 +5 @@\n-5\n+five\n@@ -7,0 +8 @@\n+new\n"));
        accepted("surplus-dropped", s -> s.file("f", TEN).patch("p", EDIT + "+surplus\n-more\n"));
        refused("counts-too-large", s -> s.file("f", TEN).patch("p", EDIT.replace("-4,3 +4,3", "-4,8 +4,8")));
        refused(
                "tab-for-blank",
                s -> s.file("f", "\t\n2\n").patch("p", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n\t\n-2\n+two\n"));
        accepted(
                "eaten-blank",
                s -> s.file("f", "1\n\n3\n").patch("p", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n-1\n+one\n\n 3\n"));
        refused("header-without-blank", s -> s.file("f", TEN).patch("p", EDIT.replace("@@\n", "@@x\n")));
        accepted("header-with-function", s -> s.file("f", TEN).patch("p", EDIT.replace("@@\n", "@@ int main()\n")));
        refused("no-hunk", s -> s.file("f", TEN).patch("p", "--- a/f\n+++ b/f\n"));
        refused("only-context", s -> s.file("f", TEN).patch("p", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n 1\n 2\n"));
        refused("no-last-newline", s -> s.file("f", TEN).patch("p", EDIT.replaceAll("\n$", "")));
        accepted(
                "short-last-hunk",
                s -> s.file("f", "1\n\n\n").patch("p", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n-1\n+one\n"));
        accepted(
                "same-file-twice",
                s -> s.file("f", TEN).patch("p", EDIT + "--- a/f\n+++ b/f\n@@ -8 +8 @@\n-8\n+eight\n"));
    }

    private void lineEndings() throws IOException {
        String dos = TEN.replace("\n", "\r\n");
        accepted(
                "crlf-file-and-hunks",
                s -> s.file("f", dos).patch("p", EDIT.replaceAll("(?m)^([ +-](?!-- |\\+\\+ ).*)\n", "$1\r\n")));
        refused("crlf-file-only", s -> s.file("f", dos).patch("p", EDIT));
        accepted("crlf-patch-on-lf-file", s -> s.file("f", TEN).patch("p", EDIT.replace("\n", "\r\n")));
        refused("crlf-patch-on-crlf-file", s -> s.file("f", dos).patch("p", EDIT.replace("\n", "\r\n")));
        String last =
                "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+two\n\\ No newline at end of file\n";
        accepted("no-newline", s -> s.file("f", "1\n2").patch("p", last));
        refused("no-newline-marker-wrong", s -> s.file("f", "1\n2\n").patch("p", last));
        refused("no-newline-marker-missing", s -> s.file("f", "1\n2").patch("p", last.replaceAll("\\\\.*\n", "")));
        accepted("newline-added", s -> s.file("f", "1\n2").patch("p", last.replaceAll("(\\+two\n)\\\\.*\n", "$1")));
        accepted(
                "newline-after-context",
                s -> s.file("f", "1")
                        .patch("p", "--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n 1\n\\ No newline at end of file\n+2\n"));
        accepted(
                "nul-bytes",
                s -> s.file("f", "\0a\n\0b\n").patch("p", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n \0a\n-\0b\n+\0c\n"));
    }

    private void headersAndText() throws IOException {
        accepted("no-bytes", s -> s.patch("p", ""));
        refused("only-text", s -> s.patch("p", "Description: nothing\n"));
        accepted(
                "text-around",
                s -> s.file("f", TEN)
                        .patch(
                                "p",
                                "Subject: x\n---\n f | 2 +-\n\n" + EDIT
                                        + "-- \n2.39.2\n\nOnly in a: g\nBinary files differ\n"));
        refused("diff-marker-in-text", s -> s.file("f", TEN).patch("p", "--- like this\n" + EDIT));
        refused("quoted-diff-in-text", s -> s.file("f", TEN).patch("p", EDIT.replaceAll("(?m)^", "    ") + EDIT));
        accepted(
                "indented-other-diff",
                s -> s.file("f", TEN)
                        .file("g", TEN)
                        .patch("p", EDIT.replace("/f", "/g").replaceAll("(?m)^", "    ") + EDIT));
        accepted("stars-in-text", s -> s.file("f", TEN).patch("p", "*** a/x ***\n" + EDIT));
        refused("prereq-missing", s -> s.file("f", TEN).patch("p", "Prereq: 1.2\n" + EDIT));
        accepted("prereq", s -> s.file("f", TEN).patch("p", "Prereq: 7\n" + EDIT));
        refused(
                "context-diff",
                s -> s.file("f", "1\n")
                        .patch("p", "*** a/f\n--- b/f\n***************\n*** 1 ****\n! 1\n--- 1 ----\n! 2\n"));
        refused("comment-in-hunk", s -> s.file("f", TEN).patch("p", EDIT.replace("-5", "# c\n-5")));
        refused("hunk-after-comment", s -> s.file("f", TEN).patch("p", EDIT + "# c\n@@ -8 +8 @@\n-8\n+eight\n"));
    }

    private void hostile() throws IOException {
        refused("dot-dot", s -> s.patch("p", CREATE.replace("b/f", "b/x/../../f")));
        refused("dot-dot-first", s -> s.patch("p", CREATE.replace("b/f", "b/../f")));
        refused("through-link", s -> s.file("d/f", TEN).link("l", "d").patch("p", EDIT.replace("/f", "/l/f")));
        refused("link-itself", s -> s.file("f", TEN).link("l", "f").patch("p", EDIT.replace("/f", "/l")));
        refused("over-directory", s -> s.directory("f").patch("p", CREATE));
        refused("below-a-file", s -> s.file("f", TEN).patch("p", CREATE.replace("b/f", "b/f/g")));
        accepted("creates-debian-patch", s -> s.patch("p", CREATE.replace("b/f", "b/debian/patches/new")));
    }
}
