package org.hhvmdeb.patch.rebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.testkit.RebaseFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is asked in a conflict, and what becomes of the patch's other files, with git to apply the outcome. */
@Tag("integration")
class RebaseConflictsTest {

    private static final String OLD = "HHVM-3.12.7";
    private static final String NEW = "HHVM-3.12.8";
    private static final String NUMBERS = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    @TempDir
    Path directory;

    private RebaseFixture fixture;

    @BeforeEach
    void begin() throws Exception {
        fixture = new RebaseFixture(directory);
        fixture.file("f", NUMBERS)
                .file("keep", NUMBERS.replace("\n", " keep\n"))
                .file("link-target", "x\n");
        fixture.file("gone.c", NUMBERS.replace("\n", " gone\n"));
        fixture.git("config", "core.quotePath", "false");
        sh("ln -s link-target link");
    }

    private void sh(String script) throws Exception {
        fixture.sh(script);
    }

    /** Makes a patch of what a script does to the old version, then the new version of what another does. */
    private void patch(String ours, String theirs) throws Exception {
        fixture.commit("Begin");
        fixture.tag(OLD);
        sh(ours);
        fixture.git("add", "-A");
        fixture.git("diff", "--cached", "-M", "--text", "--output=../packaging/debian/patches/the.patch");
        fixture.series("the.patch\n");
        fixture.git("reset", "-q", "--hard");
        sh(theirs);
        fixture.commit("Go on");
        fixture.tag(NEW);
    }

    private State goOn() throws Exception {
        return fixture.goOn().patches().get(0).state();
    }

    private void stops() throws Exception {
        assertThat(fixture.rebase(NEW).patches().get(0).state()).isEqualTo(State.CONFLICT);
    }

