package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.notice.HhvmDebException;

/** Sets {@code hhvm.repo.central.path} for one hhvm alone, in a file that no other reads, and only where that has effect. */
record CentralSetting(HostContext context) {

    static final String OPTION = "hhvm.repo.central.path";
    /** HHVM reads it for the server and on the command line, whoever calls it there. */
    static final String EVERYBODYS = "/etc/hhvm/php.ini";

    private static final String SERVERS = "/etc/hhvm/server.ini";
    /** The usual place, one file a schema: after an upgrade the old one goes as a whole. */
    private static final String USUAL = "/var/cache/hhvm/hhvm.%{schema}.hhbc";

    /** Gives HHVM the usual place, a directory that it may write to included. */
    Remedy usual() throws HhvmDebException {
        CentralPath place = new CentralPath(context.expanded(USUAL), USUAL, OPTION);
        ResolvedPath walk = context.root().walk(place.path());
        Optional<Advice> rejection = new CentralAccess(context).rejection(place, walk);
        Optional<String> setting = append(USUAL);
        if (setting.isEmpty() || overridden()) {
            return Remedy.words("make a directory that it may write to, as install -d -o "
                    + context.user().name() + " /var/cache/hhvm does, and set " + OPTION
                    + " to a file in it where HHVM reads it last");
        }
        Remedy set = Remedy.commands(List.of(setting.get()));
        return rejection.isPresent() ? rejection.get().remedy().then(set) : set;
    }

    /** Takes the setting out of {@code php.ini}; what the server gets stays. */
    Remedy outOfEverybodys(Setting setting) throws HhvmDebException {
        Optional<String> own = own();
        Optional<String> appended = append(setting.value());
        boolean elsewhere = context.config().every(OPTION).stream()
                .map(s -> context.service().absolute(s.where().file()))
                .anyMatch(f -> !f.equals(EVERYBODYS) && !own.equals(Optional.of(f)));
        if (appended.isEmpty() || elsewhere || !new OwnFiles(context).isConfiguration(EVERYBODYS)) {
            return Remedy.words(
                    "set " + OPTION + " for the server alone, in a file that only the server is started with,"
                            + " such as " + SERVERS + ", and then take it out of " + EVERYBODYS);
        }
        String away = Remedy.line(
                "sed",
                "-i",
                "/^[[:blank:]]*" + OPTION.replace(".", "\\.") + "[[:blank:]]*=/d",
                context.real(EVERYBODYS));
        return Remedy.commands(List.of(appended.get(), away));
    }

    /** Adds the setting as the last line of the file, once. */
    private Optional<String> append(String value) throws HhvmDebException {
        Optional<String> file = own();
        if (file.isEmpty()
                || !new OwnFiles(context).isConfiguration(file.get())
                || value.matches("(?s).*[\"'\\\\;\\p{Cntrl}].*")) {
            return Optional.empty();
        }
        String real = context.real(file.get());
        String line = OPTION + " = " + value;
        return Optional.of("{ " + Remedy.line("tail", "-n", "1", real) + " | " + Remedy.line("grep", "-qxF", line)
                + " || " + Remedy.line("printf", "\\n%s\\n", line) + " >>" + Remedy.line(real) + "; }");
    }

    /** The last file that the hhvm reads and no other does. Where it is not known how it is started, it is the packages'. */
    private Optional<String> own() throws HhvmDebException {
        List<String> files = new ArrayList<>();
        for (String each :
                context.service().exact() ? context.service().options().configs() : List.of(SERVERS)) {
            String file = context.service().absolute(each);
            boolean others = file.equals(EVERYBODYS)
                    || file.startsWith("/etc/hhvm/conf.d/")
                    || context.real(file).equals(context.real(EVERYBODYS));
            if (!others && file.endsWith(".ini") && context.root().text(file).isPresent()) {
                files.add(file);
            }
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
    }

    /** Whether something that HHVM heeds more sets the option. */
    private boolean overridden() throws HhvmDebException {
        List<String> order = context.service().options().configs().stream()
                .map(context.service()::absolute)
                .toList();
        int at = order.indexOf(own().orElse(""));
        return context.config().every(OPTION).stream()
                .map(s -> context.service().absolute(s.where().file()))
                .anyMatch(f -> !f.endsWith(".ini") || order.indexOf(f) < 0 || order.indexOf(f) > at);
    }
}
