package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.process.Command;

/** What HHVM reads otherwise than whoever wrote the configuration thinks. */
final class ConfigCheck {

    private ConfigCheck() {}

    static List<Advice> of(Patient patient) {
        List<Advice> advice = new ArrayList<>();
        for (String file : patient.config().missing()) {
            advice.add(Advice.of(
                    Severity.ERROR,
                    patient.at(file),
                    "config-missing",
                    "HHVM is started with this configuration file ("
                            + patient.service().source() + "), and it is not there",
                    Command.of("touch", patient.named(file))));
        }
        for (String file : patient.config().misnamed()) {
            boolean ini = file.endsWith(".ini");
            String better = ini ? file.replaceFirst("\\.ini$", ".hdf") : file + ".ini";
            advice.add(Advice.of(
                    Severity.WARNING,
                    patient.at(file),
                    "config-misnamed",
                    "HHVM reads it as "
                            + (ini
                                    ? "INI, as its name ends in .ini, but it is HDF"
                                    : "HDF, but it is INI," + " whose files have names that end in .ini")
                            + "; its settings do not count. The command line has to name the new file, too",
                    Command.of("mv", patient.named(file), patient.named(better))));
        }
        patient.config().withoutPrefix().forEach(s -> advice.add(withoutPrefix(patient, s)));
        authoritativeFile(patient).ifPresent(advice::add);
        return advice;
    }

    private static Advice withoutPrefix(Patient patient, Setting setting) {
        return Advice.of(
                Severity.WARNING,
                new Location(
                        patient.named(setting.where().file()), setting.where().line()),
                "config-without-prefix",
                "HHVM ignores \"" + setting.name() + "\" without a word, as its options begin with hhvm.",
                Command.of(
                        "sed",
                        "-i",
                        setting.where().line() + "s/^[[:blank:]]*/&hhvm./",
                        patient.named(setting.where().file())));
    }

    /** HHVM of 4.115 and later has one option instead of two; without authoritative mode it keeps nothing on disk. */
    private static Optional<Advice> authoritativeFile(Patient patient) {
        return patient.config()
                .get("hhvm.repo.path")
                .filter(s -> !patient.authoritative())
                .map(s -> Advice.of(
                        Severity.WARNING,
                        patient.at(s.where().file()),
                        "repo-path-unused",
                        "hhvm.repo.path is set, but not hhvm.repo.authoritative: HHVM of 4.115 and later then reads and"
                                + " keeps no bytecode, and earlier ones do not know the option",
                        Command.of(
                                "sed",
                                "-i",
                                "$a hhvm.repo.authoritative = true",
                                patient.named(s.where().file()))));
    }
}
