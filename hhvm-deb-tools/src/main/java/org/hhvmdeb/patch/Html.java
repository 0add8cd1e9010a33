package org.hhvmdeb.patch;

import org.hhvmdeb.patch.tree.ByteText;

/** Text of a web page; what comes from outside goes in as text and stays text. */
final class Html {

    private final StringBuilder page = new StringBuilder();

    /** Adds markup of our own. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Adds text, between elements or in a quoted attribute. */
    Html text(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            page.append(i == 0 ? "" : "\n");
            ByteText.printable(lines[i]).chars().forEach(c -> append((char) c));
        }
        return this;
    }

    /** Adds a name from outside, whose writing direction must not spread to what stands beside it. */
    Html name(String text) {
        return raw("<bdi>").text(text).raw("</bdi>");
    }

    private void append(char c) {
        switch (c) {
            case '&' -> page.append("&amp;");
            case '<' -> page.append("&lt;");
            case '>' -> page.append("&gt;");
            case '"' -> page.append("&quot;");
            case '\'' -> page.append("&#39;");
            default -> page.append(c);
        }
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
