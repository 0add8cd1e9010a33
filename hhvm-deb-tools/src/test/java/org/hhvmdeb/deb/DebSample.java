package org.hhvmdeb.deb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.debian.Deb822;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Programs;

/** A cache package with a bit of everything; the parts can be changed before it is written. */
final class DebSample {

    static final Instant TIMESTAMP = Instant.parse("2018-06-01T12:34:56.789Z");
    static final String INI = "etc/hhvm/conf.d/site-hhbc.ini";
    static final String REPO = "usr/share/site-hhbc/site.b7d1f3.hhbc";

    final List<DebEntry> entries = new ArrayList<>();
    final List<ControlFile> controlFiles = new ArrayList<>();
    Paragraph control;
    Set<RelativePath> conffiles = Set.of(new RelativePath(INI));
    Instant timestamp = TIMESTAMP;

    private final Path directory;

    private DebSample(Path directory, Paragraph control) {
        this.directory = directory;
        this.control = control;
    }

    static DebSample in(Path directory) throws InputException, IOException {
        Paragraph control = Deb822.parse("""
                Package: site-hhbc
                Version: 1:20180601-1
                Architecture: amd64
                Maintainer: Jané Doe <jane@example.org>
                Depends: hhvm-repo-schema-b7d1f3
                Section: web
                Priority: optional
                Description: bytecode of a site
                 Compiled ahead.
                 .
                 Of time.
                """, "control").get(0);
        DebSample sample = new DebSample(directory, control);
        sample.add(REPO, "SQLite format 3".repeat(300));
        sample.add(INI, "hhvm.repo.local.mode = r-\n");
        sample.add("usr/share/site-hhbc/a b", "");
        sample.entries.add(DebEntry.symlink(new RelativePath("usr/share/site-hhbc/current.hhbc"), "site.b7d1f3.hhbc"));
        sample.entries.add(DebEntry.directory(new RelativePath("var/cache/site-hhbc"), 0750));
        return sample;
    }

    void add(String path, String content) throws IOException {
        entries.add(DebEntry.file(new RelativePath(path), content(content), 0644));
    }

    Path content(String text) throws IOException {
        return Files.writeString(Files.createTempFile(Files.createDirectories(directory), "content", ""), text);
    }

    DebRequest request(Path output) {
        return new DebRequest(control, entries, controlFiles, conffiles, timestamp, output);
    }

    WrittenDeb write(Path output) throws HhvmDebException {
        return new WriteDeb(Programs.untethered()).run(request(output), Progress.silent());
    }

    /** Writes the sample in a virtual machine of its own: where its contents go, and the package. */
    public static void main(String[] arguments) throws Exception {
        in(Path.of(arguments[0])).write(Path.of(arguments[1]));
    }
}
