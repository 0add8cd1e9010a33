package org.hhvmdeb.upstream.worktree;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.UserGit;
import org.hhvmdeb.upstream.packaging.PackagingRepository;

/** What a work tree has and no commit: it would be lost where the files of another commit are written. */
public final class UncommittedWork {

    /** The commits they are at, but not what is changed in them: that would be asked of a git with their configuration. */
    static final String SUBMODULES = "--ignore-submodules=dirty";

    private static final int SHOWN = 5;

    private final Repository repository;
    private final Path shown;
    private final ProcessRunner programs;

    public UncommittedWork(PackagingRepository packaging, ProcessRunner programs) {
        this.repository = packaging.git();
        this.shown = packaging.shown();
        this.programs = programs;
    }

    /**
     * Refuses a work tree with changes that are not committed.
     *
     * @throws InputException naming some of them
     */
    public void refuse() throws InputException, ExternalException, IOException {
        // git status writes the index again where it can, and killed then it would leave a lock that nobody could tell.
        List<GitPath> changed = git(
                        "--no-optional-locks",
                        "status",
                        "--porcelain",
                        "-z",
                        "--no-renames",
                        "--untracked-files=normal",
                        SUBMODULES)
                .stream()
                .map(record -> new GitPath(record.substring(3)))
                .toList();
        if (!changed.isEmpty()) {
            throw new InputException("the work tree of " + shown + " has changes that are not committed: "
                    + some(changed) + "; commit them, or put them aside with: git stash --include-untracked");
        }
        refuseMarked();
    }

    /**
     * Refuses files of which git says that they have no changes, whatever is in them, and then writes over them. A sparse
     * checkout marks files so that are not there: these are none.
     *
     * @throws InputException naming one
     */
    void refuseMarked() throws InputException, ExternalException, IOException {
        List<String> files = git("ls-files", "-v", "-z");
        boolean skipping = files.stream().anyMatch(UncommittedWork::isSkipped) && isSparse();
        for (String file : files) {
            GitPath path = new GitPath(file.substring(2));
            boolean marked = isSkipped(file) || Character.isLowerCase(file.charAt(0));
            if (marked && !(skipping && isSkipped(file) && !isThere(path))) {
                throw new InputException("the file " + path + " in the work tree of " + shown
                        + " is marked assume-unchanged or skip-worktree, so git does not tell whether it has changes;"
                        + " take the mark off with: git update-index --no-assume-unchanged --no-skip-worktree FILE");
            }
        }
    }

    private static boolean isSkipped(String listed) {
        return listed.startsWith("S ");
    }

    private boolean isThere(GitPath path) {
        return Files.exists(path.under(repository.getWorkTree().toPath()), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isSparse() throws ExternalException {
        return programs.run(command("config", "--type=bool", "--default=false", "--get", "core.sparseCheckout"))
                .orFail()
                .output()
                .strip()
                .equals("true");
    }

    /**
     * Refuses what git does not call a change, but would delete: ignored files at the place of a new one, and submodules
     * that become directories.
     *
     * @throws InputException naming some of them
     */
    void refuseInTheWayOf(CommitChanges changes) throws InputException, ExternalException, IOException {
        List<GitPath> populated = new ArrayList<>();
        for (Map.Entry<GitPath, CommitChanges.Change> change : changes.paths().entrySet()) {
            boolean goes = change.getValue().oldMode().equals(FileMode.GITLINK)
                    && !change.getValue().newMode().equals(FileMode.GITLINK);
            if (goes
                    && hasContent(change.getKey().under(repository.getWorkTree().toPath()))) {
                populated.add(change.getKey());
            }
        }
        if (!populated.isEmpty()) {
            throw new InputException("the new version has no submodule at " + some(populated)
                    + " any more, but the work"
                    + " tree of " + shown + " has files there, which could be changed; keep what you need of them, and"
                    + " empty the directory with: git submodule deinit PATH");
        }
        List<GitPath> hindering = git("ls-files", "--others", "-z").stream()
                .map(UncommittedWork::withoutSlash)
                .filter(other -> changes.collidingWith(other).isPresent())
                .toList();
        if (!hindering.isEmpty()) {
            throw new InputException("the new version has files where the work tree of " + shown
                    + " has ignored ones, which would be lost: " + some(hindering) + "; move them away or delete them");
        }
    }

    private static boolean hasContent(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            return files.iterator().hasNext();
        }
    }

    /** A repository in the work tree is one thing for git, with a slash at its end. */
    static GitPath withoutSlash(String listed) {
        return new GitPath(listed.endsWith("/") ? listed.substring(0, listed.length() - 1) : listed);
    }

    /** Some paths, for a message. */
    static String some(List<GitPath> paths) {
        return paths.stream().limit(SHOWN).map(GitPath::text).collect(Collectors.joining(", "))
                + (paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "");
    }

    private List<String> git(String... words) throws IOException, ExternalException {
        return UserGit.list(command(words), programs);
    }

    private Command command(String... words) {
        return UserGit.command(words).in(repository.getWorkTree().toPath());
    }
}
