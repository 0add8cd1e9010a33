package org.hhvmdeb.debian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogDraftTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"jessie; urgency=low", "UNRELEASED; urgency=high"})
    void theNewsOfAnUpstreamVersionIsTheOneThatDchWrites(String distribution) throws Exception {
        RealTools tools = new RealTools().needing("dch");
        String old = "hhvm (1:3.18.4+dfsg1-2) " + distribution + "\n\n  * Fix (once more).\n\n"
                + " -- P\u00e4t Ckager <pat@example.org>  Mon, 05 Jun 2017 10:00:00 +0000\n\n"
                + "hhvm (1:3.18.4+dfsg1-1) jessie; urgency=low\n\n  * Start.\n\n"
                + " -- P\u00e4t Ckager <pat@example.org>  Mon, 05 Jun 2017 09:00:00 +0000\n";
        Path changelog = Files.writeString(
                Files.createDirectory(directory.resolve("debian")).resolve("changelog"), old);
        tools.run(Command.of("dch", "-v", "1:3.18.5+dfsg1-1", "New upstream version 3.18.5+dfsg1")
                        .in(directory)
                        .with("DEBFULLNAME", "P\u00e4t Ckager")
                        .with("DEBEMAIL", "pat@example.org"))
                .orFail();
        byte[] drafted = new ChangelogDraft(old.getBytes(UTF_8), "changelog")
                .withUpstream(
                        "3.18.5+dfsg1", "P\u00e4t Ckager <pat@example.org>", Instant.parse("2017-06-06T01:02:03Z"));
        assertThat(undated(new String(drafted, UTF_8))).isEqualTo(undated(Files.readString(changelog)));
    }

    /** Only the date differs: dch takes today's, for the entry it adds to as well. */
    private static String undated(String changelog) {
        return changelog.replaceFirst("(?m)  \\w+, .*$", "  date");
    }
}
