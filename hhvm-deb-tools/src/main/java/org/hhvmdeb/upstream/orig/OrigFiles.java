package org.hhvmdeb.upstream.orig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.debian.OrigTarballName;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.compression.Compression;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.io.output.OwnResults;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * The two files of one import. They go into place one after the other, complete and on the disk, the manifest last: it
 * names the tarball's digest, so a tarball without a fitting manifest is one that is not there, and is made again.
 */
record OrigFiles(Path tarball, Path manifest) {

    static OrigFiles of(Path directory, String source, String version, Compression compression) {
        return new OrigFiles(
                directory.resolve(OrigTarballName.of(source, version).stem() + compression.extension()),
                directory.resolve(source + "_" + version + ".orig.manifest.json"));
    }

    /**
     * Refuses names under which there is something else than a regular file, or something that the import reads.
     *
     * @throws InputException naming it
     */
    void requireWritable(InputPlaces inputs) throws HhvmDebException {
        output(tarball).apartFrom(inputs);
        output(manifest).apartFrom(inputs);
    }

    private static OutputFile output(Path file) throws HhvmDebException {
        return OutputFile.in(file.resolveSibling(""), String.valueOf(file.getFileName()));
    }

    /**
     * Refuses to put a second tarball of the version beside one of another compression. Which of them is right only the
     * user knows: an archive that has one already takes no other.
     *
     * @throws InputException naming the other
     */
    void refuseSecondTarball() throws InputException {
        String stem = String.valueOf(tarball.getFileName()).replaceFirst("[a-z0-9]+$", "");
        for (String extension : OrigTarballName.COMPRESSIONS) {
            Path other = tarball.resolveSibling(stem + extension);
            if (!other.equals(tarball) && Files.exists(other)) {
                throw new InputException(other + " is there already, and dpkg-source refuses two orig tarballs of one"
                        + " version; ask for its compression, remove it, or choose another output directory");
            }
        }
    }

    /** What is there, if it is whole and a run of this user made it from these inputs. */
    Optional<ManifestSummary> existing(Sha256 inputs) throws IOException {
        Optional<ManifestSummary> summary = ManifestSummary.read(manifest);
        if (summary.isEmpty()
                || !OwnResults.ofUser().has(Sha256.of(manifest))
                || !summary.get().text("inputs").equals(inputs.hex())
                || !Files.isRegularFile(tarball)
                || !summary.get()
                        .text("tarball_sha256")
                        .equals(Sha256.of(tarball).hex())) {
            return Optional.empty();
        }
        return summary;
    }

    /**
     * Looks at a tarball that is in the way of another one: one version must not get two contents without a word, as an
     * archive takes only the first.
     *
     * @param made the one that is to take its place
     * @return the digest of what is there and will be lost; empty when that is the same
     * @throws InputException when no run of this user has made what is there
     */
    Optional<Sha256> replacedBy(Sha256 made) throws InputException, IOException {
        if (!Files.isRegularFile(tarball)) {
            return Optional.empty();
        }
        Sha256 there = Sha256.of(tarball);
        if (there.equals(made)) {
            return Optional.empty();
        }
        if (!isRecorded(made) && !OwnResults.ofUser().has(there)) {
            throw new InputException(tarball + " is there already (sha256 " + there.hex()
                    + "), no run of yours has made it, and the one made now has other content; remove it, or choose another"
                    + " output directory. An archive that has the old one takes no other of this version: raise the"
                    + " repack count then");
        }
        return Optional.of(there);
    }

    /** Whether the manifest beside it is ours and is that of this tarball. */
    private boolean isRecorded(Sha256 digest) throws IOException {
        Optional<ManifestSummary> summary = ManifestSummary.read(manifest);
        return summary.isPresent()
                && summary.get().text("tarball_sha256").equals(digest.hex())
                && OwnResults.ofUser().has(Sha256.of(manifest));
    }

    /**
     * Puts both in place.
     *
     * @param compressed is moved
     * @param digest its own
     */
    void put(Path compressed, Sha256 digest, String json) throws HhvmDebException, IOException {
        try (StagedFile tar = output(tarball).stage();
                StagedFile description = output(manifest).stage()) {
            Files.move(compressed, tar.path());
            Files.write(description.path(), json.getBytes(StandardCharsets.UTF_8));
            // Before it is there, so that a run that is killed in between leaves one that is known as ours.
            OwnResults.ofUser().add(digest);
            tar.commit();
            description.commit();
            OwnResults.ofUser().add(Sha256.of(json.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
