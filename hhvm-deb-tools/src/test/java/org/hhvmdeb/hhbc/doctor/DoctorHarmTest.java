package org.hhvmdeb.hhbc.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.HostFixture.WWW;
import static org.hhvmdeb.testkit.HostFixture.mode;
import static org.hhvmdeb.testkit.HostFixture.own;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.HostFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configuration names what it likes: system files, other people's, whole directories. All that the doctor proposes there is
 * run, three times over, and afterwards everything that is not HHVM's is what it was: type, mode, owner and content.
 */
@Tag("integration")
class DoctorHarmTest {

    @TempDir
    Path temporary;

    /** Makes a host one with hostile configuration. */
    @FunctionalInterface
    interface Trap {
        void set(HostFixture host) throws Exception;
    }

    /** A named one; the name is that of the place that is configured, too. */
    record Case(String name, String path, Trap trap) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case trap(String path, Trap trap) {
        return new Case(path, path, trap);
    }

    static List<Case> cases() {
        String schemas = "/srv/%{schema}.db";
        return List.of(
                trap("/etc/passwd", h -> {}),
                trap("/etc/shadow", h -> mode(own(h.write("/etc/shadow", "root:*:1::::::\n"), 0), "rw-------")),
                trap("/etc/nologin", h -> h.write("/etc/nologin", "")),
                trap("/etc/cron.d/hhvm.hhbc", h -> h.directory("/etc/cron.d")),
                trap("/etc/cron.d", h -> h.directory("/etc/cron.d")),
                trap("/etc/missing/hhvm.hhbc", h -> {}),
                trap("/etc/hhvm.hhbc", h -> own(h.repo("/etc/hhvm.db", SCHEMA), 0)),
                trap("/tmp/hhvm.hhbc", h -> {}),
                trap("/opt/hhvm.hhbc", h -> {}),
                trap("/srv/hhvm.hhbc", h -> h.directory("/srv")),
                trap("/var/tmp/hhvm/hhvm.hhbc", h -> {}),
                trap("/var/lib/mysql/hhvm.hhbc", h -> {}),
                trap("/var/lib/dpkg/x/hhvm.hhbc", h -> h.write("/var/lib/dpkg/status", "")),
                trap("/var/lib/private/hhvm.hhbc", h -> mode(own(h.directory("/var/lib/private"), 0), "rwx------")),
                trap("/var/spool/cron/crontabs/a", h -> own(h.directory("/var/spool/cron/crontabs"), 0)),
                trap("/home/cron/hhvm.hhbc", h -> own(h.directory("/home/cron"), 4712)),
                trap("/home/new/hhvm.hhbc", h -> h.directory("/home")),
                trap("/usr/local/hhvm/hhvm.hhbc", h -> h.directory("/usr/local")),
                trap("/opt/hhvm/4/bin/hhvm.hhbc", h -> h.install(OTHER, "/opt/hhvm/4/bin/hhvm")),
                trap("/mnt/disk/hhvm.hhbc", h -> h.directory("/mnt/disk")),
                trap("/srv/site/index.php", h -> h.write("/srv/site/index.php", "<?php")),
                trap("/srv/site/fifo", h -> {
                    h.directory("/srv/site");
                    Programs.untethered()
                            .run(Command.of("mkfifo", h.here("/srv/site/fifo").toString()))
                            .orFail();
                }),
                trap("/srv/site/users.db", h -> database(h, "/srv/site/users.db", "CREATE TABLE users (name TEXT)")),
                new Case("a repository with a stranger's table", "/srv/site/mixed.db", h -> {
                    own(h.repo("/srv/site/mixed.db", OTHER), 0);
                    database(h, "/srv/site/mixed.db", "CREATE TABLE users (name TEXT)");
                }),
                new Case("a journal of a stranger's database", "/srv/site/users.db", h -> {
                    database(h, "/srv/site/users.db", "CREATE TABLE users (name TEXT)");
                    h.write("/srv/site/users.db-journal", "x");
                }),
                new Case("a part of something else", "/srv/site/site.hhbc", h -> {
                    h.repo("/srv/site/site.hhbc", SCHEMA);
                    h.write("/srv/site/site.hhbc.part", "a chapter");
                }),
                new Case("two names", "/var/cache/hhvm/two.hhbc", h -> {
                    own(h.repo("/etc/ssl/root.hhbc", SCHEMA, OTHER), 0);
                    Files.createLink(h.here("/var/cache/hhvm/two.hhbc"), h.here("/etc/ssl/root.hhbc"));
                }),
                new Case("a link to a file", "/var/cache/hhvm/a.hhbc", h -> {
                    Files.createSymbolicLink(h.here("/var/cache/hhvm/a.hhbc"), Path.of("/etc/passwd"));
                }),
                new Case("a link to a directory", CENTRAL, h -> {
                    Files.delete(h.here("/var/cache/hhvm"));
                    Files.createSymbolicLink(h.here("/var/cache/hhvm"), Path.of("/etc"));
                }),
                new Case("databases beside", schemas, h -> {
                    own(h.directory("/srv/mail.db"), WWW);
                    h.write("/srv/mail.db/inbox", "");
                    h.write("/srv/users.db", "u");
                    h.write("/srv/" + OTHER + ".db", "its name proves nothing");
                    own(h.here("/srv"), WWW);
                }),
                new Case("directories beside", "/var/cache/hhvm/%{schema}", h -> {
                    h.write("/var/cache/hhvm/important", "keep");
                    h.write("/var/cache/hhvm/data/x", "keep");
                    h.write("/var/cache/hhvm/" + OTHER + "/x", "keep");
                    h.write("/srv/secret", "");
                    Files.createSymbolicLink(h.here("/var/cache/hhvm/" + "a".repeat(40)), Path.of("/srv/secret"));
                    own(h.repo("/srv/hard.hhbc", "b".repeat(40)), 0);
                    Files.createLink(h.here("/var/cache/hhvm/" + "b".repeat(40)), h.here("/srv/hard.hhbc"));
                }),
                new Case("another's name for a repository", "/var/cache/hhvm/%{schema}.hhbc", h -> {
                    h.repo("/var/cache/hhvm/" + "c".repeat(40) + ".hhbc", SCHEMA);
                    h.repo("/var/cache/hhvm/backup.hhbc", OTHER);
                }),
                new Case("unpacked by others", CENTRAL, h -> {
                    h.write("/tmp/hackc_project/main.rs", "");
                    h.write("/tmp/hhvm_backups/dump", "");
                    h.write("/tmp/hhvm_notes", "");
                    h.write("/run/hackc_" + OTHER, "a text");
                    h.write("/tmp/hackc_" + OTHER + "_abcdef/x", "");
                    Files.createSymbolicLink(h.here("/run/hackc_" + "d".repeat(40)), Path.of("/usr/bin/hhvm"));
                }),
                new Case("configuration that is a system file", "", h -> {
                    Files.delete(h.here("/etc/hhvm/server.ini"));
                    Files.createSymbolicLink(h.here("/etc/hhvm/server.ini"), Path.of("/etc/crontab"));
                    h.write("/etc/crontab", "server.port = 1\n");
                    own(h.here("/var/www"), 0);
                }),
                new Case("configuration that is another program's", "", h -> {
                    h.write("/etc/php/php.ini", "server.port = 1\n");
                    h.write(
                            "/lib/systemd/system/hhvm.service",
                            "[Service]\nExecStart=/usr/bin/hhvm -m server -c /etc/php/php.ini\n");
                    own(h.here("/var/www"), 0);
                }),
                new Case("configuration with two names", "", h -> {
                    h.write("/srv/ours", "server.port = 1\nhhvm.a = 1\n");
                    Files.delete(h.here("/etc/hhvm/server.ini"));
                    Files.createLink(h.here("/etc/hhvm/server.ini"), h.here("/srv/ours"));
                    own(h.here("/var/www"), 0);
                }));
    }

