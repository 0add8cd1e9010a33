package org.hhvmdeb.patch.rebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.testkit.RebaseFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files that a patch makes of others when upstream changes those, compared with git. */
@Tag("integration")
class CopiesAndRenamesRebaseTest {

    private static final String OLD = "HHVM-3.12.7";
    private static final String NEW = "HHVM-3.12.8";

    @TempDir
    Path directory;

    private RebaseFixture fixture;

    @BeforeEach
    void init() throws Exception {
        fixture = new RebaseFixture(directory);
    }

    private static String lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append("line ").append(i).append('\n');
        }
        return text.toString();
    }

    /** A patch that makes {@code made} of {@code keep}, and changes another file in a place that moves. */
    private void change(String how, String content) throws Exception {
        fixture.git("checkout", "-q", "-b", "patched", OLD);
        if (how.equals("rename")) {
            fixture.git("mv", "keep", "made");
        }
        fixture.file("made", content).file("other", lines(30).replace("line 9\n", "LINE 9\n"));
        fixture.commit("The patch");
        fixture.patch("made.patch", fixture.git("diff", "-M", "-C", "--find-copies-harder", OLD, "patched") + "\n");
        fixture.git("checkout", "-q", "master");
    }

    private void upstream(String keep) throws Exception {
        fixture.file("keep", keep).file("other", "new 1\nnew 2\n" + lines(30));
        fixture.commit("Go on");
        fixture.tag(NEW);
    }

    private void begin() throws Exception {
        fixture.file("keep", lines(30)).file("other", lines(30)).commit("Begin");
        fixture.tag(OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "rename"})
    void whatIsNothingButACopyOrRenameStaysOne(String how) throws Exception {
        begin();
        change(how, lines(30));
        assertThat(fixture.read("patches/made.patch")).contains(how + " from keep\n" + how + " to made");
        String now = "new 1\nnew 2\nnew 3\n" + lines(30);
        upstream(now);
        RebasedPatches rebased = fixture.rebase(NEW);
        assertThat(rebased.patches().get(0).state()).isEqualTo(State.REFRESHED);
        assertThat(fixture.read("patches/made.patch"))
                .contains(how + " from keep\n" + how + " to made\n")
                .doesNotContain("+++ b/made", "-new 1");
        assertThat(applied("made")).isEqualTo(now);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "rename"})
    void itsOwnChangesAreMergedIntoUpstreamsFileAsItIsNow(String how) throws Exception {
        begin();
        change(how, lines(30).replace("line 5\n", "LINE 5\n"));
        upstream("new 1\nnew 2\nnew 3\n" + lines(30).replace("line 20\n", "line twenty\n"));
        fixture.rebase(NEW);
        assertThat(fixture.read("patches/made.patch")).contains(how + " from keep\n" + how + " to made\n");
        assertThat(applied("made"))
                .isEqualTo("new 1\nnew 2\nnew 3\n"
                        + lines(30).replace("line 5\n", "LINE 5\n").replace("line 20\n", "line twenty\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "rename"})
    void itIsStillMadeWhereUpstreamHasItsChangesInTheOldPlace(String how) throws Exception {
        begin();
        String changed = lines(30).replace("line 5\n", "LINE 5\n");
        change(how, changed);
        upstream(changed);
        fixture.rebase(NEW);
        assertThat(applied("made")).isEqualTo(changed);
    }

    @Test
    void aCopyOfWhatUpstreamDeletedIsAFileOfItsOwn() throws Exception {
        begin();
        change("copy", lines(30).replace("line 5\n", "LINE 5\n"));
        fixture.remove("keep");
        fixture.file("other", "new 1\nnew 2\n" + lines(30)).commit("Without it");
        fixture.tag(NEW);
        RebasedPatches rebased = fixture.rebase(NEW);
        assertThat(rebased.patches().get(0).notes().toString()).contains("upstream has deleted keep");
        assertThat(applied("made")).isEqualTo(lines(30).replace("line 5\n", "LINE 5\n"));
    }

    /** git follows renames itself; the same change of the source, where it is, says what a copy becomes. */
    @ParameterizedTest
    @CsvSource({
        "copy, 1",
        "copy, 2",
        "copy, 3",
        "copy, 4",
        "copy, 5",
        "rename, 6",
        "rename, 7",
        "rename, 8",
        "rename, 9"
    })
    void randomChangesBecomeWhatGitMakesOfThem(String how, long seed) throws Exception {
        Random random = new Random(seed);
        begin();
        String content = seed % 5 == 0 ? lines(30) : edited(lines(30), random, "ours", 2);
        change(how, content);
        upstream(edited(lines(30), random, "theirs", 3));
        Merge expected = merge(how, content);
        RebasedPatches rebased = fixture.rebase(NEW);
        State state = rebased.patches().get(0).state();
        assertThat(state == State.CONFLICT).isEqualTo(expected.conflict());
        if (!expected.conflict()) {
            assertThat(applied("made")).isEqualTo(expected.content());
        }
    }

    private record Merge(boolean conflict, String content) {}

    private Merge merge(String how, String content) throws Exception {
        fixture.git("checkout", "-q", "-b", "same", OLD);
        if (how.equals("rename")) {
            fixture.git("mv", "keep", "made");
        }
        String path = how.equals("rename") ? "made" : "keep";
        fixture.file(path, content).file("unrelated", "").commit("The same change");
        fixture.git("checkout", "-q", "--detach", NEW);
        try {
            fixture.git("cherry-pick", "same");
            return new Merge(false, fixture.git("show", "HEAD:" + path) + "\n");
        } catch (ExternalException e) {
            return new Merge(true, "");
        } finally {
            fixture.git("checkout", "-q", "-f", "master");
        }
    }

    private static String edited(String text, Random random, String word, int edits) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(3)) {
                case 0 -> lines.add(at, word + " " + i);
                case 1 -> lines.set(at, lines.get(at) + " " + word);
                default -> lines.remove(at);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** What git apply makes of the rebased patch; dpkg-source knows neither renames nor copies. */
    private String applied(String path) throws Exception {
        fixture.git("checkout", "-q", "-f", "--detach", NEW);
        fixture.git(
                "apply",
                "--index",
                fixture.packaging().resolve("debian/patches/made.patch").toString());
        return fixture.git("show", ":" + path) + "\n";
    }
}
