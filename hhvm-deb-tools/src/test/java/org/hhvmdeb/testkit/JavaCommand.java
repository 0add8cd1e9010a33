package org.hhvmdeb.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine of its own for a class of the tests. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * The program and its arguments, up to those of the class. What it runs is short: a second compiler and a collector with
     * threads would cost more than they give.
     *
     * @param options of the virtual machine
     */
    public static List<String> words(Class<?> main, String... options) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData"));
        if (Runtime.version().feature() >= 22) {
            // What the manifest of the packaged jar says.
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        words.addAll(List.of(options));
        words.add("-cp");
        words.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        words.add(main.getName());
        return words;
    }
}
