package org.hhvmdeb.hhbc.compile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Location;

/**
 * Whether a repository holds every file that hhvm was given. Its exit status does not say: a file that it cannot read
 * or store is left out, and it goes on.
 */
final class MissingFilesCheck {

    private static final int MOST = 10;

    private MissingFilesCheck() {}

    static List<Finding> check(RepoInspection repo, PhpFiles inputs, String name) throws HhvmDebException {
        if (repo.format() != RepoFormat.SQLITE || repo.schemas().size() != 1) {
            return List.of();
        }
        Set<String> stored = RepoPaths.of(repo, inputs.root(), inputs.paths()).keySet();
        List<RelativePath> missing =
                inputs.files().stream().filter(f -> !stored.contains(f.text())).toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        String first = missing.stream().limit(MOST).map(f -> "  " + f).collect(Collectors.joining("\n"));
        String more = missing.size() > MOST ? "\n  and " + (missing.size() - MOST) + " more" : "";
        return List.of(Finding.of(
                Location.of(name),
                RepoRule.REPO_INCOMPLETE,
                "hhvm compiled " + (inputs.files().size() - missing.size()) + " of "
                        + HumanUnits.count(inputs.files().size(), "file") + "; missing:\n" + first + more
                        + "\nIts log says why; mend or exclude these files"));
    }
}
