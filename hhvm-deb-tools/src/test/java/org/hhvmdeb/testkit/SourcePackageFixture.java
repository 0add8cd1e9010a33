package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.LocalProcesses;

/** A minimal 3.0 (quilt) source package made of an unpacked source. */
public final class SourcePackageFixture {

    private final LocalProcesses programs = Programs.untethered();
    private final Path directory;

    public SourcePackageFixture(Path directory) {
        this.directory = directory;
    }

    public Path orig() {
        return directory.resolve("x_1.orig.tar.xz");
    }

    public Path dsc() {
        return directory.resolve("x_1-1.dsc");
    }

    /** Packs a source; its directory debian goes into a tarball of its own. */
    public void pack(Path source) throws IOException, ExternalException {
        Path upstream = directory.resolve("x-1");
        FileTree.copy(source, upstream);
        FileTree.delete(upstream.resolve("debian"));
        tar(directory, orig(), "x-1");
        Path debian = source.resolve("debian");
        Files.createDirectories(debian.resolve("source"));
        Files.writeString(debian.resolve("source/format"), "3.0 (quilt)\n");
        Files.writeString(debian.resolve("changelog"), """
                x (1-1) unstable; urgency=low

                  * One.

                 -- A B <a@b.example>  Sat, 21 Nov 2026 00:00:00 +0000
                """);
        Path debianTar = directory.resolve("x_1-1.debian.tar.xz");
        tar(source, debianTar, "debian");
        StringBuilder files = new StringBuilder();
        for (Path file : List.of(debianTar, orig())) {
            files.append(" ")
                    .append(Sha256.of(file))
                    .append(" ")
                    .append(Files.size(file))
                    .append(" ");
            files.append(file.getFileName()).append("\n");
        }
        Files.writeString(
                dsc(),
                "Format: 3.0 (quilt)\nSource: x\nBinary: x\nArchitecture: all\nVersion: 1-1\n"
                        + "Maintainer: A B <a@b.example>\nChecksums-Sha256:\n" + files + "Files:\n"
                        + files.toString().replaceAll("(?m)^ [0-9a-f]{64}", " 00000000000000000000000000000000"));
    }

    private void tar(Path in, Path to, String what) throws ExternalException {
        programs.run(Command.of("tar", "--owner=0", "--group=0", "-cJf", to.toString(), what)
                        .in(in))
                .orFail();
    }

    /** Unpacks the package with dpkg-source. */
    public Completed unpack(Path to) throws ExternalException {
        return programs.run(Command.of("dpkg-source", "--no-check", "-x", dsc().toString(), to.toString())
                .in(directory));
    }
}
