package org.hhvmdeb.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {

    private final Nearest nearest = new Nearest(List.of("patches", "package", "cache", "wikimedia/api.patch"));

    @Test
    void aSlipOfTheFingerAndAPartOfANameAreLikely() {
        assertThat(nearest.likely("patch")).containsExactly("patches", "wikimedia/api.patch");
        assertThat(nearest.likely("pakage")).containsExactly("package");
        assertThat(nearest.likely("api")).containsExactly("wikimedia/api.patch");
        assertThat(nearest.likely("cahce")).containsExactly("cache");
        assertThat(nearest.hint("cach")).isEqualTo("; did you mean cache?");
    }

    @Test
    void aNameWithoutItsEndingOrItsDirectoryIsLikelyHoweverShort() {
        Nearest patches = new Nearest(List.of("f2.patch", "wikimedia/f3.patch", "half2.patch"));
        assertThat(patches.likely("f2")).containsExactly("f2.patch");
        assertThat(patches.likely("f3")).containsExactly("wikimedia/f3.patch");
    }

    @Test
    void whatIsNothingLikeItIsNotNamed() {
        assertThat(nearest.hint("doctor")).isEmpty();
    }

    @Test
    void theNearestAreThereHoweverFarAway() {
        assertThat(nearest.to("doctor", 2)).hasSize(2);
    }

    @Test
    void aNameThatIsVeryLongIsFarAwayAndStillFoundByAPartOfIt() {
        String path = "a/".repeat(50_000) + "b.patch";
        Nearest names = new Nearest(List.of(path, "doctor", "b.patch"));
        assertThat(names.likely("b.patch").equals(List.of("b.patch", path))).isTrue();
        assertThat(names.to("nothing", 3).equals(List.of("doctor", "b.patch", path)))
                .isTrue();
        assertThat(names.to("a/".repeat(50_000) + "c", 1)).hasSize(1);
    }

    /** What it costs to look at each name does not grow with the comparisons of a sort. */
    @Test
    void amongVeryManyTheNearestIsFound() {
        List<String> tags =
                IntStream.range(0, 250_000).mapToObj(i -> "HHVM-3." + i).toList();
        assertThat(new Nearest(tags).to("HHVM-3.18.5", 2)).containsExactly("HHVM-3.1805", "HHVM-3.1815");
    }
}
