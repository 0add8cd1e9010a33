package org.hhvmdeb.hhbc.prune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.hhbc.format.SqliteRepo;
import org.hhvmdeb.hhbc.host.OpenFiles;
import org.hhvmdeb.hhbc.replace.ReplacedRepo;
import org.hhvmdeb.hhbc.replace.RewriteGuard;
import org.hhvmdeb.hhbc.replace.TrustedPath;
import org.hhvmdeb.io.FreeSpace;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Takes the tables of schemas that no HHVM runs any more out of a repository, which HHVM itself never does. First the plan, then
 * the work; a kill at any point leaves the file as it was or pruned.
 */
public final class PruneRepo {

    private final ProcessRunner programs;

    public PruneRepo(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Tells what would go, and writes nothing.
     *
     * @throws InputException when the file is no SQLite repository, has a journal beside it, or lacks a live schema; and when the
     *     request contradicts itself
     */
    public PrunePlan plan(PruneRequest request) throws HhvmDebException {
        if (request.inPlace() && request.output().isPresent()) {
            throw new InputException("a prune in place writes no other file; leave out one of both");
        }
        if (request.vacuum() && !request.inPlace()) {
            throw new InputException(
                    "a copy holds no free pages; a vacuum is for a prune in place, so ask for that, too");
        }
        RewriteGuard.requireAtRest(request.file());
        return new RepoPruner(request.file(), request.choice()).plan();
    }

    /**
     * Prunes.
     *
     * @throws InputException as {@link #plan}, when a program has the file open and it would be replaced, and when root runs and somebody
     *     else may write to a directory on the way to what is written
     * @throws ExternalException when there is no room, or owner and mode cannot be kept
     */
    public PrunedRepo run(PruneRequest request, Progress progress) throws HhvmDebException {
        PrunePlan plan = plan(request);
        if (request.output().isEmpty()) {
            new TrustedPath(request.file(), request.inPlace()).require("prune it");
        }
        try {
            Path file = request.file().toRealPath();
            OutputFile target = request.output().isPresent() ? request.output().get() : OutputFile.of(file);
            if (target.regular().isPresent()) {
                new TrustedPath(target.path(), request.inPlace()).require("write it");
            }
            boolean elsewhere = target.regular().filter(file::equals).isEmpty();
            if (elsewhere) {
                OpenFiles.of(file)
                        .users()
                        .forEach(u ->
                                progress.warn(u + " has " + file + " open, and cannot write to it while it is read"));
            }
            ReplacedRepo replaced = ReplacedRepo.of(target, progress);
            if (plan.isEmpty() && !elsewhere && !request.vacuum()) {
                return result(file, plan.size());
            }
            RepoPruner pruning = new RepoPruner(file, request.choice());
            requireRoom(plan, request, target.regular().orElse(file));
            if (request.inPlace()) {
                pruning.inPlace(plan, request.vacuum(), progress);
                return result(file, plan.size());
            }
            return copy(pruning, plan, file, target, replaced, progress);
        } catch (IOException e) {
            throw ExternalException.during("pruning " + request.file(), e);
        }
    }

    private PrunedRepo copy(
            RepoPruner pruning, PrunePlan plan, Path file, OutputFile target, ReplacedRepo replaced, Progress progress)
            throws HhvmDebException {
        try (StagedFile staged = target.stage()) {
            pruning.copy(plan, staged.path(), target.path(), progress);
            keepAttributes(file, staged.path());
            PrunedRepo pruned = result(staged.path(), plan.size());
            if (target.regular().filter(file::equals).isPresent()) {
                RewriteGuard.requireAtRest(file);
            }
            replaced.requireStillReplaceable();
            staged.commit();
            return new PrunedRepo(target.path(), pruned.sizeBefore(), pruned.size(), pruned.free());
        } catch (IOException e) {
            throw target.failure(e);
        }
    }

    /** Owner, mode, access control list and extended attributes. */
    private void keepAttributes(Path from, Path to) throws HhvmDebException, IOException {
        programs.run(Command.of("cp", "--attributes-only", "--preserve=all", "--", from.toString(), to.toString()))
                .orFail();
        for (String attribute : new String[] {"unix:uid", "unix:gid", "unix:mode"}) {
            if (!Files.getAttribute(to, attribute).equals(Files.getAttribute(from, attribute))) {
                throw new ExternalException("the copy cannot be given owner and mode of " + from
                        + ", and HHVM might not be able to use it; run as its owner, who has to be in its group, or give its"
                        + " directory to root alone and run as root");
            }
        }
    }

    private static void requireRoom(PrunePlan plan, PruneRequest request, Path target) throws ExternalException {
        long stays = plan.size() - plan.free() - plan.deadBytes();
        // A vacuum writes the new content aside and then keeps the old one in the journal; a drop journals what it
        // frees.
        long needed = request.vacuum() ? 2 * stays : request.inPlace() ? plan.deadBytes() / 100 : stays;
        Path directory = target.toAbsolutePath().getParent();
        long room = directory == null ? Long.MAX_VALUE : FreeSpace.of(directory).orElse(Long.MAX_VALUE);
        if (room < needed) {
            throw new ExternalException(
                    "pruning needs " + HumanUnits.bytes(needed) + " in " + directory + ", and " + HumanUnits.bytes(room)
                            + " are free; free some space, or prune in place without a vacuum (--in-place)");
        }
    }

    private static PrunedRepo result(Path file, long sizeBefore) throws HhvmDebException, IOException {
        try (SqliteRepo repo = SqliteRepo.open(file)) {
            return new PrunedRepo(file, sizeBefore, Files.size(file), repo.freeBytes());
        }
    }
}
