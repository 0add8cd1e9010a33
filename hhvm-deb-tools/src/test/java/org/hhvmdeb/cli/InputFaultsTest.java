package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every place that a command reads, with everything that can be wrong with it: one message, which names it as the user did,
 * says why, and shows nothing of how we are made. What was told is also a table, target/input-faults.txt.
 */
@Tag("integration")
class InputFaultsTest {

    /** IN:NAME is the place, with the name that the right one has. */
    private static final List<String> FILES = List.of(
            "upstream import HHVM-3.1.0 --from GIT --output OUT --keyring IN:keys.asc",
            "upstream verify IN:hhvm_3.1.0.orig.tar.xz --against ORIG",
            "upstream verify ORIG --manifest IN:hhvm_3.18.5+dfsg1.orig.manifest.json",
            "upstream verify ORIG --against IN:theirs.tar.gz",
            "patches check SOURCE --orig IN:hhvm_3.18.5+dfsg1.orig.tar.xz",
            "patches refresh SOURCE --orig IN:hhvm_3.18.5+dfsg1.orig.tar.xz",
            "patches add IN:x.patch SOURCE",
            "source build --orig IN:hhvm_3.18.5+dfsg1.orig.tar.xz --debian DEBIAN --output OUT",
            "package build IN:x_1.dsc --output OUT",
            "cache inspect IN:a.hhbc",
            "cache verify IN:a.hhbc --schema SCHEMA",
            "cache verify REPO --hhvm IN:hhvm.deb",
            "cache verify REPO --hhvm IN:hhvm",
            "cache compile SITE --hhvm IN:hhvm.deb --name s --output OUT",
            "cache compile SITE --hhvm IN:hhvm --name s --output OUT",
            "cache pack IN:a.hhbc --hhvm HHVM --name site-cache --package-version 1 --maintainer M --output OUT",
            "cache pack REPO --hhvm IN:hhvm.deb --name site-cache --package-version 1 --maintainer M --output OUT",
            "cache schema IN:a.hhbc",
            "cache diff IN:a.hhbc REPO",
            "cache diff REPO IN:a.hhbc",
            "cache prune IN:a.hhbc --live SCHEMA",
            "cache rebuild IN:a.hhbc --base OTHER --output OUT",
            "cache rebuild REPO --base IN:a.hhbc --output OUT",
            "cache canonicalise IN:a.hhbc --output OUT",
            "cache preflight IN:a.hhbc 127.0.0.1:1",
            "cache preflight --schema SCHEMA --hosts IN:hosts",
            "cache preflight --schema SCHEMA 127.0.0.1:1 --admin-password-file IN:password",
            "doctor --root SITE --user 0 --hhvm IN:hhvm",
            "doctor --root SITE --user 0 --hhvm IN:hhvm.deb");

    private static final List<String> DIRECTORIES = List.of(
            "upstream tags IN:hhvm.git",
            "upstream import HHVM-3.1.0 --from IN:hhvm.git --output OUT",
            "upstream import HHVM-3.1.0 --from GIT --output OUT --debian IN:debian",
            "upstream import HHVM-3.1.0 --from GIT --output OUT --into IN:packaging.git",
            "upstream verify IMPORTED --from IN:hhvm.git",
            "upstream suggest-prune HHVM-3.1.0 --from IN:hhvm.git",
            "upstream suggest-prune HHVM-3.1.0 --from GIT --debian IN:debian",
            "upstream suggest-prune HHVM-3.1.0 --from GIT --packages IN:lists",
            "patches check IN:source",
            "patches check --debian IN:debian SOURCE",
            "patches check SOURCE --from IN:hhvm.git --tag HHVM-3.1.0",
            "patches lint IN:source",
            "patches lint --debian IN:debian",
            "patches list IN:source",
            "patches list --debian IN:debian",
            "patches add PATCH IN:source",
            "patches drop a.patch IN:source",
            "patches rename a.patch b.patch IN:source",
            "patches apply IN:source",
            "patches unapply IN:source",
            "patches refresh a.patch IN:source",
            "patches rebase --from GIT --onto HHVM-3.1.0 IN:source",
            "patches rebase --from IN:hhvm.git --onto HHVM-3.1.0 SOURCE",
            "patches forecast --from GIT --tags HHVM-3.* IN:source",
            "patches forecast --from IN:hhvm.git --tags HHVM-3.* SOURCE",
            "source build --orig ORIG --debian IN:debian --output OUT",
            "package build IN:src --output OUT",
            "cache compile IN:site --hhvm HHVM --name s --output OUT",
            "cache verify REPO --schema SCHEMA --source IN:site",
            "doctor --root IN:root --user 0");

    private static final Pattern PLACE = Pattern.compile("IN:(\\S+)");

    private static final List<String> TABLE = new ArrayList<>();

    @TempDir
    static Path inputs;

    @TempDir
    Path directory;

