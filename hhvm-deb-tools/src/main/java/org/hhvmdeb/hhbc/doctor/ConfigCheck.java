package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.HhvmConfig;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;

/** What HHVM reads otherwise than whoever wrote the configuration thinks. */
final class ConfigCheck {

    /** What the rest of the doctor says of a host. */
    @FunctionalInterface
    interface Outlook {
        List<Advice> of(HostContext context) throws HhvmDebException;
    }

    private final HostContext context;
    private final Outlook outlook;
    private final List<Advice> advice = new ArrayList<>();

    private ConfigCheck(HostContext context, Outlook outlook) {
        this.context = context;
        this.outlook = outlook;
    }

    /**
     * Looks.
     *
     * @param outlook what is found where the configuration is as it is, or would be another
     */
    static List<Advice> of(HostContext context, Outlook outlook) throws HhvmDebException {
        ConfigCheck check = new ConfigCheck(context, outlook);
        check.run();
        return check.advice;
    }

    private void run() throws HhvmDebException {
        for (String file : context.config().missing()) {
            advice.add(Advice.of(
                    Severity.ERROR,
                    context.at(file),
                    DoctorRule.CONFIG_MISSING,
                    "HHVM is started with this configuration file ("
                            + context.service().source() + "), and it is not there",
                    Remedy.words("write it, or take it out of the command line that HHVM is started with")));
        }
        for (String file : context.config().misnamed()) {
            boolean ini = file.endsWith(".ini");
            String better = ini ? file.replaceFirst("\\.ini$", ".hdf") : file + ".ini";
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(file),
                    DoctorRule.CONFIG_MISNAMED,
                    "HHVM reads it as "
                            + (ini
                                    ? "INI, as its name ends in .ini, but it is HDF"
                                    : "HDF, but it is INI, whose files have names that end in .ini")
                            + "; its settings do not count",
                    Remedy.words("copy it to " + better
                            + ", and name that in the command line that HHVM is started with" + " instead")));
        }
        for (Setting setting : context.config().withoutPrefix()) {
            withoutPrefix(setting);
        }
        authoritativeFile();
    }

    private void withoutPrefix(Setting setting) throws HhvmDebException {
        String file = setting.where().file();
        advice.add(Advice.of(
                Severity.WARNING,
                new Location(context.named(file), setting.where().line()),
                DoctorRule.CONFIG_WITHOUT_PREFIX,
                "HHVM ignores \"" + setting.name() + "\" without a word, as its options begin with hhvm.",
                setting.where().line() > 0
                                && setting.name().matches("[\\w.]+")
                                && new OwnFiles(context).isConfiguration(file)
                                && isHarmless(setting)
                        ? Remedy.command(
                                "sed",
                                "-i",
                                setting.where().line() + "s/^\\([[:blank:]]*\\)\\("
                                        + setting.name().replace(".", "\\.") + "[[:blank:]]*[=[]\\)/\\1hhvm.\\2/",
                                context.real(file))
                        : Remedy.words("write hhvm." + setting.name()
                                + " if it is to count, which it never has, or take" + " the line out")));
    }

    /** Whether nothing would be wrong that is not wrong now, if the setting counted. */
    private boolean isHarmless(Setting setting) throws HhvmDebException {
        HhvmConfig corrected = HhvmConfig.of(
                context.root(),
                context.service(),
                s -> s.equals(setting) ? new Setting("hhvm." + s.name(), s.value(), s.where()) : s);
        return outlook.of(context).containsAll(outlook.of(context.with(corrected)));
    }

    /** HHVM of 4.115 and later has one option instead of two; without authoritative mode it keeps nothing on disk. */
    private void authoritativeFile() {
        Optional<Setting> path = context.config().get("hhvm.repo.path");
        if (path.isPresent() && !context.authoritative()) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(path.get().where().file()),
                    DoctorRule.REPO_PATH_UNUSED,
                    "hhvm.repo.path is set, but not hhvm.repo.authoritative: HHVM of 4.115 and later then reads and"
                            + " keeps no bytecode, and earlier ones do not know the option",
                    Remedy.words("set hhvm.repo.authoritative = true if the whole site is in that repository, which is"
                            + " then all that HHVM runs; or take hhvm.repo.path out")));
        }
    }
}
