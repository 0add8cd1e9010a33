package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.PackagingFiles.Rebased;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/** Goes on with a rebase that waits for conflicts to be resolved. */
public final class ContinueRebase {

    /**
     * Goes on.
     *
     * @throws InputException when no rebase is in progress, it was begun with something else than is said now, or what it
     *     is about has changed meanwhile
     * @throws org.hhvmdeb.notice.FindingsException naming file and line where conflict markers are left
     */
    public RebasedPatches run(ContinueRebaseRequest request, Progress progress) throws HhvmDebException {
        Path packaging = request.packaging();
        try {
            PackagingFiles.requireNothingBeside(packaging);
            Optional<Rebased> finished = PackagingFiles.recover(packaging.resolve("debian"));
            RebaseWork work = new RebaseWork(packaging);
            work.recover();
            Optional<Paragraph> waiting = work.waiting();
            if (waiting.isEmpty() && finished.isPresent()) {
                return finished(finished.get());
            }
            Paragraph begun = waiting.orElseThrow(() -> new InputException("no rebase is in progress in " + packaging
                    + "; there is no " + work.root().resolve(RebaseWork.REQUEST)));
            RebasePatchesRequest again = again(request, begun);
            PackagingFiles.between(packaging.resolve("debian"), () -> {
                work.requireStillWaiting(waiting);
                work.accept(number(begun));
            });
            return new RebaseRun(again, work).run(waiting, progress);
        } catch (IOException e) {
            throw ExternalException.during("going on with the rebase in " + packaging, e);
        }
    }

    private static RebasedPatches finished(Rebased rebased) throws InputException {
        return new RebasedPatches(
                UpstreamTag.parse(rebased.base()),
                UpstreamTag.parse(rebased.onto()),
                List.of(),
                List.of(),
                Optional.empty(),
                rebased.base() + " to " + rebased.onto() + ": finished what a killed run had decided");
    }

    private static int number(Paragraph waiting) throws InputException {
        String line = waiting.require(RebaseState.LINE);
        if (!line.matches("[0-9]{1,9}")) {
            throw new InputException(
                    waiting.where(RebaseState.LINE), "\"" + line + "\" is not a line number; use --abort");
        }
        return Integer.parseInt(line);
    }

    private static RebasePatchesRequest again(ContinueRebaseRequest request, Paragraph begun) throws InputException {
        Map<String, String> submodules = new HashMap<>();
        words(begun, RebaseState.SUBMODULES).forEach(w -> {
            int equals = w.indexOf('=');
            submodules.put(w.substring(0, Math.max(0, equals)), w.substring(equals + 1));
        });
        String from = begun.require(RebaseState.FROM);
        // What waits was noted without passwords, which whoever says the address again may have in it.
        mustBe("repository", request.from().map(UpstreamSource::withoutCredentials), from);
        mustBe("addresses of submodules", said(shown(request.submodules()), Map::isEmpty), submodules);
        submodules.putAll(request.submodules());
        Set<String> skipped = words(begun, RebaseState.SKIPPED).collect(Collectors.toSet());
        UpstreamSource source = new UpstreamSource(
                request.from().orElse(from),
                submodules,
                skipped,
                request.cache().or(() -> begun.get(RebaseState.CACHE).map(Path::of)),
                request.fetching());
        UpstreamTag onto = UpstreamTag.parse(begun.require(RebaseState.ONTO));
        UpstreamTag base = UpstreamTag.parse(begun.require(RebaseState.BASE));
        mustBe("tag to go to", request.onto(), onto);
        mustBe("tag to come from", request.base(), base);
        mustBe("submodules to do without", said(request.skipped(), Set::isEmpty), skipped);
        return new RebasePatchesRequest(
                request.packaging(),
                source,
                onto,
                Optional.of(base),
                begun.require(RebaseState.DROP).equals("yes") || request.dropUpstreamed(),
                false,
                request.changes());
    }

    private static Map<String, String> shown(Map<String, String> addresses) {
        return addresses.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, a -> UpstreamSource.withoutCredentials(a.getValue())));
    }

    private static <T> Optional<T> said(T value, Predicate<T> nothing) {
        return Optional.of(value).filter(nothing.negate());
    }

    private static <T> void mustBe(String what, Optional<T> said, T begun) throws InputException {
        if (said.isPresent() && !said.get().equals(begun)) {
            throw new InputException("the rebase in progress was begun with another " + what + ", " + begun
                    + ", and cannot go on with " + said.get()
                    + "; leave it out, or give the rebase up with --abort and begin it again");
        }
    }

    private static Stream<String> words(Paragraph waiting, String field) {
        return Stream.of(waiting.get(field).orElse("").split("\\s+", -1)).filter(w -> !w.isEmpty());
    }
}
