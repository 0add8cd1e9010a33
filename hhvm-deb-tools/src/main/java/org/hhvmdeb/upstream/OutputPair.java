package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.StagedFile;

/**
 * The two files of one import. They go into place one after the other, complete and on the disk, the manifest last: it
 * names the tarball's digest, so a tarball without a fitting manifest is one that is not there, and is made again.
 */
record OutputPair(Path tarball, Path manifest) {

    static OutputPair of(Path directory, String source, String version) {
        String stem = source + "_" + version + ".orig";
        return new OutputPair(directory.resolve(stem + ".tar.xz"), directory.resolve(stem + ".manifest.json"));
    }

    /** What is there, if it is whole and was made from these inputs. */
    Optional<ImportedUpstream> existing(Sha256 inputs) throws IOException {
        Optional<ManifestSummary> summary = ManifestSummary.read(manifest);
        if (summary.isEmpty()
                || !summary.get().text("inputs").equals(inputs.hex())
                || !Files.isRegularFile(tarball)
                || !summary.get()
                        .text("tarball_sha256")
                        .equals(Sha256.of(tarball).hex())) {
            return Optional.empty();
        }
        ManifestSummary made = summary.get();
        return Optional.of(new ImportedUpstream(
                tarball,
                manifest,
                made.text("source"),
                made.text("version"),
                made.text("commit"),
                new Sha256(made.text("tarball_sha256")),
                made.number("files"),
                made.number("bytes"),
                true));
    }

    /**
     * Puts both in place.
     *
     * @param compressed on the same file system; it is moved
     */
    void put(Path compressed, String json) throws IOException {
        try (StagedFile tar = StagedFile.beside(tarball);
                StagedFile description = StagedFile.beside(manifest)) {
            Files.move(compressed, tar.path(), StandardCopyOption.ATOMIC_MOVE);
            Files.write(description.path(), json.getBytes(StandardCharsets.UTF_8));
            tar.commit();
            description.commit();
        }
    }
}
