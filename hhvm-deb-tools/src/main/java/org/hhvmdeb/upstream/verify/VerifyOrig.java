package org.hhvmdeb.upstream.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.hhvmdeb.upstream.orig.OrigTar;
import org.hhvmdeb.upstream.orig.RecordedUpstream;
import org.hhvmdeb.upstream.tree.ExcludeFilter;
import org.hhvmdeb.upstream.tree.SubmodulePolicy;
import org.hhvmdeb.upstream.tree.TreeReader;
import org.hhvmdeb.upstream.tree.UpstreamTree;

/**
 * Verifies an orig tarball: that it is the one its manifest tells of, that git's objects give the same bytes again, or that
 * another tarball holds the same.
 */
public final class VerifyOrig {

    /**
     * Verifies a tarball against its manifest and, if the request names a repository, against the tree that is made again
     * from it.
     *
     * @throws InputException when the tarball or the manifest is missing or damaged
     * @throws ExternalException when a repository cannot be reached or something cannot be read
     */
    public OrigVerdict run(VerifyOrigRequest request, Progress progress) throws HhvmDebException {
        requireFile(request.tarball());
        try {
            return GitSettings.withoutUserConfig(() -> new Run(request, progress).perform());
        } catch (IOException e) {
            throw ExternalException.during("verifying " + request.tarball(), e);
        }
    }

    /**
     * Compares two tarballs, whoever made them, path by path; the names of their top directories do not count, nor do
     * git's own files in one of them where the other has none at all.
     *
     * @throws InputException when one of them is missing or damaged
     */
    public OrigVerdict compare(Path tarball, Path other, Progress progress) throws HhvmDebException {
        requireFile(tarball);
        requireFile(other);
        try {
            TarballContent mine = TarballContent.read(tarball, progress);
            TarballContent theirs = TarballContent.read(other, progress);
            List<Finding> findings = new ArrayList<>();
            describe(tarball, mine, findings);
            describe(other, theirs, findings);
            return new OrigVerdict(
                    findings, withoutGitFiles(tarball, mine, other, theirs, findings), tarball + " with " + other);
        } catch (IOException e) {
            throw ExternalException.during("comparing " + tarball + " with " + other, e);
        }
    }

    private static void requireFile(Path tarball) throws InputException {
        if (!Files.isRegularFile(tarball)) {
            throw new InputException(InputFile.absent("tarball", tarball));
        }
    }

    private static TarballComparison withoutGitFiles(
            Path tarball, TarballContent mine, Path other, TarballContent theirs, List<Finding> findings) {
        TarballContent myOthers = mine.withoutGitFiles();
        TarballContent theirOthers = theirs.withoutGitFiles();
        int here = mine.members().size() - myOthers.members().size();
        int there = theirs.members().size() - theirOthers.members().size();
        if (here == 0 == (there == 0)) {
            return TarballComparison.of(mine, theirs);
        }
        findings.add(Finding.of(
                Location.of((here > 0 ? tarball : other).toString()),
                OrigRule.TARBALL_GIT_FILES,
                Math.max(here, there) + " of its members are .git* files, of which the other tarball has none; they are"
                        + " not compared"));
        return TarballComparison.of(myOthers, theirOthers);
    }

    private static void describe(Path tarball, TarballContent content, List<Finding> findings) {
        Location where = Location.of(tarball.toString());
        if (content.duplicates() > 0) {
            findings.add(Finding.of(
                    where,
                    OrigRule.TARBALL_DUPLICATE_MEMBERS,
                    content.duplicates() + " of its members are overwritten by later ones of the same path"));
        }
        if (content.paxHeaders() > 0) {
            findings.add(Finding.of(
                    where,
                    OrigRule.TARBALL_PAX_HEADERS,
                    content.paxHeaders() + " of its members have pax headers, which old versions of dpkg do not read"));
        }
    }

    private static final class Run {

        private final VerifyOrigRequest request;
        private final Progress progress;
        private final RecordedUpstream recorded;
        private final Location tarball;
        private final List<Finding> findings = new ArrayList<>();

        Run(VerifyOrigRequest request, Progress progress) throws HhvmDebException {
            this.request = request;
            this.progress = progress;
            this.recorded = RecordedUpstream.read(request.manifest());
            this.tarball = Location.of(request.tarball().toString());
        }

