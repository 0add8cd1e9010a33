package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random trees and patterns: what stays, and which patterns are warned about, is what mk-origtargz says. */
class MkOrigtargzComparisonTest {

    private static final int ROUNDS = Integer.getInteger("golden.exclusion.rounds", 5);
    private static final String WARNING = "No files matched excluded pattern as the last matching glob: ";
    private static final List<String> NAMES = List.of("a", "b", "ab", "a.b", "[a]", "a*");
    private static final List<String> PIECES =
            List.of("a", "b", "ab", ".", "*", "*", "?", "/", "/", "[a]", "\\*", "\\?", "+", "c");

    private final RealTools tools = new RealTools();

    @TempDir
    Path directory;

    @Test
    void whatStaysIsWhatMkOrigtargzLeaves() throws Exception {
        tools.needing("mk-origtargz", "--help");
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Path place = Files.createDirectory(directory.resolve("round" + round));
            Set<String> files = tree(random);
            List<String> paths = List.copyOf(files);
            List<String> included = random.nextBoolean() ? patterns(random, paths) : List.of();
            compare(place, files, patterns(random, paths), included, seed);
        }
    }

    private void compare(Path place, Set<String> files, List<String> excluded, List<String> included, long seed)
            throws Exception {
        Path copyright = Files.writeString(
                place.resolve("copyright"),
                "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nFiles-Excluded:\n "
                        + String.join("\n ", excluded)
                        + (included.isEmpty() ? "" : "\nFiles-Included: " + String.join(" ", included)) + "\n");
        FilesExcluded ours = FilesExcluded.read(copyright);
        Path log = place.resolve("log");
        List<String> left = repack(place, files, copyright, log);
        List<String> warned = Files.readAllLines(log).stream()
                .filter(l -> l.contains(WARNING))
                .map(l -> l.substring(l.indexOf(WARNING) + WARNING.length()))
                .toList();
        assertThat(files.stream().filter(f -> ours.matching(f).isEmpty()))
                .as("files left of %s by %s, included %s, seed %d", files, excluded, included, seed)
                .isEqualTo(left);
        assertThat(ours.unused(files))
                .as("patterns of %s unused on %s, included %s, seed %d", excluded, files, included, seed)
                .isEqualTo(warned);
    }

    private List<String> repack(Path place, Set<String> files, Path copyright, Path log) throws Exception {
        Path root = place.resolve("UPSTREAM-9");
        for (String file : files) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.createFile(root.resolve(file));
        }
        Path tarball = place.resolve("upstream.tar.gz");
        tools.run("tar", "-czf", tarball.toString(), "-C", place.toString(), "--", "UPSTREAM-9")
                .orFail();
        Path output = Files.createDirectory(place.resolve("output"));
        Command command = Command.of(
                "mk-origtargz",
                "--package=p",
                "--version=1",
                "--copy",
                "--compression=gzip",
                "--copyright-file=" + copyright,
                "--directory=" + output,
                tarball.toString());
        tools.run(command.in(place).loggingTo(log)).orFail();
        return tools.run("tar", "-tf", output.resolve("p_1.orig.tar.gz").toString())
                .orFail()
                .output()
                .lines()
                .filter(l -> !l.endsWith("/"))
                .map(l -> l.substring("UPSTREAM-9/".length()))
                .sorted()
                .toList();
    }

    private static Set<String> tree(Random random) {
        Set<String> files = new TreeSet<>();
        int count = 4 + random.nextInt(16);
        for (int i = 0; i < count; i++) {
            StringBuilder file = new StringBuilder();
            int depth = random.nextInt(3);
            for (int d = 0; d < depth; d++) {
                file.append(pick(NAMES, random)).append('/');
            }
            // Never the name of a directory.
            files.add(file + pick(NAMES, random) + "c");
        }
        files.removeIf(f -> files.stream().anyMatch(g -> g.startsWith(f + "/")));
        return files;
    }

    private static List<String> patterns(Random random, List<String> files) {
        List<String> patterns = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        while (patterns.size() < count) {
            String pattern = random.nextInt(3) == 0 ? invented(random) : loosened(pick(files, random), random);
            // Not a pattern that names the tarball's own directory, whose name means nothing to us.
            if (!pattern.matches("/|[?*]*/?[?*/]*") && !pattern.contains("//")) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    private static String invented(Random random) {
        StringBuilder pattern = new StringBuilder();
        int pieces = 1 + random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
            pattern.append(pick(PIECES, random));
        }
        return pattern.toString();
    }

    /** A pattern near a path that is there, so that patterns meet each other on the same files. */
    private static String loosened(String file, Random random) {
        int slash = file.indexOf('/');
        String path = slash > 0 && random.nextInt(3) > 0 ? file.substring(0, slash) : file;
        String pattern = path.replace("*", "\\*");
        int from = random.nextInt(pattern.length());
        return switch (random.nextInt(4)) {
            case 0 -> pattern.substring(0, from).replaceFirst("\\\\$", "") + "*";
            case 1 -> "*" + pattern.substring(from);
            case 2 ->
                pattern.charAt(pattern.length() - 1) == '*'
                        ? pattern
                        : pattern.substring(0, pattern.length() - 1) + "?";
            default -> pattern;
        };
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
