package org.hhvmdeb.hhbc.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostFixture.CENTRAL;
import static org.hhvmdeb.testkit.HostFixture.WWW;
import static org.hhvmdeb.testkit.HostFixture.mode;
import static org.hhvmdeb.testkit.HostFixture.own;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.io.File;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.cli.HhvmDeb;
import org.hhvmdeb.hhbc.host.HhvmConfig;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HhvmServices;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.IniFile;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.io.OwnUser;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.HostFixture;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command the doctor proposes is run, twice, on a host that shows the finding. Then the finding is gone, there is no new one,
 * and what is configured is what was. Where no command is safe, there are words. The shell is dash, which knows least; with
 * {@code -Ddoctor.shells=dash,bash} each command is run by both.
 */
@Tag("integration")
class DoctorRemediesTest {

    /** Makes a healthy host one with a fault. */
    @FunctionalInterface
    interface Fault {
        void make(HostFixture host) throws Exception;
    }

    /**
     * A host with a finding.
     *
     * @param command whether a command mends it
     * @param maxSize in percent of the size of the central repository; 0: none
     * @param options those that the command may change
     */
    record Case(Rule rule, String name, boolean command, int maxSize, Set<String> options, Fault fault) {

        @Override
        public String toString() {
            return rule.id() + (name.isEmpty() ? "" : ": " + name);
        }
    }

    private static final String PATH_OPTION = "hhvm.repo.central.path";
    private static final String LOCAL = "/srv/site/site.hhbc";
    private static final String UNIT = "/lib/systemd/system/hhvm.service";

    private static final List<String> SHELLS =
            List.of(System.getProperty("doctor.shells", "dash").split(",", -1));
    private static final List<String> TABLE = new ArrayList<>();

    /** A copy of this program that HHVM's user can run, too. */
    @TempDir
    private static Path programs;

    @TempDir
    Path temporary;

    @BeforeAll
    static void installForEverybody() throws Exception {
        if (OwnUser.uid() != 0) {
            // No host can be made then, and every test is passed over.
            return;
        }
        Path classes = Files.createDirectory(programs.resolve("classes"));
        List<String> words = JavaCommand.words(HhvmDeb.class);
        int path = words.indexOf("-cp") + 1;
        List<String> copies = new ArrayList<>();
        for (String each : words.get(path).split(File.pathSeparator, -1)) {
            if (Files.exists(Path.of(each))) {
                copies.add(classes.resolve(String.valueOf(copies.size())).toString());
                Programs.untethered()
                        .run(Command.of("cp", "-rL", each, copies.get(copies.size() - 1)))
                        .orFail();
            }
        }
        words.set(path, String.join(File.pathSeparator, copies));
        Path program = Files.writeString(
                programs.resolve("hhvm-deb"), "#!/bin/sh\nexec '" + String.join("' '", words) + "' \"$@\"\n");
        Programs.untethered()
                .run(Command.of("chmod", "-R", "a+rX,u+x", programs.toString()))
                .orFail();
        mode(program, "rwxr-xr-x");
    }

    private static Case command(Rule rule, String name, Fault fault) {
        return new Case(rule, name, true, 0, Set.of(), fault);
    }

    private static Case words(Rule rule, String name, Fault fault) {
        return new Case(rule, name, false, 0, Set.of(), fault);
    }

    private static Case sized(Rule rule, String name, boolean command, int maxSize, Fault fault) {
        return new Case(rule, name, command, maxSize, Set.of(), fault);
    }

    private static Case changing(Rule rule, String name, Fault fault) {
        return new Case(rule, name, true, 0, Set.of(PATH_OPTION), fault);
    }

