package org.hhvmdeb.upstream.git;

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
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Reason;

/** A repository of this machine, bare or with a work tree, read where it is; the work tree does not count. */
public final class LocalRepository implements GitRepository {

    /** More than any release notes; git itself has no limit. */
    private static final int LARGEST_TAG = 1 << 20;

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
        } catch (IOException e) {
            throw new InputException("the git repository at " + directory + " cannot be read: " + Reason.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new InputException("the git repository at " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Finds out where in a directory the repository is.
     *
     * @throws InputException when there is none
     */
    public static FileRepositoryBuilder builder(Path directory) throws InputException {
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
        return commit(target(tag), tag);
    }

    @Override
    public boolean isAnnotated(String tag) throws HhvmDebException, IOException {
        return open(target(tag), tag).getType() == Constants.OBJ_TAG;
    }

    @Override
    public TagObject tagObject(String tag) throws HhvmDebException, IOException {
        return tagObject(target(tag), tag);
    }

    /** The same by the id of the object. */
    TagObject tagObject(ObjectId id, String tag) throws HhvmDebException, IOException {
        return TagObject.parse(open(id, tag).getCachedBytes(LARGEST_TAG), commit(id, tag), tag);
    }

    private ObjectId target(String tag) throws HhvmDebException, IOException {
        Ref ref = repository.getRefDatabase().exactRef(Constants.R_TAGS + tag);
        if (ref == null || ref.getObjectId() == null) {
            throw new TagSuggestions(tag, shown, tags()).exception();
        }
        return ref.getObjectId();
    }

    private ObjectLoader open(ObjectId id, String tag) throws IOException, ExternalException {
        try {
            return reader.open(id);
        } catch (MissingObjectException e) {
            throw lacks(id, tag, e);
        }
    }

    private ObjectId commit(ObjectId id, String tag) throws HhvmDebException, IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(id).getId();
        } catch (IncorrectObjectTypeException e) {
            throw new InputException("the tag " + tag + " of " + shown + " is not one of a commit", e);
        } catch (MissingObjectException e) {
            throw lacks(e.getObjectId() == null ? id : e.getObjectId(), tag, e);
        }
    }

    private ExternalException lacks(ObjectId id, String tag, MissingObjectException cause) {
        return new ExternalException(
                "the repository " + shown + " is incomplete: it lacks the object " + id.name() + " of the tag " + tag
                        + "; fetch the tag into it again, or give the address of a whole repository",
                cause);
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
