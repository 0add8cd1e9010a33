package org.hhvmdeb.patch.rebase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/** What a rebase that waits has to remember, and what must be the same when it goes on. */
final class RebaseState {

    static final String FROM = "From";
    static final String BASE = "Base";
    static final String ONTO = "Onto";
    static final String DROP = "Drop-Upstreamed";
    static final String CACHE = "Git-Cache";
    static final String SUBMODULES = "Submodules";
    static final String SKIPPED = "Skipped-Submodules";
    static final String LINE = "Series-Line";

    private static final String PATCH = "Patch";
    private static final String ID = "Id";
    private static final String BASE_COMMIT = "Base-Commit";
    private static final String ONTO_COMMIT = "Onto-Commit";
    private static final String PATCHES = "Patches-Sha256";

    private final UpstreamTag base;
    private final Paragraph paragraph;

    /**
     * Notes a rebase.
     *
     * @param patches the content of every patch in the order of the series
     */
    RebaseState(
            RebasePatchesRequest request,
            UpstreamTag base,
            String baseCommit,
            String ontoCommit,
            Map<String, byte[]> patches) {
        this.base = base;
        this.paragraph = Paragraph.builder()
                .set(FROM, UpstreamSource.withoutCredentials(request.upstream().from()))
                .set(BASE, base.text())
                .set(BASE_COMMIT, baseCommit)
                .set(ONTO, request.onto().text())
                .set(ONTO_COMMIT, ontoCommit)
                .set(DROP, request.dropUpstreamed() ? "yes" : "no")
                .set(
                        CACHE,
                        request.upstream().cache().map(c -> c.toAbsolutePath().toString()))
                .set(
                        SUBMODULES,
                        words(request.upstream().submoduleUrls().entrySet().stream()
                                .map(e -> e.getKey() + "=" + UpstreamSource.withoutCredentials(e.getValue()))
                                .sorted()
                                .collect(Collectors.joining(" "))))
                .set(
                        SKIPPED,
                        words(request.upstream().withoutSubmodules().stream()
                                .sorted()
                                .collect(Collectors.joining(" "))))
                .set(PATCHES, digest(patches))
                .build();
    }

    private static Optional<String> words(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    UpstreamTag base() {
        return base;
    }

    /** No two are alike: one that is given up and begun again is another. */
    Paragraph waitingAt(SeriesEntry entry) {
        return paragraph.toBuilder()
                .set(PATCH, entry.patch())
                .set(LINE, String.valueOf(entry.line()))
                .set(ID, UUID.randomUUID().toString())
                .build();
    }

    /** Refuses to go on with what is no longer the same. */
    void mustAgreeWith(Paragraph waiting) throws InputException {
        for (String field : new String[] {BASE_COMMIT, ONTO_COMMIT, PATCHES}) {
            if (!waiting.require(field).equals(paragraph.require(field))) {
                throw new InputException(
                        waiting.where(field),
                        (field.equals(PATCHES) ? "debian/patches has" : "upstream's tag has")
                                + " changed since the rebase began, so what was resolved may no longer fit;"
                                + " give the rebase up with --abort, then begin it again");
            }
        }
    }

    private static String digest(Map<String, byte[]> patches) {
        MessageDigest digest = Sha256.newDigest();
        patches.forEach((name, content) -> {
            digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return Sha256.of(digest).toString();
    }
}
