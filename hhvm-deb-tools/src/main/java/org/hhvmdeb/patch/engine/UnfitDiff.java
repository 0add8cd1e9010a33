package org.hhvmdeb.patch.engine;

import java.util.Optional;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Kind;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.tree.FileType;

/** Diffs that are refused whatever is in the tree. */
public final class UnfitDiff {

    private UnfitDiff() {}

    /** Why neither dpkg-source nor quilt takes the diff. */
    static Optional<String> reason(FilePatch patch) {
        if (patch.kind() == Kind.GIT_BINARY) {
            return Optional.of("git binary diffs are not supported by dpkg-source; ship the file under debian/ "
                    + "and list it in debian/source/include-binaries");
        }
        if (patch.kind() == Kind.FOREIGN) {
            return Optional.of("only unified diffs are supported, this is a context, normal or ed diff");
        }
        if (TargetFileChooser.fileType(patch) == 0) {
            return Optional.of("a patch cannot change the type of a file from "
                    + Integer.toOctalString(patch.oldSide().mode()) + " to "
                    + Integer.toOctalString(patch.newSide().mode()));
        }
        return Optional.empty();
    }

    /** Why dpkg-source does not take the diff. */
    public static Optional<String> reasonOfDpkg(FilePatch patch) {
        boolean changesLink = TargetFileChooser.fileType(patch) == FileType.LINK
                && patch.oldSide().presence() != Presence.ABSENT
                && !patch.hunks().isEmpty();
        return changesLink
                ? Optional.of("dpkg-source lets no patch change or remove a symbolic link; do it in debian/rules")
                : reason(patch);
    }
}
