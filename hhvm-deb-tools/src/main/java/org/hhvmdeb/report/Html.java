package org.hhvmdeb.report;

import org.hhvmdeb.notice.ShownText;

/**
 * Text of a web page; what comes from outside goes in as text and stays text. Control characters, what is no character and what turns
 * the direction of writing come out as question marks.
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
            default -> page.appendCodePoint(ShownText.acts(c) ? '?' : c);
        }
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
