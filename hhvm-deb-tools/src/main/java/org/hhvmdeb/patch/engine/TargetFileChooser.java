package org.hhvmdeb.patch.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.patch.diff.FilePatch;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.NameChoice;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.FileType;
import org.hhvmdeb.patch.tree.TreeEntry;

/** Chooses the file that a diff is about, as GNU patch does with the options -N and -t. */
final class TargetFileChooser {

    /** GNU patch takes 1024 names, and dpkg-source has it keep the original under .pc/PATCH/. */
    private static final int MOST_NAMES = 1022;

    private final PatchSession session;

    private final PatchRules rules;

    TargetFileChooser(PatchSession session, PatchRules rules) {
        this.session = session;
        this.rules = rules;
    }

    /** The type the file must have by the patch's modes: {@link FileType#REGULAR} if they say nothing, 0 if they disagree. */
    static int fileType(FilePatch patch) {
        int before = patch.oldSide().mode() & FileType.TYPE_BITS;
        int after = patch.newSide().mode() & FileType.TYPE_BITS;
        if (before == 0) {
            return after == 0 ? FileType.REGULAR : after;
        }
        return after != 0 && after != before ? 0 : before;
    }

    static boolean hasType(TreeEntry entry, int fileType) {
        return (entry.isFile() && fileType == FileType.REGULAR) || (entry.isLink() && fileType == FileType.LINK);
    }

    /** The name of the file to read; it may not exist yet. */
    HeaderName choose(FilePatch patch) throws IOException, RefusedException {
        List<HeaderName> names = Stream.of(
                        patch.oldSide().name(), patch.newSide().name(), patch.index())
                .flatMap(Optional::stream)
                .toList();
        List<HeaderName> existing = new ArrayList<>();
        for (HeaderName name : names) {
            if (session.findStaying(name.path()).isPresent()) {
                existing.add(name);
            }
        }
        Optional<HeaderName> best = NameChoice.best(existing).stream().findFirst();
        if (!names.isEmpty() && rules.cautious()) {
            refuseIfDone(patch, best, names);
        }
        if (best.isEmpty() && patch.oldSide().presence() != Presence.PRESENT) {
            best = NameChoice.best(fewestNewDirectories(names)).stream().findFirst();
        }
        if (patch.operation() != Operation.EDIT) {
            refuseUnlessTwoNames(patch);
        }
        HeaderName name = best.orElseThrow(() -> notFound(names));
        refuseTooDeep(name.path());
        return name;
    }

    /** GNU patch calls that an invalid file name. */
    static void refuseTooDeep(String path) throws RefusedException {
        if (NameChoice.slashes(path) >= MOST_NAMES) {
            throw new RefusedException("the file it is about has more than " + MOST_NAMES
                    + " names in its path, which is more than GNU patch takes");
        }
    }

    private void refuseIfDone(FilePatch patch, Optional<HeaderName> best, List<HeaderName> names)
            throws IOException, RefusedException {
        Optional<TreeEntry> entry =
                best.isPresent() ? session.findStaying(best.get().path()) : Optional.empty();
        if (entry.isPresent() && !hasType(entry.get(), fileType(patch))) {
            return;
        }
        boolean empty = entry.isEmpty() || entry.get().size() == 0;
        Presence before = patch.oldSide().presence();
        Presence after = patch.newSide().presence();
        if (!empty && before == Presence.ABSENT) {
            throw new RefusedException("it would create the file " + shown(best, names)
                    + ", which already exists: the change is there already, or the file is of another origin");
        }
        boolean createsEmpty = entry.isEmpty() && after == Presence.EMPTY && before == Presence.ABSENT;
        boolean deletesEmpty = entry.isPresent() && before == Presence.EMPTY && after == Presence.ABSENT;
        if (empty && after != Presence.PRESENT && !createsEmpty && !deletesEmpty) {
            throw new RefusedException("it would " + (entry.isEmpty() ? "delete" : "empty") + " the file "
                    + shown(best, names) + ", which "
                    + (entry.isEmpty() ? "does not exist: it is gone already" + hint(names) : "is empty already"));
        }
    }

    private static String shown(Optional<HeaderName> best, List<HeaderName> names) {
        return ByteText.printable(best.orElse(names.get(names.size() - 1)).path());
    }

    private static void refuseUnlessTwoNames(FilePatch patch) throws RefusedException {
        boolean two = patch.oldSide().name().filter(HeaderName::staysBelowRoot).isPresent()
                && patch.newSide().name().filter(HeaderName::staysBelowRoot).isPresent();
        if (!two) {
            throw new RefusedException("a rename or copy needs two names below the source tree");
        }
    }

    private static RefusedException notFound(List<HeaderName> names) {
        String tried =
                names.stream().map(n -> ByteText.printable(n.path())).distinct().collect(Collectors.joining(", "));
        return new RefusedException(
                names.isEmpty()
                        ? "it names no file that is left after the first directory is taken away (-p1)"
                        : "the file it is about does not exist: " + tried + hint(names));
    }

    private static String hint(List<HeaderName> names) {
        boolean ofGit = names.stream()
                .anyMatch(n -> n.path().startsWith(".git") || n.path().contains("/.git"));
        return ofGit ? "; orig tarballs have no .git* files, take the change to them out of the patch" : "";
    }

    private List<HeaderName> fewestNewDirectories(List<HeaderName> names) throws IOException {
        int fewest = Integer.MAX_VALUE;
        List<HeaderName> best = new ArrayList<>();
        for (HeaderName name : names) {
            int missing = missingDirectories(name.path());
            if (missing < fewest) {
                best.clear();
                fewest = missing;
            }
            if (missing == fewest) {
                best.add(name);
            }
        }
        return best;
    }

    private int missingDirectories(String path) throws IOException {
        int missing = NameChoice.slashes(path);
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (path.charAt(slash - 1) == '/') {
                continue;
            }
            if (!session.tree().isDirectory(path.substring(0, slash))) {
                return missing;
            }
            missing--;
        }
        return missing;
    }
}
