package org.hhvmdeb.upstream.commit;

import java.util.Optional;
import org.hhvmdeb.debian.DebianVersion;

/**
 * An upstream version in the packaging repository.
 *
 * @param branch the upstream branch
 * @param commit its head, 40 hexadecimal digits
 * @param tag {@code upstream/3.12.11+dfsg1}
 * @param merge the commit in the packaging branch, if one was asked for
 * @param entry the version whose entry {@code debian/changelog} got with that commit
 * @param replaced how many files of the packaging branch outside {@code debian/} had changes that are no longer there
 * @param upToDate whether all of it was there already and nothing was written
 */
public record CommittedUpstream(
        String branch,
        String commit,
        String tag,
        Optional<String> merge,
        Optional<DebianVersion> entry,
        int replaced,
        boolean upToDate) {}
