package org.hhvmdeb.upstream.orig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.compression.Compressor;
import org.hhvmdeb.io.output.NewDirectories;
import org.hhvmdeb.io.output.OutputDirectory;
import org.hhvmdeb.io.staging.ClaimedException;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.GitFiles;
import org.hhvmdeb.upstream.git.GitRepository;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.hhvmdeb.upstream.signature.SignatureCheck;
import org.hhvmdeb.upstream.signature.TagSignature;
import org.hhvmdeb.upstream.tree.ExcludeFilter;
import org.hhvmdeb.upstream.tree.PrunedPattern;
import org.hhvmdeb.upstream.tree.SubmodulePolicy;
import org.hhvmdeb.upstream.tree.TreeReader;
import org.hhvmdeb.upstream.tree.UpstreamTree;
import org.jspecify.annotations.Nullable;

/**
 * Makes the orig tarball of a Debian source package from an upstream tag, with a manifest beside it.
 *
 * <p>The tarball holds what {@code git clone --recurse-submodules} checks out, without git's own files ({@link GitFiles})
 * and less what the packaging excludes. It is read from git's objects: {@code .gitattributes} ({@code export-ignore},
 * {@code export-subst}, line ends, filters), hooks and every git setting of user and system are without effect. The same
 * tag and packaging give the same bytes everywhere, as long as the xz program is the same.
 */
public final class ImportUpstream {

    private final ProcessRunner programs;

