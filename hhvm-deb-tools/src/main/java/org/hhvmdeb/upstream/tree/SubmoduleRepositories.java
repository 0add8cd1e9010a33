package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.git.GitTree;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;

/** The repositories of an upstream tree: its own and those of its submodules. */
final class SubmoduleRepositories {

    private final Repositories repositories;
    private final SubmodulePolicy policy;
    /** Who did not answer once is not asked again for the next tag. */
    private final Map<String, ExternalException> silent = new HashMap<>();

    /**
     * Opens nothing yet.
     *
     * @param repositories each opened once
     * @param policy where submodules come from
     */
    SubmoduleRepositories(Repositories repositories, SubmodulePolicy policy) {
        this.repositories = repositories;
        this.policy = policy;
    }

    SubmodulePolicy policy() {
        return policy;
    }

    /** The tree of a commit, fetched if it is not here. */
    GitTree tree(RepositoryAddress address, ObjectId commit) throws HhvmDebException, IOException {
        ExternalException failure = silent.get(address.shown());
        if (failure != null) {
            throw failure;
        }
        try {
            return repositories.at(address).tree(commit);
        } catch (ExternalException e) {
            silent.put(address.shown(), e);
            throw e;
        }
    }
}
