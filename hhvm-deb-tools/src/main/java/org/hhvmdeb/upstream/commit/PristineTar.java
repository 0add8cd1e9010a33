package org.hhvmdeb.upstream.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.packaging.PackagingRepository;

/**
 * Lets the program pristine-tar note how a tarball comes out of a tree. It works in a repository of its own that borrows
 * the packaging's objects: it commits to its branch by itself, which here has to happen together with everything else.
 */
final class PristineTar {

    static final String BRANCH = "pristine-tar";

    private final ProcessRunner programs;
    private final PackagingRepository packaging;

    PristineTar(ProcessRunner programs, PackagingRepository packaging) {
        this.programs = programs;
        this.packaging = packaging;
    }

    /** Whether the branch has a note of a tarball of this name. */
    static boolean knows(Path tarball, ObjectId head, Repository repository) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk note = TreeWalk.forPath(
                        repository,
                        tarball.getFileName() + ".delta",
                        walk.parseCommit(head).getTree())) {
            return note != null;
        }
    }

    /**
     * Makes the commit, which no reference knows yet.
     *
     * @param before where the branch is
     * @return the new head of the branch
     */
    ObjectId commit(Path tarball, ObjectId tree, Optional<ObjectId> before, PersonIdent who, ObjectInserter objects)
            throws HhvmDebException, IOException {
        String date = who.getWhenAsInstant().getEpochSecond() + " +0000";
        try (WorkDirectory scratch = WorkDirectory.create()) {
            Path git = scratch.path().resolve("repository");
            run(Command.of("git", "init", "-q", git.toString()));
            Files.writeString(
                    git.resolve(".git/objects/info/alternates"),
                    packaging.objects().stream()
                            .map(o -> o.toAbsolutePath() + "\n")
                            .collect(Collectors.joining()));
            if (before.isPresent()) {
                run(Command.of(
                                "git",
                                "update-ref",
                                Constants.R_HEADS + BRANCH,
                                before.get().name())
                        .in(git));
            }
            run(Command.of("pristine-tar", "commit", tarball.toAbsolutePath().toString(), tree.name())
                    .in(git)
                    .with("GIT_AUTHOR_NAME", who.getName())
                    .with("GIT_AUTHOR_EMAIL", who.getEmailAddress())
                    .with("GIT_AUTHOR_DATE", date)
                    .with("GIT_COMMITTER_NAME", who.getName())
                    .with("GIT_COMMITTER_EMAIL", who.getEmailAddress())
                    .with("GIT_COMMITTER_DATE", date));
            try (Repository its = new FileRepositoryBuilder()
                    .setGitDir(git.resolve(".git").toFile())
                    .build()) {
                ObjectId head = its.resolve(Constants.R_HEADS + BRANCH);
                if (head == null || before.filter(head::equals).isPresent()) {
                    throw new ExternalException("pristine-tar made no commit for " + tarball);
                }
                copy(its, head, before, objects);
                return head;
            }
        }
    }

    private void run(Command command) throws HhvmDebException {
        programs.run(command.with("GIT_CONFIG_NOSYSTEM", "1").with("HOME", "/nonexistent"))
                .orFail();
    }

    private static void copy(Repository from, ObjectId head, Optional<ObjectId> before, ObjectInserter objects)
            throws IOException {
        try (ObjectWalk walk = new ObjectWalk(from)) {
            walk.markStart(walk.parseCommit(head));
            if (before.isPresent()) {
                walk.markUninteresting(walk.parseCommit(before.get()));
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                insert(from, commit, objects);
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                insert(from, object, objects);
            }
        }
    }

    private static void insert(Repository from, RevObject object, ObjectInserter objects) throws IOException {
        ObjectLoader loader = from.open(object);
        objects.insert(loader.getType(), loader.getCachedBytes());
    }
}
