package org.hhvmdeb.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
