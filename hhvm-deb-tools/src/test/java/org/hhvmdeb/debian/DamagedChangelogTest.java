package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded random damage to a changelog, read by us and by dpkg's code. {@code -Dgolden.changelog.cases=20000} makes it a long
 * run, {@code -Dgolden.changelog.seed=N} begins elsewhere.
 */
class DamagedChangelogTest {

    private static final int CASES = Integer.getInteger("golden.changelog.cases", 400);
    private static final long SEED = Long.getLong("golden.changelog.seed", 1);

    /** Lines that are right, nearly right, of other decades, or of another file. */
    private static final List<String> LINES = List.of(
            "hhvm (3.18.5+dfsg1-1) jessie; urgency=medium",
            "hhvm (1:3.18.5-1) jessie stretch; urgency=HIGH (for many), binary-only=yes",
            "HHVM (3.18.5-1) jessie; urgency=medium",
            "hhvm (3_18) jessie; urgency=medium",
            "hhvm (3.18.5-1) jessie; urgency",
            "hhvm (3.18.5-1) jessie;",
            "hhvm (3.18.5-1) jessie; urgency=low, Urgency=high, x=y,,",
            "hhvm (3.18.5-1) jessie",
            "hhvm (3.18.5-1)  ; urgency=low",
            "hhvm (3.18.5-1):",
            "hhvm-3.18 Debian 5",
            "hhvm 3.18.5-1 Debian 1",
            "Changes from version 1 to 2:",
            "Changes for hhvm-1.0-2:",
            "Old Changelog:",
            "Thu Jun 27 12:01:02 MET DST 1996  Somebody  <some@body>",
            "Thu Jun 27, 1996  Somebody  (some@body)",
            "1:2.0",
            "word",
            "two words",
            "# a comment",
            "#no comment",
            "/* a comment */ and more",
            "$Id: changelog 1.2 $",
            "  * A change.",
            "  * A change.",
            "  \u3000",
            "\u00a0 * odd",
            "   [ Somebody ]",
            "\t* A change behind a tab.",
            " * One blank.",
            "",
            "",
            " ",
            "\u2028",
            "\u0085",
            "\u001c",
            "\u000b\f",
            " -- A B <a@b.org>  Mon, 05 Jun 2017 10:00:00 +0000",
            " -- A B <a@b.org>  Tue, 06 Jun 2017 10:00:00 -0730",
            " -- A B <a@b.org> 5 Jun 2017 10:00:00 +0000",
            " -- A B <a@b.org>   Mon, 05 Jun 2017 10:00:00 +0000",
            " -- A B <a@b.org>  Mon, 05 June 2017 10:00:00 +0000",
            " -- A B <a@b.org>  Mon, 05 JUN 2017 10:00:00 +0000",
            " -- A B <a@b.org>  Mon, 31 Feb 2017 10:00:00 +2400",
            " -- A B <a@b.org>  Mon, 00 Jan 2017 10:00:00 -0060",
            " -- A B <a@b.org>  Mon, 32 Jan 2017 10:00:00 +0000",
            " -- A B <a@b.org>  Mon, 05 Jun 2017 24:00:00 +0000",
            " -- A B <a@b.org>  Mon, 05 Jun 1899 10:00:00 +0000",
            " -- A\u0085\u2028 B <>  Xyz,5 Jun  1960 9:00:00   +0000 \t",
            " -- A B a@b.org  Mon, 05 Jun 2017 10:00:00 +0000",
            "-- A B <a@b.org>  Mon, 05 Jun 2017 10:00:00 +0000",
            " --",
            "vim: sw=2",
            ";; Local Variables:");

    private static final List<String> ENTRY = List.of(
            "hhvm (3.18.6-1) jessie; urgency=medium",
            "",
            "  * A change of J\u00f6rg.",
            "",
            " -- A B <a@b.org>  Wed, 07 Jun 2017 10:00:00 +0000",
            "");

    /** What dpkg-source takes from the changelog; a timestamp that dpkg has not is the clock's. Policy has no name of one letter. */
    private static final String SCRIPT = """
            use Dpkg::Changelog::Parse;
            use Dpkg::Package;
            use Dpkg::Version;
            foreach my $file (@ARGV) {
                my $entry = eval { changelog_parse(file => $file, verbose => 0) };
                my $fine = $entry && length $entry->{Timestamp} && !pkg_name_is_illegal($entry->{Source})
                    && length $entry->{Source} > 1
                    && (version_check($entry->{Version}))[0];
                print $fine
                    ? join('|', map { $entry->{$_} } qw(Source Version Distribution Urgency Maintainer Timestamp)) : 'refused';
                print "\\0";
            }
            """;

    @TempDir
    Path directory;

    @Test
    void theLatestEntryIsDpkgs() throws Exception {
        RealTools tools = new RealTools().needing("perl", "-MDpkg::Changelog::Parse", "-e1");
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            byte[] content = damaged(random);
            names.add(Files.write(directory.resolve("changelog" + i), content).toString());
            ours.add(read(content));
        }
        List<String> theirs = new ArrayList<>();
        for (int i = 0; i < CASES; i += 1000) {
            String[] some = names.subList(i, Math.min(CASES, i + 1000)).toArray(String[]::new);
            theirs.addAll(List.of(tools.perl(directory, SCRIPT, some).output().split("\0")));
        }
        for (int i = 0; i < CASES; i++) {
            // A name comes back as the bytes of the file.
            assertThat(ascii(ours.get(i)))
                    .as("case %d of seed %d:%n%s", i, SEED, TextFile.text(Files.readAllBytes(Path.of(names.get(i)))))
                    .isEqualTo(ascii(theirs.get(i)));
        }
        assertThat(ours).as("some of both").contains("refused").anyMatch(o -> !o.equals("refused"));
    }

    private static byte[] damaged(Random random) {
        List<String> lines = new ArrayList<>(ENTRY);
        lines.addAll(ENTRY);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            // Mostly in the latest entry.
            int place = random.nextInt(random.nextInt(4) == 0 ? lines.size() : Math.min(lines.size(), ENTRY.size()));
            String line = lines.get(place);
            int middle = random.nextInt(line.length() + 1);
            switch (random.nextInt(8)) {
                case 0 -> lines.remove(place);
                case 1 -> lines.add(place, line);
                case 2 -> lines.set(place, line.substring(0, middle));
                case 3 -> lines.set(place, line.substring(0, middle) + "\r");
                case 4 -> lines.set(place, line.substring(middle));
                case 5 -> lines.set(place, lines.get(random.nextInt(lines.size())));
                case 6 -> lines.set(place, any(random));
                default -> lines.add(place, any(random));
            }
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        lines.forEach(l -> content.writeBytes(
                (l + "\n").getBytes(random.nextInt(8) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)));
        byte[] whole = content.toByteArray();
        return random.nextInt(8) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole;
    }

    private static String ascii(String text) {
        return text.replaceAll("[^\\x00-\\x7f]", "");
    }

    private static String any(Random random) {
        return LINES.get(random.nextInt(LINES.size()));
    }

    private static String read(byte[] content) {
        try {
            ChangelogEntry entry =
                    Changelog.parse(TextFile.text(content), "debian/changelog").latest();
            return String.join(
                    "|",
                    entry.source().text(),
                    entry.version().text(),
                    String.join(" ", entry.distributions()),
                    entry.urgency().orElse("unknown"),
                    entry.maintainer(),
                    String.valueOf(entry.date().getEpochSecond()));
        } catch (InputException e) {
            return "refused";
        }
    }
}
