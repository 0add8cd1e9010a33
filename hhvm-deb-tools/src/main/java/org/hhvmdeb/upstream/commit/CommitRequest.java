package org.hhvmdeb.upstream.commit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * Which orig tarball to put into which packaging repository, and how.
 *
 * @param tarball the orig tarball, with its manifest beside it
 * @param repository the packaging's git repository, bare or with a work tree
 * @param branch the upstream branch: {@code upstream/latest} as in DEP-14, or {@code upstream}; created if it is not there
 * @param mergeInto the packaging branch in which the upstream tree is to be replaced, all but {@code debian/}; empty: no
 *     branch but the upstream one changes
 * @param changelog whether {@code debian/changelog} of that packaging branch gets its entry for the version
 * @param upstreamParent where upstream's own commit is fetched from, if that is to be a parent; its submodules do not matter
 * @param pristineTar whether the program pristine-tar is to note on its branch how the tarball was made
 * @param identity who commits, {@code Name <mail>}; empty: what the repository's configuration says
 * @param date of the commits; empty: now
 */
public record CommitRequest(
        Path tarball,
        Path repository,
        String branch,
        Optional<String> mergeInto,
        boolean changelog,
        Optional<UpstreamSource> upstreamParent,
        boolean pristineTar,
        Optional<String> identity,
        Optional<Instant> date) {

    /** The branch DEP-14 proposes. */
    public static final String DEFAULT_BRANCH = "upstream/latest";

    /** Commits to the branch DEP-14 proposes, and to no other. */
    public static CommitRequest of(Path tarball, Path repository) {
        return new CommitRequest(
                tarball,
                repository,
                DEFAULT_BRANCH,
                Optional.empty(),
                true,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Refuses that one branch is to be two things; a front end asks before the work and not after it.
     *
     * @param upstream the branch for the upstream version
     * @param merge the packaging branch, if it is to get that
     * @param pristineTar whether the branch {@code pristine-tar} gets a commit, too
     * @throws InputException naming the branch
     */
    public static void requireDifferentBranches(String upstream, Optional<String> merge, boolean pristineTar)
            throws InputException {
        if (merge.filter(upstream::equals).isPresent()) {
            throw new InputException("the branch " + upstream + " cannot be both the upstream branch and the packaging"
                    + " branch that gets the upstream tree; name two");
        }
        if (pristineTar
                && (upstream.equals(PristineTar.BRANCH)
                        || merge.filter(PristineTar.BRANCH::equals).isPresent())) {
            throw new InputException("the branch " + PristineTar.BRANCH + " is the one that pristine-tar writes to;"
                    + " name another one for upstream and packaging");
        }
    }

    /** Who commits, as dch takes it from the environment; otherwise git's configuration decides. */
    public static Optional<String> identity(Map<String, String> environment) {
        String name = environment.get("DEBFULLNAME");
        String mail = environment.get("DEBEMAIL");
        return name == null || mail == null ? Optional.empty() : Optional.of(name + " <" + mail + ">");
    }
}
