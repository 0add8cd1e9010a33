package org.hhvmdeb.hhbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.hhbc.host.Account;
import org.hhvmdeb.hhbc.host.Accounts;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.HhvmConfig;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HhvmServices;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.Walk;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * Says which bytecode repository the hhvm of a host really gets, and what is wrong with it. Changes nothing and runs
 * nothing, so it is as good for the image of a host as for the host.
 */
public final class Doctor {

    /**
     * Examines a host.
     *
     * @throws InputException when there is no such directory or user
     * @throws ExternalException when something may not be read
     */
    public Diagnosis run(DoctorRequest request, Progress progress) throws HhvmDebException {
        if (!Files.isDirectory(request.root())) {
            throw new InputException("there is no directory " + request.root() + " to examine");
        }
        HostRoot root = new HostRoot(request.root());
        List<Examination> examinations = new ArrayList<>();
        Set<Advice> advice = new LinkedHashSet<>();
        SharedCheck shared = new SharedCheck();
        List<HhvmService> services = services(root, request);
        try (Progress.Task task = progress.begin("examining " + root.directory(), services.size(), "services")) {
            for (HhvmService service : services) {
                LiveHhvm live = LiveHhvm.of(root, service, request.hhvm());
                Accounts accounts = Accounts.of(root);
                Patient patient = new Patient(
                        root,
                        service,
                        HhvmConfig.of(root, service),
                        accounts,
                        user(request, service, accounts),
                        live.schema());
                CentralCheck central = CentralCheck.of(patient);
                examinations.add(
                        new Examination(service.source(), patient.user().name(), live.schema(), central.candidates()));
                advice.addAll(ConfigCheck.of(patient));
                advice.addAll(central.advice());
                advice.addAll(ReposCheck.of(patient, request.maxSize(), used(central), central.used()));
                advice.addAll(SnippetCheck.of(patient));
                advice.addAll(LeftoverCheck.of(patient, live.build()));
                advice.addAll(shared.of(patient, central.used().map(Walk::path)));
                task.advance(1);
            }
        }
        return new Diagnosis(examinations, List.copyOf(advice));
    }

    private static List<HhvmService> services(HostRoot root, DoctorRequest request) throws HhvmDebException {
        if (request.configs().isEmpty()) {
            return HhvmServices.of(root);
        }
        List<String> files = request.configs().stream()
                .map(c -> root.isLive() ? Path.of(c).toAbsolutePath().toString() : c)
                .toList();
        return List.of(HhvmService.configured("the configuration files named", true, files));
    }

    private static Account user(DoctorRequest request, HhvmService service, Accounts accounts) throws InputException {
        String user = request.user().or(service::user).orElse(HhvmServices.USUAL_USER);
        Optional<Account> account = accounts.find(user);
        if (account.isEmpty() && user.matches("[0-9]{1,9}")) {
            return new Account(user, Integer.parseInt(user), Set.of(), "/");
        }
        return account.orElseThrow(() -> new InputException(
                "there is no user " + user + " in /etc/passwd of this host; name the one HHVM runs as with --user"));
    }

    private static Optional<CentralPath> used(CentralCheck central) {
        return central.candidates().stream()
                .filter(c -> c.state() == Candidate.State.USED)
                .map(Candidate::place)
                .findFirst();
    }
}
