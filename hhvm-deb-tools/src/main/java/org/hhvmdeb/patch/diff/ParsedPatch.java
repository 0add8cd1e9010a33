package org.hhvmdeb.patch.diff;

import java.util.List;
import java.util.Optional;

/**
 * A patch file taken apart.
 *
 * @param text the whole file, for whoever reads it by other rules
 * @param files one element for each file's diff
 * @param fault what made the parser stop, if it did not reach the end; the diffs before are there
 * @param surplus lines right behind a hunk that look as if they belonged to it, though its header says that it is over
 */
public record ParsedPatch(
        FileLines text, List<FilePatch> files, Optional<MalformedPatchException> fault, List<Integer> surplus) {

    public ParsedPatch {
        files = List.copyOf(files);
        surplus = List.copyOf(surplus);
    }

    /** The last hunk, if the last line of the file is one of its own and has no newline: GNU patch does not read that. */
    public Optional<Hunk> cutHunk() {
        return CutLine.completed(text.content())
                .flatMap(
                        whole -> files.stream().flatMap(f -> f.hunks().stream()).reduce((first, second) -> second));
    }

    /** The patch that takes this one back, as {@code patch -R} understands it. */
    public ParsedPatch reversed() {
        return new ParsedPatch(text, files.stream().map(FilePatch::reversed).toList(), fault, surplus);
    }
}
