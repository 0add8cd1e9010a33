package org.hhvmdeb.upstream.orig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaging says of an import: its version, and what is left out. */
@Tag("integration")
class ImportPackagingTest {

    @TempDir
    Path directory;

    private ImportFixture upstream;

    @BeforeEach
    void makeUpstream() throws Exception {
        upstream = new ImportFixture(directory);
    }

    @Test
    void theVersionOfATarballWithoutPackagingFollowsFromWhatIsLeftOut() throws Exception {
        assertThat(upstream.run(upstream.requestBuilder()
                                .excluding(List.of("hphp.txt"))
                                .build())
                        .version())
                .isEqualTo("3.18.5+dfsg1");
        assertThat(upstream.run(upstream.requestBuilder()
                                .excluding(List.of("hphp.txt"))
                                .repackCount(2)
                                .build())
                        .version())
                .isEqualTo("3.18.5+dfsg2");
    }

    @Test
    void aRepackCountWithoutAnythingTakenOutIsRefused() throws Exception {
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> upstream.run(
                            upstream.requestBuilder().repackCount(3).build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("the repack count 3 was asked for", "nothing is taken out of HHVM-3.18.5");
            // A tarball that is there already changes nothing about it.
            upstream.run(upstream.requestBuilder().build());
        }
    }

    @Test
    void aChangelogOfAnotherVersionIsRefused() throws Exception {
        upstream.packaging("3.18.4+dfsg1-1", "");
        assertThatThrownBy(() -> upstream.run(upstream.packaged().build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("debian/changelog:1:", "3.18.5", "3.18.4");
    }

    @Test
    void aVersionThatDoesNotAdvertiseThePruningIsRefused() throws Exception {
        upstream.packaging("3.18.5-2", "third-party/lz4");
        assertThatThrownBy(() -> upstream.run(upstream.packaged().build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("debian/changelog:1:", "make it 3.18.5+dfsg1-2");
        assertThat(upstream.output())
                .satisfiesAnyOf(
                        o -> assertThat(o).doesNotExist(), o -> assertThat(o).isEmptyDirectory());
    }

    @Test
    void aVersionThatAdvertisesNothingIsWarnedAbout() throws Exception {
        upstream.packaging("3.18.5+ds1-1", "");
        assertThat(upstream.run(upstream.packaged().build()).version()).isEqualTo("3.18.5+ds1");
        assertThat(upstream.progress().said()).anyMatch(s -> s.contains("nothing was taken out"));
    }

    @Test
    void aRepackCountOtherThanTheChangelogsIsRefused() throws Exception {
        upstream.packaging("3.18.5+dfsg1-1", "third-party/lz4");
        assertThatThrownBy(() -> upstream.run(upstream.packaged().repackCount(2).build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("debian/changelog:1:", "3.18.5+dfsg2");
    }

    @Test
    void aPatternThatTakesNothingOutIsFoundWhereItIsWritten() throws Exception {
        upstream.packaging("3.18.5+dfsg1-1", "hphp/e* no/such/path");
        List<ImportedUpstream> runs = List.of(
                upstream.run(upstream.packaged()
                        .excluding(List.of("nor/this", "not-exported"))
                        .build()),
                upstream.run(upstream.packaged()
                        .excluding(List.of("nor/this", "not-exported"))
                        .build()));
        assertThat(runs.get(1).upToDate()).isTrue();
        assertThat(runs)
                .allSatisfy(imported -> assertThat(imported.findings())
                        .extracting(f ->
                                f.where() + " " + f.severity() + " " + f.rule().id())
                        .containsExactly(
                                directory.resolve("debian/copyright") + ":4 WARNING files-excluded-unused",
                                "the option exclude WARNING files-excluded-unused"));
    }
}
