package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.GitRepository;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.hhvmdeb.upstream.git.UpstreamCommit;
import org.hhvmdeb.upstream.tags.VersionTags;

/**
 * An upstream repository that is open for reading, straight from git's objects: no checkout, no filter, hook, attribute or
 * setting of anybody has an effect. Of a repository behind a URL only the tags that are asked for are fetched. Not for
 * several threads at once.
 */
public final class UpstreamRepository implements AutoCloseable {

    private final RepositoryAddress address;
    private final GitRepository git;
    private final SubmoduleRepositories submodules;
    private final WorkDirectory scratch;
    private final Repositories repositories;
    private final TreeCache directories = new TreeCache();

    UpstreamRepository(
            RepositoryAddress address,
            GitRepository git,
            SubmoduleRepositories submodules,
            WorkDirectory scratch,
            Repositories repositories) {
        this.address = address;
        this.git = git;
        this.submodules = submodules;
        this.scratch = scratch;
        this.repositories = repositories;
    }

    /** Its address for messages: without a password. */
    public String shown() {
        return address.shown();
    }

    /** The tags that stand for a version, in the order of the versions. */
    public List<UpstreamTag> tags() throws HhvmDebException {
        return reading("listing the tags of " + shown(), () -> VersionTags.of(git.tags()));
    }

    /**
     * The tree of a tag, fetched if it is not here.
     *
     * @param excluded what the packaging takes out of it
     * @throws org.hhvmdeb.notice.InputException when there is no such tag (with the nearest), or it is not one of a commit
     * @throws ExternalException when it cannot be fetched or read
     */
    public UpstreamFiles files(UpstreamTag tag, FilesExcluded excluded) throws HhvmDebException {
        return reading("reading the tag " + tag + " of " + shown(), () -> {
            ObjectId commit = git.commitOf(tag.text());
            UpstreamFiles files = new UpstreamFiles(
                    SubmoduleTree.outermost(submodules, address, commit), directories, submodules.policy(), excluded);
            for (String named : submodules.policy().unmetPaths()) {
                GitPath path = GitPath.of(named);
                if (files.hasSubmodule(path)) {
                    submodules.policy().meets(path, Optional.empty());
                    submodules.policy().leavesOut(path);
                }
            }
            return files;
        });
    }

    /**
     * Says which submodules the user named that no tag has, once all tags that are wanted were read.
     *
     * @throws org.hhvmdeb.notice.InputException when an address was given for one
     */
    public void refuseUnknownSubmodules(Progress progress) throws HhvmDebException {
        submodules.policy().refuseUnmetPaths(progress);
    }

    /**
     * The tree of a commit that {@link #commitsTouching} gave.
     *
     * @param commit 40 hexadecimal digits
     * @param excluded what the packaging takes out of it
     */
    public UpstreamFiles filesAt(String commit, FilesExcluded excluded) throws HhvmDebException {
        return reading(
                "reading the commit " + commit + " of " + shown(),
                () -> new UpstreamFiles(
                        SubmoduleTree.outermost(submodules, address, ObjectId.fromString(commit)),
                        directories,
                        submodules.policy(),
                        excluded));
    }

    /**
     * Where a file of one tag is in another, by its content, as git finds renames.
     *
     * @return empty where nothing in the other tag is much like it
     */
    public Optional<GitPath> moved(GitPath path, UpstreamTag from, UpstreamTag to) throws HhvmDebException {
        return reading(
                "looking for " + path + " in " + to + " of " + shown(),
                () -> git.moved(path, git.commitOf(from.text()), git.commitOf(to.text())));
    }

    /** Whether a commit that {@link #commitsTouching} gave is in the history of a tag. */
    public boolean contains(UpstreamTag tag, String commit) throws HhvmDebException {
        return reading(
                "reading the history of " + tag + " of " + shown(),
                () -> git.contains(git.commitOf(tag.text()), ObjectId.fromString(commit)));
    }

    /**
     * The commits that one tag has over another and that touch certain paths, as {@code git log} would show them. Paths in
     * submodules belong to other repositories and are not looked for. From a URL the history is fetched, which the tags'
     * trees do not need.
     *
     * @param paths files or directories
     * @return parents before children
     * @throws org.hhvmdeb.notice.InputException when there is no such tag
     * @throws ExternalException when the history cannot be fetched, or a shallow clone lacks it
     */
    public List<UpstreamCommit> commitsTouching(Collection<GitPath> paths, UpstreamTag from, UpstreamTag to)
            throws HhvmDebException {
        return reading(
                "reading the history of " + shown() + " from " + from + " to " + to,
                () -> paths.isEmpty()
                        ? List.of()
                        : git.history(git.commitOf(from.text()), git.commitOf(to.text()), paths));
    }

    private static <T> T reading(String doing, GitSettings.Work<T> work) throws HhvmDebException {
        try {
            return GitSettings.withoutUserConfig(work);
        } catch (IOException e) {
            throw ExternalException.during(doing, e);
        }
    }

    @Override
    public void close() throws HhvmDebException {
        reading("closing " + shown(), () -> {
            try (scratch;
                    repositories) {
                return true;
            }
        });
    }
}
