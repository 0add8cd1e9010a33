package org.hhvmdeb.hhbc.prune;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.InputException;

/**
 * A repository out of which goes what no HHVM uses.
 *
 * @param file the repository
 * @param choice what stays
 * @param output where the result goes instead of over the file; the file may be in use then
 * @param inPlace whether tables are dropped in the file itself instead of copying what stays
 * @param vacuum whether a file pruned in place is made smaller, too
 */
public record PruneRequest(
        Path file, PruneChoice choice, Optional<OutputFile> output, boolean inPlace, boolean vacuum) {

    /**
     * Prunes by copy, over the file.
     *
     * @throws InputException when no live schema is named
     */
    public static PruneRequest of(Path file, List<RepoSchema> live) throws InputException {
        if (live.isEmpty()) {
            throw new InputException(
                    "no live schema is named; without one everything would be dead. hhvm-deb cache schema"
                            + " tells that of an hhvm");
        }
        TreeSet<String> ids = live.stream().map(RepoSchema::id).collect(Collectors.toCollection(TreeSet::new));
        return new PruneRequest(file, new PruneChoice(ids, false, false, false), Optional.empty(), false, false);
    }

    /** Also removes, in this order: unknown tables of dead schemas, rows that nothing refers to, files that are gone. */
    public PruneRequest including(boolean unknown, boolean orphans, boolean gone) {
        return new PruneRequest(file, new PruneChoice(choice.live(), unknown, orphans, gone), output, inPlace, vacuum);
    }

    /** Writes the result somewhere else. */
    public PruneRequest into(OutputFile other) {
        return new PruneRequest(file, choice, Optional.of(other), inPlace, vacuum);
    }

    /**
     * As the user has asked, sensible or not.
     *
     * @param here whether tables are dropped in the file itself
     * @param smaller whether the file is made smaller afterwards
     */
    public PruneRequest inPlace(boolean here, boolean smaller) {
        return new PruneRequest(file, choice, output, here, smaller);
    }

    /**
     * Drops the tables in the file itself.
     *
     * @param smaller whether the file is made smaller afterwards
     */
    public PruneRequest inPlace(boolean smaller) {
        return inPlace(true, smaller);
    }
}
