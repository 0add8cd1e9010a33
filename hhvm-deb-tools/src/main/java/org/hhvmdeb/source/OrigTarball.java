package org.hhvmdeb.source;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.debian.ChangelogEntry;
import org.hhvmdeb.debian.OrigTarballName;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.InputException;

/**
 * The upstream part of a source package, whose name says what it holds.
 *
 * @param path the file
 * @param source as the name has it
 * @param version as the name has it
 */
record OrigTarball(Path path, String source, String version) {

    static OrigTarball of(Path path) throws InputException {
        OrigTarballName.Parts name = OrigTarballName.parts(String.valueOf(path.getFileName()))
                .orElseThrow(() -> new InputException(path
                        + " is not named like an orig tarball: expected hhvm_3.18.5+dfsg1.orig.tar.xz or the like"));
        if (!Files.isRegularFile(path)) {
            throw new InputException(InputFile.absent("orig tarball", path) + "; import one from a tag");
        }
        return new OrigTarball(path, name.source(), name.version());
    }

    /**
     * Checks that the changelog speaks of this tarball.
     *
     * @throws InputException naming the changelog's line and both values
     */
    void requireFor(ChangelogEntry entry) throws InputException {
        if (entry.version().revision().isEmpty()) {
            throw new InputException(
                    entry.where(),
                    "the version " + entry.version()
                            + " has no Debian revision, but a 3.0 (quilt) package needs one; make" + " it "
                            + entry.version() + "-1");
        }
        if (!entry.source().text().equals(source) || !entry.version().upstream().equals(version)) {
            throw new InputException(
                    entry.where(),
                    "the latest entry is for " + entry.source() + " " + entry.version()
                            + ", whose orig tarball is named "
                            + OrigTarballName.of(entry).stem() + "*, but "
                            + path.getFileName() + " was given; add an entry for " + version
                            + " (dch --newversion " + version + "-1) or give the tarball of the entry");
        }
    }
}
