package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;

/** An unpacked source with a series, made up from a seed: real diffs of random edits, then damaged at random. */
public final class RandomSeries {

    private record File(boolean executable, List<String> lines) {}

    private static final List<String> WORDS = List.of(
            "{\n",
            "}\n",
            "\n",
            "int x;\n",
            "return 0;\n",
            "  foo();\n",
            "\tbar(1);\n",
            "/* text */\n",
            "#include <a>\n",
            "--- x\n",
            "+++ y\n",
            "é ü\n");

    private final Random random;
    private final Path work;
    private final Path source;
    private final Map<String, File> files = new TreeMap<>();
    private int unique;

    public RandomSeries(long seed, Path work, Path source) {
        this.random = new Random(seed);
        this.work = work;
        this.source = source;
    }

    public void write() throws IOException, ExternalException {
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            files.put(name(), file());
        }
        Map<String, File> original = new TreeMap<>(files);
        List<String> names = new ArrayList<>();
        Path patches = Files.createDirectories(source.resolve("debian/patches"));
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            byte[] patch = damage(diff());
            String name = "p" + i + ".patch";
            Files.write(patches.resolve(name), patch);
            names.add(name);
            if (random.nextInt(30) == 0) {
                Files.write(patches.resolve("again-" + name), patch);
                names.add("again-" + name);
            }
        }
        Files.write(patches.resolve("series"), names);
        if (random.nextInt(3) == 0) {
            original.replaceAll((n, f) -> random.nextInt(3) == 0 ? shift(f) : f);
        }
        write(original, source);
    }

    private String name() {
        String[] directories = {"", "", "d/", "d/e/", "x/", "x/"};
        return directories[random.nextInt(directories.length)] + "n" + random.nextInt(8) + (chance(40) ? " s" : "")
                + ".c";
    }

    private File file() {
        List<String> lines = new ArrayList<>();
        int length = chance(8) ? random.nextInt(3) : random.nextInt(50);
        boolean dos = chance(8);
        for (int i = 0; i < length; i++) {
            lines.add(dos ? line().replace("\n", "\r\n") : line());
        }
        endLine(lines);
        return new File(chance(5), lines);
    }

    private void endLine(List<String> lines) {
        if (!lines.isEmpty() && chance(6)) {
            String last = lines.remove(lines.size() - 1).stripTrailing();
            if (!last.isEmpty()) {
                lines.add(last);
            }
        }
    }

    private String line() {
        return random.nextInt(3) == 0 ? "unique " + unique++ + "\n" : WORDS.get(random.nextInt(WORDS.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private File shift(File file) {
        List<String> lines = new ArrayList<>(file.lines());
        if (chance(2) || lines.isEmpty()) {
            lines.addAll(0, Collections.nCopies(1 + random.nextInt(4), "shifted\n"));
        } else {
            lines.remove(random.nextInt(lines.size()));
        }
        return new File(file.executable(), lines);
    }

    private File edit(File file) {
        List<String> lines = new ArrayList<>(file.lines());
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = lines.isEmpty() ? 0 : random.nextInt(lines.size());
            switch (random.nextInt(lines.isEmpty() ? 1 : 4)) {
                case 0 -> lines.add(at, line());
                case 1 -> lines.remove(at);
                case 2 -> lines.set(at, line());
                default ->
                    lines.subList(at, Math.min(lines.size(), at + random.nextInt(5)))
                            .clear();
            }
        }
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (!lines.get(i).endsWith("\n")) {
                lines.set(i, lines.get(i) + "\n");
            }
        }
        endLine(lines);
        return new File(file.executable() ^ chance(10), lines);
    }

    private byte[] diff() throws IOException, ExternalException {
        Path a = work.resolve("a");
        Path b = work.resolve("b");
        write(files, a);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change();
        }
        write(files, b);
        String context = "-U" + random.nextInt(5);
        Command command = chance(2)
                ? Command.of("diff", "-rN", context, "a", "b").with("TZ", "UTC")
                : Command.of("git", "diff", "--no-index", "--no-prefix", "--no-color", "-M", "-C", context, "a", "b");
        Path log = work.resolve("diff");
        Programs.untethered().run(command.in(work).loggingTo(log));
        FileTree.delete(a);
        FileTree.delete(b);
        return Files.readAllBytes(log);
    }

    private void change() {
        List<String> names = List.copyOf(files.keySet());
        String one = names.isEmpty() ? name() : names.get(random.nextInt(names.size()));
        switch (random.nextInt(12)) {
            case 0 -> files.put(name(), file());
            case 1 -> files.remove(one);
            case 2 -> rename(one, chance(2));
            default -> files.computeIfPresent(one, (n, f) -> edit(f));
        }
    }

    private void rename(String one, boolean copy) {
        File file = copy ? files.get(one) : files.remove(one);
        if (file != null) {
            files.put(name(), chance(2) ? file : edit(file));
        }
    }

    private static void write(Map<String, File> files, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, File> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, String.join("", file.getValue().lines()));
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(file.getValue().executable() ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private byte[] damage(byte[] diff) {
        String text = new String(diff, StandardCharsets.ISO_8859_1);
        int times = chance(2) ? 0 : 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            text = new PatchDamage(random, text).once();
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
