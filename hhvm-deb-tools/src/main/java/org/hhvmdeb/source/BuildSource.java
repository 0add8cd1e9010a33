package org.hhvmdeb.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.debian.Changelog;
import org.hhvmdeb.debian.ChangelogEntry;
import org.hhvmdeb.debian.Control;
import org.hhvmdeb.debian.EarlierUpload;
import org.hhvmdeb.debian.FileChecksum;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.SourceControl;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.Replaceable;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.StagedDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.process.SearchPath;

/**
 * Builds a source package of format 3.0 (quilt) with dpkg-source. What comes out is a function of the tarball, the
 * packaging's content and the date alone: neither directory nor umask, locale, time zone or clock show in it.
 */
public final class BuildSource {

    private static final String FORMAT = "3.0 (quilt)";
    private static final Set<String> RESULTS = Set.of(".dsc", ".tar.xz", ".tar.gz", ".tar.bz2");

    private final DpkgSource dpkgSource;
    private final UpstreamTree upstream;

    public BuildSource(ProcessRunner programs, SearchPath path) {
        this.dpkgSource = new DpkgSource(programs, path);
        this.upstream = new UpstreamTree(programs);
    }

    /**
     * Builds the source package; the output directory is replaced as a whole or left as it was.
     *
     * @throws InputException when packaging and tarball do not fit each other, or dpkg-source does not take them
     * @throws org.hhvmdeb.notice.FindingsException when a patch does not apply
     * @throws ExternalException when dpkg-source is missing or the disk fails
     */
    public SourcePackage run(BuildSourceRequest request, Progress progress) throws HhvmDebException {
        Path debian = request.debianDirectory();
        requireFormat(debian);
        Changelog changelog = PackagingFiles.changelog(debian);
        ChangelogEntry entry = changelog.latest();
        warn(changelog, progress);
        DebianFiles files = DebianFiles.of(Control.read(debian.resolve("control")));
        OrigTarball orig = OrigTarball.of(request.origTarball());
        orig.requireFor(entry);
        Instant date = request.timestamp().orElse(entry.date());
        Path output = request.output();
        requireReplaceable(output, debian, orig, entry);
        try (StagedDirectory work = StagedDirectory.beside(output.resolveSibling(output.getFileName() + ".work"));
                StagedDirectory staged = StagedDirectory.claiming(output)) {
            // The result of a killed run may have been put back.
            requireReplaceable(output, debian, orig, entry);
            Path tree = unpack(orig, work.path(), progress);
            DebianCopy copy = new DebianCopy(debian.toRealPath(), tree.resolve("debian"));
            copy.copy(files);
            SchemaSnippet.addTo(copy.to(), progress);
            copy.stamp(date);
            Files.copy(orig.path(), staged.path().resolve(orig.path().getFileName()));
            pack(tree, staged.path(), date, progress);
            Path dsc = Path.of(entry.source() + "_" + entry.version().withoutEpoch() + ".dsc");
            List<String> names = check(staged.path().resolve(dsc));
            if (request.verify()) {
                dpkgSource.extract(staged.path().resolve(dsc), work.path().resolve("verify"));
            }
            staged.commit();
            return new SourcePackage(
                    entry.source(),
                    entry.version(),
                    output.resolve(dsc),
                    names.stream().map(output::resolve).toList());
        } catch (IOException e) {
            throw ExternalException.during("building the source package " + output, e);
        }
    }

    /** One line, as dpkg-source says each of them. */
    private static void warn(Changelog changelog, Progress progress) {
        int more = changelog.faults().size() - 1;
        if (more >= 0) {
            progress.warn(changelog.faults().get(0)
                    + (more > 0 ? " (and " + more + " more in old entries, which dpkg passes over)" : ""));
        }
    }

    private static void requireReplaceable(Path output, Path debian, OrigTarball orig, ChangelogEntry entry)
            throws HhvmDebException {
        Replaceable.require(output, RESULTS, debian, orig.path());
        EarlierUpload.require(output, ".dsc", entry.source());
    }

    private static void requireFormat(Path debian) throws HhvmDebException {
        Path format = debian.resolve("source/format");
        if (!Files.isDirectory(debian)) {
            throw new InputException(InputFile.absent("directory of a packaging", debian));
        }
        try {
            InputFile.requireRegular(format);
            InputFile.requireWithin(format, debian);
            String found = Files.exists(format) ? Files.readString(format).strip() : "1.0, as the file is missing";
            if (!found.equals(FORMAT)) {
                throw new InputException(
                        Location.of(format.toString()),
                        "expected the source format " + FORMAT
                                + ", which keeps upstream's tarball and the patches apart," + " but it is " + found);
            }
        } catch (IOException e) {
            throw ExternalException.reading(format, e);
        }
    }

    private Path unpack(OrigTarball orig, Path work, Progress progress) throws IOException, HhvmDebException {
        try (Progress.Task task = progress.begin("unpacking " + orig.path().getFileName(), 1, "tarball")) {
            Path tree = upstream.unpack(orig, work);
            task.advance(1);
            return tree;
        }
    }

    private void pack(Path tree, Path directory, Instant date, Progress progress) throws HhvmDebException {
        try (Progress.Task task = progress.begin("running dpkg-source", Progress.UNKNOWN, "step")) {
            dpkgSource.build(tree, directory, date).forEach(progress::warn);
            task.advance(1);
        }
    }

    /** Reads back what was written. */
    private static List<String> check(Path dsc) throws HhvmDebException, IOException {
        List<String> names = new ArrayList<>();
        for (FileChecksum listed : SourceControl.read(dsc).files()) {
            Path file = dsc.resolveSibling(listed.name());
            if (!Files.isRegularFile(file) || !Sha256.of(file).equals(listed.sha256())) {
                throw new ExternalException(dsc.getFileName() + " lists " + listed.name() + " with the SHA-256 digest "
                        + listed.sha256() + ", but the file is missing or another; is the disk full or failing?");
            }
            names.add(listed.name());
        }
        return List.copyOf(names);
    }
}
