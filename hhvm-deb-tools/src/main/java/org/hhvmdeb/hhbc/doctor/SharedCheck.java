package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;

/** Two users with one central repository: whoever comes first owns it. Remembers the hhvms it has seen. */
final class SharedCheck {

    private final Map<String, String> users = new HashMap<>();

    /**
     * Looks at one more.
     *
     * @param central the repository it takes
     */
    List<Advice> of(HostContext context, Optional<String> central) throws HhvmDebException {
        List<Advice> advice = new ArrayList<>();
        Optional<Setting> setting = context.config().get(CentralSetting.OPTION);
        boolean everybodys = setting.filter(s -> s.where().file().equals(CentralSetting.EVERYBODYS)
                        && !s.value().contains("%{euid}")
                        && !s.value().contains("%{user}"))
                .isPresent();
        if (everybodys) {
            Setting path = setting.get();
            advice.add(shared(
                    context,
                    context.expanded(path.value()),
                    "the server, and whoever runs hhvm on the command line (" + path.where() + "),",
                    new CentralSetting(context).outOfEverybodys(path)));
        }
        if (central.isPresent()) {
            String user = context.user().name();
            String first = users.putIfAbsent(central.get(), user);
            if (first != null && !first.equals(user)) {
                advice.add(shared(
                        context,
                        central.get(),
                        "HHVMs of the users " + first + " and " + user,
                        Remedy.words("set " + CentralSetting.OPTION + " for each of them alone, or with %{euid} in the"
                                + " file's name (HHVM 4.26 and later)")));
            }
        }
        return advice;
    }

    private static Advice shared(HostContext context, String path, String who, Remedy remedy) {
        return Advice.of(
                Severity.WARNING,
                context.at(path),
                DoctorRule.CENTRAL_SHARED,
                who
                        + " have one central repository: whoever comes first owns it and keeps the others out, and they wait"
                        + " for each other's locks",
                remedy);
    }
}
