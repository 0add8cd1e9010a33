package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTagTest {

    @ParameterizedTest
    @CsvSource({
        "HHVM-3.18.5,3.18.5,3.18.5+dfsg2",
        "HPHP-2.1.0,2.1.0,2.1.0+dfsg2",
        "HHVM-4.172.0,4.172.0,4.172.0+dfsg2",
        "HHVM-3.23.0-alpha1,3.23.0~alpha1,3.23.0~alpha1+dfsg2",
        "nightly-2017.06.01,2017.06.01,2017.06.01+dfsg2"
    })
    void aTagMeansAVersion(String tag, String version, String repacked) throws Exception {
        assertThat(UpstreamTag.parse(tag).upstreamVersion()).isEqualTo(version);
        assertThat(UpstreamTag.parse(tag).repacked(2)).isEqualTo(repacked);
        assertThat(new DebianVersion(repacked).upstream()).isEqualTo(repacked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcc-4.6",
                "pre-hhvm",
                "src-hphp",
                "use-hphpc",
                "HPHP-2.0.x",
                "HHVM-3",
                "hhvm-3.18.5",
                "HHVM-3.18.5-dev",
                "HHVM-3.18.5 ",
                "HHVM-3.18.5\n",
                "refs/tags/HHVM-3.18.5",
                "--upload-pack=x",
                "nightly-2017.6.1",
                ""
            })
    void otherTagsAreRefusedWithTheShapesThatCount(String tag) {
        assertThatThrownBy(() -> UpstreamTag.parse(tag))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("HHVM-3.18.5", "HPHP-2.1.0", "HHVM-3.23.0-alpha1", "nightly-2017.06.01");
    }

    @Test
    void tagsAreOrderedByTheVersionsTheyMean() {
        List<UpstreamTag> tags = List.of(
                        "HPHP-2.1.0",
                        "HHVM-2.2.0",
                        "HHVM-3.9.10",
                        "HHVM-3.23.0-alpha1",
                        "HHVM-3.23.0-alpha4",
                        "HHVM-3.23.0",
                        "HHVM-3.23.1",
                        "nightly-2015.01.01")
                .stream()
                .map(UpstreamTag::new)
                .toList();
        assertThat(tags).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3.18.5", "3.18.5-1", "1:3.18.5+dfsg1-1", "3.18.5+ds-1", "3.18.5+dfsg12-1+wmf3", "3.18.5~dfsg-1"
            })
    void aPackageOfTheTagAgreesWithIt(String version) throws Exception {
        assertThat(UpstreamTag.parse("HHVM-3.18.5").agreesWith(DebianVersion.parse(version)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.18.6+dfsg1-1", "3.18.5~rc1-1", "3.18-5", "3.18.5+git1-1", "3.18.50"})
    void anotherVersionDoesNotAgree(String version) throws Exception {
        assertThat(UpstreamTag.parse("HHVM-3.18.5").agreesWith(DebianVersion.parse(version)))
                .isFalse();
    }

    @Test
    void aDisagreementSaysWhatToChange() {
        assertThatThrownBy(() -> new UpstreamTag("HHVM-3.18.6")
                        .mustAgreeWith(new DebianVersion("1:3.18.5+dfsg1-1"), new Location("debian/changelog", 1)))
                .isInstanceOf(InputException.class)
                .hasMessage("debian/changelog:1: the tag HHVM-3.18.6 is version 3.18.6, but this entry is for"
                        + " 1:3.18.5+dfsg1-1; add an entry for the tag (dch -v 1:3.18.6+dfsg1-1) or use the tag of"
                        + " version 3.18.5");
    }

    @ParameterizedTest
    @CsvSource({
        "HHVM-3.18.5, 1:3.12.7+dfsg2-3, 1:3.18.5+dfsg1-1",
        "HHVM-3.18.5, 3.12.7-1~jessie1, 3.18.5-1",
        "HHVM-3.18.5, 3.12.7~ds, 3.18.5~ds",
        "HHVM-3.18.5, 3.18.5+dfsg2-9, 3.18.5+dfsg2-10",
        "HHVM-3.18.5, 3.18.5, 3.18.5+1",
        "HHVM-3.23.0-alpha1, 3.22.0+dfsg1-1, 3.23.0~alpha1+dfsg1-1"
    })
    void thePackageOfTheNextTagKeepsTheHabitsOfTheLast(String tag, String previous, String next) {
        assertThat(new UpstreamTag(tag)
                        .packageAfter(new DebianVersion(previous))
                        .text())
                .isEqualTo(next);
    }
}
