package org.hhvmdeb.testkit;

import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.hhbc.compile.CompileRepo;
import org.hhvmdeb.hhbc.compile.CompileRequest;
import org.hhvmdeb.hhbc.compile.CompiledRepo;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.Progress;

/** A site of three PHP files, and an hhvm that compiles it. */
public final class SiteFixture {

    public final Path site;
    public final Path output;
    public final FakeHhvm hhvm = new FakeHhvm(SCHEMA);
    private final Path program;

    private SiteFixture(Path directory) {
        this.site = directory.resolve("site");
        this.output = directory.resolve("target/hhbc");
        this.program = directory.resolve("bin/hhvm");
    }

    public static SiteFixture in(Path directory) throws Exception {
        SiteFixture fixture = new SiteFixture(directory);
        fixture.php("index.php");
        fixture.php("lib/it's.php");
        fixture.php("lib/deep/page.inc");
        Files.writeString(fixture.site.resolve("logo.png"), "not PHP");
        return fixture;
    }

    /** Adds a file. */
    public Path php(String path) throws Exception {
        Path file = site.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "<?php // " + path + "\n");
    }

    public CompileRequest request() throws Exception {
        return CompileRequest.of(PhpTree.of(site), new HhvmSource.Program(hhvm.writeTo(program)), "site", output);
    }

    public CompiledRepo compile(CompileRequest request) throws Exception {
        return new CompileRepo(Programs.untethered()).run(request, Progress.silent());
    }
}
