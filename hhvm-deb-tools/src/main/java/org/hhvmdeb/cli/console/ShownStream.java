package org.hhvmdeb.cli.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.hhvmdeb.notice.ShownText;
import org.jspecify.annotations.Nullable;

/** Standard output or standard error for text: what is printed is shown, what is written as bytes passes as it is. */
public final class ShownStream extends PrintStream {

    public ShownStream(PrintStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void print(@Nullable String text) {
        super.print(ShownText.of(String.valueOf(text)));
    }

    @Override
    public void print(char c) {
        print(String.valueOf(c));
    }
}
