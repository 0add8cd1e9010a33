package org.hhvmdeb.patch.dep3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

    private static final String PLAIN = """
            Description: do not fail
             It failed when
             .
             nobody looked.
            Author: A <a@example.org>
            Bug: https://example.org/1

            """;
    private static final String GIT = """
            From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
            From: =?UTF-8?q?J=C3=BCrgen?= <j@example.org>
            Date: Mon, 1 Jan 2024 10:00:00 +0100
            Subject: [PATCH 3/7] do not
             fail

            It failed when nobody looked. Note: this is
            text.

            Origin: upstream, https://example.org/c
            Bug-Debian: https://bugs.debian.org/1
            ---
             main.c | 2 +-
             Bug: not any more

            """;

    private static Header of(String text) {
        return Header.of(text.getBytes(UTF_8));
    }

    private static String text(Header header) {
        return new String(header.toBytes(), UTF_8);
    }

    private static List<String> names(Header header) {
        return header.fields().stream().map(HeaderField::name).toList();
    }

    @Test
    void fieldsOfAPlainHeaderAreRead() {
        Header header = of(PLAIN);
        assertThat(names(header)).containsExactly("Description", "Author", "Bug");
        assertThat(header.fields().get(0).value()).isEqualTo("do not fail\nIt failed when\n\nnobody looked.");
        assertThat(header.fields()).extracting(HeaderField::line).containsExactly(1, 5, 6);
        assertThat(header.field("bug")).map(HeaderField::value).contains("https://example.org/1");
        assertThat(header.stanzas()).isEqualTo(1);
    }

    @Test
    void fieldsOfAGitMessageAreReadUntilTheThreeDashes() {
        Header header = of(GIT);
        assertThat(names(header)).containsExactly("From", "Date", "Subject", "Origin", "Bug-Debian");
        assertThat(header.stanzas()).isEqualTo(2);
        assertThat(header.fields()).extracting(HeaderField::line).containsExactly(2, 3, 4, 10, 11);
        Dep3 dep3 = Dep3.of(header);
        assertThat(dep3.summary()).isEqualTo("do not fail");
        assertThat(dep3.authors()).containsExactly("Jürgen <j@example.org>");
    }

    @Test
    void fieldsBehindHashesAreRead() {
        Header header = of("#! /bin/sh\n# Description: one\n#  two\n# Author: A\n\ntext\n");
        assertThat(names(header)).containsExactly("Description", "Author");
        assertThat(header.fields().get(0).value()).isEqualTo("one\ntwo");
        assertThat(text(header.withField("Bug", "x\ny")))
                .isEqualTo("#! /bin/sh\n# Description: one\n#  two\n# Author: A\n# Bug: x\n#  y\n\ntext\n");
    }

    @Test
    void aBlankLineInTheDescriptionHidesNoField() {
        Header header = of("Description: one\n two\n\n three\nAuthor: A\n");
        assertThat(names(header)).containsExactly("Description", "Author");
    }

    @Test
    void aLineOfTheFirstHeaderThatIsNotIndentedBelongsToTheFieldBefore() {
        Header header = of("Description: one\ntwo\n\tthree\nAuthor: A\n");
        assertThat(header.fields().get(0).value()).isEqualTo("one\ntwo\nthree");
        assertThat(names(header)).containsExactly("Description", "Author");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "free text: yes\nand more\n",
                "http://example.org/\n",
                "text\n\nSigned-off-by: A <a@example.org>\n",
                "Ünïcode: no name\n",
                ": no name\n",
                "---\nDescription: too late\n"
            })
    void whatIsNoHeaderHasNoFields(String content) {
        assertThat(of(content).fields()).isEmpty();
        assertThat(text(of(content))).isEqualTo(content);
    }

    @Test
    void anEditChangesTheLinesOfItsFieldAndNoOthers() {
        assertThat(text(of(PLAIN).withField("bug", "https://example.org/2")))
                .isEqualTo(PLAIN.replace("example.org/1", "example.org/2"));
        assertThat(text(of(PLAIN).withField("Description", "short")))
                .isEqualTo(PLAIN.replace("do not fail\n It failed when\n .\n nobody looked.", "short"));
        assertThat(text(of(PLAIN).withField("Author", "B\n\nC")))
                .isEqualTo(PLAIN.replace("A <a@example.org>", "B\n .\n C"));
    }

    @Test
    void anEditThatChangesNothingIsTheSameBytes() {
        String odd = "DESCRIPTION:   odd   \n\tspacing \t\n .\nauthor:A\n";
        Header header = of(odd);
        for (HeaderField field : header.fields()) {
            header = header.withField(field.name(), field.value());
        }
        assertThat(text(header)).isEqualTo(odd);
    }

    @Test
    void aNewFieldComesBehindTheOthersOfDep3() {
        assertThat(text(of(PLAIN).withField("Applied-Upstream", "3.15.0, commit:abc")))
                .isEqualTo(PLAIN.replace("/1\n", "/1\nApplied-Upstream: 3.15.0, commit:abc\n"));
        assertThat(text(of(GIT).withField("Forwarded", "no")))
                .isEqualTo(GIT.replace("debian.org/1\n", "debian.org/1\nForwarded: no\n"));
    }

    @Test
    void belowAMessageANewFieldGetsAHeaderOfItsOwn() {
        String mail = "From: A <a@example.org>\nSubject: x\n\nWhy.\n";
        String end = "---\n main.c | 2 +-\n\n";
        assertThat(text(of(mail + end).withField("Forwarded", "no"))).isEqualTo(mail + "\nForwarded: no\n" + end);
        assertThat(text(of(mail + "\n\n").withField("Forwarded", "no"))).isEqualTo(mail + "\nForwarded: no\n\n\n");
        assertThat(text(of("").withField("Forwarded", "no"))).isEqualTo("Forwarded: no\n");
    }

    @Test
    void carriageReturnsAreKeptAndWritten() {
        String dos = PLAIN.replace("\n", "\r\n");
        assertThat(of(dos).field("Author")).map(HeaderField::value).contains("A <a@example.org>");
        assertThat(text(of(dos).withField("Forwarded", "no").withField("Author", "B\nC")))
                .isEqualTo(PLAIN.replace("A <a@example.org>", "B\n C")
                        .replace("/1\n", "/1\nForwarded: no\n")
                        .replace("\n", "\r\n"));
    }

    @Test
    void bytesThatAreNoUtf8AreKept() {
        byte[] latin = "Description: f\u00fcr\nAuthor: J\u00fcrgen\nBug: x\n".getBytes(ISO_8859_1);
        byte[] edited = Header.of(latin).withField("Bug", "y").toBytes();
        assertThat(new String(edited, ISO_8859_1)).isEqualTo("Description: f\u00fcr\nAuthor: J\u00fcrgen\nBug: y\n");
        HeaderField author = Header.of(latin).fields().get(1);
        Header moved = Header.of(latin).with(List.of(FieldEdit.name(author, "From")));
        assertThat(new String(moved.toBytes(), ISO_8859_1)).contains("From: J\u00fcrgen\n");
    }

    @Test
    void whatWasAddedCanBeTakenAwayAgain() {
        for (String content :
                List.of(PLAIN, GIT, "", "\n", "text\n", "text\n\n\n", "Subject: x\n\ntext\n---\nstat\n")) {
            Header header = of(content).withField("Forwarded", "no");
            assertThat(header.field("Forwarded")).as(content).isPresent();
            assertThat(text(header.withoutField("forwarded"))).isEqualTo(content);
        }
    }

    @Test
    void theLastOfSeveralFieldsIsEditedAndAllAreTakenAway() {
        Header header = of("Description: x\nBug: 1\nBug: 2\n");
        assertThat(text(header.withField("Bug", "3"))).isEqualTo("Description: x\nBug: 1\nBug: 3\n");
        assertThat(text(header.withAdded("Bug", "3"))).isEqualTo("Description: x\nBug: 1\nBug: 2\nBug: 3\n");
        assertThat(text(header.withoutField("Bug"))).isEqualTo("Description: x\n");
    }

    @Test
    void aLastLineWithoutEndingStaysTheOneWithout() {
        assertThat(text(of("Author: A").withField("Bug", "x"))).isEqualTo("Author: A\nBug: x");
    }

    @Test
    void aNameThatCannotBeReadAgainIsRefused() {
        assertThatThrownBy(() -> of(PLAIN).withField("two words", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(PLAIN).withField("a\nb", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void veryManyFieldsAndHugeLinesAreRead() {
        Header many = of("Bug-Debian: 1\n".repeat(300_000));
        assertThat(many.fields()).hasSize(300_000);
        Header edited = many.with(
                many.fields().stream().map(f -> FieldEdit.value(f, "2")).toList());
        assertThat(text(edited)).isEqualTo("Bug-Debian: 2\n".repeat(300_000));
        byte[] huge = new byte[3_000_000];
        for (byte fill : new byte[] {' ', 'a', '\n', '\r', 0, '#', ':', '-', (byte) 0xff}) {
            Arrays.fill(huge, fill);
            assertThat(Header.of(huge).withField("Bug", "x").toBytes().length).isGreaterThan(huge.length);
        }
    }
}
