package org.hhvmdeb.hhbc.diff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** Tells what two repositories hold differently, whatever the order in which they were written. */
public final class DiffRepos {

    /**
     * Compares.
     *
     * @param schema the one to look at; by default all that both hold, or the only one of each
     * @throws InputException when a file is no SQLite repository, or it is not clear which schemas to compare
     * @throws ExternalException when a file cannot be read
     */
    public DifferentRepos run(Path older, Path newer, Optional<RepoSchema> schema, Progress progress)
            throws HhvmDebException {
        requireTables(older);
        requireTables(newer);
        RepoComparison comparison = RepoComparison.of(older, newer, progress);
        Set<String> had = comparison.olderSchemas();
        Set<String> has = comparison.newerSchemas();
        Set<String> common = new TreeSet<>(had);
        common.retainAll(has);
        if (schema.isPresent()) {
            String id = schema.get().id();
            if (!common.contains(id)) {
                throw new InputException("schema " + id + " is not in both: " + older + " holds " + shown(had) + ", "
                        + newer + " holds " + shown(has));
            }
            return new DifferentRepos(List.of(comparison.compare(id, id)), List.of(), List.of());
        }
        if (common.isEmpty() && had.size() == 1 && has.size() == 1) {
            String from = had.iterator().next();
            String to = has.iterator().next();
            return new DifferentRepos(List.of(comparison.compare(from, to)), List.of(from), List.of(to));
        }
        if (common.isEmpty()) {
            throw new InputException("no schema is in both: " + older + " holds " + shown(had) + ", " + newer
                    + " holds " + shown(has) + "; prune them to the one that is meant");
        }
        List<SchemaDifference> differences = new ArrayList<>();
        common.forEach(s -> differences.add(comparison.compare(s, s)));
        return new DifferentRepos(differences, without(had, common), without(has, common));
    }

    private static void requireTables(Path file) throws HhvmDebException {
        RepoFormat format = RepoFormat.of(file);
        if (format == RepoFormat.BLOB) {
            throw new InputException(file + " is " + format + ", whose units only its HHVM can tell apart; only SQLite"
                    + " repositories can be compared");
        }
        if (format != RepoFormat.SQLITE) {
            throw new InputException(file + " is not a bytecode repository, it is " + format);
        }
    }

    private static List<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(s -> !some.contains(s)).toList();
    }

    private static String shown(Set<String> ids) {
        return ids.isEmpty() ? "none" : String.join(", ", ids);
    }
}
