package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Tells the reports and pages of earlier runs from the files of a user, by how they begin and end. */
final class EarlierResult {

    private static final int ENOUGH = 512;

    private static final List<Pattern> BEGINNINGS = List.of(
            Pattern.compile("\\{\\s*\"(passed|format|file|error)\":.*", Pattern.DOTALL),
            Pattern.compile("\\{\\s*\"\\$schema\": *\"https://docs.oasis-open.org/sarif/.*", Pattern.DOTALL),
            Pattern.compile("<\\?xml [^>]*>\\s*<testsuites>.*", Pattern.DOTALL),
            Pattern.compile(
                    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\"[^>]*>\n"
                            + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';.*",
                    Pattern.DOTALL));

    /** The last line of a report in plain text. */
    private static final Pattern END =
            Pattern.compile(".*?\\b[0-9]+ (patch|patches|host|hosts): [^\n]+\n", Pattern.DOTALL);

    private EarlierResult() {}

    /** Whether it is one. In an empty file there is nothing to lose. */
    static boolean is(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            String beginning = read(channel);
            String end = read(channel.position(Math.max(0, channel.size() - ENOUGH)));
            return beginning.isEmpty()
                    || BEGINNINGS.stream().anyMatch(p -> p.matcher(beginning).matches())
                    || END.matcher(end.substring(lastLine(end))).matches();
        }
    }

    private static int lastLine(String text) {
        return text.lastIndexOf('\n', text.length() - 2) + 1;
    }

    private static String read(SeekableByteChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readNBytes(ENOUGH), StandardCharsets.ISO_8859_1);
    }
}
