package org.hhvmdeb.hhbc.compile;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.format.PathKind;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.format.SqliteRepo;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.notice.HhvmDebException;

/** The files that a repository of one schema names, and the hash HHVM gave each. */
public final class RepoPaths {

    private RepoPaths() {}

    /**
     * Reads the table of paths, but for what is no file: HHVM's own systemlib and code that a script put together.
     *
     * @param root what paths are made relative to; some releases write them as they were given
     * @param given the files that hhvm was given, relative to it: what is among them is a file, whatever its name would stand for
     * @return path and hash in hexadecimal digits, all of them where a path has several
     */
    public static SortedMap<String, String> of(RepoInspection repo, Path root, Set<String> given)
            throws HhvmDebException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (RepoTable table : repo.schemas().get(0).tables()) {
            if (table.base().equals("FileMd5") || table.base().equals("FileSha1")) {
                String hash = table.base().equals("FileMd5") ? "md5" : "sha1";
                try (SqliteRepo sqlite = SqliteRepo.open(repo.file())) {
                    for (Map.Entry<String, String> row :
                            sqlite.digests(table.name(), "path", hash).entrySet()) {
                        String path = relative(row.getKey(), root);
                        if (given.contains(path) || !PathKind.of(row.getKey()).virtual()) {
                            hashes.put(path, row.getValue());
                        }
                    }
                }
            }
        }
        return hashes;
    }

    /** A path as the tree has it. */
    public static String relative(String path, Path root) {
        String prefix = root + "/";
        String below = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        return below.startsWith("./") ? below.substring(2) : below;
    }
}
