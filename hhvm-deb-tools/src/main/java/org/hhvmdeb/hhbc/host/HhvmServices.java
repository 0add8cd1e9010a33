package org.hhvmdeb.hhbc.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * How HHVM is started on a host: the servers that are running, and the systemd unit unless one of them is it; where there is
 * neither, the files that the packages read.
 */
public final class HhvmServices {

    private static final Pattern DEFAULT = Pattern.compile("(?m)^[ \\t]*RUN_AS_USER=[\"']?([^\"'\\s#]+)");

    /** What every packaging of HHVM takes. */
    public static final String USUAL_USER = "www-data";

    private HhvmServices() {}

    /** Looks around; the answer has at least one service. */
    public static List<HhvmService> of(HostRoot root) throws HhvmDebException {
        List<String> defaults = defaults(root);
        List<HhvmService> services = new ArrayList<>(RunningHhvm.in(root, defaults));
        HhvmService usual = usual(root, defaults);
        Optional<HhvmService> unit = SystemdUnit.in(root, usual, defaults);
        if (services.isEmpty()) {
            return List.of(unit.orElse(usual));
        }
        // Whoever likes starts an hhvm; the service that root set up is there whether it runs or not.
        Accounts accounts = Accounts.of(root);
        Optional<Integer> user = unit.flatMap(u -> uid(u, accounts));
        if (user.isPresent()
                && services.stream().noneMatch(s -> uid(s, accounts).equals(user))) {
            services.add(unit.get());
        }
        return services;
    }

    /** The one that root set up: by the unit, or else by the files that the packages read. */
    public static HhvmService configured(HostRoot root) throws HhvmDebException {
        List<String> defaults = defaults(root);
        HhvmService usual = usual(root, defaults);
        return SystemdUnit.in(root, usual, defaults).orElse(usual);
    }

    private static Optional<Integer> uid(HhvmService service, Accounts accounts) {
        return accounts.find(service.user().orElse(USUAL_USER)).map(Account::uid);
    }

    private static List<String> defaults(HostRoot root) throws HhvmDebException {
        List<String> defaults = new ArrayList<>();
        for (String file : List.of("/etc/hhvm/php.ini", "/etc/hhvm/server.ini")) {
            if (root.text(file).isPresent()) {
                defaults.add(file);
            }
        }
        return defaults;
    }

    private static HhvmService usual(HostRoot root, List<String> defaults) throws HhvmDebException {
        List<String> configs = new ArrayList<>(defaults);
        for (String name : root.names("/etc/hhvm/conf.d", "")) {
            if (name.endsWith(".ini")) {
                configs.add("/etc/hhvm/conf.d/" + name);
            }
        }
        HhvmService service = HhvmService.configured("the usual configuration files", false, configs);
        Matcher user = DEFAULT.matcher(root.text("/etc/default/hhvm").orElse(""));
        return new HhvmService(
                service.source(),
                false,
                HhvmService.Options.of(configs),
                Optional.of(user.find() ? user.group(1) : USUAL_USER),
                service.environment(),
                "/",
                Optional.empty(),
                Optional.empty());
    }
}
