package org.hhvmdeb.report;

/**
 * Text of a web page; what comes from outside goes in as text and stays text. Control characters and what is no character come out
 * as question marks.
 */
public final class Html {

    private final StringBuilder page = new StringBuilder();

    /** Adds markup of our own. */
    public Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Adds text, between elements or in a quoted attribute. */
    public Html text(String text) {
        text.codePoints().forEach(this::append);
        return this;
    }

    /** Adds a name from outside, whose writing direction must not spread to what stands beside it. */
    public Html name(String text) {
        return raw("<bdi>").text(text).raw("</bdi>");
    }

    private void append(int c) {
        switch (c) {
            case '&' -> page.append("&amp;");
            case '<' -> page.append("&lt;");
            case '>' -> page.append("&gt;");
            case '"' -> page.append("&quot;");
            case '\'' -> page.append("&#39;");
            default -> page.appendCodePoint(strange(c) ? '?' : c);
        }
    }

    private static boolean strange(int c) {
        boolean control = c < ' ' && c != '\t' && c != '\n';
        return control || c == 0x7f || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
