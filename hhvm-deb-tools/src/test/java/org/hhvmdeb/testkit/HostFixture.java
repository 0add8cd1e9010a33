package org.hhvmdeb.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.doctor.Advice;
import org.hhvmdeb.hhbc.doctor.Doctor;
import org.hhvmdeb.hhbc.doctor.DoctorReport;
import org.hhvmdeb.hhbc.doctor.DoctorRequest;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.junit.jupiter.api.Assumptions;

/** A host with an HHVM in a directory. Only root can give files to its users. */
public record HostFixture(Path root) {

    public static final String CENTRAL = "/var/cache/hhvm/hhvm.hhbc";
    public static final int WWW = 4711;

    /**
     * Fills a directory.
     *
     * @param root an empty directory
     */
    public static HostFixture in(Path root) throws Exception {
        HostFixture host = new HostFixture(root);
        host.build();
        return host;
    }

    private void build() throws Exception {
        Assumptions.assumeTrue(Files.getAttribute(root, "unix:uid").equals(0), "only root can give files away");
        // The temporary directory is for its owner only, and the service is another user.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        write(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/sh\nbroken\nwww-data:x:" + WWW + ":" + WWW
                        + ":w:/var/www:/bin/sh\ncron:x:4712:4712::/home/cron:/bin/sh\n");
        write("/etc/group", "cache:x:4800:cron,www-data\n");
        write("/etc/hhvm/server.ini", "hhvm.repo.central.path = " + CENTRAL + "\n");
        install(SCHEMA, "/usr/bin/hhvm");
        own(directory("/var/cache/hhvm"), WWW);
        own(directory("/var/www"), WWW);
    }

    public Path here(String path) {
        return root.resolve(path.substring(1));
    }

    public Path directory(String path) throws Exception {
        return Files.createDirectories(here(path));
    }

    public Path write(String path, String text) throws Exception {
        directory(path.substring(0, path.lastIndexOf('/') + 1));
        return Files.writeString(here(path), text);
    }

    public Path repo(String path, String schema, String... more) throws Exception {
        directory(path.substring(0, path.lastIndexOf('/') + 1));
        try (RepoFixture repo = RepoFixture.at(here(path))) {
            repo.schema(schema, RepoTables.R3_14).files(schema, "index.php");
            for (String each : more) {
                repo.schema(each, RepoTables.R3_14).files(each, "index.php");
            }
        }
        return own(here(path), WWW);
    }

    public static Path own(Path file, int uid) throws Exception {
        Files.setAttribute(file, "unix:uid", uid);
        Files.setAttribute(file, "unix:gid", uid);
        return file;
    }

    public static void mode(Path file, String permissions) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    public Path install(String schema, String program) throws Exception {
        Path id = Files.writeString(root.resolve("id"), schema);
        Path build = Files.writeString(root.resolve("build"), "4f00\0");
        directory(program.substring(0, program.lastIndexOf('/') + 1));
        Programs.untethered()
                .run(Command.of(
                        "objcopy",
                        "--add-section=repo_schema_id=" + id,
                        "--add-section=build_id=" + build,
                        "/bin/true",
                        here(program).toString()))
                .orFail();
        Files.delete(id);
        Files.delete(build);
        return here(program);
    }

    /** What the doctor finds here, of a schema and a user that nobody names. */
    public DoctorReport examine() throws Exception {
        return examine(Optional.empty());
    }

    /** The same for a user that whoever asks may name. */
    public DoctorReport examine(Optional<String> user) throws Exception {
        return new Doctor(Programs.untethered())
                .run(
                        new DoctorRequest(root, user, List.of(), Optional.empty(), Optional.empty(), Optional.empty()),
                        Progress.silent());
    }

    /** The program that a process runs. */
    public void program(int pid, Path program) throws Exception {
        Path link = here("/proc/" + pid + "/exe");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("/" + root.relativize(program)));
    }

    /** A program of this machine, at a place of the host. */
    public Path copied(String program, String path) throws Exception {
        directory(path.substring(0, path.lastIndexOf('/')));
        return Files.copy(Path.of(program), here(path));
    }

    public void process(int pid, int uid, String... words) throws Exception {
        write("/proc/" + pid + "/cmdline", String.join("\0", words) + "\0");
        write("/proc/" + pid + "/status", "Name:\thhvm\nUid:\t0\t" + uid + "\t0\t0\n");
        write("/proc/" + pid + "/environ", "HOME=/var/www\0HHVM_REPO_CENTRAL_PATH=/srv/%{euid}.hhbc\0");
        write(
                "/proc/" + pid + "/limits",
                "Max file size             536870912            unlimited            bytes\n");
        Files.deleteIfExists(here("/proc/" + pid + "/exe"));
        Files.createSymbolicLink(here("/proc/" + pid + "/exe"), Path.of("/opt/hhvm/4/bin/hhvm"));
    }

    /** The rules of what was found, in its order. */
    public static List<String> rules(DoctorReport diagnosis) {
        return diagnosis.advice().stream().map(a -> a.finding().rule().id()).toList();
    }

    /** The one finding of a rule. */
    public static Advice only(String rule, DoctorReport diagnosis) {
        List<Advice> found = diagnosis.advice().stream()
                .filter(a -> a.finding().rule().id().equals(rule))
                .toList();
        assertThat(found).as(rule).hasSize(1);
        return found.get(0);
    }
}