    static List<Case> cases() {
        return Stream.of(access(), files(), config(), repositories(), sizes(), wordsOnly())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> access() {
        return List.of(
                command(DoctorRule.DIRECTORY_NOT_SEARCHABLE, "two of HHVM's own", h -> {
                    own(h.directory("/srv/hhvm/caches/hhvm"), WWW);
                    mode(own(h.here("/srv/hhvm/caches"), 0), "rwx------");
                    mode(own(h.here("/srv/hhvm"), 0), "rwxr-----");
                    central(h, "/srv/hhvm/caches/hhvm/hhvm.hhbc");
                }),
                words(DoctorRule.DIRECTORY_NOT_SEARCHABLE, "two of root's", h -> {
                    mode(own(h.here("/var/cache"), 0), "rwx------");
                    mode(own(h.here("/var"), 0), "rwxr-----");
                }),
                command(DoctorRule.DIRECTORY_NOT_SEARCHABLE, "the group's bits count", h -> {
                    own(h.directory("/srv/hhvm/caches/hhvm"), WWW);
                    Files.setAttribute(own(h.here("/srv/hhvm"), 0), "unix:gid", 4800);
                    mode(h.here("/srv/hhvm"), "rwxr--r-x");
                    central(h, "/srv/hhvm/caches/hhvm/hhvm.hhbc");
                }),
                words(DoctorRule.DIRECTORY_NOT_SEARCHABLE, "in one that another user can change", h -> {
                    own(h.directory("/srv/hhvm/caches/hhvm"), WWW);
                    mode(own(h.here("/srv/hhvm/caches"), 0), "rwx------");
                    own(h.here("/srv/hhvm"), 4712);
                    central(h, "/srv/hhvm/caches/hhvm/hhvm.hhbc");
                }),
                words(DoctorRule.DIRECTORY_NOT_SEARCHABLE, "somebody's home", h -> {
                    mode(own(h.directory("/root"), 0), "rwx------");
                    own(h.directory("/root/hhvm"), WWW);
                    central(h, "/root/hhvm/hhvm.hhbc");
                }),
                command(DoctorRule.DIRECTORY_MISSING, "several", h -> central(h, "/srv/its own/deep/hhvm.hhbc")),
                command(DoctorRule.DIRECTORY_MISSING, "in its own", h -> central(h, "/var/cache/hhvm/site/x.hhbc")),
                words(DoctorRule.DIRECTORY_MISSING, "in another user's", h -> {
                    own(h.directory("/srv/hhvm"), 4712);
                    central(h, "/srv/hhvm/site/x.hhbc");
                }),
                command(DoctorRule.DIRECTORY_MISSING, "behind a link", h -> {
                    Files.createSymbolicLink(h.here("/data"), Path.of("/mnt/disk"));
                    central(h, "/data/hhvm/hhvm.hhbc");
                }),
                words(DoctorRule.DIRECTORY_MISSING, "one of the system's", h -> central(h, "/tmp/hhvm.hhbc")),
                words(DoctorRule.DIRECTORY_MISSING, "another's", h -> central(h, "/var/lib/mysql/hhvm.hhbc")),
                words(DoctorRule.DIRECTORY_MISSING, "a file in the way", h -> {
                    h.write("/srv", "");
                    central(h, "/srv/hhvm/hhvm.hhbc");
                }),
                command(DoctorRule.DIRECTORY_NOT_WRITABLE, "root's", h -> {
                    h.repo(CENTRAL, SCHEMA);
                    own(h.here("/var/cache/hhvm"), 0);
                }),
                command(
                        DoctorRule.DIRECTORY_NOT_WRITABLE,
                        "its own",
                        h -> mode(h.here("/var/cache/hhvm"), "r-xr-xr-x")),
                words(DoctorRule.DIRECTORY_NOT_WRITABLE, "everybody's", h -> central(h, "/var/cache/hhvm.hhbc")),
                words(DoctorRule.DIRECTORY_NOT_WRITABLE, "a site's", h -> {
                    h.write("/srv/site/index.php", "");
                    central(h, "/srv/site/hhvm.hhbc");
                }),
                command(DoctorRule.CENTRAL_NONE, "its directory is root's", h -> {
                    own(h.here("/var/cache/hhvm"), 0);
                    own(h.here("/var/www"), 0);
                }),
                changing(DoctorRule.CENTRAL_NONE, "none configured", h -> {
                    h.write("/etc/hhvm/server.ini", "hhvm.server.port = 9000");
                    own(h.here("/var/www"), 0);
                }),
                words(DoctorRule.CENTRAL_NONE, "no file to configure it in", h -> {
                    Files.delete(h.here("/etc/hhvm/server.ini"));
                    own(h.here("/var/www"), 0);
                }),
                changing(DoctorRule.CENTRAL_LOST_AT_REBOOT, "", h -> {
                    own(h.directory("/run/hhvm"), WWW);
                    central(h, "/run/hhvm/hhvm.hhbc");
                }));
    }

    private static List<Case> files() {
        return List.of(
                words(DoctorRule.FILE_NO_REPOSITORY, "a text", h -> {
                    own(h.write(CENTRAL, "no repository\n"), WWW);
                    h.write(CENTRAL + ".aside", "of the last time");
                }),
                words(DoctorRule.FILE_NO_REPOSITORY, "a directory", h -> own(h.directory(CENTRAL), WWW)),
                words(DoctorRule.FILE_NO_REPOSITORY, "one of later releases", h -> {
                    own(Files.write(h.here(CENTRAL), RepoFixture.blob(SCHEMA)), WWW);
                }),
                command(DoctorRule.FILE_OF_OTHER_USER, "root's", h -> own(h.repo(CENTRAL, SCHEMA), 0)),
                command(DoctorRule.FILE_OF_OTHER_USER, "nobody may write", h -> {
                    mode(own(h.repo(CENTRAL, SCHEMA), 0), "---------");
                }),
                words(DoctorRule.FILE_OF_OTHER_USER, "a system file", h -> {
                    mode(own(h.write("/etc/shadow", "root:*:1::::::\n"), 0), "rw-------");
                    central(h, "/etc/shadow");
                }),
                words(DoctorRule.FILE_OF_OTHER_USER, "with another name", h -> {
                    own(h.repo(CENTRAL, SCHEMA), 0);
                    Files.createLink(h.here("/srv"), h.here(CENTRAL));
                }),
                words(DoctorRule.FILE_OF_OTHER_USER, "in authoritative mode", h -> {
                    h.write("/etc/hhvm/server.ini", "hhvm.repo.authoritative = 1\n" + PATH_OPTION + " = " + CENTRAL);
                    own(h.repo(CENTRAL, SCHEMA), 0);
                }),
                command(DoctorRule.FILE_READ_ONLY, "", h -> mode(h.repo(CENTRAL, SCHEMA), "r--r--r--")),
                command(DoctorRule.PART_LEFTOVER, "", h -> {
                    h.repo(CENTRAL, SCHEMA);
                    h.write(CENTRAL + ".part", "HHBC");
                }),
                words(DoctorRule.PART_LEFTOVER, "of something else", h -> {
                    h.repo(CENTRAL, SCHEMA);
                    h.write(CENTRAL + ".part", "a chapter");
                }),
                command(DoctorRule.REPO_JOURNAL, "", h -> {
                    h.repo(CENTRAL, SCHEMA);
                    own(h.write(CENTRAL + "-journal", "x"), WWW);
                }),
                words(DoctorRule.REPO_JOURNAL, "that names another file to remove", h -> {
                    h.repo(CENTRAL, SCHEMA);
                    Files.write(h.here(CENTRAL + "-journal"), HexFormat.of().parseHex("01d9d505f920a163d7"));
                }),
                command(DoctorRule.REPO_EMPTY_FILE, "", h -> own(h.write(CENTRAL, ""), WWW)),
                words(DoctorRule.REPO_EMPTY_FILE, "a system file", h -> {
                    own(h.write("/etc/nologin", ""), WWW);
                    own(h.here("/etc"), WWW);
                    central(h, "/etc/nologin");
                }),
                words(DoctorRule.REPO_EMPTY_FILE, "a package's", h -> {
                    h.write("/usr/share/site/site.hhbc", "");
                    h.write(
                            "/etc/hhvm/server.ini",
                            PATH_OPTION + " = " + CENTRAL + "\nhhvm.repo.local.path = /usr/share/site/site.hhbc");
                }),
                command(RepoRule.REPO_DAMAGED, "", h -> {
                    try (RandomAccessFile file =
                            new RandomAccessFile(h.repo(CENTRAL, SCHEMA).toFile(), "rw")) {
                        file.seek(100);
                        file.write(new byte[1000]);
                    }
                }));
    }

    private static List<Case> config() {
        String unit = "[Service]\nUser=www-data\nExecStart=/usr/bin/hhvm --config /etc/hhvm/php.ini"
                + " --config /etc/hhvm/fcgi.ini --mode server\n";
        return List.of(
                new Case(
                        DoctorRule.CONFIG_WITHOUT_PREFIX,
                        "",
                        true,
                        0,
                        Set.of("server.port", "hhvm.server.port"),
                        h -> h.write("/etc/hhvm/server.ini", "\tserver.port=9000\n" + PATH_OPTION + "=" + CENTRAL)),
                words(
                        DoctorRule.CONFIG_WITHOUT_PREFIX,
                        "it would do harm",
                        h -> h.write(
                                "/etc/hhvm/server.ini",
                                PATH_OPTION + " = " + CENTRAL + "\nrepo.central.path = /nowhere/x.hhbc\n")),
                command(DoctorRule.CENTRAL_SHARED, "the server has a file of its own", h -> {
                    Files.delete(h.here("/etc/hhvm/server.ini"));
                    h.write(
                            "/etc/hhvm/php.ini",
                            "; for all\n " + PATH_OPTION + " = /var/cache/hhvm/%{schema}.hhbc\nb = 1\n");
                    h.write("/etc/hhvm/fcgi.ini", "hhvm.server.port = 9000");
                    h.write(UNIT, unit);
                }),
                command(DoctorRule.CENTRAL_SHARED, "an empty server.ini", h -> {
                    h.write("/etc/hhvm/server.ini", "");
                    h.write("/etc/hhvm/php.ini", PATH_OPTION + " = " + CENTRAL + "\n" + PATH_OPTION + " = " + CENTRAL);
                }),
                command(DoctorRule.CENTRAL_SHARED, "links to the files", h -> {
                    h.write("/srv/server", "hhvm.server.port = 9000");
                    h.write("/srv/php", PATH_OPTION + " = " + CENTRAL);
                    Files.delete(h.here("/etc/hhvm/server.ini"));
                    Files.createSymbolicLink(h.here("/etc/hhvm/server.ini"), Path.of("/srv/server"));
                    Files.createSymbolicLink(h.here("/etc/hhvm/php.ini"), Path.of("/srv/php"));
                }),
                words(DoctorRule.CENTRAL_SHARED, "no file of the server's own", h -> {
                    Files.move(h.here("/etc/hhvm/server.ini"), h.here("/etc/hhvm/php.ini"));
                }),
                words(DoctorRule.CENTRAL_SHARED, "two users", h -> {
                    mode(h.repo(CENTRAL, SCHEMA), "rw-rw-rw-");
                    mode(h.here("/var/cache/hhvm"), "rwxrwxrwx");
                    for (int user : List.of(WWW, 4712)) {
                        h.process(user, user, "hhvm", "-mserver", "-c", "/etc/hhvm/server.ini");
                        Files.delete(h.here("/proc/" + user + "/exe"));
                    }
                }));
    }

    private static List<Case> repositories() {
        String template = "/var/cache/hhvm/hhvm.%{schema}.hhbc";
        return List.of(
                command(DoctorRule.DEAD_SCHEMAS, "beside the live one", h -> h.repo(CENTRAL, SCHEMA, OTHER)),
                command(DoctorRule.DEAD_SCHEMAS, "and no live one", h -> h.repo(CENTRAL, OTHER)),
                command(DoctorRule.DEAD_REPOSITORIES, "", h -> {
                    central(h, template);
                    h.repo(template.replace("%{schema}", SCHEMA), SCHEMA);
                    h.repo(template.replace("%{schema}", OTHER), OTHER);
                }),
                command(DoctorRule.DEAD_EXTRACTION, "", h -> {
                    h.install(SCHEMA, "/run/hackc_" + OTHER);
                    h.install(SCHEMA, "/tmp/hhvm_systemlib_" + OTHER + "_a1B2c3");
                    h.write("/run/hackc_" + SCHEMA, "x");
                }),
                words(DoctorRule.DEAD_EXTRACTION, "only by name", h -> {
                    h.write("/tmp/hackc_project/main.rs", "x");
                    h.write("/run/hackc_" + OTHER, "x");
                }),
                words(DoctorRule.DEAD_REPOSITORIES, "only by name", h -> {
                    central(h, template);
                    h.write(template.replace("%{schema}", OTHER), "x");
                    h.write(template.replace("%{schema}", "users"), "x");
                }),
                command(DoctorRule.LOCAL_UNREADABLE, "the file", h -> {
                    local(h);
                    mode(own(h.repo(LOCAL, SCHEMA), 0), "rw-------");
                }),
                command(DoctorRule.LOCAL_UNREADABLE, "the way to it", h -> {
                    local(h);
                    mode(own(h.repo(LOCAL, SCHEMA), 0), "rw-------");
                    mode(own(h.here("/srv/site"), 0), "rwx------");
                }),
                command(DoctorRule.LOCAL_WRITABLE, "", h -> {
                    local(h);
                    mode(h.repo(LOCAL, OTHER), "rw-rw-rw-");
                }),
                command(DoctorRule.AUTHORITATIVE_WRITABLE, "the local one", h -> {
                    local(h);
                    Files.writeString(h.here("/etc/hhvm/server.ini"), authoritativeToo(h));
                    mode(h.repo(LOCAL, SCHEMA), "rw-------");
                }),
                words(DoctorRule.AUTHORITATIVE_WRITABLE, "the central one", h -> {
                    h.repo(CENTRAL, SCHEMA);
                    Files.writeString(h.here("/etc/hhvm/server.ini"), authoritativeToo(h));
                }));
    }

    private static List<Case> sizes() {
        return List.of(
                sized(DoctorRule.REPO_OVER_LIMIT, "most of it is dead", true, 100, DoctorRemediesTest::bigAndDead),
                sized(DoctorRule.REPO_OVER_LIMIT, "all of it is dead", true, 100, h -> h.repo(CENTRAL, OTHER)),
                sized(DoctorRule.REPO_OVER_LIMIT, "most of it is free", true, 100, h -> {
                    bigAndDead(h);
                    try (RepoFixture repo = RepoFixture.at(h.here(CENTRAL))) {
                        repo.sql("DROP TABLE Unit_" + OTHER);
                        for (String table : RepoTables.R3_14.statements()) {
                            repo.sql("DROP TABLE IF EXISTS "
                                    + table.replaceFirst("CREATE TABLE (\\w+?)@.*", "$1" + OTHER));
                        }
                    }
                }),
                sized(DoctorRule.REPO_OVER_LIMIT, "all of it is live", false, 100, h -> h.repo(CENTRAL, SCHEMA)),
                sized(
                        DoctorRule.REPO_OVER_LIMIT,
                        "a prune is not enough",
                        false,
                        30,
                        h -> h.repo(CENTRAL, SCHEMA, OTHER)),
                sized(DoctorRule.REPO_NEAR_LIMIT, "most of it is dead", true, 110, DoctorRemediesTest::bigAndDead),
                sized(DoctorRule.REPO_NEAR_LIMIT, "all of it is live", false, 110, h -> h.repo(CENTRAL, SCHEMA)),
                words(DoctorRule.DISK_NEARLY_FULL, "nothing is dead", h -> {
                    Path file = h.repo(CENTRAL, SCHEMA);
                    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                        sparse.setLength(1L << 43);
                    }
                }));
    }

