package org.hhvmdeb.cli.patches;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.patch.engine.FileOutcome;
import org.hhvmdeb.patch.engine.HunkOutcome;
import org.hhvmdeb.patch.engine.HunkStatus;
import org.hhvmdeb.patch.outcome.PatchOutcome;
import org.hhvmdeb.patch.outcome.PatchOutcome.State;

/** The fate of a patch for a machine, hunk by hunk. */
record PatchFateJson(String patch, int line, State state, List<FileFate> files) implements JsonObject {

    /** Of a file that the patch changes. */
    record FileFate(String file, Optional<String> problem, List<HunkFate> hunks) implements JsonObject {

        static List<FileFate> of(List<FileOutcome> files) {
            return files.stream()
                    .map(f -> new FileFate(
                            f.file(),
                            f.problem(),
                            f.hunks().stream().map(HunkFate::of).toList()))
                    .toList();
        }
    }

    /** Of a hunk; {@code at} is the line of the file, {@code offset} how far that is from where the hunk's header says. */
    record HunkFate(int hunk, int line, HunkStatus fate, long at, long offset) implements JsonObject {

        static HunkFate of(HunkOutcome hunk) {
            return new HunkFate(hunk.number(), hunk.line(), hunk.status(), hunk.at(), hunk.offset());
        }
    }

    static List<PatchFateJson> of(List<PatchOutcome> patches) {
        return patches.stream()
                .map(p -> new PatchFateJson(p.patch(), p.line(), p.state(), FileFate.of(p.files())))
                .toList();
    }
}
