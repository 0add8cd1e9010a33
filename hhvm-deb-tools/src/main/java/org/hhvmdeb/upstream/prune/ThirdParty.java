package org.hhvmdeb.upstream.prune;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.Paragraph;

/**
 * A line of our table: what is known about code of others.
 *
 * @param source Debian's source package, if there is one
 * @param packages Debian's packages to build with, the usual one first; any will do
 * @param nonFree why it cannot stay in a Debian tarball
 * @param keep why HHVM needs its own
 * @param note what else to know
 */
record ThirdParty(
        Optional<String> source,
        List<String> packages,
        Optional<String> nonFree,
        Optional<String> keep,
        Optional<String> note) {

    static ThirdParty of(Paragraph row) {
        return new ThirdParty(
                row.get("Source"),
                row.get("Package").stream()
                        .flatMap(p -> Pattern.compile("\\s*\\|\\s*").splitAsStream(p))
                        .toList(),
                row.get("Non-Free"),
                row.get("Keep"),
                row.get("Note"));
    }
}
