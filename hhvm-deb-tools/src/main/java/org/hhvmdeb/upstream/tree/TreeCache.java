package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.upstream.git.GitPath;

/** TreeCache as git has them; those looked into lately are kept, for most tags share most of them. */
final class TreeCache {

    private static final int KEPT = 2000;

    /**
     * A name in a directory.
     *
     * @param id what git calls it
     */
    record Entry(FileMode mode, ObjectId id) {}

    // Within a map the bare name Entry is the map's own.
    private final Map<ObjectId, SortedMap<GitPath, Entry>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, SortedMap<GitPath, TreeCache.Entry>> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * What is in a directory, by name.
     *
     * @param path of the directory in its repository
     * @throws org.hhvmdeb.notice.InputException when git itself would not check it out
     */
    SortedMap<GitPath, Entry> of(SubmoduleTree tree, ObjectId directory, GitPath path)
            throws HhvmDebException, IOException {
        SortedMap<GitPath, Entry> known = kept.get(directory);
        if (known == null) {
            known = read(tree, directory, path);
            kept.put(directory, known);
        }
        return known;
    }

    private static SortedMap<GitPath, Entry> read(SubmoduleTree tree, ObjectId directory, GitPath path)
            throws HhvmDebException, IOException {
        try {
            return entries(tree, directory, path);
        } catch (IndexOutOfBoundsException e) {
            throw tree.tree().damaged(e);
        }
    }

    private static SortedMap<GitPath, Entry> entries(SubmoduleTree tree, ObjectId directory, GitPath path)
            throws HhvmDebException, IOException {
        SortedMap<GitPath, Entry> entries = new TreeMap<>();
        CanonicalTreeParser parser = tree.tree().directory(directory, tree.top().child(path));
        for (; !parser.eof(); parser.next(1)) {
            byte[] bytes = new byte[parser.getNameLength()];
            parser.getName(bytes, 0);
            GitPath name = GitPath.of(bytes);
            GitPath whole = tree.checked(path.child(name));
            if (parser.getEntryFileMode() == FileMode.MISSING) {
                throw tree.refused(whole, "invalid git file mode");
            }
            if (name.bytes().indexOf('/') >= 0) {
                throw tree.refused(whole, "a name holds a slash");
            }
            if (entries.put(name, new Entry(parser.getEntryFileMode(), parser.getEntryObjectId())) != null) {
                throw tree.refused(whole, "it is there twice");
            }
        }
        return Collections.unmodifiableSortedMap(entries);
    }
}
