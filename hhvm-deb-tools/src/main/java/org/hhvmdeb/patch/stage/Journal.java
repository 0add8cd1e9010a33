package org.hhvmdeb.patch.stage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * The list of steps that turn the old tree into the new. It appears under its name whole or not at all; once it is there,
 * the change is decided.
 */
final class Journal {

    private final Path file;

    Journal(Path stage) {
        this.file = stage.resolve("journal");
    }

    boolean isDecided() {
        return Files.exists(file);
    }

    void decide(List<Step> steps) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Step step : steps) {
            text.writeBytes((step.kind() + " " + step.number() + " ").getBytes(StandardCharsets.US_ASCII));
            text.writeBytes(ByteText.encode(step.path()));
            text.write(0);
        }
        Path draft = file.resolveSibling("journal.draft");
        Files.write(draft, text.toByteArray());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    List<Step> read() throws IOException {
        List<Step> steps = new ArrayList<>();
        byte[] text = Files.readAllBytes(file);
        int start = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == 0) {
                steps.add(parse(new String(text, start, at - start, StandardCharsets.ISO_8859_1)));
                start = at + 1;
            }
        }
        return steps;
    }

    private Step parse(String latin1) throws IOException {
        String[] fields = latin1.split(" ", 3);
        try {
            return new Step(Step.Kind.valueOf(fields[0]), ByteText.fromLatin1(fields[2]), Integer.parseInt(fields[1]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(file + " is damaged; remove " + file.getParent() + " and unpack the source anew", e);
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
