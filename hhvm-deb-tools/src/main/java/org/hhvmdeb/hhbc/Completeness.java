package org.hhvmdeb.hhbc;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.format.RepoTable;
import org.hhvmdeb.hhbc.format.SqliteRepo;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Location;

/**
 * Whether a repository holds every file that hhvm was given. Its exit status does not say: a file that it cannot read
 * or store is left out, and it goes on.
 */
final class Completeness {

    private static final int MOST = 10;

    private Completeness() {}

    static List<Finding> check(RepoInspection repo, InputList inputs, String name) throws HhvmDebException {
        if (repo.format() != RepoFormat.SQLITE || repo.schemas().size() != 1) {
            return List.of();
        }
        Set<String> stored = paths(repo, inputs.root());
        List<RelativePath> missing =
                inputs.files().stream().filter(f -> !stored.contains(f.text())).toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        String first = missing.stream().limit(MOST).map(f -> "  " + f).collect(Collectors.joining("\n"));
        String more = missing.size() > MOST ? "\n  and " + (missing.size() - MOST) + " more" : "";
        return List.of(Finding.error(
                Location.of(name),
                "repo-incomplete",
                "hhvm compiled " + (inputs.files().size() - missing.size()) + " of "
                        + inputs.files().size() + " files; missing:\n" + first + more
                        + "\nIts log says why; mend or exclude these files"));
    }

    /** Relative to the root; some releases write them as they were given. */
    private static Set<String> paths(RepoInspection repo, Path root) throws HhvmDebException {
        String prefix = root + "/";
        try (SqliteRepo sqlite = SqliteRepo.open(repo.file())) {
            List<RepoTable> tables = repo.schemas().get(0).tables().stream()
                    .filter(t -> t.base().equals("FileMd5") || t.base().equals("FileSha1"))
                    .toList();
            return tables.isEmpty()
                    ? Set.of()
                    : sqlite.column(tables.get(0).name(), "path", tables.get(0).rows()).stream()
                            .map(p -> p.startsWith(prefix) ? p.substring(prefix.length()) : p)
                            .map(p -> p.startsWith("./") ? p.substring(2) : p)
                            .collect(Collectors.toSet());
        }
    }
}
