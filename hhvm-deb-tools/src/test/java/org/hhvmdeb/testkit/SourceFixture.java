package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.CheckPatches;
import org.hhvmdeb.patch.check.CheckPatchesRequest;
import org.hhvmdeb.patch.check.PatchReport;

/** An unpacked source in a directory, written line by line by a test. */
public final class SourceFixture {

    private final Path root;
    private final StringBuilder series = new StringBuilder();

    public SourceFixture(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("debian/patches"));
        Files.writeString(root.resolve("debian/patches/series"), "");
    }

    public Path root() {
        return root;
    }

    public SourceFixture file(String path, String content) throws IOException {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public SourceFixture file(String path, byte[] content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return this;
    }

    public SourceFixture executable(String path) throws IOException {
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    public SourceFixture link(String path, String target) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
        return this;
    }

    public SourceFixture directory(String path) throws IOException {
        Files.createDirectories(root.resolve(path));
        return this;
    }

    /** Adds a patch at the end of the series. */
    public SourceFixture patch(String name, String content) throws IOException {
        file("debian/patches/" + name, content);
        series.append(name).append('\n');
        return series(series.toString());
    }

    public SourceFixture series(String content) throws IOException {
        Files.writeString(root.resolve("debian/patches/series"), content);
        return this;
    }

    public PatchReport check() throws HhvmDebException {
        return new CheckPatches().run(CheckPatchesRequest.againstTree(root.resolve("debian"), root), Progress.silent());
    }
}
