package org.hhvmdeb.upstream.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.UserGit;

/**
 * How a work tree differs from a commit. git itself compares, as it knows about filters, line ends, links and modes; it does
 * so with an index of its own.
 */
final class WorkTreeComparison {

    private final Map<GitPath, FileMode> differences = new HashMap<>();
    private final List<String> untracked;

    private WorkTreeComparison(List<String> raw, List<String> untracked) {
        // Each difference is :OLDMODE NEWMODE ID ID STATUS, then its path.
        for (int i = 0; i + 1 < raw.size(); i += 2) {
            differences.put(
                    new GitPath(raw.get(i + 1)),
                    FileMode.fromBits(Integer.parseInt(raw.get(i).substring(8, 14), 8)));
        }
        this.untracked = untracked;
    }

    static WorkTreeComparison with(ObjectId commit, Repository repository, ProcessRunner programs)
            throws IOException, ExternalException {
        try (WorkDirectory scratch = WorkDirectory.create()) {
            Path copy = scratch.path().resolve("index");
            Path index = repository.getIndexFile().toPath();
            if (Files.exists(index)) {
                // What it knows of the files need not be read again.
                Files.copy(index, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Git git = words -> UserGit.command(words)
                    .with("GIT_INDEX_FILE", copy.toString())
                    .in(repository.getWorkTree().toPath());
            programs.run(git.command("read-tree", "--reset", "-i", commit.name()))
                    .orFail();
            programs.run(git.command("update-index", "-q", "--refresh"));
            return new WorkTreeComparison(
                    UserGit.list(git.command("diff-files", "--raw", "-z", UncommittedWork.SUBMODULES), programs),
                    UserGit.list(git.command("ls-files", "--others", "-z"), programs));
        }
    }

    private interface Git {
        Command command(String... words);
    }

    /** Whether a path that the commit has is in the work tree as it is there. */
    boolean isSame(GitPath path) {
        return !differences.containsKey(path);
    }

    /** What there is in the work tree at a path that is not the same; {@link FileMode#MISSING} for nothing or a directory. */
    FileMode mode(GitPath path) {
        return differences.getOrDefault(path, FileMode.MISSING);
    }

    /** What the commit does not have, ignored files among it; repositories in the work tree end with a slash. */
    List<String> untracked() {
        return untracked;
    }
}