    private int outputs;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void makeInputs() throws Exception {
        RepoFixture.compiled(inputs.resolve("site.hhbc"), SCHEMA, "index.php", "lib/a.php");
        RepoFixture.compiled(inputs.resolve("other.hhbc"), SCHEMA, "index.php");
        new FakeHhvm(SCHEMA).writeTo(inputs.resolve("bin/hhvm"));
        GitFixture git = new GitFixture(inputs);
        Path hhvm = git.init("hhvm");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.write(inputs, "site/index.php", "<?php\n");
        git.write(inputs, "source/debian/patches/series", "a.patch\n");
        String patch = "Description: say three\n--- a/main.c\n+++ b/main.c\n@@ -1 +1 @@\n-one\n+three\n";
        git.write(inputs, "source/debian/patches/a.patch", patch);
        git.write(inputs, "fix.patch", patch);
        git.write(inputs, "source/debian/changelog", Packaging.changelog("3.1.0-1"));
        Packaging packaging = Packaging.in(Files.createDirectories(inputs.resolve("packaging")));
        String imported = inputs.resolve("imported").toString();
        String[] words = {"upstream", "import", "HHVM-3.1.0", "--from", hhvm.toString(), "--output", imported};
        assertThat(run(OutputStream.nullOutputStream(), words)).isZero();
        Files.writeString(
                inputs.resolve("orig"), packaging.request().origTarball().toString());
    }

