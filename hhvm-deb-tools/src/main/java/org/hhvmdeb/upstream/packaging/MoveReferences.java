package org.hhvmdeb.upstream.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.RefDirectory;
import org.eclipse.jgit.internal.storage.file.ReflogWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.git.RefLocks;
import org.hhvmdeb.upstream.packaging.PackagingRepository.Move;

/**
 * Moves references together. git renames one file for each, so a kill may leave some moved and some not; here they change
 * in {@code packed-refs}, which is one file. A file of a reference's own counts before that one, so it is packed with its old
 * value first. The locks are those of git, so that nobody else writes in between.
 */
final class MoveReferences {

    private final Repository repository;
    private final Path shown;
    private final Path common;

    MoveReferences(Repository repository, Path shown) {
        this.repository = repository;
        this.shown = shown;
        this.common = repository.getCommonDirectory().toPath();
    }

    /**
     * Moves all of them or, if one is not where it was, none.
     *
     * @param locks those of git are taken with it
     * @param why for the log of the references
     * @throws InputException when a name is the directory of another name
     * @throws ExternalException when somebody else moved one in between, or holds a lock
     */
    void run(List<Move> moves, RefLocks locks, String why) throws IOException, InputException, ExternalException {
        List<Move> sorted = new ArrayList<>(moves);
        sorted.sort(Comparator.comparing(Move::name));
        List<Path> locked = new ArrayList<>();
        try {
            for (Move move : sorted) {
                refuseConflict(move);
                locked.add(common.resolve(move.name()));
            }
            locked.add(common.resolve(Constants.PACKED_REFS));
            for (Path each : locked) {
                locks.take(each);
            }
            move(sorted);
            log(sorted, why);
        } finally {
            for (Path each : locked) {
                locks.release(each);
            }
        }
    }

    private void move(List<Move> moves) throws IOException, ExternalException {
        PackedReferences packed = PackedReferences.read(common.resolve(Constants.PACKED_REFS));
        List<Path> loose = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            for (Move move : moves) {
                Path own = common.resolve(move.name());
                Optional<ObjectId> now = Files.isRegularFile(own) ? loose(own) : packed.get(move.name());
                if (!now.equals(move.from())) {
                    throw new ExternalException("the references of " + shown + " were not changed: " + move.name()
                            + " has moved in the meantime; run it again");
                }
                if (Files.isRegularFile(own)) {
                    loose.add(own);
                    packed.put(move.name(), now.orElseThrow(), peeled(now.orElseThrow(), walk));
                }
            }
            if (!loose.isEmpty()) {
                packed.write();
                for (Path own : loose) {
                    Files.delete(own);
                }
            }
            for (Move move : moves) {
                packed.put(move.name(), move.to(), peeled(move.to(), walk));
            }
            packed.write();
        }
        repository.getRefDatabase().refresh();
    }

    private void refuseConflict(Move move) throws IOException, InputException {
        if (move.from().isEmpty()) {
            for (String other : repository.getRefDatabase().getConflictingNames(move.name())) {
                throw new InputException("the repository " + shown + " has " + other + ", beside which git cannot have "
                        + move.name() + "; name another branch, or rename that one");
            }
        }
    }

    private static Optional<ObjectId> loose(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return ObjectId.isId(text) ? Optional.of(ObjectId.fromString(text)) : Optional.empty();
    }

    private static ObjectId peeled(ObjectId id, RevWalk walk) throws IOException {
        return walk.peel(walk.parseAny(id)).getId();
    }

    /** That of the current branch is HEAD's, too, as git does it. */
    private void log(List<Move> moves, String why) throws IOException {
        if (!(repository.getRefDatabase() instanceof RefDirectory references)) {
            return;
        }
        ReflogWriter log = new ReflogWriter(references);
        PersonIdent who = new PersonIdent(repository);
        String current = repository.isBare() ? "" : repository.getFullBranch();
        for (Move move : moves) {
            ObjectId from = move.from().orElse(ObjectId.zeroId());
            log.log(move.name(), from, move.to(), who, why);
            if (move.name().equals(current)) {
                log.log(Constants.HEAD, from, move.to(), who, why);
            }
        }
    }
}
