package org.hhvmdeb.hhbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.HostFixture.WWW;
import static org.hhvmdeb.testkit.HostFixture.mode;
import static org.hhvmdeb.testkit.HostFixture.own;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.HostFixture;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Between the examination and the moment when root gives the commands, HHVM's user puts something else into the directories he may
 * write to: links to what is root's. Whatever was proposed is run, and all that is not below those directories is what it was.
 */
class LedAstrayTest {

    @TempDir
    Path temporary;

    /** Does something to a host. */
    @FunctionalInterface
    interface Deed {
        void on(HostFixture host) throws Exception;
    }

    /**
     * A way to lead root astray.
     *
     * @param before what the doctor sees
     * @param since what the user does then
     */
    record Case(String name, Deed before, Deed since) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        "a directory that is made",
                        h -> h.write("/etc/hhvm/server.ini", central("/var/cache/hhvm/site/x.hhbc")),
                        h -> link(h, "/var/cache/hhvm/site", "/etc")),
                new Case(
                        "one below it",
                        h -> h.write("/etc/hhvm/server.ini", central("/var/cache/hhvm/a/hhvm/x.hhbc")),
                        h -> link(h, "/var/cache/hhvm/a", "/etc")),
                new Case("the user's file", h -> mode(h.repo(CENTRAL, SCHEMA), "r--r--r--"), h -> swap(h, CENTRAL)),
                new Case("root's file", h -> own(h.repo(CENTRAL, SCHEMA), 0), h -> swap(h, CENTRAL)),
                new Case(
                        "root's file that nobody may read",
                        h -> mode(own(h.repo(CENTRAL, SCHEMA), 0), "---------"),
                        h -> swap(h, CENTRAL)),
                new Case(
                        "root's file further down",
                        h -> {
                            h.write("/etc/hhvm/server.ini", central("/var/cache/hhvm/site/hhvm.hhbc"));
                            own(h.repo("/var/cache/hhvm/site/hhvm.hhbc", SCHEMA), 0);
                            own(h.here("/var/cache/hhvm/site"), WWW);
                        },
                        h -> away(h, "/var/cache/hhvm/site")),
                new Case(
                        "a closed directory",
                        h -> {
                            h.write("/etc/hhvm/server.ini", central("/var/cache/hhvm/hhvm/hhvm/x.hhbc"));
                            own(h.directory("/var/cache/hhvm/hhvm/hhvm"), WWW);
                            mode(own(h.here("/var/cache/hhvm/hhvm"), 0), "rwx------");
                        },
                        h -> away(h, "/var/cache/hhvm/hhvm")),
                new Case(
                        "a local repository that is read",
                        h -> {
                            h.write("/etc/hhvm/server.ini", central(CENTRAL) + local("/var/cache/hhvm/site.hhbc"));
                            mode(own(h.repo("/var/cache/hhvm/site.hhbc", SCHEMA), 0), "rw-------");
                        },
                        h -> swap(h, "/var/cache/hhvm/site.hhbc")),
                new Case(
                        "a local repository that is protected",
                        h -> {
                            h.write(
                                    "/etc/hhvm/server.ini",
                                    central(CENTRAL) + local("/var/cache/hhvm/site.hhbc")
                                            + "hhvm.repo.authoritative = 1\n");
                            h.repo("/var/cache/hhvm/site.hhbc", SCHEMA);
                        },
                        h -> swap(h, "/var/cache/hhvm/site.hhbc")),
                new Case(
                        "a damaged one that is moved",
                        h -> {
                            h.write("/etc/hhvm/server.ini", central("/var/cache/hhvm/site/hhvm.hhbc"));
                            Path file = h.repo("/var/cache/hhvm/site/hhvm.hhbc", SCHEMA);
                            byte[] content = Files.readAllBytes(file);
                            Arrays.fill(content, 100, 1100, (byte) 0);
                            Files.write(file, content);
                            own(h.here("/var/cache/hhvm/site"), WWW);
                        },
                        h -> away(h, "/var/cache/hhvm/site")),
                new Case(
                        "an empty one and a part that are removed",
                        h -> {
                            h.write("/etc/hhvm/server.ini", central("/var/cache/hhvm/site/hhvm.hhbc"));
                            own(h.directory("/var/cache/hhvm/site"), WWW);
                            own(h.write("/var/cache/hhvm/site/hhvm.hhbc", ""), WWW);
                            own(h.write("/var/cache/hhvm/site/hhvm.hhbc.part", ""), WWW);
                        },
                        h -> away(h, "/var/cache/hhvm/site")),
                new Case(
                        "dead repositories that are removed",
                        h -> {
                            h.write("/etc/hhvm/server.ini", central("/var/cache/hhvm/site/%{schema}.hhbc"));
                            h.repo("/var/cache/hhvm/site/" + OTHER + ".hhbc", OTHER);
                            own(h.here("/var/cache/hhvm/site"), WWW);
                        },
                        h -> away(h, "/var/cache/hhvm/site")),
                new Case(
                        "a journal that names a file to remove",
                        h -> {
                            h.repo(CENTRAL, SCHEMA);
                            own(h.write(CENTRAL + "-journal", "x"), WWW);
                        },
                        LedAstrayTest::superJournal),
                new Case(
                        "configuration of the user's",
                        h -> {
                            h.write("/var/cache/hhvm/hhvm.ini", "hhvm.a = 1\nserver.port = 9000\n");
                            h.write(
                                    "/lib/systemd/system/hhvm.service",
                                    "[Service]\nExecStart=/usr/bin/hhvm -m server -c /var/cache/hhvm/hhvm.ini\n");
                            own(h.here("/var/www"), 0);
                        },
                        h -> swap(h, "/var/cache/hhvm/hhvm.ini")));
    }

    private static String central(String path) {
        return "hhvm.repo.central.path = " + path + "\n";
    }

    private static String local(String path) {
        return "hhvm.repo.local.path = " + path + "\n";
    }

    private static void link(HostFixture host, String path, String target) throws Exception {
        Files.createSymbolicLink(host.here(path), host.here(target));
    }

    private static void swap(HostFixture host, String path) throws Exception {
        Files.delete(host.here(path));
        link(host, path, "/etc/shadow");
    }

    /** The directory makes room for a link to one of root's, where everything has the same names. */
    private static void away(HostFixture host, String path) throws Exception {
        try (Stream<Path> files = Files.list(host.here(path))) {
            for (Path each : files.toList()) {
                Path same = host.here("/etc/roots").resolve(each.getFileName());
                if (Files.isDirectory(each)) {
                    Files.createDirectory(same);
                } else {
                    Files.copy(each, same);
                }
            }
        }
        Files.move(host.here(path), host.here("/var/cache/hhvm/was"));
        link(host, path, "/etc/roots");
    }

    /** SQLite removes the file that a journal names at its end, when it has rolled the rest back. */
    private static void superJournal(HostFixture host) throws Exception {
        byte[] name = host.here("/etc/shadow").toString().getBytes(StandardCharsets.UTF_8);
        int sum = 0;
        for (byte b : name) {
            sum += b;
        }
        String head = "d9d505f920a163d7" + "00000000" + "00000000" + "00000001" + "00000200" + "00001000";
        String tail = String.format("%08x%08x", name.length, sum) + "d9d505f920a163d7";
        byte[] journal = new byte[512 + 4 + name.length + 16];
        System.arraycopy(HexFormat.of().parseHex(head), 0, journal, 0, 28);
        System.arraycopy(HexFormat.of().parseHex("00040001"), 0, journal, 512, 4);
        System.arraycopy(name, 0, journal, 516, name.length);
        System.arraycopy(HexFormat.of().parseHex(tail), 0, journal, 516 + name.length, 16);
        Files.write(host.here(CENTRAL + "-journal"), journal);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsPutOnTheWayAfterwardsLeadsNowhere(Case each) throws Exception {
        mode(temporary, "rwxr-xr-x");
        HostFixture host = HostFixture.in(Files.createDirectory(temporary.resolve("host")));
        mode(own(host.write("/etc/shadow", "root:*:1::::::\n"), 0), "rw-------");
        mode(own(host.directory("/etc/roots"), 0), "rwx------");
        each.before().on(host);
        List<Advice> found = host.examine().advice();
        assertThat(found).isNotEmpty();
        each.since().on(host);
        SortedMap<String, String> before = tree(host);
        StringBuilder commands = new StringBuilder();
        for (Advice advice : found) {
            if (advice.fix().isPresent()) {
                commands.append(advice.fix().get()).append('\n');
                Programs.untethered().run(Command.of("sh", "-c", advice.fix().get()));
            }
        }
        assertThat(tree(host)).as(commands.toString()).isEqualTo(before);
    }

    /** All but what is below the user's directory. */
    private static SortedMap<String, String> tree(HostFixture host) throws Exception {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(host.root())) {
            for (Path file : files.filter(f -> !f.startsWith(host.here("/var/cache/hhvm/")))
                    .toList()) {
                Map<String, Object> is = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
                String content = Files.isRegularFile(file) ? HexFormat.of().formatHex(Files.readAllBytes(file)) : "";
                tree.put(
                        host.root().relativize(file).toString(),
                        is.get("mode") + " " + is.get("uid") + " " + is.get("gid") + " " + content.hashCode());
            }
        }
        return tree;
    }
}
