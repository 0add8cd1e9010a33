package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.hhbc.host.Walk;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;

/** What HHVMs of other schemas left: their repositories, and the programs they unpacked for themselves. */
final class LeftoverCheck {

    private static final String SCHEMA = "%{schema}";

    private LeftoverCheck() {}

    /** Looks for it; nothing where an hhvm of the host does not tell what it needs. */
    static List<Advice> of(Patient patient) throws HhvmDebException {
        List<Advice> advice = new ArrayList<>();
        LivingHhvms living = patient.living();
        if (!living.complete() || living.schemas().isEmpty()) {
            return advice;
        }
        Optional<Setting> central = patient.config().get("hhvm.repo.central.path");
        if (central.filter(s -> s.value().contains(SCHEMA)).isPresent()) {
            repositories(patient, central.get()).ifPresent(advice::add);
        }
        Set<String> schemas = living.schemas().stream().map(RepoSchema::id).collect(Collectors.toSet());
        for (String directory : List.of("/run", "/tmp")) {
            List<String> dead = new ArrayList<>();
            for (String name : patient.root().names(directory, "h")) {
                if (isDead(name, "hackc_", schemas)
                        || (!living.builds().isEmpty() && isDead(name, "hhvm_", living.builds()))) {
                    dead.add(directory + "/" + name);
                }
            }
            if (!dead.isEmpty()) {
                advice.add(removal(
                        patient,
                        directory,
                        DoctorRule.DEAD_EXTRACTION,
                        "HHVMs that are gone left programs they had unpacked: " + String.join(", ", dead),
                        dead));
            }
        }
        return advice;
    }

    /** {@code hackc_<schema>}, {@code hhvm_<type>_<build id>}, in /tmp with {@code _} and six characters more. */
    private static boolean isDead(String name, String start, Set<String> living) {
        return name.matches(start + "\\w+")
                && living.stream()
                        .noneMatch(l -> name.matches(start + "(?:\\w+_)?" + l.replaceAll("\\W", ".") + "(?:_\\w{6})?"));
    }

    private static Optional<Advice> repositories(Patient patient, Setting central) throws HhvmDebException {
        String path =
                CentralPath.expanded(patient.service().absolute(central.value()), patient.user(), Optional.empty());
        String name = path.substring(path.lastIndexOf('/') + 1);
        int at = name.indexOf(SCHEMA);
        if (at < 0) {
            return Optional.empty();
        }
        String end = name.substring(at + SCHEMA.length());
        Walk way = patient.root().walk(path.substring(0, path.lastIndexOf('/') + 1));
        List<String> dead = new ArrayList<>();
        for (String each : patient.root().names(way.path(), name.substring(0, at))) {
            if (each.endsWith(end) && each.length() > at + end.length()) {
                String schema = each.substring(at, each.length() - end.length());
                if (schema.matches("\\w{1,128}")
                        && patient.living().schemas().stream().noneMatch(l -> l.id().equals(schema))) {
                    dead.add(way.path() + "/" + each);
                }
            }
        }
        return dead.isEmpty()
                ? Optional.empty()
                : Optional.of(removal(
                        patient,
                        way.path(),
                        DoctorRule.DEAD_REPOSITORIES,
                        "there are " + dead.size() + " repositories of schemas that this HHVM never reads: "
                                + String.join(", ", dead),
                        dead));
    }

    private static Advice removal(
            Patient patient, String directory, DoctorRule rule, String message, List<String> dead) {
        List<String> words = new ArrayList<>(List.of("-rf", "--"));
        dead.forEach(d -> words.add(patient.named(d)));
        return Advice.of(
                Severity.WARNING,
                patient.at(directory),
                rule,
                message,
                Remedy.command("rm", words.toArray(String[]::new)));
    }
}
