package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.StagedDirectory;
import org.hhvmdeb.io.Xz;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Makes the orig tarball of a Debian source package from an upstream tag, with a manifest beside it.
 *
 * <p>The tarball holds what {@code git clone --recurse-submodules} checks out, without git's own files ({@link GitFiles})
 * and less what the packaging excludes. It is read from git's objects: {@code .gitattributes} ({@code export-ignore},
 * {@code export-subst}, line ends, filters), hooks and every git setting of user and system are without effect. The same
 * tag and packaging give the same bytes everywhere, as long as the xz program is the same.
 */
public final class ImportUpstream {

    private final Xz xz;

    /**
     * Sets the step up.
     *
     * @param programs runs xz
     */
    public ImportUpstream(ProcessRunner programs) {
        this.xz = new Xz(programs);
    }

    /**
     * Imports a tag. Tarball and manifest appear together or not at all; if both are there already and nothing has
     * changed, nothing is written.
     *
     * @throws org.hhvmdeb.notice.InputException for a tag that is not there (with the nearest), a changelog that
     *     contradicts the tag or does not advertise the repacking, an address that is refused or has no repository, and
     *     a tree that git itself would not check out
     * @throws ExternalException when a repository cannot be reached, xz is missing, or a file cannot be written
     */
    public ImportedUpstream run(ImportRequest request, Progress progress) throws HhvmDebException {
        try {
            return GitSettings.shutOutOf(() -> new Run(request, progress).perform());
        } catch (IOException e) {
            throw ExternalException.during("importing " + request.tag() + " into " + request.output(), e);
        }
    }

    private final class Run {

        private final ImportRequest request;
        private final Progress progress;
        private final Packaging packaging;
        private final RepositoryAddress upstream;
        private final Pruning pruning;

        Run(ImportRequest request, Progress progress) throws HhvmDebException {
            this.request = request;
            this.progress = progress;
            this.packaging = Packaging.read(request);
            this.upstream = RepositoryAddress.parse(request.from(), "the request");
            this.pruning = new Pruning(packaging.excluded(), request.excluded());
        }

        ImportedUpstream perform() throws HhvmDebException, IOException {
            try (StagedDirectory scratch =
                    StagedDirectory.beside(request.output().resolve(request.tag()))) {
                Path cache = request.cache().orElse(scratch.path().resolve("git"));
                try (Repositories repositories = new Repositories(cache, progress)) {
                    ObjectId commit = repositories.at(upstream).commitOf(request.tag());
                    Inputs inputs = new Inputs(packaging, request, upstream.published(), commit.name());
                    Optional<ImportedUpstream> existing = existing(inputs);
                    return existing.isPresent()
                            ? existing.get()
                            : make(repositories, commit, inputs, scratch.path().resolve("orig.tar"));
                }
            }
        }

        private Optional<ImportedUpstream> existing(Inputs inputs) throws IOException {
            for (String version : packaging.possibleVersions()) {
                Optional<ImportedUpstream> existing = pair(version).existing(inputs.digest(version));
                if (existing.isPresent()) {
                    progress.note(existing.get().tarball() + " is up to date");
                    return existing;
                }
            }
            return Optional.empty();
        }

        private ImportedUpstream make(Repositories repositories, ObjectId commit, Inputs inputs, Path tar)
                throws HhvmDebException, IOException {
            SubmodulePolicy policy = new SubmodulePolicy(request.submoduleUrls(), request.withoutSubmodules());
            UpstreamTree tree = new TreeReader(repositories, pruning, policy, progress).read(upstream, commit);
            String version = packaging.version(tree.lacksSomething(), progress);
            Instant date = request.notAfter().filter(tree.date()::isAfter).orElse(tree.date());
            OrigTar.Written written = OrigTar.write(tree, packaging.source() + "-" + version, date, tar, progress);
            Path compressed = compress(tar);
            Manifest manifest = new Manifest(
                    packaging.source(),
                    version,
                    request.tag(),
                    commit.name(),
                    tree.date(),
                    upstream.published(),
                    inputs.digest(version),
                    packaging.excluded().included(),
                    tree,
                    written,
                    Sha256.of(compressed));
            OutputPair pair = pair(version);
            pair.put(compressed, manifest.toJson());
            return new ImportedUpstream(
                    pair.tarball(),
                    pair.manifest(),
                    manifest.source(),
                    version,
                    manifest.commit(),
                    manifest.tarball(),
                    written.files(),
                    written.bytes(),
                    false);
        }

        private Path compress(Path tar) throws HhvmDebException, IOException {
            long size = Files.size(tar);
            try (Progress.Task task = progress.begin("compressing the tarball", size, "bytes")) {
                Path compressed = xz.compress(tar);
                task.advance(size);
                return compressed;
            }
        }

        private OutputPair pair(String version) {
            return OutputPair.of(request.output(), packaging.source(), version);
        }
    }
}
