package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Finds where a file has gone: git's own detection, but asked for one file only, which is quick however much has changed. */
final class Renames {

    /** Comparing contents takes time; with more candidates than that the answer would be a guess. */
    private static final int MOST_CANDIDATES = 1000;

    private final Repository repository;

    Renames(Repository repository) {
        this.repository = repository;
    }

    Optional<GitPath> of(GitPath path, ObjectId from, ObjectId to) throws IOException {
        try (ObjectReader objects = repository.newObjectReader();
                RevWalk commits = new RevWalk(objects);
                TreeWalk trees = new TreeWalk(objects)) {
            trees.addTree(commits.parseCommit(from).getTree());
            trees.addTree(commits.parseCommit(to).getTree());
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            List<DiffEntry> changes = DiffEntry.scan(trees);
            List<DiffEntry> gone = changes.stream()
                    .filter(c -> c.getChangeType() == ChangeType.DELETE
                            && c.getOldPath().equals(path.text()))
                    .toList();
            String name = path.name().text();
            String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
            Optional<GitPath> found = detect(gone, added(changes, p -> ("/" + p).endsWith("/" + name)));
            return found.isPresent() ? found : detect(gone, added(changes, p -> p.endsWith(ending)));
        }
    }

    private static List<DiffEntry> added(List<DiffEntry> changes, Predicate<String> candidate) {
        return changes.stream()
                .filter(c -> c.getChangeType() == ChangeType.ADD && candidate.test(c.getNewPath()))
                .toList();
    }

    private Optional<GitPath> detect(List<DiffEntry> gone, List<DiffEntry> added) throws IOException {
        if (gone.isEmpty() || added.isEmpty() || added.size() > MOST_CANDIDATES) {
            return Optional.empty();
        }
        RenameDetector detector = new RenameDetector(repository);
        detector.setRenameLimit(MOST_CANDIDATES);
        detector.addAll(gone);
        detector.addAll(added);
        return detector.compute().stream()
                .filter(c -> c.getChangeType() == ChangeType.RENAME)
                .map(c -> GitPath.of(c.getNewPath()))
                .findFirst();
    }
}
