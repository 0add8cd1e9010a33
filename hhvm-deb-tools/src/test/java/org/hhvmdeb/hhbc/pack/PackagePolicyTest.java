package org.hhvmdeb.hhbc.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cache packages of every kind, held against Debian's policy by its own programs. */
@Tag("integration")
class PackagePolicyTest {

    @TempDir
    Path directory;

    private HhvmSource hhvm;
    private final List<Path> packages = new ArrayList<>();

    /** One package of each kind and form of version; each has a version of its own, as lintian(1) looks at all together. */
    @BeforeEach
    void packagesOfEveryKind() throws Exception {
        hhvm = new HhvmSource.Deb(new DebFixture(directory).hhvm(new FakeHhvm(SCHEMA), "hhvm-repo-schema-" + SCHEMA));
        Path local = RepoFixture.compiled(directory.resolve("site." + SCHEMA + ".hhbc"), SCHEMA, "index.php");
        Path whole = Files.copy(local, directory.resolve("whole." + SCHEMA + ".hhbc"));
        try (RepoFixture fixture = RepoFixture.at(whole)) {
            fixture.wholeProgram(SCHEMA);
        }
        write(builder(local, "1:2026.01.02-2").architecture("all"));
        write(builder(local, "20260102-1").program("site").dropIn("hhvm").restart("hhvm"));
        write(builder(whole, "3.0-1").layout(RepoMode.AUTHORITATIVE).dropIn("hhvm"));
        write(builder(whole, "3.0-2")
                .layout(RepoMode.AUTHORITATIVE)
                .dropIn("hhvm")
                .restart("hhvm"));
    }

    @Test
    void lintianHasNothingToSayAndEveryScriptIsPlainShellWithNothingLeftToFillIn() throws Exception {
        List<String> lintian = new ArrayList<>(List.of("lintian", "--allow-root", "--fail-on", "none"));
        packages.forEach(p -> lintian.add(p.toString()));
        assertThat(run(lintian)).isEmpty();

        List<String> scripts = new ArrayList<>();
        int programs = 0;
        for (Path deb : packages) {
            Path tree = directory.resolve("tree-of-" + deb.getFileName());
            run(List.of("dpkg-deb", "--raw-extract", deb.toString(), tree.toString()));
            for (String name : List.of("preinst", "postinst", "prerm", "postrm")) {
                scripts.add(tree.resolve("DEBIAN").resolve(name).toString());
            }
            Path program = tree.resolve("usr/lib/site-hhbc/authoritative-mode");
            if (Files.exists(program)) {
                scripts.add(program.toString());
                programs++;
            }
        }
        assertThat(programs).isEqualTo(2);
        for (String script : scripts) {
            run(List.of("dash", "-n", script));
            assertThat(Files.readString(Path.of(script))).doesNotContainPattern("@[A-Z_]+@");
        }
        scripts.addAll(0, List.of("checkbashisms", "--posix"));
        run(scripts);
    }

    private PackageRequest.Builder builder(Path repo, String version) {
        return PackageRequest.builder(repo, hhvm, new PackageName("site-hhbc"), new DebianVersion(version));
    }

    private void write(PackageRequest.Builder builder) throws Exception {
        PackageRequest request = builder.build(
                "Site Operators <ops@example.org>",
                Instant.parse("2026-01-02T03:04:05Z"),
                directory.resolve("target").resolve(String.valueOf(packages.size())));
        packages.add(new PackageRepo(Programs.untethered())
                .run(request, Progress.silent())
                .file());
    }

    private static String run(List<String> words) throws Exception {
        return Programs.untethered().run(Command.of(words)).orFail().output();
    }
}
