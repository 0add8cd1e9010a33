package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The moments at which strace(1) kills a program.
 *
 * @param call a system call
 * @param count the how many-th of its kind it is in its thread, as strace counts
 */
public record KillPoint(String call, int count) {

    /** What strace has to do to see the moments: {@code calls} are those that change files, separated by commas. */
    public static List<String> tracing(Path log, String calls) {
        return List.of("-o", log.toString(), "-e", "trace=" + calls);
    }

    /** What strace has to do to kill the program at this moment. */
    public List<String> killing() {
        return List.of(
                "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + call + ":signal=SIGKILL:when=" + count);
    }

    /** The moments that strace has seen, in their order. */
    public static List<KillPoint> in(Path log) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        List<KillPoint> points = new ArrayList<>();
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            String[] words = line.split("[ (]+", 3);
            if (words.length == 3 && words[1].matches("[a-z0-9]+")) {
                KillPoint point = new KillPoint(words[1], counts.merge(words[0] + words[1], 1, Integer::sum));
                if (!points.contains(point)) {
                    points.add(point);
                }
            }
        }
        return points;
    }

    @Override
    public String toString() {
        return call + " " + count;
    }
}
