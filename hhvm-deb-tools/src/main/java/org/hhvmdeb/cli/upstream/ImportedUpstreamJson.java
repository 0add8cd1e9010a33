package org.hhvmdeb.cli.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.report.FindingJson;
import org.hhvmdeb.upstream.commit.CommittedUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.hhvmdeb.upstream.signature.TagSignature;
import org.hhvmdeb.upstream.signature.TagSignature.State;
import org.hhvmdeb.upstream.tree.PrunedPattern;

/** What {@code upstream import} tells a machine. */
record ImportedUpstreamJson(
        Path tarball,
        Path manifest,
        String source,
        String version,
        String commit,
        Sha256 sha256,
        long files,
        long bytes,
        boolean upToDate,
        SignatureJson signature,
        List<PrunedJson> pruned,
        List<FindingJson> findings,
        Optional<CommittedJson> committed)
        implements JsonObject {

    /** Of the tag. */
    record SignatureJson(State state, Optional<String> fingerprint, Optional<String> signer) implements JsonObject {}

    /** What a pattern took out. */
    record PrunedJson(String pattern, long files, long bytes, long submodules) implements JsonObject {

        static PrunedJson of(PrunedPattern pattern) {
            return new PrunedJson(pattern.pattern(), pattern.files(), pattern.bytes(), pattern.submodules());
        }
    }

    /** What became of it in the packaging repository; {@code merge} is the commit on the packaging branch. */
    record CommittedJson(
            String branch, String commit, String tag, Optional<String> merge, int replaced, boolean upToDate)
            implements JsonObject {

        static CommittedJson of(CommittedUpstream committed) {
            return new CommittedJson(
                    committed.branch(),
                    committed.commit(),
                    committed.tag(),
                    committed.merge(),
                    committed.replaced(),
                    committed.upToDate());
        }
    }

    static ImportedUpstreamJson of(ImportedUpstream upstream, Optional<CommittedUpstream> committed) {
        TagSignature signature = upstream.signature();
        return new ImportedUpstreamJson(
                upstream.tarball(),
                upstream.manifest(),
                upstream.source(),
                upstream.version(),
                upstream.commit(),
                upstream.digest(),
                upstream.files(),
                upstream.bytes(),
                upstream.upToDate(),
                new SignatureJson(signature.state(), signature.fingerprint(), signature.signer()),
                upstream.pruned().stream().map(PrunedJson::of).toList(),
                FindingJson.of(upstream.findings()),
                committed.map(CommittedJson::of));
    }
}