    /**
     * Sets the step up.
     *
     * @param programs runs the compressor, and gpgv
     */
    public ImportUpstream(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Imports a tag. Tarball and manifest appear together or not at all; if both are there already and nothing has
     * changed, nothing is written. Where upstream cannot be reached, what is there of these inputs is the result, with a
     * warning: tags do not move, but nobody has looked.
     *
     * @throws org.hhvmdeb.notice.InputException for a tag that is not there (with the nearest), a changelog that
     *     contradicts the tag or does not advertise the repacking, an address that is refused or has no repository, a
     *     tree that git itself would not check out, and another tarball in the way that no run of this user has made
     * @throws FindingsException when a signature is required and the tag has no good one
     * @throws ExternalException when a repository cannot be reached, a program is missing, or a file cannot be written
     */
    public ImportedUpstream run(ImportRequest request, Progress progress) throws HhvmDebException {
        OutputDirectory.require(request.output());
        try {
            NewDirectories made = NewDirectories.on(request.output());
            try {
                return GitSettings.withoutUserConfig(() -> new Run(request, progress).perform());
            } finally {
                made.removeEmpty();
            }
        } catch (ClaimedException e) {
            throw new ExternalException(
                    "another run is importing " + request.tag() + " into " + request.output()
                            + " right now; wait for it to end and run again",
                    e);
        } catch (IOException e) {
            throw ExternalException.during("importing " + request.tag() + " into " + request.output(), e);
        }
    }

    private final class Run {

        private final ImportRequest request;
        private final Progress progress;
        private final Packaging packaging;
        private final RepositoryAddress upstream;
        private final ExcludeFilter pruning;
        /** Whether upstream has told what the tag stands for: an earlier result is no substitute then. */
        private boolean reached;

        Run(ImportRequest request, Progress progress) throws HhvmDebException {
            this.request = request;
            this.progress = progress;
            this.packaging = Packaging.read(request);
            this.upstream = RepositoryAddress.parse(request.from(), "the request");
            this.pruning = new ExcludeFilter(packaging.excluded(), request.excluded());
        }

        ImportedUpstream perform() throws HhvmDebException, IOException {
            for (String version : packaging.possibleVersions()) {
                pair(version).requireWritable(request.inputs());
            }
            try {
                return fromUpstream();
            } catch (ExternalException e) {
                if (upstream.directory().isPresent()
                        || reached
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                return recorded(String.valueOf(e.getMessage())).orElseThrow(() -> e);
            }
        }

        private ImportedUpstream fromUpstream() throws HhvmDebException, IOException {
            try (StagedDirectory scratch =
                    StagedDirectory.claiming(request.output().resolve(request.tag()))) {
                Path cache = request.cache().orElse(scratch.path().resolve("git"));
                try (Repositories repositories = new Repositories(cache, request.fetching(), progress)) {
                    GitRepository repository = repositories.at(upstream);
                    ObjectId commit = repository.commitOf(request.tag());
                    reached = true;
                    TagSignature signature = signature(repository);
                    ImportFingerprint inputs =
                            new ImportFingerprint(packaging, request, upstream.published(), commit.name(), signature);
                    Optional<ImportedUpstream> existing = existing(packaging.possibleVersions(), inputs, signature);
                    return existing.isPresent()
                            ? existing.get()
                            : make(
                                    repositories,
                                    commit,
                                    signature,
                                    inputs,
                                    scratch.path().resolve("orig.tar"));
                }
            }
        }

        /** What an earlier run made of these inputs, the commit and signature being those that it found. */
        private Optional<ImportedUpstream> recorded(String reason) throws HhvmDebException, IOException {
            for (String version : packaging.possibleVersions()) {
                Optional<ManifestSummary> made =
                        ManifestSummary.read(pair(version).manifest());
                if (made.isPresent() && made.get().text("tag").equals(request.tag())) {
                    TagSignature signature = made.get().signature();
                    ImportFingerprint inputs = new ImportFingerprint(
                            packaging, request, upstream.published(), made.get().text("commit"), signature);
                    Optional<ImportedUpstream> result = existing(List.of(version), inputs, signature);
                    if (result.isPresent() && mayBe(signature)) {
                        progress.warn(reason + "; taking what was made of " + request.tag() + " before, at the commit "
                                + result.get().commit() + ". Whether the tag is still there was not checked");
                        return result;
                    }
                }
            }
            return Optional.empty();
        }

        private boolean mayBe(TagSignature signature) {
            return request.requiresSignature()
                    ? signature.isGood()
                    : request.keyrings().isEmpty() || signature.state() != TagSignature.State.UNCHECKED;
        }

        private TagSignature signature(GitRepository repository) throws HhvmDebException, IOException {
            if (request.requiresSignature() && request.keyrings().isEmpty()) {
                throw new InputException("a signature is required, but there are no keys to check it with;"
                        + " name a keyring with upstream's keys");
            }
            TagSignature signature = new SignatureCheck(programs, request.keyrings()).of(repository, request.tag());
            if (request.requiresSignature() && !signature.isGood()) {
                throw new FindingsException(
                        "the tag " + request.tag() + " has no good signature",
                        List.of(signature.finding(Severity.ERROR, request.tag(), upstream.shown())));
            }
            return signature;
        }

        private Optional<ImportedUpstream> existing(
                List<String> versions, ImportFingerprint inputs, TagSignature signature)
                throws InputException, IOException {
            for (String version : versions) {
                OrigFiles pair = pair(version);
                Optional<ManifestSummary> made = pair.existing(inputs.digest(version));
                if (made.isPresent()) {
                    pair.refuseSecondTarball();
                    progress.note(pair.tarball() + " is up to date");
                    return Optional.of(new ImportedUpstream(
                            pair.tarball(),
                            pair.manifest(),
                            made.get().text("source"),
                            made.get().text("version"),
                            made.get().text("commit"),
                            new Sha256(made.get().text("tarball_sha256")),
                            made.get().number("files"),
                            made.get().number("bytes"),
                            signature,
                            made.get().pruned(),
                            findings(signature, made.get().pruned()),
                            true));
                }
            }
            return Optional.empty();
        }

        private ImportedUpstream make(
                Repositories repositories,
                ObjectId commit,
                TagSignature signature,
                ImportFingerprint inputs,
                Path scratch)
                throws HhvmDebException, IOException {
            SubmodulePolicy policy = new SubmodulePolicy(request.submoduleUrls(), request.withoutSubmodules());
            UpstreamTree tree = new TreeReader(repositories, pruning, policy, progress).read(upstream, commit);
            String version = packaging.version(tree.lacksSomething(), progress);
            OrigFiles pair = pair(version);
            pair.refuseSecondTarball();
            OrigTar.Written written = write(tree, version, scratch);
            Manifest manifest = new Manifest(
                    packaging.source(),
                    version,
                    new Manifest.Tag(request.tag(), commit.name(), tree.date(), upstream.published(), signature),
                    inputs.digest(version),
                    packaging.excluded().included(),
                    tree,
                    written,
                    Sha256.of(scratch));
            Optional<Sha256> replaced = pair.replacedBy(manifest.tarball());
            pair.put(scratch, manifest.tarball(), manifest.toJson());
            replaced.ifPresent(old -> progress.warn("replaced " + pair.tarball() + ", which had other content (sha256 "
                    + old.hex() + "): an archive that has the old one refuses this one; raise the repack count then"));
            return new ImportedUpstream(
                    pair.tarball(),
                    pair.manifest(),
                    manifest.source(),
                    version,
                    commit.name(),
                    manifest.tarball(),
                    written.files(),
                    written.bytes(),
                    signature,
                    tree.pruned(),
                    findings(signature, tree.pruned()),
                    false);
        }

        private OrigTar.Written write(UpstreamTree tree, String version, Path file) throws HhvmDebException {
            Instant date = request.notAfter().filter(tree.date()::isAfter).orElse(tree.date());
            AtomicReference<OrigTar.@Nullable Written> written = new AtomicReference<>();
            new Compressor(programs)
                    .write(
                            file,
                            request.compression(),
                            out -> written.set(
                                    OrigTar.write(tree, packaging.source() + "-" + version, date, out, progress)));
            return Objects.requireNonNull(written.get());
        }

        private List<Finding> findings(TagSignature signature, List<PrunedPattern> pruned) {
            List<Finding> findings = new ArrayList<>(pruning.findings(pruned));
            if (!request.keyrings().isEmpty() && !signature.isGood()) {
                findings.add(signature.finding(Severity.WARNING, request.tag(), upstream.shown()));
            }
            return findings;
        }

        private OrigFiles pair(String version) {
            return OrigFiles.of(request.output(), packaging.source(), version, request.compression());
        }
    }
}