    private static void database(HostFixture host, String path, String sql) throws Exception {
        host.directory(path.substring(0, path.lastIndexOf('/') + 1));
        try (RepoFixture repo = RepoFixture.at(host.here(path))) {
            repo.sql(sql);
        }
    }

    /** What configuration can say of a place. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "central",
            "hhvm.repo.central.path = @\n",
            "local",
            "hhvm.repo.central.path = " + CENTRAL + "\nhhvm.repo.local.path = @\n",
            "authoritative",
            "hhvm.repo.authoritative = 1\nhhvm.repo.central.path = @\n",
            "single",
            "hhvm.repo.authoritative = 1\nhhvm.repo.path = @\nhhvm.repo.central.path = " + CENTRAL + "\n"));

    @ParameterizedTest
    @MethodSource("cases")
    void noCommandTouchesWhatIsNotProvenToBeHhvms(Case each) throws Exception {
        for (String setting : SETTINGS.keySet()) {
            for (int owner : each.path().isEmpty() ? List.of(0) : List.of(0, WWW)) {
                HostFixture host = HostFixture.in(Files.createDirectory(temporary.resolve(setting + owner)));
                if (!each.path().isEmpty()) {
                    String text = String.valueOf(SETTINGS.get(setting)).replace("@", each.path());
                    host.write("/etc/hhvm/server.ini", text);
                }
                each.trap().set(host);
                Path named = host.here(each.path().isEmpty() ? "/etc/hhvm/server.ini" : each.path());
                if (owner == WWW && Files.exists(named) && !Files.isSymbolicLink(named)) {
                    own(named, owner);
                }
                SortedMap<String, String> before = tree(host);
                StringBuilder commands = new StringBuilder();
                for (int round = 0; round < 3; round++) {
                    for (Advice advice : host.examine().advice()) {
                        advice.fix().ifPresent(f -> commands.append(f).append('\n'));
                        if (advice.fix().isPresent()) {
                            Programs.untethered()
                                    .run(Command.of("sh", "-c", advice.fix().get()));
                        }
                    }
                }
                SortedMap<String, String> after = tree(host);
                after.keySet().removeIf(f -> !before.containsKey(f) && isNewAndPrivate(f));
                assertThat(after).as(setting + " of " + owner + "\n" + commands).isEqualTo(before);
                assertThat(commands).doesNotContain(" -rf", "-r ");
            }
        }
    }

    /** What HHVM's own directory may gain, and the directories that lead there. */
    private static boolean isNewAndPrivate(String file) {
        return file.matches("(?:var(?:/cache)?|(?:var/cache|var/lib|run|srv)/hhvm(?:/.*)?)");
    }

    /** Everything but HHVM's own configuration, to which a setting may be added, and proven repositories. */
    private static SortedMap<String, String> tree(HostFixture host) throws Exception {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(host.root())) {
            for (Path file : files.toList()) {
                String name = host.root().relativize(file).toString();
                if (name.equals("srv/site/site.hhbc")) {
                    continue;
                }
                tree.put(name, status(file) + (name.equals("etc/hhvm/server.ini") ? "" : content(file)));
            }
        }
        return tree;
    }

    private static String status(Path file) throws IOException {
        Map<String, Object> is = Files.readAttributes(file, "unix:mode,uid,gid,nlink", LinkOption.NOFOLLOW_LINKS);
        Object links = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "" : is.get("nlink");
        return is.get("mode") + " " + is.get("uid") + " " + is.get("gid") + " " + links + " ";
    }

    private static String content(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return Files.readSymbolicLink(file).toString();
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Integer.toHexString(new String(Files.readAllBytes(file), ISO_8859_1).hashCode())
                : "";
    }
}