    private static List<Case> wordsOnly() {
        return List.of(
                words(DoctorRule.HHVM_MISSING, "", h -> Files.delete(h.here("/usr/bin/hhvm"))),
                words(DoctorRule.SCHEMA_UNKNOWN, "", h -> new FakeHhvm(SCHEMA).writeTo(h.here("/usr/bin/hhvm"))),
                words(DoctorRule.SCHEMA_ABSENT, "", h -> h.repo(CENTRAL, OTHER)),
                words(DoctorRule.AUTHORITATIVE_SCHEMA_MISSING, "", h -> {
                    Files.writeString(h.here("/etc/hhvm/server.ini"), authoritativeToo(h));
                }),
                words(DoctorRule.CONFIG_MISSING, "", h -> {
                    h.write(UNIT, "[Service]\nExecStart=/usr/bin/hhvm -m server -c /etc/hhvm/nope.ini\n");
                }),
                words(DoctorRule.CONFIG_MISNAMED, "", h -> {
                    h.write("/etc/hhvm/conf.d/a.ini", "Repo {\n  Journal = memory\n}\n");
                }),
                words(DoctorRule.REPO_PATH_UNUSED, "", h -> {
                    h.write("/etc/hhvm/server.ini", PATH_OPTION + " = " + CENTRAL + "\nhhvm.repo.path = /srv/a.hhbc\n");
                }),
                words(DoctorRule.SNIPPET_NOT_READ, "", h -> {
                    snippet(h, SCHEMA);
                    h.write(UNIT, "[Service]\nExecStart=/usr/bin/hhvm -m server -c /etc/hhvm/server.ini\n");
                }),
                words(DoctorRule.SNIPPET_OF_OTHER_SCHEMA, "", h -> snippet(h, OTHER)));
    }

