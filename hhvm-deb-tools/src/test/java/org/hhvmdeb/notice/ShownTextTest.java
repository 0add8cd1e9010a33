package org.hhvmdeb.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {

    @Test
    void whatActsIsSpelledOut() {
        assertThat(ShownText.of("a\u001b]0;x\u0007b\r\0\u007f\u0085\u009b"))
                .isEqualTo("a\\x1b]0;x\\x07b\\x0d\\x00\\x7f\\x85\\x9b");
        assertThat(ShownText.of("a\u202eb\u2066c\u2069")).isEqualTo("a\\u202eb\\u2066c\\u2069");
        assertThat(ShownText.of("a\ud800b\udc00")).isEqualTo("a\\ud800b\\udc00");
    }

    @Test
    void whatIsTextStays() {
        for (String text : new String[] {"", "a\tb\nc", "\u00fc \u4e2d \ud83d\ude00 \u05d0\u200f", "\\x1b"}) {
            assertThat(ShownText.of(text)).isEqualTo(text);
        }
    }
}
