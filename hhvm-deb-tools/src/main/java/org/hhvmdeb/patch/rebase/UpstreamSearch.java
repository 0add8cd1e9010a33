package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.diff.ThreeWayMerge.Names;
import org.hhvmdeb.patch.rebase.FileMerge.State;
import org.hhvmdeb.patch.rewrite.FileChange;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.GitEntries;
import org.hhvmdeb.patch.tree.GitSourceTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.UpstreamCommit;
import org.hhvmdeb.upstream.tree.UpstreamRepository;
import org.jspecify.annotations.Nullable;

/** Looks for the commit that brought a patch's change to upstream, and for the first tag that has it. */
final class UpstreamSearch {

    private static final Names UNUSED = new Names("", "", "");

    private final UpstreamRepository repository;
    private final UpstreamTag base;
    private final UpstreamTag onto;
    private final FilesExcluded excluded;
    private final Set<String> paths;
    private final FileMerger.Moves moves;
    private final GitEntries entries;
    private @Nullable List<UpstreamCommit> commits;

    /**
     * Prepares a search; the history is read once, when it is first needed.
     *
     * @param base the tag that has none of the patches yet
     * @param onto the tag up to which to look
     * @param excluded what the packaging takes out of upstream's tree
     * @param paths all that the patches of the series touch
     * @param moves between both tags: a file that has another name is not deleted
     */
    public UpstreamSearch(
            UpstreamRepository repository,
            UpstreamTag base,
            UpstreamTag onto,
            FilesExcluded excluded,
            Collection<String> paths,
            FileMerger.Moves moves,
            int umask) {
        this.repository = repository;
        this.base = base;
        this.onto = onto;
        this.excluded = excluded;
        this.paths = Set.copyOf(paths);
        this.moves = moves;
        this.entries = new GitEntries(umask);
    }

    /**
     * The first commit after which upstream had all of the changes, whatever it made of them later.
     *
     * @return empty where there never was one between both tags
     */
    public Optional<UpstreamCommit> commitOf(List<FileChange> changes) throws HhvmDebException, IOException {
        Set<GitPath> touched = changes.stream()
                .map(c -> GitPath.of(ByteText.encode(c.newPath())))
                .collect(Collectors.toSet());
        for (UpstreamCommit commit : commits()) {
            if (commit.changes().stream().anyMatch(c -> touched.contains(c.path()))
                    && contains(new GitSourceTree(repository.filesAt(commit.id(), excluded), entries), changes)) {
                return Optional.of(commit);
            }
        }
        return Optional.empty();
    }

    /** The first tag, in the order of versions, that has the changes or has the commit in its history. */
    public UpstreamTag firstTag(List<FileChange> changes, Optional<UpstreamCommit> commit)
            throws HhvmDebException, IOException {
        List<UpstreamTag> tags = repository.tags().stream()
                .filter(t -> t.compareTo(base) > 0 && t.compareTo(onto) < 0)
                .toList();
        int first = commit.isPresent() ? firstWith(tags, commit.get()) : tags.size();
        // The change may have been picked into an earlier release from a commit of another id.
        for (int i = 0; i < first; i++) {
            if (contains(new GitSourceTree(repository.files(tags.get(i), excluded), entries), changes)) {
                return tags.get(i);
            }
        }
        return first < tags.size() ? tags.get(first) : onto;
    }

    // What a release has, later ones have: releases are cut from one line of development.
    private int firstWith(List<UpstreamTag> tags, UpstreamCommit commit) throws HhvmDebException {
        int low = 0;
        int high = tags.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (repository.contains(tags.get(middle), commit.id())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private List<UpstreamCommit> commits() throws HhvmDebException {
        if (commits == null) {
            commits = repository.commitsTouching(
                    paths.stream().map(p -> GitPath.of(ByteText.encode(p))).toList(), base, onto);
        }
        return commits;
    }

    private boolean contains(SourceTree tree, List<FileChange> changes) throws IOException {
        FileMerger merger = new FileMerger(tree, UNUSED, moves);
        for (FileChange change : changes) {
            if (merger.merge(change).state() != State.CONTAINED) {
                return false;
            }
        }
        return true;
    }
}
