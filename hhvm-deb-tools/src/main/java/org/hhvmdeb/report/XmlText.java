package org.hhvmdeb.report;

import org.hhvmdeb.notice.ShownText;

/** Text that XML 1.0 can hold: what it cannot, control characters and lone surrogates, is spelled out in
 * backslashes, and so is what acts on a terminal. */
final class XmlText {

    private XmlText() {}

    static String of(String text) {
        StringBuilder held = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHeld(c)) {
                held.appendCodePoint(c);
            } else {
                held.append(String.format("\\u%04x", c));
            }
        });
        return held.toString();
    }

    // A carriage return could be held, but readers of XML make a line feed of it.
    private static boolean isHeld(int c) {
        return !ShownText.acts(c) && isXml(c);
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || (c >= ' ' && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
