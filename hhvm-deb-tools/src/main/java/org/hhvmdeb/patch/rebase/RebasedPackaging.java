package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.ChangelogDraft;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.PackagingFiles.Rebased;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.staging.AtomicFileSet;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.patch.dep3.AppliedUpstream;
import org.hhvmdeb.patch.dep3.Header;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.diff.PatchFile;
import org.hhvmdeb.patch.rebase.RebasedPatch.Origin;
import org.hhvmdeb.patch.rebase.RebasedPatch.State;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.stage.PackagingEdit;

/** Writes the outcome of a rebase into the packaging, all of it at once: patches, series, changelog. */
final class RebasedPackaging {

    private final RebasePatchesRequest request;
    private final Series series;
    private final Path seriesFile;
    private final Map<String, ParsedPatch> contents;
    private final AtomicFileSet batch;

    /** Takes what was read, and a batch that began before. */
    RebasedPackaging(
            RebasePatchesRequest request,
            Series series,
            Path seriesFile,
            Map<String, ParsedPatch> contents,
            AtomicFileSet batch) {
        this.request = request;
        this.series = series;
        this.seriesFile = seriesFile;
        this.contents = contents;
        this.batch = batch;
    }

    /** Makes sure that nobody has changed it since it was read. */
    void requireUntouched() throws IOException, HhvmDebException {
        batch.requireUnchanged();
    }

    /**
     * Writes.
     *
     * @param check looks at what must not have changed meanwhile
     */
    void write(SeriesRebase rebase, UpstreamTag base, AtomicFileSet.Turn check) throws HhvmDebException, IOException {
        rebase.written().forEach((name, content) -> batch.put(PackagingFiles.patch(name), content));
        Series left = series;
        // From the end, so that a line taken out moves none that is still to be found.
        for (int i = rebase.patches().size() - 1; i >= 0; i--) {
            RebasedPatch patch = rebase.patches().get(i);
            if (patch.isOut()) {
                left = takeOut(patch, left);
            }
        }
        batch.put(PackagingFiles.patch(String.valueOf(seriesFile.getFileName())), left.toBytes());
        batch.put(new RelativePath("changelog"), changelog(rebase.patches()));
        batch.ending(new Rebased(base.text(), request.onto().text()).text());
        PackagingEdit.besideNoRun(request.debian(), () -> batch.commit(check));
    }

    private Series takeOut(RebasedPatch patch, Series left) {
        if (request.dropUpstreamed()) {
            batch.remove(PackagingFiles.patch(patch.patch()));
            return left.without(patch.line());
        }
        if (patch.origin().isPresent() && !PatchDirectory.isCompressed(patch.patch())) {
            batch.put(
                    PackagingFiles.patch(patch.patch()),
                    noted(patch.patch(), patch.origin().get()));
        }
        return left.disabled(
                patch.line(),
                patch.origin()
                        .map(o -> "applied upstream in " + o.describe())
                        .orElse("nothing left of it on " + request.onto()));
    }

    private byte[] noted(String name, Origin origin) {
        PatchFile file =
                PatchFile.of(Objects.requireNonNull(contents.get(name)).text().content());
        AppliedUpstream applied =
                new AppliedUpstream(Optional.of(origin.tag().upstreamVersion()), origin.commit(), Optional.empty());
        return file.withHeader(Header.of(file.header())
                        .withField("Applied-Upstream", applied.text())
                        .toBytes())
                .toBytes();
    }

    private byte[] changelog(List<RebasedPatch> patches) throws HhvmDebException, IOException {
        Path file = request.debian().resolve("changelog");
        ChangelogDraft draft = new ChangelogDraft(Files.readAllBytes(file), file.toString());
        String author = request.changes().name().isPresent()
                ? request.changes().name().get()
                : PackagingFiles.changelog(request.debian()).latest().maintainer();
        return draft.with(
                request.onto(),
                List.of(change(patches)),
                author,
                request.changes().date());
    }

    private String change(List<RebasedPatch> patches) {
        List<String> lines = new ArrayList<>();
        lines.add(RebaseBase.change(request.onto()));
        add(lines, "refreshed", patches, State.REFRESHED);
        add(lines, "merged with upstream's changes", patches, State.MERGED);
        add(lines, "conflicts resolved", patches, State.RESOLVED);
        add(lines, "partly applied upstream", patches, State.PARTLY_UPSTREAM);
        patches.stream()
                .filter(p -> p.state() == State.UPSTREAM)
                .forEach(p -> lines.add(p.patch() + " dropped, applied upstream in "
                        + p.origin().map(Origin::describe).orElse("")));
        add(lines, "dropped, nothing left of", patches, State.NOTHING_LEFT);
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String what, List<RebasedPatch> patches, State state) {
        String names = patches.stream()
                .filter(p -> p.state() == state)
                .map(RebasedPatch::patch)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            lines.add(what + ": " + names);
        }
    }
}
