package org.hhvmdeb.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.staging.AtomicFileSet;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Reason;

/**
 * Changes of a packaging that are made as a whole: patches, their series, and the changelog. Nothing else may change. A run
 * that is killed in the moment of change leaves the rest of it, and whoever reads the packaging next finishes it.
 */
public final class PackagingFiles {

    /** The directory beside debian in which a rebase waits for a person; dpkg-source leaves it out. */
    public static final String REBASE = ",,hhvm-deb-rebase";

    private static final String REBASED = "rebase ";

    private static final AtomicFileSet.Scope SCOPE = new AtomicFileSet.Scope() {
        @Override
        public boolean allows(RelativePath file) {
            boolean hidden = file.names().stream().anyMatch(n -> n.equalsIgnoreCase(".git") || n.equals(".pc"));
            return file.text().equals("changelog") || (file.text().startsWith("patches/") && !hidden);
        }

        // With the last file the rebase is no longer in progress; whoever is killed behind the decision has finished
        // it.
        @Override
        public void ended(Path debian, String end) throws IOException {
            if (Rebased.of(end).isPresent()) {
                StagedDirectory.discard(debian.toRealPath().resolveSibling(REBASE));
            }
        }
    };

    private PackagingFiles() {}

    /**
     * The changelog, once a change that a killed run had decided on is finished. There is no other way to read that of a
     * packaging.
     *
     * @param debian the directory debian
     * @throws InputException naming file and line when the latest entry lacks a name, a version or a date; or when a change is
     *     there that was not written by a run of this user
     */
    public static Changelog changelog(Path debian) throws HhvmDebException {
        recover(debian);
        return Changelog.read(debian.resolve("changelog"));
    }

    /**
     * Finishes a change that a killed run had decided on, and takes back one that it had not. Whoever reads or changes
     * debian/ does this first.
     *
     * @param debian the directory debian; where there is none, nothing is done
     * @return the tags between which the finished change took the series, if it was a rebase
     * @throws InputException when what is there was not written by a run of this user; it stays as it is
     */
    public static Optional<Rebased> recover(Path debian) throws HhvmDebException {
        if (!Files.exists(AtomicFileSet.directory(debian), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return AtomicFileSet.recover(debian, SCOPE, Seal.ofUser()).flatMap(Rebased::of);
        } catch (IOException e) {
            throw new ExternalException(
                    "cannot finish what an earlier run began in " + debian + ": " + Reason.of(e)
                            + "; mend that and run again, or put the files as you want them and delete "
                            + AtomicFileSet.directory(debian) + ", in which list says what is still to change",
                    e);
        }
    }

    /**
     * Refuses to look at files that may be half changed, where nothing may be changed.
     *
     * @throws InputException when a killed run, or somebody's package, has left something
     */
    public static void requireNothingPending(Path debian) throws InputException {
        if (AtomicFileSet.isPending(debian)) {
            throw new InputException(
                    AtomicFileSet.directory(debian) + " is there: a run was killed while it changed " + debian
                            + ", or it came with the packaging. A dry run changes nothing; hhvm-deb patches list finishes the"
                            + " change, or says that it is none of yours");
        }
    }

    /**
     * Refuses what earlier versions, or somebody's package, have left beside debian.
     *
     * @throws InputException naming it
     */
    public static void requireNothingBeside(Path packaging) throws InputException {
        if (AtomicFileSet.isPending(packaging)) {
            throw new InputException(
                    AtomicFileSet.directory(packaging) + " was not written by a run of yours, so nothing in it is"
                            + " carried out; if it came with the packaging, delete it and run again");
        }
    }

    /**
     * Begins a change, after finishing what a killed run had decided on.
     *
     * @throws InputException when what is there was not written by a run of this user
     */
    public static AtomicFileSet change(Path debian) throws IOException, HhvmDebException {
        return AtomicFileSet.in(debian, SCOPE, Seal.ofUser());
    }

    /**
     * Does something while no other run changes the packaging.
     *
     * @param debian the directory debian; where there is none, nothing is waited for
     * @throws ExternalException when another run changes it right now
     */
    public static void between(Path debian, AtomicFileSet.Turn turn) throws IOException, HhvmDebException {
        if (Files.isDirectory(debian)) {
            AtomicFileSet.between(debian, SCOPE, Seal.ofUser(), turn);
        } else {
            turn.take();
        }
    }

    /** The place of a patch, by the name that a series has for it. */
    public static RelativePath patch(String name) {
        return new RelativePath(Path.of("patches/" + name).normalize().toString());
    }

    /** The tags of a rebase that a batch ends. */
    public record Rebased(String base, String onto) {

        /** For the end of the batch. */
        public String text() {
            return REBASED + base + " " + onto;
        }

        static Optional<Rebased> of(String text) {
            String[] words = text.split(" ", -1);
            return words.length == 3 && text.startsWith(REBASED)
                    ? Optional.of(new Rebased(words[1], words[2]))
                    : Optional.empty();
        }
    }
}
