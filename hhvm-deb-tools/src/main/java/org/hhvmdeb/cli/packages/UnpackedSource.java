package org.hhvmdeb.cli.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.debian.ChangelogEntry;
import org.hhvmdeb.debian.OrigTarballName;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.source.BuildSource;
import org.hhvmdeb.source.BuildSourceRequest;

/** An unpacked source with its orig tarball beside it, as {@code apt-get source} leaves it, packed again for a build. */
final class UnpackedSource implements AutoCloseable {

    private final WorkDirectory scratch;
    private final Path dsc;

    private UnpackedSource(WorkDirectory scratch, Path dsc) {
        this.scratch = scratch;
        this.dsc = dsc;
    }

    static boolean isAt(Path directory) {
        return Files.isRegularFile(directory.resolve("debian/changelog"));
    }

    /**
     * Makes a source package of the orig tarball and {@code debian/}, in the directory for temporary files.
     *
     * @throws InputException when the tarball of the changelog's latest entry is not there
     */
    static UnpackedSource pack(Path directory, Console console) throws HhvmDebException {
        Path debian = directory.resolve("debian");
        Path orig = orig(directory, PackagingFiles.changelog(debian).latest());
        console.progress()
                .note("building " + orig.getFileName() + " with " + debian + "; what else is in " + directory
                        + " is not looked at");
        WorkDirectory scratch = scratch();
        try {
            BuildSourceRequest request =
                    BuildSourceRequest.of(orig, debian, scratch.path().resolve("source"));
            if (console.sourceDateEpoch().isPresent()) {
                request = request.at(console.sourceDateEpoch().get());
            }
            Path dsc = new BuildSource(console.programs(), console.path())
                    .run(request, console.progress())
                    .dsc();
            return new UnpackedSource(scratch, dsc);
        } catch (HhvmDebException e) {
            discard(scratch, e);
            throw e;
        }
    }

    Path dsc() {
        return dsc;
    }

    private static Path orig(Path directory, ChangelogEntry entry) throws InputException {
        Path beside = directory.toAbsolutePath().normalize().resolveSibling(".").normalize();
        OrigTarballName name = OrigTarballName.of(entry);
        return name.in(beside, "remove one")
                .orElseThrow(() -> new InputException(
                        entry.where(),
                        "the latest entry needs the tarball " + name.usual() + ", which is not in " + beside
                                + "; upstream import makes one from a tag"));
    }

    private static WorkDirectory scratch() throws ExternalException {
        try {
            return WorkDirectory.create();
        } catch (IOException e) {
            throw ExternalException.during("making a temporary directory", e);
        }
    }

    private static void discard(WorkDirectory scratch, HhvmDebException failure) {
        try {
            scratch.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
