package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.BareRoot;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a chroot whose root is no mount point, where package builders live. */
class BareRootTest {

    private static final String CENTRAL = "/var/cache/hhvm/hhvm.hhbc";

    @TempDir
    Path directory;

    @Test
    void repositoriesAreDiagnosedAndPruned() throws Exception {
        BareRoot root = BareRoot.in(directory);
        Path host = root.data().resolve("host");
        Files.createDirectories(host.resolve("etc/hhvm"));
        Files.writeString(host.resolve("etc/hhvm/server.ini"), "hhvm.repo.central.path = " + CENTRAL + "\n");
        Files.writeString(host.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        Path repo = host.resolve(CENTRAL.substring(1));
        Files.createDirectories(repo.getParent());
        RepoFixture.compiled(repo, RepoFixture.SCHEMA, "index.php");
        Files.copy(repo, root.data().resolve("small.hhbc"));

        Completed doctor = root.java(
                HhvmDeb.class,
                "doctor",
                "--root",
                root.inside("host"),
                "--user",
                "root",
                "--schema",
                RepoFixture.SCHEMA,
                "--max-size",
                "1K");
        assertThat(doctor.exitCode()).as(doctor.describe()).isLessThanOrEqualTo(1);
        assertThat(doctor.output()).contains("repo-over-limit").doesNotContain("disk-nearly-full");

        Completed prune = root.java(
                HhvmDeb.class,
                "cache",
                "prune",
                "--apply",
                "--live",
                RepoFixture.SCHEMA,
                "--output",
                root.inside("pruned.hhbc"),
                root.inside("small.hhbc"));
        assertThat(prune.exitCode()).as(prune.describe()).isZero();
        assertThat(root.data().resolve("pruned.hhbc")).isRegularFile();
    }

    @Test
    void aTagIsImportedAsAnywhere() throws Exception {
        BareRoot root = BareRoot.in(directory);
        GitFixture git = new GitFixture(root.data());
        Path hhvm = git.init("hhvm.git");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.1.0");
        git.git(hhvm, "gc", "--quiet");

        Completed imported = root.java(
                HhvmDeb.class,
                "upstream",
                "import",
                "HHVM-3.1.0",
                "--from",
                root.inside("hhvm.git"),
                "--output",
                root.inside("out"));
        assertThat(imported.exitCode()).as(imported.describe()).isZero();
        assertThat(imported.describe()).doesNotContain("Exception", "ERROR", "Mount point");
        assertThat(root.data().resolve("out/hhvm_3.1.0.orig.tar.xz")).isRegularFile();
    }
}
