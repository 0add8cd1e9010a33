package org.hhvmdeb.patch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.FileBatch;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.UpstreamSource;

/** Goes on with a rebase that waits for conflicts to be resolved. */
public final class ContinueRebase {

    /**
     * Goes on.
     *
     * @param packaging the directory that debian is in
     * @throws InputException when no rebase is in progress, or what it is about has changed meanwhile
     * @throws org.hhvmdeb.notice.FindingsException naming file and line where conflict markers are left
     */
    public RebasedPatches run(Path packaging, ChangeAuthor changes, Progress progress) throws HhvmDebException {
        RebaseWork work = new RebaseWork(packaging);
        try {
            FileBatch.recover(packaging);
            if (!work.isWaiting()) {
                throw new InputException("no rebase is in progress in " + packaging + "; there is no "
                        + work.root().resolve(RebaseWork.REQUEST));
            }
            Paragraph waiting = work.request();
            work.accept(number(waiting));
            return new RebaseRun(request(packaging, waiting, changes)).run(Optional.of(waiting), progress);
        } catch (IOException e) {
            throw ExternalException.during("going on with the rebase in " + work.root(), e);
        }
    }

    private static int number(Paragraph waiting) throws InputException {
        String line = waiting.require(RebaseNote.LINE);
        if (!line.matches("[0-9]{1,9}")) {
            throw new InputException(waiting.where(RebaseNote.LINE), "\"" + line + "\" is no line number; use --abort");
        }
        return Integer.parseInt(line);
    }

    private static RebasePatchesRequest request(Path packaging, Paragraph waiting, ChangeAuthor changes)
            throws InputException {
        Map<String, String> submodules = new HashMap<>();
        words(waiting, RebaseNote.SUBMODULES).forEach(w -> {
            int equals = w.indexOf('=');
            submodules.put(w.substring(0, Math.max(0, equals)), w.substring(equals + 1));
        });
        Set<String> skipped = words(waiting, RebaseNote.SKIPPED).collect(Collectors.toSet());
        return new RebasePatchesRequest(
                packaging,
                new UpstreamSource(
                        waiting.require(RebaseNote.FROM),
                        submodules,
                        skipped,
                        waiting.get(RebaseNote.CACHE).map(Path::of)),
                UpstreamTag.parse(waiting.require(RebaseNote.ONTO)),
                Optional.of(UpstreamTag.parse(waiting.require(RebaseNote.BASE))),
                waiting.require(RebaseNote.DROP).equals("yes"),
                false,
                changes);
    }

    private static Stream<String> words(Paragraph waiting, String field) {
        return Stream.of(waiting.get(field).orElse("").split("\\s+", -1)).filter(w -> !w.isEmpty());
    }
}
