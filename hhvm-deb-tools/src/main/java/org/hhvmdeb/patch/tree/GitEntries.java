package org.hhvmdeb.patch.tree;

import java.util.HashMap;
import java.util.Map;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.tree.UpstreamFile;

/**
 * The entries of git trees: the same content at the same path is one entry, whatever tag it is in. Who has seen an entry in
 * one tag knows it again in the next without reading it.
 */
public final class GitEntries {

    private record Key(String path, String id) {}

    private final int umask;
    private final Map<Key, TreeEntry> known = new HashMap<>();

    /**
     * Knows none yet.
     *
     * @param umask the umask the trees would be unpacked under
     */
    public GitEntries(int umask) {
        this.umask = umask;
    }

    TreeEntry of(String path, UpstreamFile file) throws HhvmDebException {
        Key key =
                new Key(path, file.isDirectory() ? "directory" : file.isLink() + " " + file.isExecutable() + file.id());
        TreeEntry entry = known.get(key);
        if (entry == null) {
            entry = entry(file);
            known.put(key, entry);
        }
        return entry;
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
}
