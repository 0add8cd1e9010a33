package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.hhbc.host.Walk;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;

/** What HHVMs of other schemas left: their repositories, and the programs they unpacked for themselves. */
final class LeftoverCheck {

    private static final String SCHEMA = "%{schema}";

    private LeftoverCheck() {}

    /**
     * Looks for it.
     *
     * @param build the ELF build id that the live HHVM's unpacked data is named by, if known
     */
    static List<Advice> of(Patient patient, Optional<String> build) throws ExternalException {
        List<Advice> advice = new ArrayList<>();
        if (patient.live().isEmpty()) {
            return advice;
        }
        RepoSchema live = patient.live().get();
        Optional<Setting> central = patient.config().get("hhvm.repo.central.path");
        if (central.filter(s -> s.value().contains(SCHEMA)).isPresent()) {
            repositories(patient, live, central.get()).ifPresent(advice::add);
        }
        for (String directory : List.of("/run", "/tmp")) {
            List<String> dead = new ArrayList<>();
            for (String name : patient.root().names(directory, "h")) {
                if (isDead(name, "hackc_", live.id())
                        || build.filter(b -> isDead(name, "hhvm_", b)).isPresent()) {
                    dead.add(directory + "/" + name);
                }
            }
            if (!dead.isEmpty()) {
                advice.add(removal(
                        patient,
                        directory,
                        "dead-extraction",
                        "HHVMs that are gone left programs they had unpacked: " + String.join(", ", dead),
                        dead));
            }
        }
        return advice;
    }

    /** {@code hackc_<schema>}, {@code hhvm_<type>_<build id>}, in /tmp with {@code _} and six characters more. */
    private static boolean isDead(String name, String start, String live) {
        return name.matches(start + "\\w+")
                && !name.matches(start + "(?:\\w+_)?" + live.replaceAll("\\W", ".") + "(?:_\\w{6})?");
    }

    private static Optional<Advice> repositories(Patient patient, RepoSchema live, Setting central)
            throws ExternalException {
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
                if (schema.matches("\\w{1,128}") && !schema.equals(live.id())) {
                    dead.add(way.path() + "/" + each);
                }
            }
        }
        return dead.isEmpty()
                ? Optional.empty()
                : Optional.of(removal(
                        patient,
                        way.path(),
                        "dead-repositories",
                        "there are " + dead.size() + " repositories of schemas that this HHVM never reads: "
                                + String.join(", ", dead),
                        dead));
    }

    private static Advice removal(Patient patient, String directory, String rule, String message, List<String> dead) {
        List<String> words = new ArrayList<>(List.of("rm", "-r", "--"));
        dead.forEach(d -> words.add(patient.named(d)));
        return Advice.of(Severity.WARNING, patient.at(directory), rule, message, Command.of(words));
    }
}
