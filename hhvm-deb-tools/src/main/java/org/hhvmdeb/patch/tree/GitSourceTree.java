package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.tree.UpstreamFile;
import org.hhvmdeb.upstream.tree.UpstreamFiles;

/**
 * The tree of an upstream tag, read straight from git: what a fresh unpacking of its orig tarball would give. Only what is
 * asked for is read.
 */
public final class GitSourceTree implements SourceTree {

    /** Where dpkg-source keeps its notes; it never unpacks upstream's. */
    private static final String PC = ".pc";

    private final UpstreamFiles files;
    private final GitEntries entries;

    public GitSourceTree(UpstreamFiles files, GitEntries entries) {
        this.files = files;
        this.entries = entries;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws IOException {
        if (path.equals(PC) || TreePath.isBelow(path, PC)) {
            return Optional.empty();
        }
        try {
            Optional<UpstreamFile> file = files.find(git(path));
            return file.isPresent() ? Optional.of(entries.of(path, file.get())) : Optional.empty();
        } catch (HhvmDebException e) {
            throw new UnreadableTreeException(e);
        }
    }

    @Override
    public SortedSet<String> list(String directory) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try {
            files.list(git(directory)).forEach(n -> names.add(ByteText.fromLatin1(n.bytes())));
        } catch (HhvmDebException e) {
            throw new UnreadableTreeException(e);
        }
        if (directory.isEmpty()) {
            names.remove(PC);
        }
        return names;
    }

    private static GitPath git(String path) {
        return GitPath.of(ByteText.encode(path));
    }
}