    private List<String> offered() throws Exception {
        Path tree = fixture.work().resolve("tree");
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(f -> !Files.isDirectory(f))
                    .map(f -> tree.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    private void resolve(String path, String content) throws Exception {
        Files.writeString(fixture.work().resolve("tree").resolve(path), content, StandardCharsets.ISO_8859_1);
    }

    /** What git says of the new version with the rebased patch: modes, names and what is in them. */
    private String applied() throws Exception {
        fixture.git("checkout", "-q", "-f", "--detach", NEW);
        fixture.git(
                "apply",
                "--index",
                fixture.packaging().resolve("debian/patches/the.patch").toString());
        return fixture.git("diff", "--cached", "--no-renames", "--raw", "--abbrev=1")
                .replaceAll("(?m)^:(\\d+) (\\d+) \\S+ \\S+ (\\w)\\t", "$1 $2 $3 ");
    }

    @ParameterizedTest
    @CsvSource({
        "ln -s f added, 000000 120000 A added",
        "rm gone.c, 100644 000000 D gone.c",
        "chmod +x keep, 100644 100755 M keep",
        ": >added, 000000 100644 A added",
        "echo x >added; chmod +x added, 000000 100755 A added"
    })
    void whatFitsBesideAConflictStaysInThePatch(String ours, String outcome) throws Exception {
        patch("sed -i s/5/five/ f; " + ours, "sed -i s/5/V/ f");
        stops();
        resolve("f", NUMBERS.replace("5", "five (V)"));
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied().lines()).contains(outcome, "100644 100644 M f");
    }

    @Test
    void afterASecondConflictItIsStillThere() throws Exception {
        patch("sed -i s/5/five/ f; ln -s f added", "sed -i s/5/V/ f; sed -i s/2/II/ keep");
        String second = NUMBERS.replace("\n", " keep\n");
        Files.writeString(
                fixture.packaging().resolve("debian/patches/second.patch"),
                "--- a/keep\n+++ b/keep\n@@ -1,3 +1,3 @@\n 1 keep\n-2 keep\n+two keep\n 3 keep\n");
        fixture.series("the.patch\nsecond.patch\n");
        stops();
        resolve("f", NUMBERS);
        fixture.goOn();
        resolve("keep", second);
        assertThat(fixture.goOn().passed()).isTrue();
        assertThat(applied()).contains("000000 120000 A added");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sed -i s/5/five/ f | rm f | 000000 100755 A f",
                "rm f | sed -i s/5/V/ f | 100755 100755 M f",
                "printf 'a\\0b' >f | printf 'c\\0d' >f | 100755 100755 M f",
                "sed -i s/5/five/ f | sed -i s/5/V/ f | 100755 100755 M f",
                "rm f; ln -s keep f | sed -i s/5/V/ f | 100755 100755 M f"
            })
    void aFileThatAPersonWritesIsStillExecutable(String ours, String theirs, String outcome) throws Exception {
        sh("chmod +x f");
        patch(ours, theirs);
        stops();
        resolve("f", "resolved\n");
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied()).isEqualTo(outcome);
    }

    /** Upstream's own change of a mode counts where the patch makes none. */
    @Test
    void aModeOfUpstreamStays() throws Exception {
        patch("printf 'a\\0b' >f", "printf 'c\\0d' >f; chmod +x f");
        stops();
        resolve("f", "resolved\n");
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied()).isEqualTo("100755 100755 M f");
    }

    @ParameterizedTest
    @CsvSource({
        "git mv f made, echo upstream >made",
        "git mv f made; sed -i s/5/five/ made, echo upstream >made",
        "git mv f made; sed -i s/5/five/ made, echo upstream >made; sed -i s/5/V/ f",
        "git mv f made; sed -i s/5/five/ made; chmod +x keep, echo upstream >made; sed -i s/5/V/ f"
    })
    void aRenameOntoANameThatUpstreamHasNowEnds(String ours, String theirs) throws Exception {
        patch(ours, theirs);
        stops();
        assertThat(offered()).contains("made");
        resolve("made", "both\n");
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied().lines()).contains("100644 000000 D f", "100644 100644 M made");
        assertThat(fixture.git("show", ":made")).isEqualTo("both");
    }

    @Test
    void aRenameOntoANameThatUpstreamHasNowCanLeaveUpstreamsFile() throws Exception {
        patch("git mv f made", "echo upstream >made");
        stops();
        resolve("made", "upstream\n");
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied()).isEqualTo("100644 000000 D f");
    }

    /** GNU patch copies onto a file that is there. */
    @Test
    void aCopyOntoANameThatUpstreamHasNowIsForAPerson() throws Exception {
        patch("cp f made", "echo upstream >made");
        Path patch = fixture.packaging().resolve("debian/patches/the.patch");
        Files.writeString(patch, "diff --git a/f b/made\ncopy from f\ncopy to made\n");
        stops();
        assertThat(offered()).containsExactly("made");
        resolve("made", "both\n");
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied()).isEqualTo("100644 100644 M made");
    }

    @Test
    void theLastFileOfADirectoryCanGo() throws Exception {
        fixture.file("d/only", NUMBERS);
        patch("rm -r d; sed -i s/5/five/ keep", "sed -i '1i 0' d/only; sed -i '1i 0' keep; sed -i '1d' d/only");
        assertThat(fixture.rebase(NEW).passed()).isTrue();
        assertThat(applied()).isEqualTo("100644 000000 D d/only\n100644 100644 M keep");
    }

    @Test
    void aRenameOfWhatUpstreamRenamedOtherwiseIsForAPerson() throws Exception {
        patch("git mv gone.c made.c", "git mv gone.c moved.c");
        stops();
        assertThat(Files.readString(fixture.work().resolve("tree/made.c")))
                .contains("upstream has moved it to moved.c");
        resolve("made.c", NUMBERS);
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied()).isEqualTo("000000 100644 A made.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"git mv gone.c moved.c", "mkdir d; git mv gone.c d/gone.c; sed -i s/5/V/ d/gone.c"})
    void aFileThatThePatchDeletesAndUpstreamMovedIsForAPerson(String theirs) throws Exception {
        patch("git rm -q gone.c; sed -i s/5/five/ f", theirs + "; sed -i s/5/five/ f");
        RebasedPatches stopped = fixture.rebase(NEW);
        assertThat(stopped.patches().get(0).state()).isEqualTo(State.CONFLICT);
        String moved = offered().get(0);
        assertThat(offered()).hasSize(1);
        assertThat(Files.readString(fixture.work().resolve("tree").resolve(moved)))
                .contains("the patch deletes gone.c, which upstream has moved to this name");
        Files.delete(fixture.work().resolve("tree").resolve(moved));
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        assertThat(applied()).isEqualTo("100644 000000 D " + moved);
    }

    /** It is gone for a while, in upstream's history, before it is there under its new name. */
    @Test
    void aMoveInTwoCommitsIsNoDeletion() throws Exception {
        patch("git rm -q gone.c", "cp gone.c ../gone; git rm -q gone.c; git commit -q -m Gone; cp ../gone moved.c");
        stops();
        assertThat(offered()).containsExactly("moved.c");
    }

    @Test
    void whatUpstreamDeletedIsAppliedUpstream() throws Exception {
        patch("git rm -q gone.c", "git rm -q gone.c; echo other >moved.c");
        assertThat(fixture.rebase(NEW).patches().get(0).state()).isEqualTo(State.UPSTREAM);
    }

    @Test
    void aNameThatIsNotUtf8CanBeResolved() throws Exception {
        sh("cp f \"$(printf 'caf\\351')\"; cp f caf\u00e9");
        patch(
                "sed -i s/5/five/ \"$(printf 'caf\\351')\" caf\u00e9",
                "sed -i s/5/V/ \"$(printf 'caf\\351')\" caf\u00e9");
        stops();
        assertThat(fixture.work().resolve("README")).content().contains("tree/caf\u00e9", "tree/caf?");
        for (String name : List.of("\"$(printf 'caf\\351')\"", "caf\u00e9")) {
            sh("printf '%s\\n' resolved >../packaging/,,hhvm-deb-rebase/tree/" + name);
        }
        assertThat(goOn()).isEqualTo(State.RESOLVED);
        fixture.git("config", "core.quotePath", "true");
        assertThat(applied()).isEqualTo("100644 100644 M \"caf\\303\\251\"\n100644 100644 M \"caf\\351\"");
    }
}
