package org.hhvmdeb.upstream;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** A repository of this machine, bare or with a work tree, read where it is; the work tree does not count. */
final class LocalRepository implements GitRepository {

    private final Repository repository;
    private final String shown;
    private final ObjectReader reader;

    /** Kept, as it remembers the commits it has read: whoever asks for one tag asks for many. */
    private final RevWalk ancestry;

    private LocalRepository(Repository repository, String shown) {
        this.repository = repository;
        this.shown = shown;
        this.reader = repository.newObjectReader();
        this.ancestry = new RevWalk(reader);
    }

    /**
     * Opens it.
     *
     * @throws InputException when there is no repository
     */
    static LocalRepository open(Path directory) throws InputException, IOException {
        if (!Files.exists(directory)) {
            throw new InputException("there is no git repository at " + directory + ": no such directory");
        }
        FileRepositoryBuilder builder = builder(directory);
        try {
            return new LocalRepository(builder.setMustExist(true).build(), directory.toString());
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("the git repository at " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Finds out where in a directory the repository is.
     *
     * @throws InputException when there is none
     */
    static FileRepositoryBuilder builder(Path directory) throws InputException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder();
        File gitDirectory = FileKey.resolve(directory.toFile(), FS.DETECTED);
        if (gitDirectory != null) {
            builder.setGitDir(gitDirectory);
        } else if (Files.isRegularFile(directory.resolve(Constants.DOT_GIT))) {
            builder.setWorkTree(directory.toFile());
        } else {
            throw new InputException("there is no git repository at " + directory
                    + "; expected a bare repository or a directory with .git in it");
        }
        return builder;
    }

    Repository objects() {
        return repository;
    }

    @Override
    public Set<String> tags() throws IOException {
        Set<String> tags = new TreeSet<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            tags.add(ref.getName().substring(Constants.R_TAGS.length()));
        }
        return tags;
    }

    @Override
    public ObjectId commitOf(String tag) throws HhvmDebException, IOException {
        Ref ref = repository.getRefDatabase().exactRef(Constants.R_TAGS + tag);
        if (ref == null) {
            throw new UnknownTag(tag, shown, tags()).exception();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(ref.getObjectId()).getId();
        } catch (IncorrectObjectTypeException e) {
            throw new InputException("the tag " + tag + " of " + shown + " is not one of a commit", e);
        }
    }

    @Override
    public GitTree tree(ObjectId commit) throws HhvmDebException, IOException {
        if (!has(commit)) {
            throw new InputException("the repository " + shown + " has no commit " + commit.name());
        }
        return GitTree.of(reader, shown, commit);
    }

    @Override
    public List<UpstreamCommit> history(ObjectId from, ObjectId to, Collection<GitPath> paths)
            throws HhvmDebException, IOException {
        return new History(repository, shown, paths).between(from, to);
    }

    @Override
    public boolean contains(ObjectId tip, ObjectId commit) throws IOException {
        return ancestry.isMergedInto(ancestry.parseCommit(commit), ancestry.parseCommit(tip));
    }

    @Override
    public Optional<GitPath> moved(GitPath path, ObjectId from, ObjectId to) throws IOException {
        return new Renames(repository).of(path, from, to);
    }

    boolean has(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.parseCommit(commit);
            return true;
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        ancestry.close();
        reader.close();
        repository.close();
    }
}
