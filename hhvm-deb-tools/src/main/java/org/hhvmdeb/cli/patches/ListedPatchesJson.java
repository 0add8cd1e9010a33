package org.hhvmdeb.cli.patches;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.dep3.AppliedUpstream;
import org.hhvmdeb.patch.dep3.Dep3;
import org.hhvmdeb.patch.dep3.Forwarded;
import org.hhvmdeb.patch.dep3.Origin;
import org.hhvmdeb.patch.edit.ListedPatch;
import org.hhvmdeb.patch.series.SeriesEntry;

/** What {@code patches list} tells a machine. */
record ListedPatchesJson(List<Patch> patches) implements JsonObject {

    /** A patch; {@code header} where its file can be read. */
    record Patch(
            String patch,
            int line,
            Optional<String> section,
            Optional<String> subdirectory,
            String options,
            boolean readable,
            Optional<HeaderJson> header)
            implements JsonObject {

        static Patch of(ListedPatch patch) {
            SeriesEntry entry = patch.entry();
            return new Patch(
                    entry.patch(),
                    entry.line(),
                    entry.section(),
                    entry.subdirectory(),
                    entry.options(),
                    patch.header().isPresent(),
                    patch.header().map(HeaderJson::of));
        }
    }

    /** What a header says by DEP-3. */
    record HeaderJson(
            String summary,
            List<String> authors,
            Optional<OriginJson> origin,
            List<String> bugs,
            ForwardedJson forwarded,
            Optional<LocalDate> lastUpdate,
            Optional<String> appliedUpstream)
            implements JsonObject {

        static HeaderJson of(Dep3 header) {
            return new HeaderJson(
                    header.summary(),
                    header.authors(),
                    header.origin().map(o -> new OriginJson(o.category(), o.reference())),
                    header.bugs(),
                    new ForwardedJson(
                            header.forwarded().state(), header.forwarded().reference()),
                    header.lastUpdate(),
                    header.appliedUpstream().map(AppliedUpstream::text));
        }
    }

    /** Where a patch comes from. */
    record OriginJson(Optional<Origin.Category> category, String reference) implements JsonObject {}

    /** Whether upstream was told. */
    record ForwardedJson(Forwarded.State state, String reference) implements JsonObject {}

    static ListedPatchesJson of(List<ListedPatch> patches) {
        return new ListedPatchesJson(patches.stream().map(Patch::of).toList());
    }
}
