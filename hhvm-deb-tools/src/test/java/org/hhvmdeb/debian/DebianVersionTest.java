package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebianVersionTest {

    private static final int PAIRS = 10_000;
    private static final int CALLS_OF_DPKG = Integer.getInteger("golden.version.calls", 250);

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    void partsAreTakenApartAtTheFirstColonAndTheLastDash() throws Exception {
        DebianVersion version = DebianVersion.parse("2:3.3.0-20140925+wmf3:x-1.1~jessie");
        assertThat(version.epoch()).isEqualTo(2);
        assertThat(version.upstream()).isEqualTo("3.3.0-20140925+wmf3:x");
        assertThat(version.revision()).contains("1.1~jessie");
        assertThat(version.withoutEpoch()).isEqualTo("3.3.0-20140925+wmf3:x-1.1~jessie");
        assertThat(DebianVersion.parse("3.18.5").revision()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:1.0", "00:1", "1.0-0", "1.010", "2147483647:1", "1:2:3", "1--1", "1.2~", "1-~"})
    void theTextStaysAsItWasWritten(String text) throws Exception {
        assertThat(DebianVersion.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "''|it is empty",
                "a1|does not start with a digit",
                "~1|does not start with a digit",
                "-1|the upstream version is empty",
                "1-|nothing follows the last dash",
                ":1|the epoch before the colon is not a number",
                "a:1|the epoch before the colon is not a number",
                "1-1:2|the epoch before the colon is not a number",
                "2147483648:1|larger than 2147483647",
                "99999999999999999999999999:1|larger than 2147483647",
                "1:|the upstream version is empty",
                "1_2|letters, digits and . + - ~ only",
                "1 2|letters, digits and . + - ~ only",
                "1é|letters, digits and . + - ~ only",
                "1:1-1:2|the revision may hold",
                "1-a_b|the revision may hold",
            },
            delimiter = '|')
    void whatDpkgComplainsAboutIsRefusedWithTheReason(String text, String reason) throws Exception {
        assertThatThrownBy(() -> DebianVersion.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(reason, "is not a Debian version");
        assertThat(new RealTools()
                        .needing("dpkg")
                        .run("dpkg", "--validate-version", text)
                        .succeeded())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1", "1 ", "+1:1", "1\n", "1\t"})
    void blanksAndSignsAreRefusedAlthoughDpkgPassesThem(String text) {
        assertThatThrownBy(() -> DebianVersion.parse(text)).isInstanceOf(InputException.class);
    }

    @Test
    void aRefusedVersionIsShownOnOneLine() {
        assertThatThrownBy(() -> DebianVersion.parse("1\n2\0" + "x".repeat(500)))
                .hasMessageStartingWith("\"1\\x0a2\\x00xxx")
                .hasMessageContaining("...\" is not");
    }

    @ParameterizedTest
    @CsvSource({
        "1.01,1.1",
        "1,1-0",
        "1,0:1",
        "1,000:1-000",
        "1.,1.0",
        "1a,1a0",
        "1-a,1-a0",
        "1.0010b,1.10b",
        "00000000000000000000000001,1"
    })
    void versionsThatOrderTheSameAreEqual(String one, String other) throws Exception {
        DebianVersion a = DebianVersion.parse(one);
        DebianVersion b = DebianVersion.parse(other);
        assertThat(a).isEqualTo(b).hasSameHashCodeAs(b).isEqualByComparingTo(b);
    }

    @Test
    void theOrderIsTheOneThatReleasesNeed() {
        List<DebianVersion> ordered = List.of(
                        "3.12.7~rc1",
                        "3.12.7",
                        "3.12.7+dfsg",
                        "3.12.7+dfsg1-1~jessie",
                        "3.12.7+dfsg1-1",
                        "3.12.7+dfsg1-1+b1",
                        "3.12.7+dfsg1-1+deb8u1",
                        "3.12.7+dfsg1-1+wmf5",
                        "3.12.7+dfsg1-1+wmf5+icu57",
                        "3.12.7+dfsg1-1+wmf6",
                        "3.12.7+dfsg1-1.1",
                        "4.1",
                        "2015.01.01",
                        "99999999999999999999998",
                        "99999999999999999999999",
                        "1:0")
                .stream()
                .map(DebianVersion::new)
                .toList();
        assertThat(ordered).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void orderAndEqualityAreThoseOfDpkg() throws Exception {
        RealTools tools = new RealTools().needing("dpkg");
        String script = claims(CALLS_OF_DPKG).stream()
                .map(c -> "dpkg --compare-versions " + c + " || echo " + c + "\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(directory.resolve("compare"), script);
        assertThat(tools.run("sh", file.toString()).orFail().output())
                .as("pairs dpkg orders otherwise; run again with -Dseed=%d", seed)
                .isEmpty();
    }

    @Test
    void orderAndEqualityAreThoseOfDpkgsPerlModule() throws Exception {
        RealTools tools = new RealTools().needing("perl", "-MDpkg::Version", "-e1");
        // The module compares runs of digits as floating point numbers.
        List<String> claims =
                claims(PAIRS).stream().filter(c -> !c.matches(".*[0-9]{15}.*")).toList();
        Path file = Files.write(directory.resolve("claims"), claims);
        String script = """
                use Dpkg::Version;
                while (<>) {
                    chomp;
                    my ($a, $relation, $b) = split / /;
                    print "$_\n" unless version_compare_relation($a, version_normalize_relation($relation), $b);
                }
                """;
        assertThat(tools.perl(directory, script, file.toString()).output())
                .as("pairs Dpkg::Version orders otherwise; run again with -Dseed=%d", seed)
                .isEmpty();
    }

    /** Pairs of versions with what we say about them, as in {@code 1.0 lt 1.1}. */
    private List<String> claims(int count) {
        Random random = new Random(seed);
        List<String> claims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DebianVersion a = new DebianVersion(version(random));
            DebianVersion b = new DebianVersion(random.nextInt(3) == 0 ? version(random) : changed(a.text(), random));
            int order = a.compareTo(b);
            assertThat(a.equals(b)).as("%s equals %s, seed %d", a, b, seed).isEqualTo(order == 0);
            if (order == 0) {
                assertThat(a).as("seed %d", seed).hasSameHashCodeAs(b);
            }
            claims.add(a + (order < 0 ? " lt " : order > 0 ? " gt " : " eq ") + b);
        }
        return claims;
    }

    private static String version(Random random) {
        String text = random.nextInt(4) == 0 ? random.nextInt(3) + ":" : "";
        text += part(random, "0123456789");
        return random.nextInt(3) == 0 ? text : text + "-" + part(random, "0123456789.+~aZ");
    }

    private static String part(Random random, String first) {
        StringBuilder part = new StringBuilder().append(pick(first, random));
        int length = random.nextInt(7);
        for (int i = 0; i < length; i++) {
            part.append(pick("0001239..~~++abZz", random));
            if (random.nextInt(40) == 0) {
                part.append("0".repeat(random.nextInt(3)))
                        .append("98765432109876543210987".substring(random.nextInt(3)));
            }
        }
        return part.toString();
    }

    /** A neighbour, since versions drawn apart differ in their first character. */
    private static String changed(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        String other = text.substring(0, at) + pick("00019.~+aZ", random) + text.substring(at);
        if (random.nextBoolean() && at < text.length()) {
            other = text.substring(0, at) + text.substring(at + 1);
        }
        try {
            return DebianVersion.parse(other).text();
        } catch (InputException e) {
            return text;
        }
    }

    private static char pick(String from, Random random) {
        return from.charAt(random.nextInt(from.length()));
    }
}
