package org.hhvmdeb.patch.rebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.testkit.RebaseFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebasePatchesTest {

    private static final String BASE = "HHVM-3.12.7";
    private static final String ONTO = "HHVM-3.18.5";
    private static final String NUMBERS = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n";
    private static final String SEVEN =
            "Description: seven\n\n--- a/f\n+++ b/f\n@@ -4,7 +4,7 @@\n 4\n 5\n 6\n-7\n+seven\n 8\n 9\n 10\n";
    private static final String TWO = "--- a/f\n+++ b/f\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n";

    private static final String FIFTEEN =
            "--- a/f\n+++ b/f\n@@ -12,7 +12,7 @@\n 12\n 13\n 14\n-15\n+fifteen\n 16\n 17\n 18\n";

    @TempDir
    Path directory;

    private RebaseFixture fixture;

    @BeforeEach
    void base() throws Exception {
        fixture = new RebaseFixture(directory);
        fixture.file("f", NUMBERS).file("d/other", NUMBERS).commit("Begin");
        fixture.tag(BASE);
    }

    private static List<State> states(RebasedPatches rebased) {
        return rebased.patches().stream().map(RebasedPatch::state).toList();
    }

    private String unpacked(String file) throws Exception {
        Path result = fixture.unpacked(Files.createTempDirectory(directory, "dpkg"), ONTO);
        return Files.readString(result.resolve(file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatAppliesKeepsItsBytesAndWhatMovedIsRefreshed() throws Exception {
        fixture.patch("fifteen", FIFTEEN).patch("seven.patch", SEVEN);
        fixture.file("f", "0\n" + NUMBERS).commit("Shift");
        fixture.tag(ONTO);
        RebasedPatches rebased = fixture.rebase(ONTO);
        assertThat(states(rebased)).containsExactly(State.REFRESHED, State.REFRESHED);
        assertThat(fixture.read("patches/seven.patch")).isEqualTo(SEVEN.replace("-4,7 +4,7", "-5,7 +5,7"));
        assertThat(unpacked("f"))
                .isEqualTo("0\n" + NUMBERS.replace("7\n8", "seven\n8").replace("15", "fifteen"));
        assertThat(fixture.read("changelog")).startsWith("""
                        hhvm (1:3.18.5+dfsg1-1) UNRELEASED; urgency=medium

                          * Rebase patches onto HHVM-3.18.5.
                            - refreshed: fifteen, seven.patch

                         -- Re Base <re@example.org>  Thu, 05 Nov 2026 10:00:00 +0000

                        hhvm (1:3.12.7+dfsg2-3)\s""");
        assertThat(PackagingFiles.changelog(fixture.packaging().resolve("debian"))
                        .entries())
                .hasSize(2);
    }

    @Test
    void aPatchOfTheNewTagKeepsEveryByte() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.file("d/other", "x\n").commit("Elsewhere");
        fixture.tag(ONTO);
        Map<String, String> before = fixture.snapshot();
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.UNCHANGED);
        Map<String, String> after = fixture.snapshot();
        before.remove("debian/changelog");
        after.remove("debian/changelog");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void whatUpstreamHasLeavesTheSeriesWithItsCommitAndFirstTag() throws Exception {
        fixture.series("# first\nseven.patch\n\n# second\ntwo -p1\n")
                .patch("seven.patch", SEVEN)
                .patch("two", TWO)
                .series("# first\nseven.patch\n\n# second\ntwo -p1\n");
        fixture.file("f", "0\n" + NUMBERS).commit("Shift");
        fixture.tag("HHVM-3.13.0");
        String commit =
                fixture.file("f", "0\n" + NUMBERS.replace("7\n8", "seven\n8")).commit("Say seven");
        fixture.tag("HHVM-3.14.0");
        fixture.file("d/other", "later\n").commit("Later");
        fixture.tag(ONTO);
        assertThat(fixture.rebase(ONTO).patches().get(0)).satisfies(p -> {
            assertThat(p.state()).isEqualTo(State.UPSTREAM);
            assertThat(p.origin().orElseThrow().commit()).contains(commit);
            assertThat(p.origin().orElseThrow().subject()).isEqualTo("Say seven");
            assertThat(p.origin().orElseThrow().tag().text()).isEqualTo("HHVM-3.14.0");
        });
        assertThat(fixture.read("patches/series"))
                .isEqualTo("# first\n# seven.patch -- applied upstream in HHVM-3.14.0, commit "
                        + commit.substring(0, 12) + "\n\n# second\ntwo -p1\n");
        assertThat(fixture.read("patches/seven.patch"))
                .isEqualTo(
                        SEVEN.replace("seven\n\n--", "seven\nApplied-Upstream: 3.14.0, commit:" + commit + "\n\n--"));
        assertThat(unpacked("f")).contains("seven\n").contains("two\n");
    }

    @Test
    void droppingDeletesFileAndLine() throws Exception {
        fixture.patch("seven.patch", SEVEN).patch("two", TWO);
        fixture.file("f", NUMBERS.replace("7\n8", "seven\n8")).commit("Seven");
        fixture.tag(ONTO);
        new RebasePatches().run(fixture.request(ONTO, true, false), Progress.silent());
        assertThat(fixture.read("patches/series")).isEqualTo("two\n");
        assertThat(fixture.packaging().resolve("debian/patches/seven.patch")).doesNotExist();
    }

    @Test
    void upstreamMayHaveGoneOnFromThePatch() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        String commit = fixture.file("f", NUMBERS.replace("7\n8", "seven\n8")).commit("Seven");
        fixture.tag("HHVM-3.15.0");
        fixture.file("f", NUMBERS.replace("6\n7\n8", "6.0\n7.0\n8.0")).commit("Decimals");
        fixture.tag(ONTO);
        RebasedPatch patch = fixture.rebase(ONTO).patches().get(0);
        assertThat(patch.state()).isEqualTo(State.UPSTREAM);
        assertThat(patch.origin().orElseThrow().commit()).contains(commit);
        assertThat(patch.origin().orElseThrow().tag().text()).isEqualTo("HHVM-3.15.0");
    }

    @Test
    void whatUpstreamTookBackAgainIsNotUpstream() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.file("f", NUMBERS.replace("7\n8", "seven\n8")).commit("Seven");
        fixture.file("f", NUMBERS).commit("Revert");
        fixture.tag(ONTO);
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.UNCHANGED);
    }

    @Test
    void whatUpstreamHadAndTookOutInPartIsStillUpstream() throws Exception {
        fixture.patch("both", SEVEN + "@@ -14,6 +14,7 @@\n 14\n 15\n 16\n+added\n 17\n 18\n 19\n");
        String taken = NUMBERS.replace("7\n8", "seven\n8");
        String commit = fixture.file("f", taken.replace("16\n", "16\nadded\n")).commit("Both");
        fixture.file("f", taken).commit("Clean up");
        fixture.tag(ONTO);
        RebasedPatch patch = fixture.rebase(ONTO).patches().get(0);
        assertThat(patch.state()).isEqualTo(State.UPSTREAM);
        assertThat(patch.origin().orElseThrow().commit()).contains(commit);
        assertThat(patch.notes()).containsExactly("upstream has changed these lines again since");
    }

    @Test
    void theSameLinesElsewhereDoNotMakeItUpstream() throws Exception {
        fixture.patch("p", "--- a/f\n+++ b/f\n@@ -20 +20,2 @@\n 20\n+}\n");
        fixture.file("f", "20\n}\n" + NUMBERS).commit("Begin with it");
        fixture.tag(ONTO);
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.REFRESHED);
        assertThat(unpacked("f")).isEqualTo("20\n}\n" + NUMBERS + "}\n");
    }

    @Test
    void whatUpstreamHasOfAPatchIsLeftOut() throws Exception {
        String seventeen = "@@ -14,7 +14,7 @@\n 14\n 15\n 16\n-17\n+seventeen\n 18\n 19\n 20\n";
        fixture.patch("both", SEVEN + seventeen);
        fixture.file("f", NUMBERS.replace("7\n8", "seven\n8")).commit("Half");
        fixture.tag(ONTO);
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.PARTLY_UPSTREAM);
        assertThat(fixture.read("patches/both")).isEqualTo("Description: seven\n\n--- a/f\n+++ b/f\n" + seventeen);
        assertThat(fixture.read("changelog")).contains("partly applied upstream: both");
    }

    @Test
    void changesInDifferentPlacesAreMergedAndSaidSo() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.file("f", NUMBERS.replace("9\n10", "nine\n10")).commit("Nine");
        fixture.tag(ONTO);
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.MERGED);
        assertThat(fixture.read("patches/seven.patch")).isEqualTo(SEVEN.replace(" 9\n", " nine\n"));
        assertThat(unpacked("f")).isEqualTo(NUMBERS.replace("7\n8\n9\n", "seven\n8\nnine\n"));
    }

    @Test
    void aFileThatUpstreamMovedIsFollowed() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.remove("f").file("src/f", NUMBERS.replace("13", "thirteen")).commit("Move");
        fixture.tag(ONTO);
        RebasedPatches rebased = fixture.rebase(ONTO);
        assertThat(states(rebased)).containsExactly(State.MERGED);
        assertThat(rebased.patches().get(0).notes()).singleElement().asString().contains("moved f to src/f");
        assertThat(fixture.read("patches/seven.patch")).contains("--- a/src/f\n+++ b/src/f\n");
        assertThat(unpacked("src/f")).contains("seven\n").contains("thirteen\n");
    }

    @Test
    void aConflictWaitsForAPersonAndTouchesNothing() throws Exception {
        fixture.patch("seven.patch", SEVEN).patch("two", TWO);
        fixture.file("f", NUMBERS.replace("7\n8", "VII\n8")).commit("Roman");
        fixture.tag(ONTO);
        Map<String, String> before = fixture.snapshot();
        RebasedPatches stopped = fixture.rebase(ONTO);
        assertThat(states(stopped)).containsExactly(State.CONFLICT, State.NOT_REACHED);
        assertThat(stopped.conflicts()).contains(fixture.work());
        assertThat(fixture.work().resolve("tree/f"))
                .hasContent(NUMBERS.replace(
                        "7\n8",
                        "<<<<<<< HHVM-3.18.5\nVII\n||||||| HHVM-3.12.7\n7\n=======\nseven\n>>>>>>> seven.patch\n8"));
        assertThatThrownBy(fixture::goOn).isInstanceOf(FindingsException.class).hasMessageContaining("tree/f:7:");
        assertThatThrownBy(() -> fixture.rebase(ONTO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--continue");
        assertThat(fixture.read("patches/seven.patch")).isEqualTo(SEVEN);

        Files.writeString(fixture.work().resolve("tree/f"), NUMBERS.replace("7\n8", "seven (VII)\n8"));
        assertThat(states(fixture.goOn())).containsExactly(State.RESOLVED, State.UNCHANGED);
        assertThat(fixture.read("patches/seven.patch")).isEqualTo(SEVEN.replace("-7\n+seven", "-VII\n+seven (VII)"));
        assertThat(fixture.work()).doesNotExist();
        assertThat(fixture.snapshot().keySet()).isEqualTo(before.keySet());
        assertThat(unpacked("f"))
                .isEqualTo(NUMBERS.replace("7\n8", "seven (VII)\n8").replace("1\n2\n", "1\ntwo\n"));
    }

    @Test
    void severalConflictsAreResolvedOneAfterTheOther() throws Exception {
        fixture.patch("seven.patch", SEVEN).patch("two", TWO);
        fixture.file("f", NUMBERS.replace("7\n8", "VII\n8").replace("1\n2\n", "1\nII\n"))
                .commit("Roman");
        fixture.tag(ONTO);
        fixture.rebase(ONTO);
        Files.writeString(
                fixture.work().resolve("tree/f"),
                NUMBERS.replace("7\n8", "seven\n8").replace("1\n2\n", "1\nII\n"));
        assertThat(states(fixture.goOn())).containsExactly(State.RESOLVED, State.CONFLICT);
        assertThat(fixture.read("patches/seven.patch")).isEqualTo(SEVEN);
        Files.writeString(
                fixture.work().resolve("tree/f"),
                NUMBERS.replace("7\n8", "seven\n8").replace("1\n2\n", "1\nII\n"));
        assertThat(states(fixture.goOn())).containsExactly(State.RESOLVED, State.NOTHING_LEFT);
        assertThat(fixture.read("patches/series"))
                .isEqualTo("seven.patch\n# two -- nothing left of it on HHVM-3.18.5\n");
        assertThat(unpacked("f")).contains("seven\n").contains("II\n");
    }

    @Test
    void givingUpPutsEverythingBack() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.file("f", NUMBERS.replace("7\n8", "VII\n8")).commit("Roman");
        fixture.tag(ONTO);
        Map<String, String> before = fixture.snapshot();
        fixture.rebase(ONTO);
        new AbortRebase().run(fixture.packaging());
        assertThat(fixture.snapshot()).isEqualTo(before);
        assertThat(fixture.work()).doesNotExist();
        assertThatThrownBy(() -> new AbortRebase().run(fixture.packaging())).isInstanceOf(InputException.class);
        assertThatThrownBy(fixture::goOn).isInstanceOf(InputException.class).hasMessageContaining("no rebase");
    }

    @Test
    void aFileThatUpstreamDeletedNeedsADecision() throws Exception {
        fixture.patch("seven.patch", SEVEN).patch("other", TWO.replace("/f", "/d/other"));
        fixture.remove("f").commit("Gone");
        fixture.tag(ONTO);
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.CONFLICT, State.NOT_REACHED);
        assertThat(fixture.work().resolve("tree/f")).content().contains("upstream has deleted the file");
        Files.delete(fixture.work().resolve("tree/f"));
        assertThat(states(fixture.goOn())).containsExactly(State.NOTHING_LEFT, State.UNCHANGED);
    }

    @Test
    void aPackagingThatChangedMeanwhileIsNotGoneOnWith() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.file("f", NUMBERS.replace("7\n8", "VII\n8")).commit("Roman");
        fixture.tag(ONTO);
        fixture.rebase(ONTO);
        Files.writeString(fixture.work().resolve("tree/f"), NUMBERS);
        fixture.patch("two", TWO);
        assertThatThrownBy(fixture::goOn).isInstanceOf(InputException.class).hasMessageContaining("debian/patches has");
    }

    @Test
    void filesOfThePackagingWhereOneStandsAreNamedWithoutADot() {
        RebasePatchesRequest there = fixture.request(ONTO, false, false);
        assertThat(new RebasePatchesRequest(
                                Path.of("."),
                                there.upstream(),
                                there.onto(),
                                there.base(),
                                false,
                                false,
                                there.changes())
                        .debian())
                .isEqualTo(Path.of("debian"));
    }

    @Test
    void aDryRunWritesNothing() throws Exception {
        fixture.patch("fifteen", FIFTEEN).patch("seven.patch", SEVEN);
        fixture.file("f", "0\n" + NUMBERS.replace("7\n8", "VII\n8")).commit("Roman");
        fixture.tag(ONTO);
        Map<String, String> before = fixture.snapshot();
        RebasedPatches told = new RebasePatches().run(fixture.request(ONTO, false, true), Progress.silent());
        assertThat(states(told)).containsExactly(State.REFRESHED, State.CONFLICT);
        assertThat(fixture.snapshot()).isEqualTo(before);
    }

    @Test
    void anOpenChangelogEntryOfTheNewVersionIsAddedTo() throws Exception {
        fixture.patch("two", TWO);
        fixture.file("d/other", "x\n").commit("Elsewhere");
        fixture.tag(ONTO);
        String old = fixture.read("changelog");
        Files.writeString(
                fixture.packaging().resolve("debian/changelog"),
                "hhvm (1:3.18.5+dfsg1-1) UNRELEASED; urgency=medium\n\n  * New upstream release.\n\n"
                        + " -- A B <a@b.example>  Sat, 03 Oct 2020 00:00:00 +0000\n\n" + old,
                StandardCharsets.ISO_8859_1);
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.UNCHANGED);
        assertThat(fixture.read("changelog"))
                .isEqualTo("hhvm (1:3.18.5+dfsg1-1) UNRELEASED; urgency=medium\n\n  * New upstream release.\n"
                        + "  * Rebase patches onto HHVM-3.18.5.\n\n"
                        + " -- A B <a@b.example>  Sat, 03 Oct 2020 00:00:00 +0000\n\n" + old);
    }

    @Test
    void aSeriesThatDoesNotFitItsOwnTagIsSaidSo() throws Exception {
        fixture.patch("p", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-nowhere\n+x\n");
        fixture.tag(ONTO);
        RebasedPatches rebased = fixture.rebase(ONTO);
        assertThat(states(rebased)).containsExactly(State.FAILED);
        assertThat(rebased.findings().get(0).message()).contains("does not apply to HHVM-3.12.7 either");
    }

    @Test
    void whatIsDoneOnceIsNotDoneAgain() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.file("f", "0\n" + NUMBERS).commit("Shift");
        fixture.tag(ONTO);
        assertThat(states(fixture.rebase(ONTO))).containsExactly(State.REFRESHED);
        Map<String, String> done = fixture.snapshot();
        RebasedPatches again = fixture.rebase(ONTO);
        assertThat(again.summary()).isEqualTo("already on HHVM-3.18.5, nothing to do");
        assertThat(states(again)).containsExactly(State.UNCHANGED);
        assertThat(fixture.snapshot()).isEqualTo(done);
    }

    @Test
    void ontoTheTagItIsForThereIsNothingToDo() throws Exception {
        fixture.patch("seven.patch", SEVEN).patch("moved", FIFTEEN.replace("-12,7 +12,7", "-11,7 +11,7"));
        Map<String, String> before = fixture.snapshot();
        RebasedPatches rebased = fixture.rebase(BASE);
        assertThat(rebased.passed()).isTrue();
        assertThat(rebased.summary()).isEqualTo("already on HHVM-3.12.7, nothing to do");
        assertThat(rebased.patches().get(1).notes()).singleElement().asString().contains("patches refresh");
        assertThat(fixture.snapshot()).isEqualTo(before);
    }

    @Test
    void backwardsItNeedsAVersionThatDoesNotGoDown() throws Exception {
        fixture.patch("seven.patch", SEVEN);
        fixture.git("checkout", "-q", "--orphan", "older");
        fixture.file("f", "0\n" + NUMBERS).commit("Older");
        fixture.tag("HHVM-3.12.1");
        Map<String, String> before = fixture.snapshot();
        assertThatThrownBy(() -> fixture.rebase("HHVM-3.12.1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1:3.12.7+dfsg2-3")
                .hasMessageContaining("dch -v 2:3.12.1+dfsg1-1")
                .hasMessageMatching("(?s).*hhvm-deb patches check --from \\S+upstream --tag HHVM-3.12.1 --debian \\S+");
        assertThat(fixture.snapshot()).isEqualTo(before);
        Files.writeString(
                fixture.packaging().resolve("debian/changelog"),
                "hhvm (2:3.12.1+dfsg1-1) UNRELEASED; urgency=medium\n\n  * Back.\n\n"
                        + " -- A B <a@b.example>  Sat, 03 Oct 2020 00:00:00 +0000\n\n" + fixture.read("changelog"),
                StandardCharsets.ISO_8859_1);
        assertThat(states(fixture.rebase("HHVM-3.12.1"))).containsExactly(State.REFRESHED);
        assertThat(fixture.read("changelog")).startsWith("hhvm (2:3.12.1").contains("Rebase patches onto HHVM-3.12.1.");
    }
}
