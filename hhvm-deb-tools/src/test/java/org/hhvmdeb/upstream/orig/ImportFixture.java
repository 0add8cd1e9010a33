package org.hhvmdeb.upstream.orig;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordingProgress;

/** A repository of hhvm with submodules, and imports of it. */
final class ImportFixture {

    static final String TAG = "HHVM-3.18.5";

    private final Path directory;
    private final RecordingProgress progress = new RecordingProgress();
    private final GitFixture git;
    private final Path hhvm;
    private final Path output;

    /** hhvm with the submodule third-party, which has the submodule folly/src; all URLs relative. */
    ImportFixture(Path directory) throws Exception {
        this.directory = directory;
        git = new GitFixture(directory);
        output = directory.resolve("out");
        Path folly = git.init("folly.git");
        git.write(folly, "folly/String.h", "// strings\n");
        git.commit(folly, "folly");
        Path thirdParty = git.init("third-party.git");
        git.write(thirdParty, "lz4/lz4.c", "int lz4;\n");
        git.write(thirdParty, "lz4/lz4.h", "int lz4;\n");
        git.addSubmodule(thirdParty, "../folly.git", "folly/src");
        git.commit(thirdParty, "third-party");
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "README.md", "HHVM\n");
        git.write(hhvm, "hphp/runtime/version.h", "#define HHVM_VERSION_MAJOR 3\n");
        git.write(hhvm, "hphp/empty", "");
        git.write(hhvm, "hphp.txt", "sorts between hphp and hphp/\n");
        git.write(hhvm, "hphp/" + "long/".repeat(30) + "name", "more than a hundred bytes\n");
        git.executable(git.write(hhvm, "configure", "#!/bin/sh\n"));
        git.write(hhvm, ".gitattributes", "not-exported export-ignore\nversion.txt export-subst\n");
        git.write(hhvm, ".github/workflows/ci.yml", "on: push\n");
        git.write(hhvm, "hphp/.gitignore", "*.o\n");
        git.write(hhvm, "hphp/tmp/.gitkeep", "");
        git.write(hhvm, "not-exported", "kept all the same\n");
        git.write(hhvm, "version.txt", "$Format:%H$\n");
        Files.createSymbolicLink(hhvm.resolve("link"), Path.of("hphp/runtime"));
        git.sh(hhvm, "echo bytes > \"$(printf 'caf\\351')\"");
        git.addSubmodule(hhvm, "../third-party.git", "third-party");
        git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "-a", "-m", "release", TAG);
        git.git(hhvm, "tag", "HHVM-3.18.6");
        git.git(hhvm, "tag", "pre-hhvm");
    }

    RecordingProgress progress() {
        return progress;
    }

    GitFixture git() {
        return git;
    }

    Path hhvm() {
        return hhvm;
    }

    Path output() {
        return output;
    }

    ImportedUpstream run(ImportRequest request) throws HhvmDebException {
        return new ImportUpstream(Programs.untethered()).run(request, (Progress) progress);
    }

    ImportRequest request() {
        return requestBuilder().build();
    }

    ImportRequest.Builder requestBuilder() {
        return requestBuilder(output);
    }

    ImportRequest.Builder requestBuilder(Path to) {
        return ImportRequest.builder(TAG, hhvm.toString(), to);
    }

    ImportRequest.Builder packaged() {
        return requestBuilder().debianDirectory(directory.resolve("debian"));
    }

    void packaging(String version, String excluded) throws IOException {
        Path debian = Files.createDirectories(directory.resolve("debian"));
        Files.writeString(debian.resolve("changelog"), """
                hhvm (%s) jessie-wikimedia; urgency=medium

                  * New upstream release.

                 -- Pack Ager <pack@example.org>  Sat, 04 Mar 2017 06:00:00 +0000
                """.formatted(version));
        Files.writeString(
                debian.resolve("copyright"),
                "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
                        + (excluded.isEmpty() ? "" : "Files-Excluded:\n " + excluded.replace(" ", "\n ") + "\n"));
    }

    static List<String> names(ImportedUpstream imported) throws IOException {
        return members(imported.tarball()).stream()
                .map(TarArchiveEntry::getName)
                .toList();
    }

    static List<TarArchiveEntry> members(Path tarball) throws IOException {
        List<TarArchiveEntry> members = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in), "ISO-8859-1")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                members.add(entry);
            }
        }
        return members;
    }
}
