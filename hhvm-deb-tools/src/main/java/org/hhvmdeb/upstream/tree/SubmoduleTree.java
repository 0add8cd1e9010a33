package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.git.GitName;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.GitTree;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.jspecify.annotations.Nullable;

/** The commit of one repository in a nest of submodules: the outermost, or one that a directory of another holds. */
final class SubmoduleTree {

    private static final int DEEPEST_SUBMODULE = 16;
    private static final int LARGEST_GITMODULES = 1 << 20;

    private final SubmoduleRepositories repositories;
    private final RepositoryAddress address;
    private final GitTree tree;
    private final GitPath top;
    private final int depth;
    private @Nullable Gitmodules gitmodules;

    private SubmoduleTree(
            SubmoduleRepositories repositories, RepositoryAddress address, GitTree tree, GitPath top, int depth) {
        this.repositories = repositories;
        this.address = address;
        this.tree = tree;
        this.top = top;
        this.depth = depth;
    }

    static SubmoduleTree outermost(SubmoduleRepositories repositories, RepositoryAddress address, ObjectId commit)
            throws HhvmDebException, IOException {
        return new SubmoduleTree(repositories, address, repositories.tree(address, commit), GitPath.TOP, 0);
    }

    GitTree tree() {
        return tree;
    }

    /** Where it is in the whole tree. */
    GitPath top() {
        return top;
    }

    /**
     * The tree of a submodule.
     *
     * @param path from the top of this tree
     * @param commit the one recorded there
     * @throws UnreadSubmodule when it has no usable address, or cannot be fetched
     */
    SubmoduleTree enter(GitPath path, ObjectId commit) throws UnreadSubmodule, HhvmDebException, IOException {
        GitPath whole = top.child(path);
        if (depth == DEEPEST_SUBMODULE) {
            throw refused(whole, "it is a submodule in a submodule " + DEEPEST_SUBMODULE + " times over");
        }
        Optional<String> url = url(path);
        RepositoryAddress inner;
        try {
            inner = repositories.policy().address(whole, url, address, source());
        } catch (InputException e) {
            throw new UnreadSubmodule(whole, e, e);
        }
        GitTree content;
        try {
            content = repositories.tree(inner, commit);
        } catch (HhvmDebException e) {
            throw new UnreadSubmodule(whole, e, repositories.policy().explained(e, whole, url, commit.name()));
        }
        return new SubmoduleTree(repositories, inner, content, whole, depth + 1);
    }

    /** The URL that {@code .gitmodules} has for a submodule. */
    Optional<String> url(GitPath path) throws HhvmDebException, IOException {
        if (gitmodules == null) {
            gitmodules = readGitmodules();
        }
        return gitmodules.url(path);
    }

    private Gitmodules readGitmodules() throws HhvmDebException, IOException {
        try (TreeWalk walk = tree.walk()) {
            while (walk.next()) {
                if (walk.getPathString().equals(".gitmodules")) {
                    if (!walk.getFileMode().equals(FileMode.TYPE_FILE)) {
                        throw new InputException(source() + " is not a plain file; refused, as git would");
                    }
                    return Gitmodules.parse(tree.read(walk.getObjectId(0), LARGEST_GITMODULES, source()), source());
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw tree.damaged(e);
        }
        return Gitmodules.NONE;
    }

    private String source() {
        return top.child(GitPath.of(".gitmodules")) + " of " + address.shown();
    }

    /**
     * Refuses a path that git itself would not check out.
     *
     * @param path from the top of this tree
     * @return the path from the top of the whole tree
     */
    GitPath checked(GitPath path) throws InputException {
        GitPath whole = top.child(path);
        Optional<String> fault = GitName.fault(whole);
        if (fault.isPresent()) {
            throw refused(whole, fault.get());
        }
        return whole;
    }

    InputException refused(GitPath path, String why) {
        return new InputException(
                "the tree of " + address.shown() + " has the path \"" + path + "\", which is refused: " + why);
    }
}
