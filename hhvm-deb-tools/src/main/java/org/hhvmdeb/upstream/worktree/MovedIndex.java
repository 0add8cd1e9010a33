package org.hhvmdeb.upstream.worktree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.UserGit;

/**
 * What the index has at the paths of a move from one commit to the next. It changes in one step, once all files are written;
 * so what is of neither commit, and what is missing behind that step, was put there or taken away by somebody.
 */
final class MovedIndex {

    private static final String NOTHING = "";

    private final CommitChanges changes;
    private final Map<GitPath, String> entries;

    private MovedIndex(CommitChanges changes, Map<GitPath, String> entries) {
        this.changes = changes;
        this.entries = entries;
    }

    static MovedIndex of(CommitChanges changes, Repository repository, ProcessRunner programs)
            throws IOException, ExternalException {
        Map<GitPath, String> entries = new HashMap<>();
        // Each is MODE ID STAGE, a tab, and its path; one in conflict is there up to three times.
        for (String entry : UserGit.list(
                UserGit.command("ls-files", "--stage", "-z")
                        .in(repository.getWorkTree().toPath()),
                programs)) {
            int tab = entry.indexOf('\t');
            entries.merge(new GitPath(entry.substring(tab + 1)), entry.substring(0, tab), String::concat);
        }
        return new MovedIndex(changes, entries);
    }

    /** Whether it is that of the second commit: git had written every file then. */
    boolean isNew() {
        return changes.paths().entrySet().stream().anyMatch(e -> e.getValue().comes() && isNew(e))
                && changes.paths().entrySet().stream()
                        .noneMatch(e -> e.getValue().was() && isOld(e));
    }

    /** Where it is as in no commit, or lacks what it had. */
    List<GitPath> edited() {
        boolean complete = isNew();
        List<GitPath> edited = new ArrayList<>();
        for (Map.Entry<GitPath, CommitChanges.Change> change : changes.paths().entrySet()) {
            if (!isNew(change) && (complete || !isOld(change))) {
                edited.add(change.getKey());
            }
        }
        return edited;
    }

    private boolean isOld(Map.Entry<GitPath, CommitChanges.Change> change) {
        return at(change.getKey())
                .equals(entry(change.getValue().oldMode(), change.getValue().oldContent()));
    }

    private boolean isNew(Map.Entry<GitPath, CommitChanges.Change> change) {
        return at(change.getKey())
                .equals(entry(change.getValue().newMode(), change.getValue().newContent()));
    }

    private String at(GitPath path) {
        return entries.getOrDefault(path, NOTHING);
    }

    private static String entry(FileMode mode, ObjectId content) {
        return mode.equals(FileMode.MISSING)
                ? NOTHING
                : Integer.toOctalString(mode.getBits()) + " " + content.name() + " 0";
    }
}
