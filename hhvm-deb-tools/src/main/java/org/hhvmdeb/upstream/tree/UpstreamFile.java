package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import java.util.OptionalLong;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.GitTree;

/** A thing in the tree of a tag; its content is read when somebody asks for it, and can be fetched until the repository is closed. */
public final class UpstreamFile {

    /** The arrays of Java end here. */
    private static final int LARGEST = Integer.MAX_VALUE - 64;

    private final GitPath path;
    private final FileMode mode;
    private final ObjectId id;
    private final GitTree tree;

    UpstreamFile(GitPath path, FileMode mode, ObjectId id, GitTree tree) {
        this.path = path;
        this.mode = mode;
        this.id = id;
        this.tree = tree;
    }

    public boolean isDirectory() {
        return mode == FileMode.TREE || mode == FileMode.GITLINK;
    }

    /** Whether it is a symbolic link; its content is its target. */
    public boolean isLink() {
        return mode == FileMode.SYMLINK;
    }

    public boolean isExecutable() {
        return mode == FileMode.EXECUTABLE_FILE;
    }

    /**
     * What git calls the content, 40 hexadecimal digits: the same for the same bytes, in every tag. Of a directory it says
     * what is in it, of a submodule its commit.
     */
    public String id() {
        return id.name();
    }

    /**
     * The length of a file or link in bytes, without reading it.
     *
     * @throws ExternalException naming path and id when the repository lacks it, as a partial clone may
     */
    public long size() throws HhvmDebException {
        return reading(() -> {
            OptionalLong size = tree.size(id);
            return size.isPresent()
                    ? size.getAsLong()
                    : tree.open(id, path.text()).getSize();
        });
    }

    /**
     * The content of a file, the target of a link; must not be changed.
     *
     * @throws ExternalException naming path and id when the repository lacks it, as a partial clone may
     */
    public byte[] content() throws HhvmDebException {
        return reading(() -> tree.read(id, LARGEST, path.text()));
    }

    private <T> T reading(GitSettings.Work<T> work) throws HhvmDebException {
        try {
            return GitSettings.withoutUserConfig(work);
        } catch (IOException e) {
            throw ExternalException.reading(path + " (" + id.name() + ")", e);
        }
    }

    @Override
    public String toString() {
        return mode + " " + id.name() + " " + path;
    }
}
