package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.prune.PrunePlan;
import org.hhvmdeb.hhbc.prune.PrunedRepo;
import org.hhvmdeb.io.JsonObject;

/** What {@code cache prune} tells a machine; {@code written} with {@code --apply} alone. */
record PrunedRepoJson(
        List<Part> live,
        List<Part> dead,
        List<String> unknownTables,
        long pathRows,
        long unitRows,
        long deadBytes,
        SizeJson before,
        Optional<Written> written)
        implements JsonObject {

    /** A schema. */
    record Part(String schema, long bytes, List<String> tables) implements JsonObject {

        static List<Part> of(List<PrunePlan.Part> parts) {
            return parts.stream()
                    .map(p -> new Part(p.schema(), p.bytes(), p.tables()))
                    .toList();
        }
    }

    /** In bytes. */
    record SizeJson(long size, long freeBytes) implements JsonObject {}

    /** The file as it is now. */
    record Written(Path file, long size, long freeBytes) implements JsonObject {}

    static PrunedRepoJson of(PrunePlan plan, Optional<PrunedRepo> pruned) {
        return new PrunedRepoJson(
                Part.of(plan.live()),
                Part.of(plan.dead()),
                plan.unknown(),
                plan.pathRows(),
                plan.unitRows(),
                plan.deadBytes(),
                new SizeJson(plan.size(), plan.free()),
                pruned.map(p -> new Written(p.file(), p.size(), p.free())));
    }
}
