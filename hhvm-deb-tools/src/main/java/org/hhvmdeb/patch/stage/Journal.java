package org.hhvmdeb.patch.stage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.tree.ByteText;

/** The text of the list of steps that turn the old tree into the new. */
final class Journal {

    /** No step of an earlier version begins so; those journals had none. */
    private static final String VERSION = "journal 2";

    private static final int FIELDS = 5;

    private Journal() {}

    static byte[] write(List<Step> steps) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes((VERSION + "\0").getBytes(StandardCharsets.US_ASCII));
        for (Step step : steps) {
            String fields = String.join(
                    " ",
                    step.kind().name(),
                    String.valueOf(step.number()),
                    step.before().text(),
                    step.after().text(),
                    "");
            text.writeBytes(fields.getBytes(StandardCharsets.US_ASCII));
            text.writeBytes(ByteText.encode(step.path()));
            text.write(0);
        }
        return text.toByteArray();
    }

    /**
     * Reads the steps.
     *
     * @return empty when another version of this program wrote them
     */
    static Optional<List<Step>> parse(byte[] text) {
        List<String> records = records(text);
        if (records.isEmpty() || !records.get(0).equals(VERSION)) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (String step : records.subList(1, records.size())) {
            steps.add(step(step));
        }
        return Optional.of(steps);
    }

    private static List<String> records(byte[] text) {
        List<String> records = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == 0) {
                records.add(new String(text, start, at - start, StandardCharsets.ISO_8859_1));
                start = at + 1;
            }
        }
        return records;
    }

    private static Step step(String latin1) {
        String[] fields = latin1.split(" ", FIELDS);
        return new Step(
                Step.Kind.valueOf(fields[0]),
                ByteText.fromLatin1(fields[4]),
                Integer.parseInt(fields[1]),
                new Fingerprint(fields[2]),
                new Fingerprint(fields[3]));
    }
}