    private static void central(HostFixture host, String path) throws Exception {
        host.write("/etc/hhvm/server.ini", PATH_OPTION + " = " + path + "\n");
    }

    private static void local(HostFixture host) throws Exception {
        host.write("/etc/hhvm/server.ini", PATH_OPTION + " = " + CENTRAL + "\nhhvm.repo.local.path = " + LOCAL + "\n");
    }

    private static String authoritativeToo(HostFixture host) throws Exception {
        return Files.readString(host.here("/etc/hhvm/server.ini")) + "hhvm.repo.authoritative = true\n";
    }

    private static void snippet(HostFixture host, String schema) throws Exception {
        host.write("/etc/hhvm/conf.d/site.ini", "hhvm.repo.local.path = /usr/share/site/site.%{schema}.hhbc\n");
        own(host.repo("/usr/share/site/site." + schema + ".hhbc", schema), 0);
    }

    private static void bigAndDead(HostFixture host) throws Exception {
        host.repo(CENTRAL, SCHEMA);
        try (RepoFixture repo = RepoFixture.at(host.here(CENTRAL))) {
            repo.schema(OTHER, RepoTables.R3_14).unit(OTHER, RepoTables.R3_14, "big", 1 << 20);
        }
    }

    private static DoctorReport examine(HostFixture host, Optional<Long> maxSize) throws Exception {
        return new Doctor(Programs.untethered())
                .run(
                        new DoctorRequest(
                                host.root(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), maxSize),
                        Progress.silent());
    }

