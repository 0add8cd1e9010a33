package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.git.GitFiles;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.orig.ImportUpstream;

/**
 * The tree of a tag with its submodules, less what the packaging excludes: what {@link ImportUpstream} would put into the
 * orig tarball, hence without {@link GitFiles}. Nothing is read before somebody asks for it, and a submodule is opened (or fetched) only when somebody
 * looks into it. TreeCache in which nothing is left are not there, unless it was git's own files that they held. Not for
 * several threads at once.
 */
public final class UpstreamFiles {

    /** As in {@link TreeReader}: more than any upstream has. */
    private static final int MOST_LOOKED_AT = 2_000_000;

    private final SubmoduleTree outermost;
    private final TreeCache directories;
    private final SubmodulePolicy policy;
    private final FilesExcluded excluded;
    private final Map<GitPath, SubmoduleTree> submodules = new HashMap<>();
    private final Map<GitPath, Boolean> inhabited = new HashMap<>();
    private int lookedAt;

    UpstreamFiles(SubmoduleTree outermost, TreeCache directories, SubmodulePolicy policy, FilesExcluded excluded) {
        this.outermost = outermost;
        this.directories = directories;
        this.policy = policy;
        this.excluded = excluded;
    }

    /** A directory: a repository of the nest, and a tree object in it. */
    private record Place(SubmoduleTree tree, ObjectId directory, GitPath path) {}

    /** The tag's commit, 40 hexadecimal digits. */
    public String commit() {
        return outermost.tree().commit().name();
    }

    /** When the tag's commit was made, to the second. */
    public Instant date() {
        return outermost.tree().date();
    }

    /**
     * What is at a path; no link is followed.
     *
     * @throws InputException for a tree that git itself would not check out, and for a submodule without a usable address
     * @throws ExternalException when a submodule cannot be fetched (naming path, URL and commit) or a directory is missing
     */
    public Optional<UpstreamFile> find(GitPath path) throws HhvmDebException {
        return GitFiles.cover(path) ? Optional.empty() : reading(path, () -> lookUp(path));
    }

    /** The names in a directory in the order of their bytes; empty where there is no directory. */
    public SortedSet<GitPath> list(GitPath directory) throws HhvmDebException {
        return reading(directory, () -> {
            SortedSet<GitPath> names = new TreeSet<>();
            Optional<Place> place = GitFiles.cover(directory) ? Optional.empty() : enter(directory);
            if (place.isPresent()) {
                for (Map.Entry<GitPath, TreeCache.Entry> entry :
                        entries(place.get()).entrySet()) {
                    if (!GitFiles.isOne(entry.getKey()) && isThere(place.get(), entry.getKey(), entry.getValue())) {
                        names.add(entry.getKey());
                    }
                }
            }
            return names;
        });
    }

    /** Whether there is a submodule at a path, or above it, as far as upstream's own repository tells; none is opened. */
    boolean hasSubmodule(GitPath path) throws HhvmDebException {
        return reading(
                path,
                () -> inOwnRepository(path)
                        .filter(e -> e.mode() == FileMode.GITLINK)
                        .isPresent());
    }

    private Optional<TreeCache.Entry> inOwnRepository(GitPath path) throws HhvmDebException, IOException {
        if (path.equals(GitPath.TOP)) {
            return Optional.of(
                    new TreeCache.Entry(FileMode.TREE, outermost.tree().root()));
        }
        GitPath parent = path.parent();
        Optional<TreeCache.Entry> above = inOwnRepository(parent);
        if (above.isEmpty() || above.get().mode() == FileMode.GITLINK) {
            return above;
        }
        return above.get().mode() == FileMode.TREE
                ? Optional.ofNullable(
                        directories.of(outermost, above.get().id(), parent).get(path.name()))
                : Optional.empty();
    }

    private <T> T reading(GitPath path, GitSettings.Work<T> work) throws HhvmDebException {
        try {
            return GitSettings.withoutUserConfig(work);
        } catch (IOException e) {
            throw ExternalException.reading(path + " of the commit " + commit(), e);
        }
    }

    private Optional<UpstreamFile> lookUp(GitPath path) throws HhvmDebException, IOException {
        if (path.equals(GitPath.TOP)) {
            return Optional.of(
                    new UpstreamFile(path, FileMode.TREE, outermost.tree().root(), outermost.tree()));
        }
        Optional<Place> parent = enter(path.parent());
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        GitPath name = path.name();
        TreeCache.Entry entry = entries(parent.get()).get(name);
        return entry == null || !isThere(parent.get(), name, entry)
                ? Optional.empty()
                : Optional.of(new UpstreamFile(
                        path, entry.mode(), entry.id(), parent.get().tree().tree()));
    }

    /** The directory at a path; empty where there is none, or nothing is left in it. */
    private Optional<Place> enter(GitPath path) throws HhvmDebException, IOException {
        if (path.equals(GitPath.TOP)) {
            return Optional.of(new Place(outermost, outermost.tree().root(), GitPath.TOP));
        }
        Optional<Place> parent = enter(path.parent());
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        TreeCache.Entry entry = entries(parent.get()).get(path.name());
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.mode() == FileMode.TREE) {
            return Optional.of(below(parent.get(), path.name(), entry));
        }
        return entry.mode() == FileMode.GITLINK && isThere(parent.get(), path.name(), entry)
                ? Optional.of(submodule(parent.get(), path, entry.id()))
                : Optional.empty();
    }

    private Place submodule(Place parent, GitPath path, ObjectId commit) throws HhvmDebException, IOException {
        SubmoduleTree known = submodules.get(path);
        if (known == null) {
            try {
                known = parent.tree().enter(parent.path().child(path.name()), commit);
            } catch (UnreadSubmodule e) {
                throw e.told();
            }
            submodules.put(path, known);
        }
        return new Place(known, known.tree().root(), GitPath.TOP);
    }

    private static Place below(Place parent, GitPath name, TreeCache.Entry entry) {
        return new Place(parent.tree(), entry.id(), parent.path().child(name));
    }

    private SortedMap<GitPath, TreeCache.Entry> entries(Place place) throws HhvmDebException, IOException {
        return directories.of(place.tree(), place.directory(), place.path());
    }

    /** Git's own files count here: they keep the directory that holds them. */
    private boolean isThere(Place parent, GitPath name, TreeCache.Entry entry) throws HhvmDebException, IOException {
        GitPath path = parent.tree().top().child(parent.path()).child(name);
        if (entry.mode() != FileMode.TREE) {
            boolean leftOut = entry.mode() == FileMode.GITLINK && policy.leavesOut(path);
            return !leftOut && excluded.matching(path.text()).isEmpty();
        }
        Boolean known = inhabited.get(path);
        if (known == null) {
            known = holdsSomething(below(parent, name, entry));
            inhabited.put(path, known);
        }
        return known;
    }

    private boolean holdsSomething(Place place) throws HhvmDebException, IOException {
        for (Map.Entry<GitPath, TreeCache.Entry> entry : entries(place).entrySet()) {
            if (++lookedAt > MOST_LOOKED_AT) {
                throw new InputException("the upstream tree has more than " + MOST_LOOKED_AT + " files; refused");
            }
            if (isThere(place, entry.getKey(), entry.getValue())) {
                return true;
            }
        }
        return false;
    }
}
