package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;

/** Two users with one central repository: whoever comes first owns it. Remembers the hhvms it has seen. */
final class SharedCheck {

    private static final String OPTION = "hhvm.repo.central.path";
    /** HHVM reads it for the server and on the command line, whoever calls it there. */
    private static final String EVERYBODYS = "/etc/hhvm/php.ini";

    private final Map<String, String> users = new HashMap<>();

    /**
     * Looks at one more.
     *
     * @param central the repository it takes
     */
    List<Advice> of(Patient patient, Optional<String> central) {
        List<Advice> advice = new ArrayList<>();
        Optional<Setting> setting = patient.config().get(OPTION);
        boolean everybodys = setting.filter(s -> s.where().file().equals(EVERYBODYS)
                        && !s.value().contains("%{euid}")
                        && !s.value().contains("%{user}"))
                .isPresent();
        if (everybodys) {
            Setting path = setting.get();
            advice.add(shared(
                    patient,
                    patient.expanded(path.value()),
                    "the server, and whoever runs hhvm on the command line (" + path.where() + "),",
                    Command.of("sed", "-i", path.where().line() + "d", patient.named(EVERYBODYS)),
                    Command.of(
                            "sed",
                            "-i",
                            "$a " + OPTION + " = " + path.value(),
                            patient.named("/etc/hhvm/server.ini"))));
        }
        if (central.isPresent()) {
            String user = patient.user().name();
            String first = users.putIfAbsent(central.get(), user);
            if (first != null && !first.equals(user)) {
                advice.add(shared(
                        patient,
                        central.get(),
                        "HHVMs of the users " + first + " and " + user,
                        patient.inside("systemctl", "edit", "--full", "hhvm.service")));
            }
        }
        return advice;
    }

    private static Advice shared(Patient patient, String path, String who, Command... fix) {
        return Advice.of(
                Severity.WARNING,
                patient.at(path),
                "central-shared",
                who
                        + " have one central repository: whoever comes first owns it and keeps the others out, and they wait"
                        + " for each other's locks. Set " + OPTION + " for each of them alone, the server's in"
                        + " server.ini, or one with %{euid} in its name (HHVM 4.26 and later)",
                fix);
    }
}