        OrigVerdict perform() throws HhvmDebException, IOException {
            TarballContent content = TarballContent.read(request.tarball(), progress);
            describe(request.tarball(), content, findings);
            checkDigests(content);
            String manifest = request.tarball() + " with " + request.manifest();
            if (request.from().isEmpty()) {
                return new OrigVerdict(findings, TarballComparison.NONE, manifest);
            }
            try (WorkDirectory scratch = WorkDirectory.create()) {
                TarballContent again = rebuild(request.from().get(), content, scratch.path());
                TarballComparison comparison = TarballComparison.of(content, again);
                checkOrder(content, again, comparison);
                return new OrigVerdict(
                        findings,
                        comparison,
                        manifest + " and the tree of " + recorded.tag() + " in "
                                + request.from()
                                        .map(RepositoryAddress::withoutCredentials)
                                        .orElseThrow());
            }
        }

        private void checkDigests(TarballContent content) throws IOException {
            if (!content.tar().equals(recorded.digests().tar())) {
                error(
                        OrigRule.TARBALL_DIFFERS_FROM_MANIFEST,
                        "it is not the tarball of the manifest: uncompressed it has the SHA-256 "
                                + content.tar().hex() + ", the manifest says "
                                + recorded.digests().tar().hex());
            } else if (!Sha256.of(request.tarball()).equals(recorded.digests().tarball())) {
                findings.add(
                        Finding.of(
                                tarball,
                                OrigRule.TARBALL_COMPRESSED_OTHERWISE,
                                "it holds what the manifest says, but was compressed by another program or with other settings"));
            }
        }

        private TarballContent rebuild(String from, TarballContent content, Path scratch)
                throws HhvmDebException, IOException {
            RepositoryAddress upstream = RepositoryAddress.parse(from, "the request");
            Path cache = request.cache().orElse(scratch.resolve("git"));
            try (Repositories repositories = new Repositories(cache, request.fetching(), progress)) {
                ObjectId commit =
                        repositories.at(upstream).commitOf(recorded.tag().text());
                if (!commit.equals(recorded.commit())) {
                    error(
                            OrigRule.TAG_MOVED,
                            "it was made of the commit " + recorded.commit().name() + ", but the tag " + recorded.tag()
                                    + " stands for " + commit.name() + " now; find out who moved it, and why");
                }
                UpstreamTree tree = new TreeReader(
                                repositories,
                                new ExcludeFilter(
                                        FilesExcluded.of(
                                                recorded.leftOut().excluded(),
                                                recorded.leftOut().included()),
                                        List.of(),
                                        recorded.leftOut().keepsGitFiles()),
                                SubmodulePolicy.ofRecorded(
                                        request.submoduleUrls(),
                                        recorded.leftOut().submodules()),
                                progress)
                        .read(upstream, recorded.commit());
                checkSubmodules(tree);
                Path tar = scratch.resolve("again.tar");
                try (OutputStream out = Files.newOutputStream(tar)) {
                    OrigTar.write(
                            tree,
                            recorded.source() + "-" + recorded.version(),
                            date(content, tree.date()),
                            out,
                            progress);
                }
                return TarballContent.read(tar, progress);
            }
        }

        /** SOURCE_DATE_EPOCH may have made it earlier than the commit, which the manifest does not tell. */
        private static Instant date(TarballContent content, Instant commit) {
            return content.members().values().stream()
                    .map(TarballMember::time)
                    .max(Instant::compareTo)
                    .filter(commit::isAfter)
                    .orElse(commit);
        }

        private void checkSubmodules(UpstreamTree tree) {
            Map<String, String> commits = new TreeMap<>();
            tree.submodules().stream()
                    .filter(s -> s.leftOut().isEmpty())
                    .forEach(s -> commits.put(s.path(), s.commit()));
            if (!commits.equals(recorded.submodules())) {
                error(
                        OrigRule.SUBMODULES_DIFFER_FROM_MANIFEST,
                        "the tag has the submodules " + commits + ", but the manifest says " + recorded.submodules());
            }
        }

        private void checkOrder(TarballContent content, TarballContent again, TarballComparison comparison) {
            boolean same =
                    comparison.differences().isEmpty() && comparison.otherTimes() == 0 && comparison.otherOwners() == 0;
            if (same && !content.tar().equals(again.tar())) {
                error(
                        OrigRule.TARBALL_WRITTEN_OTHERWISE,
                        "it has the right members, but in another order or format than upstream import writes them");
            }
        }

        private void error(Rule rule, String message) {
            findings.add(Finding.of(tarball, rule, message));
        }
    }
}
