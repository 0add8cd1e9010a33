package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.GitPath;
import org.hhvmdeb.upstream.UpstreamFile;
import org.hhvmdeb.upstream.UpstreamFiles;

/**
 * The tree of an upstream tag, read straight from git: what a fresh unpacking of its orig tarball would give. Only what is
 * asked for is read.
 */
public final class GitSourceTree implements SourceTree {

    /** Where dpkg-source keeps its notes; it never unpacks upstream's. */
    private static final String PC = ".pc";

    private final UpstreamFiles files;
    private final int umask;

    /**
     * Looks at a tag.
     *
     * @param umask the umask the tree would be unpacked under
     */
    public GitSourceTree(UpstreamFiles files, int umask) {
        this.files = files;
        this.umask = umask;
    }

    @Override
    public Optional<TreeEntry> find(String path) throws IOException {
        if (path.equals(PC) || TreePath.isBelow(path, PC)) {
            return Optional.empty();
        }
        try {
            Optional<UpstreamFile> file = files.find(git(path));
            return file.isPresent() ? Optional.of(entry(file.get())) : Optional.empty();
        } catch (HhvmDebException e) {
            throw new UnreadableTreeException(e);
        }
    }

    private TreeEntry entry(UpstreamFile file) throws HhvmDebException {
        if (file.isDirectory()) {
            return TreeEntry.directory(0777 & ~umask);
        }
        return file.isLink()
                ? TreeEntry.link(file.content())
                : TreeEntry.file((file.isExecutable() ? 0777 : 0666) & ~umask, file.size(), () -> content(file));
    }

    private static byte[] content(UpstreamFile file) throws UnreadableTreeException {
        try {
            return file.content();
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
