package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;

/** Which central repository HHVM takes: the first place that {@link CentralAccess} does not reject. */
final class CentralCheck {

    private final HostContext context;
    private final List<CentralCandidate> candidates = new ArrayList<>();
    private final List<Advice> advice = new ArrayList<>();
    private Optional<ResolvedPath> used = Optional.empty();

    private CentralCheck(HostContext context) {
        this.context = context;
    }

    static CentralCheck of(HostContext context) throws HhvmDebException {
        CentralCheck check = new CentralCheck(context);
        check.run();
        return check;
    }

    List<CentralCandidate> candidates() {
        return candidates;
    }

    List<Advice> advice() {
        return advice;
    }

    /** The way to the file HHVM takes or creates. */
    Optional<ResolvedPath> used() {
        return used;
    }

    private void run() throws HhvmDebException {
        List<CentralPath> places = CentralPath.of(context.config(), context.service(), context.user(), context.live());
        List<Advice> rejections = new ArrayList<>();
        for (CentralPath place : places) {
            ResolvedPath walk = context.root().walk(place.path());
            Optional<Advice> rejection = new CentralAccess(context).rejection(place, walk);
            if (used.isPresent()) {
                candidates.add(new CentralCandidate(place, CentralCandidate.State.NOT_REACHED, Optional.empty()));
            } else if (rejection.isPresent()) {
                rejections.add(rejection.get());
                candidates.add(new CentralCandidate(
                        place,
                        CentralCandidate.State.REJECTED,
                        Optional.of(rejection.get().finding().rule())));
            } else {
                used = Optional.of(walk);
                candidates.add(new CentralCandidate(place, CentralCandidate.State.USED, Optional.empty()));
            }
        }
        rejections.forEach(r -> advice.add(r.weighing(used.isPresent() ? Severity.WARNING : Severity.ERROR)));
        if (used.isEmpty()) {
            none(places, rejections);
        } else {
            place(used.get());
        }
    }

    private void none(List<CentralPath> places, List<Advice> rejections) throws HhvmDebException {
        String first = places.isEmpty() ? "/" : places.get(0).path();
        Optional<Remedy> given = rejections.stream()
                .map(Advice::remedy)
                .filter(Remedy::isCommand)
                .findFirst();
        advice.add(Advice.of(
                Severity.ERROR,
                context.at(first),
                DoctorRule.CENTRAL_NONE,
                "HHVM can use no place for its central repository, so it does not start; places tried: "
                        + places.size(),
                given.isPresent() ? given.get() : new CentralSetting(context).usual()));
    }

    private void place(ResolvedPath walk) throws HhvmDebException {
        if (walk.path().matches("/(?:run|var/run|tmp|dev/shm)/.*")) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(walk.path()),
                    DoctorRule.CENTRAL_LOST_AT_REBOOT,
                    "the central repository is in a directory that is empty after a reboot, so HHVM starts cold then",
                    new CentralSetting(context).usual()));
        }
    }
}
