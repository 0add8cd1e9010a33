package org.hhvmdeb.upstream.commit;

import java.util.Optional;
import org.hhvmdeb.notice.InputException;

/**
 * The branches of a packaging repository that an import changes.
 *
 * @param upstream {@code upstream/latest} as in DEP-14, or {@code upstream}; created if it is not there
 * @param packaging the one in which the upstream tree is replaced, all but {@code debian/}; empty: none
 * @param pristineTar whether the program pristine-tar notes on its branch how the tarball was made
 */
public record PackagingBranches(String upstream, Optional<String> packaging, boolean pristineTar) {

    /** The branch DEP-14 proposes. */
    public static final String DEFAULT_UPSTREAM = "upstream/latest";

    /**
     * Refuses that one branch is to be two things.
     *
     * @throws InputException naming the branch
     */
    public void requireDifferent() throws InputException {
        if (packaging.filter(upstream::equals).isPresent()) {
            throw new InputException("the branch " + upstream + " cannot be both the upstream branch and the packaging"
                    + " branch that gets the upstream tree; name two");
        }
        if (pristineTar
                && (upstream.equals(PristineTar.BRANCH)
                        || packaging.filter(PristineTar.BRANCH::equals).isPresent())) {
            throw new InputException("the branch " + PristineTar.BRANCH + " is the one that pristine-tar writes to;"
                    + " name another one for upstream and packaging");
        }
    }
}