    private static Set<String> findings(DoctorReport diagnosis) {
        return diagnosis.advice().stream()
                .map(a -> a.finding().rule().id() + " " + a.finding().where().file())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every option that some file of the host sets, with the value that counts. */
    private static SortedMap<String, String> settings(HostFixture host) throws Exception {
        SortedMap<String, String> values = new TreeMap<>();
        HostRoot root = new HostRoot(host.root());
        int number = 0;
        for (HhvmService service : HhvmServices.of(root)) {
            HhvmConfig config = HhvmConfig.of(root, service);
            number++;
            for (String file : service.options().configs()) {
                for (Setting setting : IniFile.parse(root.text(file).orElse(""), file)) {
                    String value =
                            config.get(setting.name()).map(Setting::value).orElse(setting.value());
                    values.put(number + " " + setting.name(), value);
                }
            }
        }
        return values;
    }

    private static SortedMap<String, String> without(SortedMap<String, String> settings, Set<String> options) {
        SortedMap<String, String> left = new TreeMap<>(settings);
        left.keySet().removeIf(k -> options.contains(k.substring(k.indexOf(' ') + 1)));
        return left;
    }

    private static Set<String> listing(HostFixture host) throws Exception {
        try (Stream<Path> files = Files.walk(host.root())) {
            return files.map(f -> host.root().relativize(f).toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** As a person pastes it: a shell, no terminal, the umask of a careful administrator. */
    private void paste(String shell, String fix) throws Exception {
        Completed completed = Programs.untethered()
                .run(Command.of(shell, "-c", "umask 077\n" + fix)
                        .with("PATH", programs + ":/usr/sbin:/usr/bin:/sbin:/bin"));
        assertThat(completed.exitCode()).as(fix + "\n" + completed.describe()).isZero();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsProposedMendsAndDoesNoHarm(Case each) throws Exception {
        // HHVM's user has to come to its files.
        mode(temporary, "rwxr-xr-x");
        for (String shell : SHELLS) {
            HostFixture host = HostFixture.in(
                    Files.createDirectories(temporary.resolve("-" + shell + "'s \"$HOME\" & an\timage\nof a host")));
            each.fault().make(host);
            mends(each, host, shell);
            if (!each.command()) {
                break;
            }
        }
    }

    private void mends(Case each, HostFixture host, String shell) throws Exception {
        Optional<Long> maxSize = each.maxSize() == 0
                ? Optional.empty()
                : Optional.of(Files.size(host.here(CENTRAL)) * each.maxSize() / 100);
        DoctorReport before = examine(host, maxSize);
        List<Advice> found = before.advice().stream()
                .filter(a -> a.finding().rule() == each.rule())
                .toList();
        assertThat(found).as(findings(before).toString()).isNotEmpty();
        if (!each.command()) {
            assertThat(found).allSatisfy(a -> {
                assertThat(a.fix()).isEmpty();
                assertThat(a.words().orElseThrow()).isNotBlank();
            });
            TABLE.add(each + " | advice: " + found.get(0).words().orElseThrow());
            return;
        }
        SortedMap<String, String> settings = settings(host);
        Set<String> files = listing(host);
        String fix = found.stream().map(a -> a.fix().orElseThrow()).collect(Collectors.joining(" && "));
        assertThat(fix).doesNotContain("\n");
        paste(shell, fix);
        DoctorReport after = examine(host, maxSize);
        assertThat(after.advice()).extracting(a -> a.finding().rule()).as(fix).doesNotContain(each.rule());
        assertThat(findings(before)).as(fix).containsAll(findings(after));
        assertThat(without(settings(host), each.options())).isEqualTo(without(settings, each.options()));
        Set<String> gone = new TreeSet<>(files);
        gone.removeAll(listing(host));
        assertThat(gone).allMatch(f -> fix.contains(f) || fix.contains(f.replaceFirst("/[^/]*$", "")));
        paste(shell, fix);
        assertThat(findings(examine(host, maxSize))).as("given twice: " + fix).isEqualTo(findings(after));
        if (shell.equals(SHELLS.get(0))) {
            String here = Command.of(host.root().toString()).toString();
            TABLE.add(each + " | "
                    + fix.replace(here.substring(0, here.length() - 3), "\"IMAGE")
                            .replace("IMAGE')", "IMAGE") + " | " + HostFixture.rules(before) + " | "
                    + HostFixture.rules(after));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleIsTried(DoctorRule rule) {
        assertThat(cases()).extracting(Case::rule).contains(rule);
    }

    @Test
    void aDiskThatIsNearlyFullIsGivenRoom() throws Exception {
        mode(temporary, "rwxr-xr-x");
        Path disk = Files.createDirectory(temporary.resolve("disk"));
        Completed mounted = Programs.untethered()
                .run(Command.of("mount", "-t", "tmpfs", "-o", "size=64m,mode=755", "none", disk.toString()));
        Assumptions.assumeTrue(mounted.succeeded(), "a disk of its own takes the right to mount one");
        try {
            mends(
                    command(DoctorRule.DISK_NEARLY_FULL, "most of it is dead", DoctorRemediesTest::bigAndDead),
                    full(HostFixture.in(Files.createDirectory(disk.resolve("host")))),
                    "bash");
        } finally {
            Programs.untethered().run(Command.of("umount", disk.toString())).orFail();
        }
    }

    private static HostFixture full(HostFixture host) throws Exception {
        bigAndDead(host);
        Path file = host.here(CENTRAL);
        long room = file.toFile().getUsableSpace() - Files.size(file) + (1 << 18);
        Files.write(host.here("/var/log"), new byte[(int) Math.max(0, room)]);
        return host;
    }

    @Test
    void whatIsInUseIsStoppedFirst() throws Exception {
        mode(temporary, "rwxr-xr-x");
        HostFixture host = HostFixture.in(Files.createDirectories(temporary.resolve("host")));
        Process reader = new ProcessBuilder("cat")
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        host.repo(CENTRAL, SCHEMA, OTHER).toFile()))
                .start();
        try {
            Advice advice = HostFixture.only("dead-schemas", examine(host, Optional.empty()));
            assertThat(advice.fix()).isEmpty();
            assertThat(advice.words().orElseThrow())
                    .startsWith("stop cat (process " + reader.pid() + ") first")
                    .contains("; then: setpriv --reuid=4711 --regid=4711 --groups=4800 hhvm-deb cache prune --apply ");
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    @Test
    void aLinkOutOfTheImageIsNotFollowed() throws Exception {
        HostFixture host = HostFixture.in(Files.createDirectories(temporary.resolve("host")));
        Path outside = Files.writeString(temporary.resolve("php.ini"), PATH_OPTION + " = /outside\n");
        Files.createDirectories(host.here(temporary.toString()));
        Files.writeString(host.here(outside.toString()), PATH_OPTION + " = " + CENTRAL + "\n");
        Files.writeString(host.here("/etc/hhvm/server.ini"), "");
        Files.createSymbolicLink(host.here("/etc/hhvm/php.ini"), outside);
        paste(
                "dash",
                HostFixture.only("central-shared", examine(host, Optional.empty()))
                        .fix()
                        .orElseThrow());
        assertThat(outside).content(UTF_8).isEqualTo(PATH_OPTION + " = /outside\n");
        assertThat(Files.isSymbolicLink(host.here("/etc/hhvm/php.ini"))).isTrue();
        assertThat(Files.exists(host.here("/etc/hhvm/server.ini"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(findings(examine(host, Optional.empty()))).isEmpty();
    }

    @AfterAll
    static void tellTheTable() throws Exception {
        Files.write(Files.createDirectories(Path.of("target")).resolve("doctor-remedies.txt"), TABLE);
    }
}
