package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogTest {

    private static final String LATEST = """
            hhvm (3.18.6+dfsg1-1) jessie-wikimedia; urgency=medium

              * New upstream release.

              [ Jane Doe ]
              * Drop a patch (Closes: #1234).
                It went upstream.

             -- Jöhn Doe <john@example.org>  Mon, 05 Jun 2017 12:00:00 +0200
            """;

    private static final String OLDER = """

            hhvm (1:3.18.5+dfsg1-1~bpo8+1) jessie-wikimedia stretch-wikimedia; urgency=HIGH (security), binary-only=yes

              * Initial release.

             -- John Doe <john@example.org>  1 Jan 2017 01:02:03 -0130
            """;

    @TempDir
    Path directory;

    @Test
    void entriesAreReadWithAllTheySay() throws Exception {
        Changelog changelog = Changelog.read(Files.writeString(directory.resolve("changelog"), LATEST + OLDER));
        ChangelogEntry latest = changelog.latest();
        assertThat(latest.source()).hasToString("hhvm");
        assertThat(latest.version()).hasToString("3.18.6+dfsg1-1");
        assertThat(latest.distributions()).containsExactly("jessie-wikimedia");
        assertThat(latest.urgency()).contains("medium");
        assertThat(latest.maintainer()).isEqualTo("Jöhn Doe <john@example.org>");
        assertThat(latest.date()).isEqualTo(Instant.parse("2017-06-05T10:00:00Z"));
        assertThat(latest.changes())
                .hasSize(5)
                .startsWith("  * New upstream release.", "")
                .endsWith("    It went upstream.");
        assertThat(latest.where())
                .isEqualTo(new Location(directory.resolve("changelog").toString(), 1));

        ChangelogEntry older = changelog.entries().get(1);
        assertThat(older.distributions()).containsExactly("jessie-wikimedia", "stretch-wikimedia");
        assertThat(older.metadata()).isEqualTo(Map.of("urgency", "HIGH (security)", "binary-only", "yes"));
        assertThat(older.urgency()).contains("high");
        assertThat(older.date()).isEqualTo(Instant.parse("2017-01-01T02:32:03Z"));
        assertThat(older.where().line()).isEqualTo(11);
        assertThat(changelog.entries()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vim: et sw=4\n",
                "Local variables:\nmode: debian-changelog\nEnd:\n",
                ";; Local Variables:\n;; x\n",
                "# a comment\n/* another */\n$Id: x $\n",
                "Old Changelog:\nanything goes\n",
                "hhvm (2.0)\n - ancient\n",
                "\n\n   \n",
                ""
            })
    void whatDpkgPassesOverAtTheEndIsPassedOver(String end) throws Exception {
        assertThat(Changelog.parse(LATEST + OLDER + "\n" + end, "changelog").entries())
                .hasSize(2);
        assertThat(Changelog.parse((LATEST + OLDER + "\n" + end).replace("\n", "\r\n"), "changelog")
                        .entries())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "hhvm (3_18) jessie; urgency=low|1|\"3_18\" is not a Debian version",
                "HHVM (3.18) jessie; urgency=low|1|\"HHVM\" is not a package name",
                "hhvm 3.18 jessie; urgency=low|1|is expected",
                "'  * change'|1|above the first heading",
                "hhvm (3.18) jessie; urgency=low¶  * x|1|no trailer line",
                "hhvm (3.18) jessie; urgency=low, urgency=high¶  * x|1|no trailer line",
                "hhvm (3.18) jessie; urgency=low¶  * x¶ -- A b@c  Mon, 05 Jun 2017 10:00:00 +0000|3|is not a trailer",
                "hhvm (3.18) jessie; urgency=low¶  * x¶ -- A <b@c>  Mon, 32 Jan 2017 10:00:00 +0000|3|is not a date",
                "hhvm (3.18) jessie; urgency=low¶  * x¶ -- A <b@c>  Mon, 05 June 2017 10:00:00 +0000|3|is not a date",
                "hhvm (3.18) jessie; urgency=low¶  * x¶hhvm (3.17) jessie; urgency=low|1|no trailer line",
            },
            delimiter = '|')
    void whatIsWrongIsNamedWithItsLine(String text, int line, String message) {
        assertThatThrownBy(() -> Changelog.parse(text.replace('¶', '\n') + "\n", "debian/changelog"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("debian/changelog:" + line + ": ")
                .hasMessageContaining(message);
    }

    /** dpkg-source warns of it and builds. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "hhvm (3.18) jessie; urgency¶  * x|1|not of the form urgency=medium",
                "hhvm (3.18) jessie; urgency=low, Urgency=high¶  * x|1|urgency is given twice",
                "hhvm (3.18) jessie; urgency=low¶  * x¶* y|3|\"* y\" stands where a change",
                "hhvm (3.18) jessie; urgency=low¶ * x|2|\" * x\" stands where a change",
                "hhvm (3.18) jessie; urgency=low|2|a trailer line where a change",
                "A line¶hhvm (3.18) jessie; urgency=low¶  * x|1|\"A line\" stands where the first heading",
                "hhvm (3.18) jessie; urgency=low¶  * x¶ --|3|\" --\" is not a trailer",
            },
            delimiter = '|')
    void whatIsWrongInTheLatestEntryButLeavesNothingOpenIsAWarning(String text, int line, String message)
            throws Exception {
        Changelog changelog = Changelog.parse(
                text.replace('¶', '\n') + "\n -- A <b@c>  Mon, 05 Jun 2017 10:00:00 +0000\n", "debian/changelog");
        assertThat(changelog.latest().version()).hasToString("3.18");
        assertThat(changelog.latest().date()).isEqualTo(Instant.parse("2017-06-05T10:00:00Z"));
        assertThat(changelog.faults()).first().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.WARNING);
            assertThat(f.where()).isEqualTo(new Location("debian/changelog", line));
            assertThat(f.message()).contains(message);
        });
    }

    @Test
    void anEmptyChangelogSaysHowToStartOne() {
        assertThatThrownBy(() -> Changelog.parse("\n", "debian/changelog"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("dch --create");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("changelog");
        assertThatThrownBy(() -> Changelog.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString());
    }

    /** People of several decades wrote into one file. */
    @Test
    void linesInLatin1AreReadBesideThoseInUtf8() throws Exception {
        Path file = directory.resolve("changelog");
        String latin1 = OLDER.replaceFirst("-- [^<]*<", "-- J\u00f6rg <");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(LATEST.replaceFirst("-- [^<]*<", "-- Zo\u00eb <").getBytes(StandardCharsets.UTF_8));
        content.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        Files.write(file, content.toByteArray());
        assertThat(Changelog.read(file).entries())
                .extracting(e -> e.maintainer().replaceFirst(" .*", ""))
                .containsExactly("Zo\u00eb", "J\u00f6rg");
    }

    /** dpkg passes over it, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hhvm (3_18) jessie; urgency=low\n\n  * x\n\n -- A <b@c>  Mon, 05 Jun 2017 10:00:00 +0000\n",
                "hhvm (3.1) jessie; urgency\n\n  * x\n\n -- A <b@c>  Mon, 05 Jun 2017 10:00:00 +0000\n",
                "hhvm (3.1) jessie; urgency=low\n\n  * x\n\n -- A <b@c>  Tue, 05 Aug Jul 2017 10:00:00 +0000\n",
                "hhvm (3.1) jessie; urgency=low\n\n  * x\n\n -- A b@c  Mon, 05 Jun 2017 10:00:00 +0000\n",
                "hhvm (3.1) jessie; urgency=low\n\n  * x\n\nA line at the margin (of old)\n\n  * y\n",
                "hhvm (3.1) jessie; urgency=low\n\n  * x\n",
                "  * a change of nobody\n",
                " -- A <b@c>  Mon, 05 Jun 2017 10:00:00 +0000\n"
            })
    void whatIsWrongInAnOldEntryIsAWarning(String old) throws Exception {
        Changelog changelog = Changelog.parse(LATEST + "\n" + old + "\n" + OLDER, "debian/changelog");
        assertThat(changelog.entries())
                .extracting(e -> e.version().text())
                .startsWith("3.18.6+dfsg1-1")
                .endsWith("1:3.18.5+dfsg1-1~bpo8+1");
        assertThat(changelog.faults()).isNotEmpty().allSatisfy(f -> {
            assertThat(f.severity()).isEqualTo(Severity.WARNING);
            assertThat(f.where().line()).isGreaterThan((int) LATEST.lines().count());
            assertThat(f.message()).doesNotContain("debian/changelog:");
        });
        Path file = Files.writeString(directory.resolve("changelog"), LATEST + "\n" + old + "\n" + OLDER);
        RealTools tools = new RealTools().needing("dpkg-parsechangelog");
        assertThat(tools.run("dpkg-parsechangelog", "-l", file.toString()).succeeded())
                .isTrue();
    }

    @Test
    void entriesAreThoseThatDpkgParsechangelogShows() throws Exception {
        RealTools tools = new RealTools().needing("dpkg-parsechangelog");
        Path file = Files.writeString(directory.resolve("changelog"), LATEST + OLDER + "\nvim: x\n");
        String shown = tools.run("dpkg-parsechangelog", "--all", "--format", "rfc822", "-l", file.toString())
                .orFail()
                .output();
        List<Paragraph> theirs = Deb822.parse(shown, "dpkg-parsechangelog");
        List<Map<String, String>> expected = new ArrayList<>();
        List<Map<String, String>> ours = new ArrayList<>();
        for (Paragraph their : theirs) {
            expected.add(Map.of(
                    "Source", their.require("Source"),
                    "Version", their.require("Version"),
                    "Distribution", their.require("Distribution"),
                    "Urgency", their.require("Urgency"),
                    "Maintainer", their.require("Maintainer"),
                    "Timestamp", their.require("Timestamp"),
                    "Changes", their.require("Changes").replaceFirst("\n.*\n\n", "")));
        }
        for (ChangelogEntry entry : Changelog.read(file).entries()) {
            ours.add(Map.of(
                    "Source", entry.source().text(),
                    "Version", entry.version().text(),
                    "Distribution", String.join(" ", entry.distributions()),
                    "Urgency", entry.urgency().orElse("none"),
                    "Maintainer", entry.maintainer(),
                    "Timestamp", String.valueOf(entry.date().getEpochSecond()),
                    "Changes", String.join("\n", entry.changes())));
        }
        assertThat(ours).isEqualTo(expected);
    }
}
