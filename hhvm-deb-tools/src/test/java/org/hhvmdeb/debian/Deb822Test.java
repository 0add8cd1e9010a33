package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Deb822Test {

    private static final int FILES = 400;

    private static final List<String> LINES = List.of(
            "Package: hhvm",
            "package : other",
            "Depends: a,",
            "Depends:",
            "X-Y:\tv \t",
            "A: b:c",
            "A::",
            "Description: text\r",
            "I: ideographic\u3000",
            "L: \u2028line",
            " goes on",
            "\tgoes on",
            "   deep ",
            " .",
            " ..",
            " . ",
            "  .",
            " .x",
            " # no comment",
            "# comment",
            "#: x",
            "",
            "",
            "",
            " ",
            "\t",
            "\r",
            "no colon",
            ":",
            ": v",
            "-A: b",
            "a b: c",
            "; x");

    @TempDir
    Path directory;

    @Test
    void fieldsAreFoundWithoutRegardToCaseAndKnowTheirLine() throws Exception {
        Paragraph paragraph = only("\n# a comment\nPackage: hhvm\n# another\nDEPENDS: a,\n# inside\n b\n");
        assertThat(paragraph.get("depends")).contains("a,\nb");
        assertThat(paragraph.where("Depends")).isEqualTo(new Location("debian/control", 5));
        assertThat(paragraph.where()).isEqualTo(new Location("debian/control", 3));
        assertThat(paragraph.get("Section")).isEmpty();
    }

    @Test
    void continuationLinesKeepAllButTheirFirstBlank() throws Exception {
        assertThat(only("Description: short\n long\n   listed\n .\n ..\n\tend\n")
                        .get("Description"))
                .contains("short\nlong\n  listed\n\n.\nend");
    }

    @Test
    void windowsLineEndsAreTakenOff() throws Exception {
        assertThat(Deb822.parse("A: b\r\n c\r\n\r\nD: e\r\n", "f")).hasSize(2);
        assertThat(only("A: b\r\n c\r\n").get("A")).contains("b\nc");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "A: b;no colon|2|is not a field: expected \"Name: value\"",
                "A: b;;  goes on|3|there is none above it",
                "' goes on'|1|there is none above it",
                "A: b;B: c;a: d|3|the field a was given in line 1 already",
                "-A: b|1|is not a field",
                "A b: c|1|is not a field",
            },
            delimiter = '|')
    void whatIsNoControlFileIsRefusedWithItsLine(String text, int line, String message) {
        assertThatThrownBy(() -> Deb822.parse(text.replace(';', '\n'), "debian/control"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("debian/control:" + line + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFieldIsNamedWithItsParagraph() throws Exception {
        Paragraph paragraph = only("\nPackage: hhvm\nEmpty:\n");
        assertThatThrownBy(() -> paragraph.require("Section"))
                .hasMessage("debian/control:2: the field Section is missing or empty; add it");
        assertThatThrownBy(() -> paragraph.require("Empty"))
                .hasMessageStartingWith("debian/control:3: the field Empty");
    }

    @Test
    void aBuiltParagraphReadsBackAsItWas() throws Exception {
        Paragraph built = Paragraph.builder()
                .set("Package", "hhvm-cache")
                .set("Description", "bytecode\nmore\n\n  a list\n.dot\n..")
                .set("Depends", "a")
                .set("Checksums-Sha256", "\naa 1 f\nbb 2 g")
                .set("Empty", "")
                .build();
        assertThat(built.toText()).isEqualTo("""
                        Package: hhvm-cache
                        Description: bytecode
                         more
                         .
                           a list
                         .dot
                         ...
                        Depends: a
                        Checksums-Sha256:
                         aa 1 f
                         bb 2 g
                        Empty:
                        """);
        assertThat(only(built.toText()).toText()).isEqualTo(built.toText());
        assertThat(only(built.toText()).get("Description")).isEqualTo(built.get("Description"));
    }

    @Test
    void settingAFieldAgainKeepsItsPlace() {
        Paragraph changed = Paragraph.builder().set("A", "1").set("B", "2").build().toBuilder()
                .set("a", "3")
                .set("C", "4")
                .remove("b")
                .build();
        assertThat(changed.toText()).isEqualTo("a: 3\nC: 4\n");
    }

    @ParameterizedTest
    @CsvSource({"'',v", "A B,v", "A:,v", "Né,v", "#A,v", "-A,v", "'A\nB',v", "A,'v\r'", "A,'v\0'"})
    void aFieldThatWouldNotReadBackCannotBeBuilt(String name, String value) {
        assertThatThrownBy(() -> Paragraph.builder().set(name, value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void paragraphsAreWhatDpkgReadsAndWrites() throws Exception {
        RealTools tools = new RealTools().needing("perl", "-MDpkg::Control::Hash", "-e1");
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> ours = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            StringBuilder text = new StringBuilder();
            for (int lines = 1 + random.nextInt(7); lines > 0; lines--) {
                // Mostly lines that are fine, or hardly a file would be read to its end.
                text.append(LINES.get(random.nextInt(random.nextInt(8) == 0 ? LINES.size() : LINES.size() - 6)))
                        .append('\n');
            }
            texts.add(text.toString());
            names.add(Files.writeString(directory.resolve("control" + i), text).toString());
            ours.add(written(text.toString()));
        }
        String script = """
                use Dpkg::Control::Hash;
                foreach my $file (@ARGV) {
                    my $text = '';
                    open my $in, '<', $file or die;
                    eval {
                        while (1) {
                            my $paragraph = Dpkg::Control::Hash->new();
                            last unless $paragraph->parse($in, $file);
                            $text .= "$_=$paragraph->{$_}\\n" foreach keys %$paragraph;
                            $text .= $paragraph->output() . "\\n";
                        }
                        1;
                    } or $text = "refused\\n";
                    print lc($text), "\\0";
                }
                """;
        String[] dpkgs = tools.perl(directory, script, names.toArray(String[]::new))
                .output()
                .split("\0", -1);
        for (int i = 0; i < FILES; i++) {
            assertThat(ours.get(i)).as("seed %d, file:%n%s", seed, texts.get(i)).isEqualTo(dpkgs[i]);
        }
        assertThat(ours).as("some of both").contains("refused\n").anyMatch(o -> !o.equals("refused\n"));
    }

    private static String written(String text) {
        try {
            StringBuilder written = new StringBuilder();
            for (Paragraph paragraph : Deb822.parse(text, "control")) {
                paragraph.fields().forEach(f -> written.append(f.name() + "=" + f.value() + "\n"));
                // dpkg drops empty lines at the end of a value when it writes; we give back what was read.
                written.append((paragraph.toText() + "\n").replaceAll("(?m)(?:^ \\.\n)+(?! )", ""));
            }
            return written.toString().toLowerCase(Locale.ROOT);
        } catch (InputException e) {
            return "refused\n";
        }
    }

    private static Paragraph only(String text) throws InputException {
        List<Paragraph> paragraphs = Deb822.parse(text, "debian/control");
        assertThat(paragraphs).hasSize(1);
        return paragraphs.get(0);
    }
}