    @AfterAll
    static void writeTable() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/input-faults.txt"), new TreeSet<>(TABLE));
    }

    static Stream<String> all() {
        return Stream.concat(FILES.stream(), DIRECTORIES.stream());
    }

    /** Lists of hosts and passwords may come from another program, as in {@code --hosts <(list)}. */
    static Stream<String> waitedFor() {
        return all().filter(l -> !l.contains("--hosts IN") && !l.contains("--admin-password-file IN"));
    }

    static Stream<String> files() {
        return FILES.stream();
    }

    static Stream<String> directories() {
        return DIRECTORIES.stream();
    }

    @Test
    void everyCommandThatReadsAPlaceIsKnownHere() {
        Console console = new Console(System.out, Progress.silent(), Programs.untethered(), Map.of());
        HhvmDeb.commands(console).getSubcommands().values().stream()
                .flatMap(c -> c.getSubcommands().isEmpty() ? Stream.of(c) : c.getSubcommands().values().stream())
                .map(c -> c.getCommandSpec().qualifiedName(" ").replaceFirst("^hhvm-deb ", ""))
                // It reads nothing.
                .filter(name -> !name.equals("explain"))
                .forEach(name -> assertThat(all()).anyMatch(l -> l.startsWith(name + " ")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsNotThereIsTold(String line) {
        assertTold("missing", line, place(line, directory));
        assertTold("missing parent", line, place(line, directory.resolve("no/such")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFileOnTheWayIsTold(String line) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text\n");
        assertTold("file on the way", line, place(line, file));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aNameThatIsTooLongIsTold(String line) {
        assertTold("name too long", line, place(line, directory.resolve("x".repeat(300))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLinkToItselfIsTold(String line) throws Exception {
        Path place = place(line, directory);
        Files.createSymbolicLink(place, place.getFileName());
        assertTold("link to itself", line, place);
    }

    @ParameterizedTest
    @MethodSource("waitedFor")
    void aFifoIsTold(String line) throws Exception {
        Path place = place(line, directory);
        Programs.untethered().run(Command.of("mkfifo", place.toString())).orFail();
        assertTold("FIFO", line, place);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDirectoryInPlaceOfAFileIsTold(String line) throws Exception {
        assertTold("directory", line, Files.createDirectory(place(line, directory)));
    }

    @ParameterizedTest
    @MethodSource("directories")
    void aFileInPlaceOfADirectoryIsTold(String line) throws Exception {
        assertTold("file", line, Files.writeString(place(line, directory), "text\n"));
    }

    /** An empty packaging excludes nothing, an empty root has no hhvm, and of lists of packages there may be none. */
    static Stream<String> neverEmpty() {
        return directories().filter(l -> !l.contains("suggest-prune HHVM-3.1.0 --from GIT") && !l.startsWith("doctor"));
    }

    /** What is wrong inside a repository is what inspect, verify and pack find, and a password is any text. */
    static Stream<String> opened() {
        return files().filter(l ->
                !l.matches("cache (?:inspect|verify|pack|preflight|rebuild) IN.*") && !l.contains("password"));
    }

    @ParameterizedTest
    @MethodSource("neverEmpty")
    void anEmptyDirectoryIsTold(String line) throws Exception {
        assertTold("empty directory", line, Files.createDirectory(place(line, directory)));
    }

    @ParameterizedTest
    @MethodSource("opened")
    void whatIsDamagedIsTold(String line) throws Exception {
        Path place = place(line, directory);
        Files.write(place, new byte[0]);
        if (!line.contains("--hosts")) {
            assertTold("empty file", line, place);
        }
        byte[] noise = new byte[3000];
        new Random(1).nextBytes(noise);
        Files.write(place, noise);
        assertTold("noise", line, place);
        Path whole = Path.of(word(place.toString().endsWith(".hhbc") ? "REPO" : "ORIG"));
        byte[] content = Files.readAllBytes(whole);
        Files.write(place, Arrays.copyOf(content, content.length / 2));
        assertTold("cut off", line, place);
    }

    @Test
    void whatCannotBeReadIsTold() throws Exception {
        // Root may read everything, unless it gives that away.
        boolean root = System.getProperty("user.name").equals("root");
        List<String> words =
                new ArrayList<>(root ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search") : List.of());
        words.addAll(JavaCommand.words(InputFaultsTest.class));
        List<String> places = new ArrayList<>();
        List<String> owns = new ArrayList<>();
        for (String line : all().toList()) {
            Path own = Files.createDirectory(directory.resolve(String.valueOf(places.size())));
            Path place = place(line, own);
            if (FILES.contains(line)) {
                Files.writeString(place, "text\n");
            } else {
                Files.createDirectory(place);
            }
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("---------"));
            owns.add(place.toString());
            places.add(String.join(
                    "\t",
                    Arrays.stream(line.split(" "))
                            .map(w -> word(filled(w, place)))
                            .toList()));
        }
        Path lines = Files.write(directory.resolve("lines"), places);
        words.add(lines.toString());
        Completed completed = Programs.untethered().run(Command.of(words).in(directory));
        assertThat(completed.succeeded()).as(completed.describe()).isTrue();
        String[] told = completed.output().split("\f", -1);
        for (int i = 0; i < places.size(); i++) {
            String[] parts = told[i].split("\t", 2);
            check(
                    "unreadable",
                    all().toList().get(i),
                    Path.of(owns.get(i)),
                    Integer.parseInt(parts[0].strip()),
                    parts[1]);
        }
    }

    /** Runs each line of a file, and prints the exit status and what it says. */
    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int status = run(err, line.split("\t"));
            System.out.print(status + "\t" + err.toString(UTF_8) + "\f");
        }
    }

    private void assertTold(String fault, String line, Path place) {
        err.reset();
        int status = run(
                err,
                Arrays.stream(line.split(" ")).map(w -> word(filled(w, place))).toArray(String[]::new));
        check(fault, line, place, status, err.toString(UTF_8));
    }

    private void check(String fault, String line, Path place, int status, String told) {
        String shown = told.replace(directory.toString(), "DIR")
                .replace(inputs.toString(), "INPUTS")
                .replace("x".repeat(300), "LONG");
        TABLE.add(status + "\t" + fault + "\t" + line + "\n    " + shown.replace("\n", "\n    "));
        assertThat(status).as(fault + ", " + told).isBetween(2, 3);
        assertThat(told.split("hhvm-deb: ", -1)).as(told).hasSize(2);
        assertThat(told).as(fault).contains(place.toString());
        assertThat(told.replace(place.toString(), "").replaceAll("\\W", ""))
                .as("the reason in: " + told)
                .hasSizeGreaterThan(15);
        assertThat(shown)
                .as(fault)
                .doesNotContain(
                        ".part", "Exception", "null", "/tmp/hhvm-deb-", "/.hhvm-deb-", "[SQLITE", "ParameterException");
        if (fault.equals("unreadable")) {
            assertThat(told).contains("cannot read " + place, ": Permission denied");
        }
    }

    private static Path place(String line, Path parent) {
        Matcher place = PLACE.matcher(line);
        assertThat(place.find()).isTrue();
        return parent.resolve(place.group(1));
    }

    private static String filled(String word, Path place) {
        return PLACE.matcher(word).replaceAll(Matcher.quoteReplacement(place.toString()));
    }

    private static int run(OutputStream err, String... words) {
        Map<String, String> environment =
                Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "CI", "1", "SOURCE_DATE_EPOCH", "1700000000");
        return HhvmDeb.run(OutputStream.nullOutputStream(), new PrintStream(err, true, UTF_8), environment, words);
    }

    private String word(String word) {
        try {
            return switch (word) {
                case "REPO" -> inputs.resolve("site.hhbc").toString();
                case "HHVM" -> inputs.resolve("bin/hhvm").toString();
                case "SITE" -> inputs.resolve("site").toString();
                case "GIT" -> inputs.resolve("hhvm").toString();
                case "OTHER" -> inputs.resolve("other.hhbc").toString();
                case "IMPORTED" ->
                    inputs.resolve("imported/hhvm_3.1.0.orig.tar.xz").toString();
                case "SOURCE" -> inputs.resolve("source").toString();
                case "PATCH" -> inputs.resolve("fix.patch").toString();
                case "ORIG" -> Files.readString(inputs.resolve("orig"));
                case "DEBIAN" -> inputs.resolve("packaging/debian").toString();
                case "SCHEMA" -> SCHEMA;
                case "M" -> "Site Operators <ops@example.org>";
                case "OUT" -> directory.resolve("out" + outputs++).toString();
                default -> word;
            };
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
