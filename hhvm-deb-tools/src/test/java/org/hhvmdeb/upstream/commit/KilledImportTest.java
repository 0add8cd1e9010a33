package org.hhvmdeb.upstream.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.CommandProcess;
import org.hhvmdeb.testkit.FileServer;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.GitHttpServer;
import org.hhvmdeb.testkit.KillPoint;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command {@code upstream import --into}, killed by strace(1) at system calls that change files; {@code -Dkill.rounds=N}
 * makes it a long run. Each round then looks at what git says, runs the command again and compares with a run that was left
 * alone.
 */
@Tag("integration")
class KilledImportTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
    private static final String CHANGING = "link,linkat,rename,renameat,renameat2,unlink,unlinkat,mkdir,rmdir,fsync";
    private static final Instant WHEN = Instant.ofEpochSecond(1_500_000_000);

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private Path template;
    private final Map<String, Integer> tally = new TreeMap<>();

    @BeforeEach
    void makeUpstreamAndPackaging() throws Exception {
        git = new GitFixture(directory);
        hhvm = git.init("hhvm");
        for (int i = 0; i < 12; i++) {
            git.write(hhvm, "d" + i % 3 + "/f" + i, "first " + i + "\n");
        }
        git.write(hhvm, "configure", "#!/bin/sh\n");
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        for (int i = 0; i < 12; i += 2) {
            git.write(hhvm, "d" + i % 3 + "/f" + i, "second " + i + "\n");
        }
        git.write(hhvm, "new/directory/file", "new\n");
        Files.delete(hhvm.resolve("configure"));
        git.commit(hhvm, "3.18.6");
        git.git(hhvm, "tag", "HHVM-3.18.6");
        git.git(hhvm, "update-server-info");
        Path packaging = git.init("template/packaging");
        git.write(
                packaging,
                "debian/changelog",
                "hhvm (3.18.4-1) unstable; urgency=low\n\n  * Start.\n\n -- A B <a@example.org>  Sat, 04 Mar 2017 05:06:07 +0000\n");
        git.commit(packaging, "Start the packaging");
        template = directory.resolve("template");
        complete(template, "HHVM-3.18.5", hhvm.toString());
        git.git(packaging, "pack-refs", "--all");
        git.write(packaging, "debian/rules", "#!/usr/bin/make -f\n");
        git.commit(packaging, "Add the rules");
    }

    @Test
    void whereverTheRunIsKilledTheNextOneCompletesIt() throws Exception {
        everyPoint(hhvm.toString(), ROUNDS);
    }

    @Test
    @EnabledIfSystemProperty(named = "kill.rounds", matches = ".+", disabledReason = "a long test")
    void overHttpToo() throws Exception {
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            everyPoint(server.url("hhvm/.git"), Math.max(1, ROUNDS / 2));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "kill.rounds", matches = ".+", disabledReason = "a long test")
    void overHttpFromPlainFilesToo() throws Exception {
        try (FileServer server = FileServer.of(directory)) {
            everyPoint(server.url("hhvm/.git"), Math.max(1, ROUNDS / 2));
        }
    }

    /** Git is killed when it writes files, or all of the run is at that moment. */
    @Test
    void whereverItsGitIsKilledTheNextRunCompletesIt() throws Exception {
        Done wanted = undisturbed(hhvm.toString());
        int points = Math.max(2, ROUNDS);
        for (int i = 0; i < points; i++) {
            Path place = copy("git" + i);
            String call = List.of("openat", "rename", "write", "unlink").get(i % 4);
            // Before the twentieth file git reads its own configuration.
            int when = (call.equals("openat") ? 20 : 1) + i / 4;
            boolean all = i / 4 % 2 == 1;
            String real = "strace -f -qq -o /dev/null -e trace=" + call + " -e inject=" + call + ":signal=SIGKILL:when="
                    + when + " /usr/bin/git \"$@\"";
            wrap(place, "read-tree", all ? real + "\nkill -9 $(cat " + pid(place) + ")\nsleep 1000" : "exec " + real);
            check(
                    place,
                    hhvm.toString(),
                    wanted,
                    run(place, "HHVM-3.18.6", hhvm.toString()),
                    "git " + call + " " + when);
        }
        report("git read-tree");
    }

    private void everyPoint(String from, int rounds) throws Exception {
        Done wanted = undisturbed(from);
        List<KillPoint> points = points(from);
        assertThat(points).hasSizeGreaterThan(20);
        for (int i = 0; i < rounds; i++) {
            KillPoint point = points.get((2 * i + 1) * points.size() / (2 * rounds));
            Path place = copy("round" + i);
            trace(place, point.killing());
            check(place, from, wanted, run(place, "HHVM-3.18.6", from), point.toString());
        }
        if (rounds > 1) {
            anyMoment(from, rounds / 2, wanted);
        }
        report(from.replaceFirst("127.*", "…"));
    }

    private void anyMoment(String from, int rounds, Done wanted) throws Exception {
        Path alone = copy("alone");
        long start = System.nanoTime();
        assertThat(run(alone, "HHVM-3.18.6", from).exit()).isZero();
        long duration = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        FileTree.delete(alone);
        Random moments = new Random(18);
        for (int i = 0; i < rounds; i++) {
            Path place = copy("moment" + i);
            Process process = start(place, "HHVM-3.18.6", from).process();
            process.waitFor((long) (moments.nextDouble() * duration), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            check(place, from, wanted, new Ended(process.waitFor(), ""), "moment");
        }
    }

    private void check(Path place, String from, Done wanted, Ended killed, String point) throws Exception {
        Path packaging = place.resolve("packaging");
        String status = said(packaging, "git", "status", "--porcelain");
        String commit = said(packaging, "git", "commit", "--allow-empty", "--dry-run", "-m", "x");
        assertThat(status).as("git status after %s", point).startsWith("0 ");
        assertThat(said(packaging, "git", "fsck", "--strict"))
                .as("git fsck after %s", point)
                .startsWith("0 ");
        assertThat(git.git(packaging, "for-each-ref"))
                .as("references after %s", point)
                .isIn(wanted.before(), wanted.references());
        String locks = leftovers(packaging, ".lock");
        boolean moved = git.git(packaging, "for-each-ref").equals(wanted.references());
        assertThatCode(() -> complete(place, "HHVM-3.18.6", from))
                .as("run after %s", point)
                .doesNotThrowAnyException();
        Done done = look(place, wanted.before());
        assertThat(done.references()).as("references after %s", point).isEqualTo(wanted.references());
        assertThat(done.files()).as("files after %s", point).isEqualTo(wanted.files());
        assertThat(git.git(packaging, "status", "--porcelain"))
                .as("status after %s", point)
                .isEmpty();
        git.git(packaging, "fsck", "--strict");
        git.git(packaging, "commit", "--allow-empty", "-m", "x");
        tally.merge(
                (killed.exit() == 0 ? "ended before" : moved ? "references moved" : "nothing moved")
                        + (locks.isEmpty() ? "" : ", locks left: " + locks)
                        + (commit.startsWith("0") || commit.startsWith("1") ? "" : "; git: " + commit),
                1,
                Integer::sum);
        FileTree.delete(place);
    }

    private record Ended(int exit, String said) {}

    /** What a run led to. */
    private record Done(String before, String references, List<String> files) {}

    private Done undisturbed(String from) throws Exception {
        Path place = copy("undisturbed");
        String before = git.git(place.resolve("packaging"), "for-each-ref");
        complete(place, "HHVM-3.18.6", from);
        Done done = look(place, before);
        FileTree.delete(place);
        return done;
    }

    private Done look(Path place, String before) throws Exception {
        Path packaging = place.resolve("packaging");
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.sorted().toList()) {
                String name = place.relativize(file).toString();
                if (!name.startsWith("packaging/.git/objects/pack/")) {
                    boolean content =
                            !name.startsWith("packaging/.git/") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                    files.add(
                            name.startsWith("packaging/.git/") && !name.contains("hhvm-deb") && !name.endsWith(".lock")
                                    ? ""
                                    : name
                                            + (content
                                                    ? " "
                                                            + Files.readString(file, StandardCharsets.ISO_8859_1)
                                                                    .hashCode()
                                                    : ""));
                }
            }
        }
        files.removeIf(String::isEmpty);
        files.add(git.git(packaging, "ls-files", "-s"));
        return new Done(before, git.git(packaging, "for-each-ref"), files);
    }

    /** The calls that change files once the repository was looked at. */
    private List<KillPoint> points(String from) throws Exception {
        Path place = copy("traced");
        Path log = directory.resolve("trace");
        trace(place, KillPoint.tracing(log, CHANGING));
        Ended ended = run(place, "HHVM-3.18.6", from);
        assertThat(ended.exit()).as(ended.said()).isZero();
        FileTree.delete(place);
        return KillPoint.in(log);
    }

    /** Lets strace have the whole run, once it asks git for the state of the work tree. */
    private void trace(Path place, List<String> options) throws IOException {
        wrap(
                place,
                "status",
                "pid=$(cat " + pid(place) + ")\nstrace -f -qq -p $pid " + String.join(" ", options)
                        + " >/dev/null 2>&1 </dev/null &\nwhile grep -q '^TracerPid:.0$' /proc/$pid/status; do sleep 0.01; done\nsleep 0.1\nexec /usr/bin/git \"$@\"");
    }

    /** Puts a script in the place of one of git's commands. */
    private void wrap(Path place, String command, String script) throws IOException {
        Path bin = Files.createDirectories(bin(place));
        git.executable(Files.writeString(
                bin.resolve("git"),
                "#!/bin/sh\ncase \" $* \" in *\" " + command + " \"*) ;; *) exec /usr/bin/git \"$@\" ;; esac\n" + script
                        + "\n"));
    }

    private static Path bin(Path place) {
        return place.resolveSibling(place.getFileName() + ".bin");
    }

    private static Path pid(Path place) {
        return place.resolveSibling(place.getFileName() + ".pid");
    }

    private String leftovers(Path packaging, String end) throws IOException {
        try (Stream<Path> all = Files.walk(packaging.resolve(".git"))) {
            return String.join(
                    " ",
                    all.map(f -> packaging.resolve(".git").relativize(f).toString())
                            .filter(f -> f.endsWith(end) && !f.contains("hhvm-deb"))
                            .sorted()
                            .toList());
        }
    }

    private Path copy(String name) throws IOException {
        Path place = directory.resolve(name);
        FileTree.copy(template, place);
        return place;
    }

    /** What the command does, without another virtual machine. */
    private void complete(Path place, String tag, String from) throws Exception {
        Path packaging = place.resolve("packaging");
        LocalProcesses programs = new LocalProcesses();
        new FinishCommit(programs).run(packaging, Progress.silent());
        ImportRequest request = ImportRequest.builder(tag, from, place.resolve("output"))
                .debianDirectory(packaging.resolve("debian"))
                .changelogFollows()
                .notAfter(WHEN)
                .build();
        Path tarball =
                new ImportUpstream(programs).run(request, Progress.silent()).tarball();
        new CommitUpstream(programs)
                .run(
                        new CommitRequest(
                                tarball,
                                packaging,
                                new PackagingBranches(PackagingBranches.DEFAULT_UPSTREAM, Optional.of("master"), false),
                                true,
                                Optional.empty(),
                                Optional.of("Pat Ckager <pat@example.org>"),
                                Optional.of(WHEN)),
                        Progress.silent());
    }

    private Ended run(Path place, String tag, String from) throws Exception {
        CommandProcess command = start(place, tag, from);
        int exit = command.process().waitFor();
        return new Ended(exit, command.text());
    }

    private CommandProcess start(Path place, String tag, String from) throws Exception {
        CommandProcess command = CommandProcess.start(
                place.resolveSibling(place.getFileName() + ".run"),
                List.of(),
                Map.of(
                        "PATH",
                        bin(place) + ":" + System.getenv("PATH"),
                        "HOME",
                        directory.toString(),
                        "DEBFULLNAME",
                        "Pat Ckager",
                        "DEBEMAIL",
                        "pat@example.org",
                        "SOURCE_DATE_EPOCH",
                        String.valueOf(WHEN.getEpochSecond())),
                "upstream",
                "import",
                tag,
                "--from",
                from,
                "--output",
                place.resolve("output").toString(),
                "--debian",
                place.resolve("packaging/debian").toString(),
                "--into",
                place.resolve("packaging").toString(),
                "--debian-branch",
                "master");
        Files.writeString(pid(place), String.valueOf(command.process().pid()));
        return command;
    }

    private String said(Path where, String... words) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("GIT_AUTHOR_NAME", "x");
        builder.environment().put("GIT_AUTHOR_EMAIL", "x");
        builder.environment().put("GIT_COMMITTER_NAME", "x");
        builder.environment().put("GIT_COMMITTER_EMAIL", "x");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + text.lines().findFirst().orElse("");
    }

    private void report(String what) {
        tally.forEach((state, count) -> System.out.println(what + "\t" + count + "\t" + state));
    }
}
