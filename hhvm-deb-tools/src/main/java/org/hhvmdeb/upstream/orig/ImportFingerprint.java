package org.hhvmdeb.upstream.orig;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.upstream.signature.TagSignature;

/**
 * Everything that decides the bytes of tarball and manifest, as one digest: with the same inputs the tarball need not be made again.
 * Where submodules are fetched from is not among them, as their commits are part of the tag's.
 */
record ImportFingerprint(
        Packaging packaging, ImportRequest request, String upstream, String commit, TagSignature signature) {

    /** Together with the version that the tarball gets, whether the changelog says it already or not yet. */
    Sha256 digest(String version) {
        StringBuilder text = new StringBuilder();
        line(text, "format", List.of(String.valueOf(Manifest.FORMAT)));
        line(text, "tag", List.of(request.tag()));
        line(text, "commit", List.of(commit));
        line(text, "upstream", List.of(upstream));
        line(text, "source", List.of(packaging.source()));
        line(text, "version", List.of(version));
        line(text, "excluded", packaging.excluded().patterns());
        line(text, "included", packaging.excluded().included());
        line(text, "extra", request.excluded());
        line(text, "without", List.copyOf(new TreeSet<>(request.withoutSubmodules())));
        line(
                text,
                "not after",
                request.notAfter().map(Instant::toString).stream().toList());
        line(text, "signature", List.of(signature.toString()));
        line(text, "compression", List.of(request.compression().extension()));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, String name, List<String> values) {
        text.append(name);
        values.forEach(v -> text.append('\0').append(v));
        text.append('\n');
    }
}
