package org.hhvmdeb.upstream.commit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * Which orig tarball to put into which packaging repository, and how.
 *
 * @param tarball the orig tarball, with its manifest beside it
 * @param repository the packaging's git repository, bare or with a work tree
 * @param branches what changes in it
 * @param changelog whether {@code debian/changelog} of that packaging branch gets its entry for the version
 * @param upstreamParent where upstream's own commit is fetched from, if that is to be a parent; its submodules do not matter
 * @param identity who commits, {@code Name <mail>}; empty: what the repository's configuration says
 * @param date of the commits; empty: now
 */
public record CommitRequest(
        Path tarball,
        Path repository,
        PackagingBranches branches,
        boolean changelog,
        Optional<UpstreamSource> upstreamParent,
        Optional<String> identity,
        Optional<Instant> date) {

    /** Commits to the branch DEP-14 proposes, and to no other. */
    public static CommitRequest of(Path tarball, Path repository) {
        return new CommitRequest(
                tarball,
                repository,
                new PackagingBranches(PackagingBranches.DEFAULT_UPSTREAM, Optional.empty(), false),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Who commits, as dch takes it from the environment; otherwise git's configuration decides. */
    public static Optional<String> identity(Map<String, String> environment) {
        String name = environment.get("DEBFULLNAME");
        String mail = environment.get("DEBEMAIL");
        return name == null || mail == null ? Optional.empty() : Optional.of(name + " <" + mail + ">");
    }
}
