package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.deb.ControlFile;
import org.hhvmdeb.deb.DebEntry;
import org.hhvmdeb.deb.DebRequest;
import org.hhvmdeb.deb.WriteDeb;
import org.hhvmdeb.deb.WrittenDeb;
import org.hhvmdeb.debian.Deb822;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** A cache package with a bit of everything; the parts can be changed before it is written. */
public final class DebSample {

    public static final Instant TIMESTAMP = Instant.parse("2018-06-01T12:34:56.789Z");
    public static final String INI = "etc/hhvm/conf.d/site-hhbc.ini";
    public static final String REPO = "usr/share/site-hhbc/site.b7d1f3.hhbc";

    public final List<DebEntry> entries = new ArrayList<>();
    public final List<ControlFile> controlFiles = new ArrayList<>();
    public Paragraph control;
    public Set<RelativePath> conffiles = Set.of(new RelativePath(INI));
    public Instant timestamp = TIMESTAMP;

    private final Path directory;

    private DebSample(Path directory, Paragraph control) {
        this.directory = directory;
        this.control = control;
    }

    public static DebSample in(Path directory) throws InputException, IOException {
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

    public void add(String path, String content) throws IOException {
        entries.add(DebEntry.file(new RelativePath(path), content(content), 0644));
    }

    public Path content(String text) throws IOException {
        return Files.writeString(Files.createTempFile(Files.createDirectories(directory), "content", ""), text);
    }

    public DebRequest request(Path output) {
        return new DebRequest(control, entries, controlFiles, conffiles, timestamp, output);
    }

    public WrittenDeb write(Path output) throws HhvmDebException {
        return new WriteDeb(Programs.untethered()).run(request(output), Progress.silent());
    }

    /** Writes the sample in a virtual machine of its own: where its contents go, and the package. */
    public static void main(String[] arguments) throws Exception {
        in(Path.of(arguments[0])).write(Path.of(arguments[1]));
    }
}
