package org.hhvmdeb.cli.upstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.report.FindingJson;
import org.hhvmdeb.upstream.commit.CommittedUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.hhvmdeb.upstream.signature.TagSignature;
import org.hhvmdeb.upstream.tree.PrunedPattern;

/** The result of an import for a machine. */
final class ImportedUpstreamJson {

    private ImportedUpstreamJson() {}

    /** A value for {@link org.hhvmdeb.io.Json}. */
    static Map<String, Object> of(ImportedUpstream upstream) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("tarball", upstream.tarball());
        described.put("manifest", upstream.manifest());
        described.put("source", upstream.source());
        described.put("version", upstream.version());
        described.put("commit", upstream.commit());
        described.put("sha256", upstream.digest());
        described.put("files", upstream.files());
        described.put("bytes", upstream.bytes());
        described.put("upToDate", upstream.upToDate());
        described.put("signature", of(upstream.signature()));
        List<Map<String, Object>> pruned =
                upstream.pruned().stream().map(ImportedUpstreamJson::of).toList();
        described.put("pruned", pruned);
        described.put("findings", FindingJson.of(upstream.findings()));
        return described;
    }

    private static Map<String, Object> of(TagSignature signature) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("state", signature.state().word());
        signature.fingerprint().ifPresent(f -> described.put("fingerprint", f));
        signature.signer().ifPresent(s -> described.put("signer", s));
        return described;
    }

    private static Map<String, Object> of(PrunedPattern pattern) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("pattern", pattern.pattern());
        described.put("files", pattern.files());
        described.put("bytes", pattern.bytes());
        described.put("submodules", pattern.submodules());
        return described;
    }

    /** What became of it in the packaging repository. */
    static Map<String, Object> of(CommittedUpstream committed) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("branch", committed.branch());
        described.put("commit", committed.commit());
        described.put("tag", committed.tag());
        committed.merge().ifPresent(m -> described.put("merge", m));
        described.put("replaced", committed.replaced());
        described.put("upToDate", committed.upToDate());
        return described;
    }
}
