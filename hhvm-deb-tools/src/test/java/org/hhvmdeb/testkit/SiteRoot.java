package org.hhvmdeb.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.pack.PackageRepo;
import org.hhvmdeb.hhbc.pack.PackageRequest;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;

/** A root of dpkg's, in which scripts run without chroot, and the packages of an hhvm and of the cache {@code site} for it. */
public final class SiteRoot {

    private final Path directory;
    private final Path root;
    private final Map<String, Path> hhvms = new HashMap<>();

    private SiteRoot(Path directory) {
        this.directory = directory;
        this.root = directory.resolve("root");
    }

    public static SiteRoot in(Path directory) throws Exception {
        SiteRoot site = new SiteRoot(directory);
        for (String each : List.of("updates", "info", "triggers")) {
            Files.createDirectories(site.root.resolve("var/lib/dpkg/" + each));
        }
        Files.createFile(site.root.resolve("var/lib/dpkg/status"));
        Files.createFile(site.root.resolve("var/lib/dpkg/available"));
        return site;
    }

    /** The same in another directory, of which every file can be changed. */
    public SiteRoot copyIn(Path other) throws Exception {
        SiteRoot copy = new SiteRoot(other);
        run(Command.of("cp", "-a", root.toString(), copy.root.toString())).orFail();
        return copy;
    }

    public Path path() {
        return root;
    }

    /** One package for each schema, made when it is asked for first. */
    public Path hhvm(String schema) throws Exception {
        Path made = hhvms.get(schema);
        if (made == null) {
            made = makeHhvm(schema);
            hhvms.put(schema, made);
        }
        return made;
    }

    private Path makeHhvm(String schema) throws Exception {
        return new DebFixture(Files.createDirectories(directory.resolve(schema)))
                .hhvm(new FakeHhvm(schema), "hhvm-repo-schema-" + schema);
    }

    public Path cache(RepoMode layout, String schema, String version, Path hhvm) throws Exception {
        return cache(layout, schema, version, hhvm, "index.php");
    }

    public Path cache(RepoMode layout, String schema, String version, Path hhvm, String... files) throws Exception {
        Path place = Files.createTempDirectory(directory, "v");
        Path repo = RepoFixture.compiled(place.resolve("site." + schema + ".hhbc"), schema, files);
        if (layout == RepoMode.AUTHORITATIVE) {
            try (RepoFixture fixture = RepoFixture.at(repo)) {
                fixture.wholeProgram(schema);
            }
        }
        return pack(layout, repo, "site", version, hhvm);
    }

    /** A cache of the local layout whose repository is called otherwise than its package. */
    public Path cacheOf(String program, String schema) throws Exception {
        Path place = Files.createTempDirectory(directory, "v");
        Path repo = RepoFixture.compiled(place.resolve("site." + schema + ".hhbc"), schema, "index.php");
        return pack(RepoMode.LOCAL, repo, program, "1", hhvm(schema));
    }

    private Path pack(RepoMode layout, Path repo, String program, String version, Path hhvm) throws Exception {
        return new PackageRepo(Programs.untethered())
                .run(
                        PackageRequest.builder(
                                        repo,
                                        new HhvmSource.Deb(hhvm),
                                        new PackageName("site"),
                                        new DebianVersion(version))
                                .layout(layout)
                                .program(program)
                                .build(
                                        "A <a@example.org>",
                                        Instant.parse("2026-01-02T03:04:05Z"),
                                        directory.resolve("caches")),
                        Progress.silent())
                .file();
    }

    /** Whether hhvm would start: in authoritative mode not without a repository of its schema. */
    public boolean starts() throws Exception {
        Path ini = root.resolve("etc/hhvm/conf.d/site.ini");
        while (Files.isSymbolicLink(ini)) {
            ini = root.resolve(Files.readSymbolicLink(ini).toString().substring(1));
        }
        String schema = run(Command.of(root.resolve("usr/bin/hhvm").toString(), "--repo-schema"))
                .orFail()
                .output()
                .strip();
        if (!Files.isRegularFile(ini) || !Files.readString(ini).contains("hhvm.repo.authoritative = true")) {
            return true;
        }
        String path = Files.readAllLines(ini).stream()
                .filter(l -> l.startsWith("hhvm.repo.local.path = /"))
                .map(l -> l.substring(l.indexOf('/') + 1).replace("%{schema}", schema))
                .findFirst()
                .orElseThrow();
        return Files.exists(root.resolve(path));
    }

    /** The same package with more lines at the end of its preinst. */
    public Path withPreinst(Path deb, String lines) throws Exception {
        Path place = Files.createTempDirectory(directory, "preinst");
        Path tree = place.resolve("tree");
        run(Command.of("dpkg-deb", "--raw-extract", deb.toString(), tree.toString()))
                .orFail();
        Path preinst = tree.resolve("DEBIAN/preinst");
        Files.writeString(preinst, Files.readString(preinst) + lines);
        Path changed = place.resolve(String.valueOf(deb.getFileName()));
        run(Command.of("dpkg-deb", "--root-owner-group", "--build", tree.toString(), changed.toString()))
                .orFail();
        return changed;
    }

    /** Puts a copy of a tree where another is. */
    public void copy(Path from, Path to) throws Exception {
        run(Command.of("rm", "-rf", to.toString())).orFail();
        run(Command.of("cp", "-a", from.toString(), to.toString())).orFail();
    }

    /** Something that fails in its own way. */
    public interface Action {
        void run() throws Exception;
    }

    /** Runs the program of a start, and something while it asks hhvm for its schema for the first time. */
    public void whileAStartAsksHhvm(Path program, Action meanwhile) throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path begun = bin.resolve("begun");
        Path goOn = bin.resolve("go-on");
        run(Command.of("mkfifo", begun.toString(), goOn.toString())).orFail();
        Path hhvm = Files.writeString(bin.resolve("hhvm"), """
                #!/bin/sh
                if mkdir '%1$s/once' 2>/dev/null; then
                    echo begun >'%1$s/begun'
                    read -r line <'%1$s/go-on'
                fi
                exec '%2$s' "$@"
                """.formatted(bin, root.resolve("usr/bin/hhvm")));
        Files.setPosixFilePermissions(hhvm, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(program.toString()).inheritIO();
        builder.environment().put("DPKG_ROOT", root.toString());
        builder.environment().put("PATH", bin + ":" + searchPath());
        Process start = builder.start();
        try {
            assertThat(Files.readString(begun)).isEqualTo("begun\n");
            meanwhile.run();
            Files.writeString(goOn, "go on\n");
            assertThat(start.waitFor()).isZero();
        } finally {
            start.destroyForcibly();
        }
    }

    public Completed dpkg(String... arguments) throws Exception {
        return run(Command.of(dpkgWords(arguments)));
    }

    public List<String> dpkgWords(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "dpkg", "--root=" + root, "--force-script-chrootless", "--force-not-root", "--force-unsafe-io"));
        words.addAll(Arrays.asList(arguments));
        return words;
    }

    /** Runs a program for which the hhvm of this root is the one in PATH. */
    public Completed run(Command command) throws Exception {
        return Programs.untethered().run(command.with("PATH", searchPath()));
    }

    public String searchPath() {
        return root.resolve("usr/bin") + ":" + System.getenv("PATH");
    }
}
