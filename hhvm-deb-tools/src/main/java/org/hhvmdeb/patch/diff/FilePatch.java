package org.hhvmdeb.patch.diff;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * The part of a patch that is about one file.
 *
 * @param line where it begins in the patch file
 * @param lastLine where its last hunk ends in the patch file; behind its headers where it has no hunk
 * @param kind what kind of diff it is
 * @param oldSide the file before
 * @param newSide the file after
 * @param index the name of an {@code Index:} line; counts only where there is no other name
 * @param git whether git's extended headers count: changes to files that exist happen at the end of the patch then
 * @param operation rename, copy or neither
 * @param requiredWord a word of a {@code Prereq:} line that the file must contain
 * @param hunks in the order of the patch
 */
public record FilePatch(
        int line,
        int lastLine,
        Kind kind,
        Side oldSide,
        Side newSide,
        Optional<HeaderName> index,
        boolean git,
        Operation operation,
        Optional<String> requiredWord,
        List<Hunk> hunks) {

    public enum Kind {
        UNIFIED,
        GIT_BINARY,
        /** Context, normal or ed: we refuse what GNU patch might apply here, ed scripts above all. */
        FOREIGN
    }

    public enum Operation {
        EDIT,
        RENAME,
        COPY
    }

    /** What the patch says about whether a file is there. */
    public enum Presence {
        PRESENT,
        EMPTY,
        ABSENT
    }

    /**
     * What the patch says about the file before or after.
     *
     * @param mode with the file type's bits, 0 where nothing is said
     */
    public record Side(Optional<HeaderName> name, Presence presence, int mode) {}

    /** Whether it gives a file that exists another mode. */
    public boolean setsMode() {
        return oldSide.mode() != 0 && newSide.mode() != 0 && oldSide.mode() != newSide.mode();
    }

    FilePatch with(List<Hunk> newHunks, int newLastLine) {
        return new FilePatch(
                line, newLastLine, kind, oldSide, newSide, index, git, operation, requiredWord, List.copyOf(newHunks));
    }

    FilePatch reversed() {
        List<Hunk> back = hunks.stream().map(Hunk::reversed).toList();
        return new FilePatch(line, lastLine, kind, newSide, oldSide, index, git, operation, requiredWord, back);
    }

    /** The name to call it by in a message. */
    public String describe() {
        return newSide.name()
                .or(oldSide::name)
                .or(() -> index)
                .map(n -> ByteText.printable(n.path()))
                .orElse("(no file name)");
    }
}
