package org.hhvmdeb.upstream.tree;

import java.util.Optional;
import org.hhvmdeb.upstream.git.GitFiles;

/**
 * A submodule of the upstream tree, as the manifest tells of it.
 *
 * @param path from the top of the whole tree
 * @param url as {@code .gitmodules} has it, without credentials; empty when it has none
 * @param commit 40 hexadecimal digits
 * @param leftOut why it is not in the tarball; empty when it is
 */
public record SubmoduleRecord(String path, Optional<String> url, String commit, Optional<String> leftOut) {

    /** Why a submodule is not there that the user did without. */
    public static final String BY_REQUEST = "left out by request";

    /** Why a submodule is not there that could not be read; no manifest has one. */
    public static final String UNREAD = "not read";

    /** Why a submodule is not there that {@link GitFiles} cover. */
    static final String GIT_FILE = "a file of git itself";
}
