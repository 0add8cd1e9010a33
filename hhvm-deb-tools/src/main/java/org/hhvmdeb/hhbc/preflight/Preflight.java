package org.hhvmdeb.hhbc.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hhvmdeb.hhbc.host.AdminClient;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Progress;

/** Asks the servers' admin ports, before anything is rolled out, which of them would run a cache warm. */
public final class Preflight {

    private final AdminClient admin;

    public Preflight(AdminClient admin) {
        this.admin = admin;
    }

    /**
     * Asks every host, many at a time. A host that does not answer is part of the result.
     *
     * @throws ExternalException when we are interrupted
     */
    public PreflightResult run(PreflightRequest request, Progress progress) throws ExternalException {
        int count = request.hosts().size();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(request.parallel(), count));
        try (Progress.Task task = progress.begin("asking " + HumanUnits.count(count, "admin port"), count, "host")) {
            List<Future<HostVerdict>> asked = new ArrayList<>();
            request.hosts()
                    .forEach(host -> asked.add(pool.submit(() -> {
                        HostVerdict verdict = HostVerdict.of(host, admin.identify(host), request.cache());
                        task.advance(1);
                        return verdict;
                    })));
            List<HostVerdict> verdicts = new ArrayList<>();
            for (Future<HostVerdict> each : asked) {
                verdicts.add(each.get());
            }
            if (verdicts.stream().anyMatch(v -> v.verdict() == Verdict.COLD)) {
                request.cache().stream()
                        .filter(s -> !s.isUsual())
                        .forEach(s -> progress.warn("the schema " + s
                                + " may be cut off or mistyped: ids normally have 40 hexadecimal digits"));
            }
            return new PreflightResult(verdicts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExternalException("interrupted while the admin ports were asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking an admin port fails with an answer, not with an exception", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
