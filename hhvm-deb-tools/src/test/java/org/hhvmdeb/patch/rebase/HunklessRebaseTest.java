package org.hhvmdeb.patch.rebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.testkit.RebaseFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that a patch says in git's headers alone, of which upstream has taken all, some or none. */
@Tag("integration")
class HunklessRebaseTest {

    private static final String BASE = "HHVM-3.12.7";
    private static final String TAKEN = "HHVM-3.14.0";
    private static final String ONTO = "HHVM-3.18.5";
    private static final String MODE = "chmod 755 a.sh";
    private static final String HUNK = "sed -i s/^7$/seven/ f";

    @TempDir
    Path directory;

    private RebaseFixture fixture;

    @BeforeEach
    void base() throws Exception {
        fixture = new RebaseFixture(directory);
        fixture.file("a.sh", "echo a\n").file("b.sh", "echo b\n").file("empty", "");
        fixture.sh("seq 20 >f; chmod 755 b.sh");
        fixture.commit("Begin");
        fixture.tag(BASE);
    }

    /** A patch as git writes it for a change. */
    private void patch(String change) throws Exception {
        fixture.sh(change + "; git add -A; git diff --cached -M >../p; git reset -q --hard");
        fixture.patch("p", Files.readString(directory.resolve("p")));
    }

    private String upstream(String change) throws Exception {
        fixture.sh("echo >unrelated");
        fixture.commit("Before");
        fixture.tag("HHVM-3.13.0");
        fixture.sh(change);
        String commit = fixture.commit("Take it");
        fixture.tag(TAKEN);
        fixture.sh("echo later >unrelated");
        fixture.commit("Later");
        fixture.tag(ONTO);
        return commit;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MODE,
                "chmod 644 b.sh",
                MODE + "; " + HUNK,
                MODE + "; echo more >>a.sh",
                MODE + "; chmod 644 b.sh; rm empty",
                "git mv f g",
                "git mv f g; chmod 755 g",
                "git mv f g; " + MODE,
                "git mv f g; echo more >>a.sh",
                "git mv f g; sed -i s/^7$/seven/ g",
                "rm empty",
                "rm empty; " + HUNK,
                "echo x >new; chmod 755 new",
                "ln -s f new"
            })
    void whatUpstreamHasTakenLeavesTheSeriesWithItsCommitAndFirstTag(String change) throws Exception {
        patch(change);
        String commit = upstream(change);
        RebasedPatch patch = fixture.rebase(ONTO).patches().get(0);
        assertThat(patch.state()).isEqualTo(State.UPSTREAM);
        assertThat(patch.origin().orElseThrow().commit()).contains(commit);
        assertThat(patch.origin().orElseThrow().tag().text()).isEqualTo(TAKEN);
        assertThat(fixture.read("patches/p")).startsWith("Applied-Upstream: 3.14.0, commit:" + commit);
        assertThat(fixture.read("patches/series"))
                .isEqualTo("# p -- applied upstream in HHVM-3.14.0, commit " + commit.substring(0, 12) + "\n");
    }

    /** git has one bit for a mode, and older ones than ours wrote others, too. */
    @ParameterizedTest
    @CsvSource({"100755, 100775", "100755, 100744"})
    void bitsThatGitDoesNotKnowDoNotCount(String gits, String written) throws Exception {
        patch(MODE);
        String patch = fixture.read("patches/p");
        fixture.patch("p", patch.replace(gits, written)).series("p\n");
        upstream(MODE);
        assertThat(fixture.rebase(ONTO).patches().get(0).state()).isEqualTo(State.UPSTREAM);
    }

    @Test
    void bitsThatUpstreamCannotHaveStayInTheSeries() throws Exception {
        patch(MODE);
        String patch = fixture.read("patches/p").replace("100755", "100664");
        fixture.patch("p", patch).series("p\n");
        upstream("echo >other");
        assertThat(fixture.rebase(ONTO).patches().get(0).state()).isEqualTo(State.UNCHANGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {MODE, MODE + "; " + HUNK, "rm empty", "git mv f g"})
    void whatUpstreamHasNotTakenStays(String change) throws Exception {
        patch(change);
        String before = fixture.read("patches/p");
        upstream("echo more >>b.sh");
        assertThat(fixture.rebase(ONTO).patches().get(0).state()).isEqualTo(State.UNCHANGED);
        assertThat(fixture.read("patches/p")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({MODE + "; " + HUNK + ", " + HUNK + ", a.sh", "rm empty; " + HUNK + ", " + HUNK + ", empty"})
    void whatUpstreamHasSomeOfKeepsTheRest(String change, String taken, String left) throws Exception {
        patch(change);
        upstream(taken);
        assertThat(fixture.rebase(ONTO).patches().get(0).state()).isEqualTo(State.PARTLY_UPSTREAM);
        assertThat(fixture.read("patches/p")).contains(left).doesNotContain("seven");
        assertThat(fixture.read("patches/series")).isEqualTo("p\n");
    }

    @Test
    void aModeThatUpstreamTookBackAgainIsNotUpstream() throws Exception {
        patch(MODE);
        fixture.sh(MODE);
        fixture.commit("Take it");
        upstream("chmod 644 a.sh");
        assertThat(fixture.rebase(ONTO).patches().get(0).state()).isEqualTo(State.UNCHANGED);
    }
}
