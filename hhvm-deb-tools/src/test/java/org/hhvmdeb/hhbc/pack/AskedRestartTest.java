package org.hhvmdeb.hhbc.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordedProgress;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.SiteRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in authoritative mode has to be restarted for a new version of the site: who is told so, and when. */
class AskedRestartTest {

    private static final String ASKED = "site: restart hhvm.service";

    @TempDir
    Path directory;

    private SiteRoot site;
    private Path hhvm;

    @BeforeEach
    void aServer() throws Exception {
        site = SiteRoot.in(directory);
        hhvm = site.hhvm(SCHEMA);
        site.dpkg("--install", hhvm.toString()).orFail();
    }

    @Test
    void whoPacksIsWarnedWhereDpkgDoesNotRestartTheServer() throws Exception {
        Path repo = RepoFixture.compiled(directory.resolve("site." + SCHEMA + ".hhbc"), SCHEMA, "index.php");
        assertThat(warnings(repo, RepoMode.LOCAL, false)).isEmpty();
        try (RepoFixture fixture = RepoFixture.at(repo)) {
            fixture.wholeProgram(SCHEMA);
        }
        assertThat(warnings(repo, RepoMode.AUTHORITATIVE, false))
                .singleElement()
                .asString()
                .contains("stays with the version of site that it was started with", "--restart UNIT", "restartUnit");
        assertThat(warnings(repo, RepoMode.AUTHORITATIVE, true)).isEmpty();
    }

    @Test
    void whoUpgradesIsAskedToRestartTheServer() throws Exception {
        assertThat(install(RepoMode.AUTHORITATIVE, "1")).as("at first").doesNotContain("restart");
        assertThat(install(RepoMode.AUTHORITATIVE, "2")).contains(ASKED);
        assertThat(install(RepoMode.LOCAL, "3")).doesNotContain("restart");
    }

    private String install(RepoMode layout, String version) throws Exception {
        Completed installed = site.dpkg(
                        "--install", site.cache(layout, SCHEMA, version, hhvm).toString())
                .orFail();
        return installed.output() + installed.said();
    }

    private List<String> warnings(Path repo, RepoMode layout, boolean restart) throws Exception {
        PackageRequest.Builder builder = PackageRequest.builder(
                        repo, new HhvmSource.Deb(hhvm), new PackageName("site"), new DebianVersion("1"))
                .layout(layout);
        if (restart) {
            builder.restart("hhvm");
        }
        List<String> seen = new ArrayList<>();
        new PackageRepo(Programs.untethered())
                .run(
                        builder.build(
                                "A <a@example.org>",
                                Instant.parse("2026-01-02T03:04:05Z"),
                                directory.resolve("packed")),
                        new RecordedProgress(seen));
        return seen.stream().filter(line -> line.startsWith("warning: ")).toList();
    }
}
