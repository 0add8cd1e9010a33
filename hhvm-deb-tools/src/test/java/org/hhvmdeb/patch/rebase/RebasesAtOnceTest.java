package org.hhvmdeb.patch.rebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.edit.ChangeSeries;
import org.hhvmdeb.patch.lint.FixPatches;
import org.hhvmdeb.patch.lint.LintPatchesRequest;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.refresh.RefreshPatches;
import org.hhvmdeb.patch.refresh.RefreshPatchesRequest;
import org.hhvmdeb.patch.stage.TreeChange;
import org.hhvmdeb.testkit.RebaseFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebase, while another run does something to a rebase of the same packaging. */
class RebasesAtOnceTest {

    private static final String OLD = "HHVM-3.12.7";
    private static final String NEW = "HHVM-3.18.5";
    private static final String NEWER = "HHVM-3.21.0";

    @TempDir
    Path directory;

    private RebaseFixture fixture;

    @BeforeEach
    void write() throws Exception {
        fixture = new RebaseFixture(directory);
        fixture.file("f", "1\n2\n3\n").commit("Begin");
        fixture.tag(OLD);
        fixture.file("f", "1\nII\n3\n").commit("Go on");
        fixture.tag(NEW);
        fixture.file("f", "1\n_II_\n3\n").commit("Go on");
        fixture.tag(NEWER);
        fixture.file("f", "1\n2\n3\n").commit("Go back");
        fixture.tag("HHVM-3.24.0");
        fixture.patch("the.patch", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n");
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Does something where the first stretch of work begins. */
    private record Meanwhile(Action action, AtomicBoolean done) implements Progress {

        @Override
        public Task begin(String what, long total, String unit) {
            if (!done.getAndSet(true)) {
                try {
                    action.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
            return Progress.silent().begin(what, total, unit);
        }

        @Override
        public void note(String message) {}

        @Override
        public void warn(String message) {}
    }

    private static Progress meanwhile(Action action) {
        return new Meanwhile(action, new AtomicBoolean());
    }

    private void conflict(String onto) throws Exception {
        assertThat(fixture.rebase(onto).patches().get(0).state()).isEqualTo(State.CONFLICT);
    }

    private void rebase(String onto, Action meanwhile) throws Exception {
        new RebasePatches().run(fixture.request(onto, false, false), meanwhile(meanwhile));
    }

    private void goOn(Action meanwhile) throws Exception {
        new ContinueRebase()
                .run(ContinueRebaseRequest.of(fixture.packaging(), RebaseFixture.author()), meanwhile(meanwhile));
    }

    private void resolve(String content) throws Exception {
        Files.writeString(fixture.work().resolve("tree/f"), content);
    }

    private interface Run {
        void with(Action meanwhile) throws Exception;
    }

    private void assertTold(Run run, Action meanwhile) throws Exception {
        AtomicReference<Map<String, String>> between = new AtomicReference<>(Map.of());
        assertThatThrownBy(() -> run.with(() -> {
                    meanwhile.run();
                    between.set(fixture.snapshot());
                }))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("another run has begun, continued or given up the rebase in " + fixture.work());
        assertThat(fixture.snapshot()).isEqualTo(between.get());
    }

    @Test
    void aConflictDoesNotTakeThePlaceOfOneThatWaits() throws Exception {
        assertTold(m -> rebase(NEWER, m), () -> {
            conflict(NEW);
            resolve("edited\n");
        });
        assertThat(fixture.work().resolve("tree/f")).hasContent("edited\n");
    }

    @Test
    void aRebaseWithoutConflictsLeavesTheOneThatWaits() throws Exception {
        assertTold(m -> rebase("HHVM-3.24.0", m), () -> conflict(NEW));
        assertThat(fixture.read("changelog")).doesNotContain("3.24.0");
    }

    @Test
    void whatWasGivenUpIsNotFinished() throws Exception {
        conflict(NEW);
        resolve("1\ntwo\n3\n");
        assertTold(this::goOn, () -> new AbortRebase().run(fixture.packaging()));
        assertThat(fixture.read("changelog")).doesNotContain("3.18.5");
    }

    @Test
    void theSameRebaseBegunAnewIsAnotherOne() throws Exception {
        conflict(NEW);
        resolve("1\ntwo\n3\n");
        assertTold(this::goOn, () -> {
            new AbortRebase().run(fixture.packaging());
            conflict(NEW);
        });
        assertThat(fixture.read("changelog")).doesNotContain("3.18.5");
    }

    @Test
    void ofTwoThatGoOnOneIsTold() throws Exception {
        conflict(NEW);
        resolve("1\ntwo\n3\n");
        assertTold(this::goOn, () -> assertThat(fixture.goOn().passed()).isTrue());
        assertThat(fixture.read("changelog")).containsOnlyOnce("hhvm (1:3.18.5");
    }

    /** It goes on from the patches that it has read. */
    @Test
    void aPatchThatIsChangedMeanwhileIsNoticedWhereTheRebaseStopsForAConflict() throws Exception {
        Path debian = fixture.packaging().resolve("debian");
        assertThatThrownBy(() -> rebase(NEW, () -> new ChangeSeries(debian).rename("the.patch", "other.patch")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was changed by somebody else while this run worked");
        assertThat(fixture.work()).doesNotExist();
    }

    @Test
    void whereARebaseWaitsThePatchesStayAsTheyAre() throws Exception {
        conflict(NEW);
        Path debian = fixture.packaging().resolve("debian");
        Path added = Files.writeString(directory.resolve("new.patch"), "--- a/g\n+++ b/g\n@@ -1 +1 @@\n-a\n+b\n");
        Map<String, String> before = fixture.snapshot();
        for (Action edit : List.<Action>of(
                () -> new ChangeSeries(debian).drop("the.patch", false),
                () -> new ChangeSeries(debian).rename("the.patch", "x.patch"),
                () -> new ChangeSeries(debian).add(added, "new.patch", Optional.empty(), false),
                () -> new FixPatches().run(LintPatchesRequest.of(debian), Progress.silent()),
                () -> new RefreshPatches()
                        .run(
                                RefreshPatchesRequest.of(CheckPatchesRequest.againstTree(debian, fixture.packaging())),
                                Progress.silent()))) {
            assertThatThrownBy(edit::run)
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("a rebase of the patches waits in", "--continue", "--abort");
        }
        assertThat(fixture.snapshot()).isEqualTo(before);
        new AbortRebase().run(fixture.packaging());
        assertThat(new ChangeSeries(debian).drop("the.patch", false)).isEqualTo("the.patch");
    }

    /** Their backups would belong to other patches. */
    @Test
    void wherePatchesAreAppliedTheRebaseDoesNotBegin() throws Exception {
        Path pc = Files.createDirectories(fixture.packaging().resolve(".pc"));
        Files.writeString(pc.resolve("applied-patches"), "the.patch\n");
        assertThatThrownBy(() -> fixture.rebase(NEW))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("is applied to", "hhvm-deb patches unapply " + fixture.packaging());
        assertThat(fixture.work()).doesNotExist();
    }

    /** Its journal goes by the patches as they were when it began. */
    @Test
    void besideARunThatAppliesPatchesTheRebaseIsNotWritten() throws Exception {
        AtomicReference<TreeChange> apply = new AtomicReference<>();
        assertThatThrownBy(() -> rebase("HHVM-3.24.0", () -> apply.set(TreeChange.begin(fixture.packaging()))))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("another run is changing this source tree");
        assertThat(fixture.read("changelog")).doesNotContain("3.24.0");
        Objects.requireNonNull(apply.get()).close();
    }
}
