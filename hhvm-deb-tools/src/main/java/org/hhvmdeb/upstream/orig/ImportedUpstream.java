package org.hhvmdeb.upstream.orig;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.upstream.signature.TagSignature;
import org.hhvmdeb.upstream.tree.PrunedPattern;

/**
 * An orig tarball and its manifest.
 *
 * @param tarball {@code hhvm_3.18.5+dfsg1.orig.tar.xz}, or {@code .gz}
 * @param manifest {@code hhvm_3.18.5+dfsg1.orig.manifest.json}
 * @param source the source package
 * @param version the upstream version, {@code 3.18.5+dfsg1}
 * @param commit of the tag, 40 hexadecimal digits
 * @param digest of the tarball
 * @param files how many files and links it holds
 * @param bytes the size of their content
 * @param signature of the tag
 * @param pruned what each pattern took out, those of debian/copyright first
 * @param findings what the user should look at, although the tarball is there
 * @param upToDate whether it was there already and nothing was written
 */
public record ImportedUpstream(
        Path tarball,
        Path manifest,
        String source,
        String version,
        String commit,
        Sha256 digest,
        long files,
        long bytes,
        TagSignature signature,
        List<PrunedPattern> pruned,
        List<Finding> findings,
        boolean upToDate) {

    public ImportedUpstream {
        pruned = List.copyOf(pruned);
        findings = List.copyOf(findings);
    }
}
