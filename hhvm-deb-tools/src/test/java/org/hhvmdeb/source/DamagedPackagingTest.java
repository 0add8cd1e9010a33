package org.hhvmdeb.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Odd and damaged packagings, built by us and by dpkg-source. {@code -Dgolden.packaging.cases=500} makes the random ones a long
 * run, {@code -Dgolden.packaging.seed=N} begins elsewhere; .ci/try-packagings does the same to real packages.
 */
@Tag("integration")
class DamagedPackagingTest {

    private static final int CASES = Integer.getInteger("golden.packaging.cases", 6);
    private static final long FIRST_SEED = Long.getLong("golden.packaging.seed", 1);

    private static final String FIX = """
            Description: Change the Makefile
            --- a/Makefile
            +++ b/Makefile
            @@ -1,3 +1,4 @@
            +# patched
             all: hhvm
             hhvm: hphp/hhvm.c
             \t$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -g -o $@ $<
            """;

    private static final List<String> FILES = List.of(
            "changelog",
            "control",
            "control",
            "source/format",
            "source/options",
            "patches/series",
            "patches/fix.patch");

    private static final List<String> LINES = List.of(
            "word",
            "two words",
            "Architecture: all",
            "Architecture: no_such",
            "Package: hhvm",
            "Package: Upper",
            "Source: other",
            "Build-Depends: a (>= 1",
            "X\u00e9: y",
            ": value",
            "-A: b",
            " continued",
            "\u3000",
            "\u001b[31m",
            "# comment",
            "3.0 (quilt)",
            "compression = gzip",
            "compression = nosuch",
            "extend-diff-ignore = (?{1})",
            "extend-diff-ignore = (",
            "nosuch",
            "version",
            "../fix.patch",
            "nosuch.patch",
            "0",
            "@@ -1 +1 @@",
            "+++ /dev/null",
            "hhvm (1.0-1) unstable; urgency=low",
            "hhvm (1.0-1)",
            "* A change at the margin",
            "");

    private final LocalProcesses programs = Programs.untethered();
    private final SearchPath path = SearchPath.parse("/usr/bin:/bin");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            value = {
                "source/format|'3.0 (quilt)¶a second line¶'",
                "source/format|'3  (quilt)'",
                "source/format|'3.0 (quilt) ¶'",
                "source/format|''",
                "source/format|'03.0 (quilt)'",
                "source/options|'extend-diff-ignore = (?{1})¶'",
                "source/options|'extend-diff-ignore = (¶'",
                "source/options|'compression = nosuch¶'",
                "source/options|'nosuch¶'",
                "source/options|'help¶'",
                "control|'Source: hhvm¶Maintainer: A <a@b.org>¶¶Package: h¶Architecture: any¶'",
                "control|'Source: hhvm¶X\u00e9: a\u001bb¶word¶¶Package: a1¶Architecture: any¶¶Package: a1¶Architecture: all¶'",
                "control|'Source: hhvm¶¶Package: hhvm¶'",
                "control|'Source: hhvm¶Source: hhvm¶¶Package: hhvm¶Architecture: any¶'",
                "tests/control|'Depends: a¶'",
                "patches/series|'../debian/patches/fix.patch¶'",
            },
            delimiter = '|')
    void anOddFileIsTakenOrRefusedAsDpkgSourceDoes(String file, String text) throws Exception {
        Packaging packaging = packaging("odd");
        packaging.debian(file, text.replace('¶', '\n'));
        agree(packaging, file);
    }

    @Test
    void aDirectoryInThePlaceOfAFileIsTakenOrRefusedAsDpkgSourceDoes() throws Exception {
        for (String file : List.of("changelog", "control", "source/format", "source/options", "patches/series")) {
            Packaging packaging = packaging("directory-" + file.replace('/', '-'));
            Files.deleteIfExists(packaging.debian().resolve(file));
            Files.createDirectories(packaging.debian().resolve(file));
            agree(packaging, file);
        }
    }

    @Test
    void randomDamageIsTakenOrRefusedAsDpkgSourceDoes() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Random random = new Random(seed);
            Packaging packaging = packaging("seed-" + seed);
            String file = FILES.get(random.nextInt(FILES.size()));
            Path damaged = packaging.debian().resolve(file);
            byte[] content = Files.exists(damaged) ? Files.readAllBytes(damaged) : new byte[0];
            Files.write(damaged, damaged(content, random));
            agree(packaging, "seed " + seed + ", " + file);
            FileTree.delete(packaging.directory());
        }
    }

    private Packaging packaging(String name) throws IOException {
        Packaging packaging = Packaging.in(Files.createDirectory(directory.resolve(name)));
        packaging.debian("patches/series", "fix.patch\n");
        packaging.debian("patches/fix.patch", FIX);
        return packaging;
    }

    private static byte[] damaged(byte[] content, Random random) {
        List<String> lines =
                new ArrayList<>(Arrays.asList(new String(content, StandardCharsets.UTF_8).split("\n", -1)));
        int place = random.nextInt(lines.size());
        String line = lines.get(place);
        int middle = random.nextInt(line.length() + 1);
        switch (random.nextInt(9)) {
            case 0 -> lines.remove(place);
            case 1 -> lines.add(place, line);
            case 2 -> lines.set(place, line.substring(0, middle));
            case 3 -> lines.set(place, line.substring(0, middle) + "\r");
            case 4 -> lines.set(place, line.substring(0, middle) + "\0" + line.substring(middle));
            case 5 -> lines.set(place, line.substring(0, middle) + "\u00e9" + line.substring(middle));
            case 6 -> lines.set(0, "\ufeff" + lines.get(0));
            default -> lines.add(place, LINES.get(random.nextInt(LINES.size())));
        }
        return String.join("\n", lines)
                .getBytes(random.nextInt(4) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private void agree(Packaging packaging, String what) throws Exception {
        BuildSourceRequest request = packaging.request().verified();
        Completed theirs = dpkgSource(packaging, request.origTarball());
        String ours = "accepted";
        try {
            new BuildSource(programs, path).run(request, Progress.silent());
        } catch (HhvmDebException e) {
            assertThat(e).as(what).isInstanceOfAny(InputException.class, FindingsException.class);
            ours = String.valueOf(e.getMessage());
        }
        // What is stricter on purpose: another format, and a changelog without a date, for which dpkg-source asks the
        // clock.
        boolean stricter = ours.contains("expected the source format")
                || ours.contains("so it has no date")
                || ours.contains("is not a date")
                || ours.contains("trailer");
        if (!stricter || !theirs.succeeded()) {
            assertThat(ours.equals("accepted"))
                    .as("%s: we say: %s%ndpkg-source says: %s", what, ours, theirs.describe())
                    .isEqualTo(theirs.succeeded());
        }
    }

    /** Builds and unpacks again, beside our own output; {@code --help} among the options is no success. */
    private Completed dpkgSource(Packaging packaging, Path orig) throws ExternalException {
        String script = """
                set -e
                mkdir theirs; cd theirs
                ln -s "$1" .
                mkdir tree; tar -xf "$1" -C tree --strip-components=1; rm -rf tree/debian; cp -a "$2" tree/debian
                dpkg-source -b tree
                exec dpkg-source --no-check --no-copy -x *.dsc unpacked
                """;
        return programs.run(Command.of(
                        "sh",
                        "-c",
                        script,
                        "sh",
                        orig.toAbsolutePath().toString(),
                        packaging.debian().toAbsolutePath().toString())
                .in(packaging.directory()));
    }
}
