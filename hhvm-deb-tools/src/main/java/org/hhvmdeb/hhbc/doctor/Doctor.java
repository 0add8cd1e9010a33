package org.hhvmdeb.hhbc.doctor;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.host.Account;
import org.hhvmdeb.hhbc.host.Accounts;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.HhvmConfig;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HhvmServices;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhvm.HhvmSchemas;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Says which bytecode repository the hhvm of a host really gets, and what is wrong with it. Changes nothing and runs
 * nothing, so it is as good for the image of a host as for the host.
 */
public final class Doctor {

    private final ProcessRunner programs;

    /** A part of the work on one service. */
    @FunctionalInterface
    private interface Step {
        void take() throws HhvmDebException;
    }

    /** @param programs runs nothing of the host; a package that is named is read with it */
    public Doctor(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Examines a host.
     *
     * @throws InputException when there is no such directory, user or configuration file, or when what is named does not
     *     tell its schema
     * @throws ExternalException when something may not be read
     */
    public DoctorReport run(DoctorRequest request, Progress progress) throws HhvmDebException {
        if (!Files.isDirectory(request.root())) {
            throw new InputException(InputFile.absent("directory", request.root()) + ", so nothing can be examined");
        }
        HostRoot root = new HostRoot(request.root());
        List<HhvmService> services = services(root, request);
        Optional<RepoSchema> named = named(request);
        named.filter(s -> !s.isUsual())
                .ifPresent(s -> progress.warn(
                        "the schema " + s + " may be cut off or mistyped: ids normally have 40 hexadecimal digits"));
        List<LiveHhvm> installed = LiveHhvm.installed(root);
        Accounts accounts = Accounts.of(root);
        List<LiveHhvm> all = new ArrayList<>(installed);
        for (HhvmService service : services) {
            LiveHhvm.of(service).ifPresent(all::add);
        }
        if (all.isEmpty() && named.isEmpty()) {
            if (request.user().isPresent()) {
                // A name that is wrong is told, whatever else is missing.
                user(request, services.get(0), accounts, root);
            }
            return new DoctorReport(List.of(), List.of(missing(root)));
        }
        all.addAll(LiveHhvm.running(root));
        RunningHhvms living = RunningHhvms.of(LiveHhvm.distinct(all), named);
        ServiceUser appointment = ServiceUser.of(root, request, accounts);
        List<HostContext> patients = new ArrayList<>();
        for (HhvmService service : services) {
            whatAnybodyCanSpoil(service, progress, () -> {
                Optional<LiveHhvm> hhvm =
                        LiveHhvm.of(service).or(() -> installed.stream().findFirst());
                patients.add(new HostContext(
                        root,
                        service,
                        HhvmConfig.of(root, service),
                        accounts,
                        user(request, service, accounts, root),
                        named.or(() -> hhvm.flatMap(LiveHhvm::schema)),
                        living,
                        Set.of()));
            });
        }
        return examine(patients, appointment, request, progress);
    }

    /** A process that cannot be examined is left out: anybody can start one with whatever words. */
    private static void whatAnybodyCanSpoil(HhvmService service, Progress progress, Step step) throws HhvmDebException {
        try {
            step.take();
        } catch (HhvmDebException | InvalidPathException e) {
            if (!service.isProcess()) {
                throw e;
            }
            progress.warn(service.source() + " is left out: " + e.getMessage());
        }
    }

    private static DoctorReport examine(
            List<HostContext> patients, ServiceUser appointment, DoctorRequest request, Progress progress)
            throws HhvmDebException {
        List<ServiceReport> examinations = new ArrayList<>();
        Set<Advice> advice = new LinkedHashSet<>();
        SharedCheck shared = new SharedCheck();
        Set<String> contested = appointment.contested(patients);
        String what = "examining " + request.root();
        try (Progress.Task task = progress.begin(what, patients.size(), "service")) {
            for (HostContext each : patients) {
                HostContext context = each.contesting(contested);
                whatAnybodyCanSpoil(context.service(), progress, () -> {
                    CentralCheck central = CentralCheck.of(context);
                    RepoSetCheck repos = repositories(context, central, request);
                    List<Advice> found = new ArrayList<>();
                    found.addAll(ConfigCheck.of(context, p -> repositories(p, request)));
                    found.addAll(central.advice());
                    found.addAll(repos.advice());
                    found.addAll(SnippetCheck.of(context));
                    found.addAll(LeftoverCheck.of(context));
                    found.addAll(shared.of(context, central.used().map(ResolvedPath::path)));
                    examinations.add(new ServiceReport(
                            context.service().source(),
                            context.user().name(),
                            context.live(),
                            central.candidates(),
                            repos.read()));
                    found.forEach(a -> advice.add(appointment.heeded(context, a)));
                });
                task.advance(1);
            }
        }
        return new DoctorReport(examinations, List.copyOf(advice));
    }

    private static List<Advice> repositories(HostContext context, DoctorRequest request) throws HhvmDebException {
        CentralCheck central = CentralCheck.of(context);
        List<Advice> advice = new ArrayList<>(central.advice());
        advice.addAll(repositories(context, central, request).advice());
        return advice;
    }

    private static RepoSetCheck repositories(HostContext context, CentralCheck central, DoctorRequest request)
            throws HhvmDebException {
        return RepoSetCheck.of(context, request.maxSize(), used(central), central.used());
    }

    private Optional<RepoSchema> named(DoctorRequest request) throws HhvmDebException {
        if (request.hhvm().isEmpty()) {
            return request.schema();
        }
        List<SchemaReading> readings = new ArrayList<>(new HhvmSchemas(programs)
                .unrun(
                        request.hhvm().get(),
                        "The doctor runs nothing: leave the hhvm out and name its schema with --schema; one that you"
                                + " trust tells it to hhvm-deb cache schema --run PROGRAM"));
        request.schema().ifPresent(s -> readings.add(new SchemaReading(SchemaReading.ASKED, s)));
        if (readings.stream().map(SchemaReading::schema).distinct().count() > 1) {
            throw new InputException(request.hhvm().get() + " is not of one schema:\n"
                    + readings.stream().map(r -> "  " + r).collect(Collectors.joining("\n")));
        }
        return Optional.of(readings.get(0).schema());
    }

    private static Advice missing(HostRoot root) {
        return Advice.of(
                Severity.ERROR,
                Location.of(root.directory().toString()),
                DoctorRule.HHVM_MISSING,
                "no hhvm is installed here: there is neither /usr/bin/hhvm nor /opt/hhvm/VERSION/bin/hhvm, and none runs;"
                        + " nothing else was looked at",
                Remedy.words(
                        "install hhvm, name the root of the host's file system with --root, or the hhvm with --hhvm"));
    }

    private static List<HhvmService> services(HostRoot root, DoctorRequest request) throws HhvmDebException {
        if (request.configs().isEmpty()) {
            return HhvmServices.of(root);
        }
        List<String> files = new ArrayList<>();
        for (String config : request.configs()) {
            String file =
                    root.isLive() ? Path.of(config).toAbsolutePath().toString() : "/" + config.replaceFirst("^/+", "");
            if (root.text(file).isEmpty()) {
                throw new InputException("there is no configuration file " + root.here(file));
            }
            files.add(file);
        }
        return List.of(HhvmService.configured("hhvm with the configuration named", true, files));
    }

    private static Account user(DoctorRequest request, HhvmService service, Accounts accounts, HostRoot root)
            throws InputException {
        String user = request.user().or(service::user).orElse(HhvmServices.USUAL_USER);
        Optional<Account> account = accounts.find(user);
        if (account.isEmpty() && user.matches("[0-9]{1,10}")) {
            int number = (int) Long.parseLong(user);
            return new Account(user, number, number, Set.of(), "");
        }
        Path passwd = root.here("/etc/passwd");
        return account.orElseThrow(() -> new InputException((Files.exists(passwd)
                        ? "there is no user " + user + " in " + passwd
                        : "there is no " + passwd + " to find the user " + user + " in")
                + "; name the one HHVM runs as with --user, a name or a number"));
    }

    private static Optional<CentralPath> used(CentralCheck central) {
        return central.candidates().stream()
                .filter(c -> c.state() == CentralCandidate.State.USED)
                .map(CentralCandidate::place)
                .findFirst();
    }
}
