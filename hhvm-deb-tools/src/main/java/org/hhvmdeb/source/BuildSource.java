package org.hhvmdeb.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.Changelog;
import org.hhvmdeb.debian.ChangelogEntry;
import org.hhvmdeb.debian.EarlierUpload;
import org.hhvmdeb.debian.FileChecksum;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.SourceControl;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.io.staging.StagedDirectory;
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
    /** What dpkg-source reads before it knows the format. */
    private static final List<String> DECIDING =
            List.of("changelog", "control", "source", "source/format", "source/options", "source/local-options");

    private static final Pattern SOME_FORMAT = Pattern.compile("\\d+\\.\\d+(?: \\([a-z0-9]+\\))?");
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
        if (!Files.isDirectory(debian)) {
            throw new InputException(InputFile.absent("directory of a packaging", debian));
        }
        Changelog changelog = PackagingFiles.changelog(debian);
        ChangelogEntry entry = changelog.latest();
        warn(changelog, progress);
        DebianFiles files = DebianFiles.of(debian);
        OrigTarball orig = OrigTarball.of(request.origTarball());
        orig.requireFor(entry);
        Instant date = request.timestamp().orElse(entry.date());
        Path output = request.output();
        requireReplaceable(output, debian, orig, entry);
        try (StagedDirectory work = StagedDirectory.beside(output.resolveSibling(output.getFileName() + ".work"));
                StagedDirectory staged = StagedDirectory.claiming(output)) {
            // The result of a killed run may have been put back.
            requireReplaceable(output, debian, orig, entry);
            Path packaging = Files.createDirectory(work.path().resolve("packaging"));
            DebianCopy copy = new DebianCopy(debian.toRealPath(), packaging.resolve("debian"));
            copy.copy(files);
            SchemaSnippet.addTo(copy.to(), progress);
            copy.stamp(date);
            // What dpkg-source refuses in it is told before upstream is unpacked, which can take minutes.
            boolean complete = isComplete(copy.to());
            if (complete) {
                requireFormat(packaging, debian);
            }
            Path tree = unpack(orig, work.path(), progress);
            Files.move(copy.to(), tree.resolve("debian"));
            if (!complete) {
                requireFormat(tree, debian);
            }
            Files.copy(orig.path(), staged.path().resolve(orig.path().getFileName()));
            pack(tree, debian, staged.path(), date, progress);
            Path dsc = Path.of(entry.source() + "_" + entry.version().withoutEpoch() + ".dsc");
            List<String> names = check(staged.path().resolve(dsc));
            if (request.verify()) {
                dpkgSource.extract(staged.path().resolve(dsc), work.path().resolve("verify"), debian);
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
                    + (more > 0 ? " (and " + more + " more; dpkg passes over them, too)" : ""));
        }
    }

    private static void requireReplaceable(Path output, Path debian, OrigTarball orig, ChangelogEntry entry)
            throws HhvmDebException {
        OutputGuard.require(output, RESULTS, debian, orig.path());
        EarlierUpload.require(output, ".dsc", entry.source());
    }

    /** Whether nothing that decides about the format is a link to a file of upstream's. */
    private static boolean isComplete(Path packaging) {
        return DECIDING.stream().map(packaging::resolve).noneMatch(f -> Files.isSymbolicLink(f) && !Files.exists(f));
    }

    private void requireFormat(Path packaging, Path debian) throws HhvmDebException {
        Path file = debian.resolve("source/format");
        String found = dpkgSource.format(packaging, debian);
        if (!SOME_FORMAT.matcher(found).matches()) {
            throw new InputException(
                    Location.of(debian.resolve("source/options").toString()),
                    "these options keep dpkg-source from building anything; remove those such as help and version");
        }
        if (!found.equals(FORMAT)) {
            throw new InputException(
                    Location.of(file.toString()),
                    "expected the source format " + FORMAT + ", which keeps upstream's tarball and the patches apart,"
                            + " but it is " + found + (Files.exists(file) ? "" : ", as the file is missing"));
        }
    }

    private Path unpack(OrigTarball orig, Path work, Progress progress) throws IOException, HhvmDebException {
        try (Progress.Task task = progress.begin("unpacking " + orig.path().getFileName(), 1, "tarball")) {
            Path tree = upstream.unpack(orig, work);
            task.advance(1);
            return tree;
        }
    }

    private void pack(Path tree, Path debian, Path directory, Instant date, Progress progress) throws HhvmDebException {
        try (Progress.Task task = progress.begin("running dpkg-source", Progress.UNKNOWN, "step")) {
            dpkgSource.build(tree, debian, directory, date).forEach(progress::warn);
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
