package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.build.BuildJob;
import org.hhvmdeb.build.BuildOutcome;
import org.hhvmdeb.build.BuildStatus;
import org.hhvmdeb.build.Builder;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/** "Builds" one package with dpkg-deb, with a hhvm in it or without, providing whatever a test wants. */
public final class FakeBuilder implements Builder {

    private final ProcessRunner programs;
    private final Path tree;
    private String provides = "";

    public FakeBuilder(ProcessRunner programs, Path tree) {
        this.programs = programs;
        this.tree = tree;
    }

    public FakeBuilder provides(String name) {
        provides = "Provides: " + name + "\n";
        return this;
    }

    public FakeBuilder program(String source) throws Exception {
        Path program = tree.resolve("usr/bin/hhvm");
        Files.createDirectories(program.getParent());
        Path file = Files.writeString(tree.resolveSibling("hhvm.c"), source);
        programs.run(Command.of("gcc", "-o", program.toString(), file.toString()))
                .orFail();
        return this;
    }

    @Override
    public BuildOutcome build(BuildJob job, Progress progress) throws ExternalException {
        try {
            Files.createDirectories(tree.resolve("DEBIAN"));
            Files.writeString(
                    tree.resolve("DEBIAN/control"),
                    "Package: hhvm\nVersion: 1\nArchitecture: amd64\nMaintainer: A <a@example.org>\nDescription: x\n"
                            + provides);
            Path deb = job.results().resolve("hhvm_1_amd64.deb");
            programs.run(Command.of(
                            "dpkg-deb", "-Zgzip", "--root-owner-group", "--build", tree.toString(), deb.toString()))
                    .orFail();
            Path changes = job.results().resolve("hhvm_1_amd64.changes");
            Files.writeString(
                    changes,
                    "Source: hhvm\nVersion: 1\nArchitecture: amd64\nChecksums-Sha256:\n " + Sha256.of(deb) + " "
                            + Files.size(deb) + " hhvm_1_amd64.deb\n");
            Path buildinfo = Files.createFile(job.results().resolve("hhvm_1_amd64.buildinfo"));
            return new BuildOutcome(
                    BuildStatus.SUCCESSFUL, job.log().path(), List.of(buildinfo, changes, deb), "built");
        } catch (IOException e) {
            throw ExternalException.during("faking a build", e);
        }
    }
}
