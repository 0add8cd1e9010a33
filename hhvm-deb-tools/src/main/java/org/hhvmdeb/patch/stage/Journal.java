package org.hhvmdeb.patch.stage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.patch.tree.ByteText;

/** The text of the list of steps that turn the old tree into the new. */
final class Journal {

    private Journal() {}

    static byte[] write(List<Step> steps) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Step step : steps) {
            text.writeBytes((step.kind() + " " + step.number() + " ").getBytes(StandardCharsets.US_ASCII));
            text.writeBytes(ByteText.encode(step.path()));
            text.write(0);
        }
        return text.toByteArray();
    }

    static List<Step> parse(byte[] text) throws IOException {
        List<Step> steps = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == 0) {
                steps.add(step(new String(text, start, at - start, StandardCharsets.ISO_8859_1)));
                start = at + 1;
            }
        }
        return steps;
    }

    private static Step step(String latin1) throws IOException {
        String[] fields = latin1.split(" ", 3);
        try {
            return new Step(Step.Kind.valueOf(fields[0]), ByteText.fromLatin1(fields[2]), Integer.parseInt(fields[1]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("the journal of a killed run is of another version; unpack the source anew", e);
        }
    }
}
