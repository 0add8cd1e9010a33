package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.debian.Changelog;
import org.hhvmdeb.debian.ChangelogDraft;
import org.hhvmdeb.debian.ChangelogEntry;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/** Which tag a series is for, by its changelog, and whether it may go to another. */
final class RebaseBase {

    private static final List<String> UNRELEASED = List.of("UNRELEASED");

    private final RebasePatchesRequest request;
    private final Path changelog;

    RebaseBase(RebasePatchesRequest request) {
        this.request = request;
        this.changelog = request.debian().resolve("changelog");
    }

    /** What the changelog says of a series that was taken to a tag, and by which such an entry is known: it stays as it is. */
    static String change(UpstreamTag onto) {
        return "Rebase patches onto " + onto + ".";
    }

    /**
     * The tag the series is for.
     *
     * @throws InputException when upstream has none of that version
     */
    UpstreamTag among(List<UpstreamTag> tags) throws HhvmDebException {
        if (request.base().isPresent()) {
            return request.base().get();
        }
        ChangelogEntry entry = entry(PackagingFiles.changelog(request.debian()));
        return tags.stream()
                .filter(t -> t.agreesWith(entry.version()))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        entry.where(),
                        "upstream has no tag for the version " + entry.version()
                                + "; say with --base which tag the patches are for"));
    }

    // An open entry for the new version may be there already; the series is still for the version below it, until the
    // entry says that it has been rebased.
    private ChangelogEntry entry(Changelog entries) {
        ChangelogEntry latest = entries.latest();
        boolean begun = request.onto().agreesWith(latest.version())
                && latest.distributions().equals(UNRELEASED)
                && latest.changes().stream().noneMatch(c -> c.contains(change(request.onto())));
        return begun
                ? entries.entries().stream()
                        .filter(e -> !request.onto().agreesWith(e.version()))
                        .findFirst()
                        .orElse(latest)
                : latest;
    }

    /**
     * Refuses to write an entry for a lower version above one for a higher.
     *
     * @throws InputException saying how to go back all the same
     */
    void requireNoLowerVersion(UpstreamTag base) throws HhvmDebException, IOException {
        ChangelogEntry latest = PackagingFiles.changelog(request.debian()).latest();
        DebianVersion version =
                new ChangelogDraft(Files.readAllBytes(changelog), changelog.toString()).versionFor(request.onto());
        if (version.compareTo(latest.version()) < 0) {
            throw new InputException(
                    latest.where(),
                    "the latest entry is for " + latest.version() + "; one for " + version + ", as a rebase of " + base
                            + " onto " + request.onto()
                            + " would write it, is lower, and no host would upgrade to it. To"
                            + " go back all the same, open an entry with a higher epoch first (dch -v "
                            + (latest.version().epoch() + 1) + ":" + version.withoutEpoch()
                            + " -D UNRELEASED), then rebase. Whether the series applies there tells hhvm-deb patches check"
                            + " --from "
                            + UpstreamSource.withoutCredentials(
                                    request.upstream().from()) + " --tag "
                            + request.onto() + " --debian " + request.debian());
        }
    }
}
