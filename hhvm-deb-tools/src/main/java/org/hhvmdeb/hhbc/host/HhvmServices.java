package org.hhvmdeb.hhbc.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * How HHVM is started on a host: the servers that are running, or else the systemd unit, or else the files that the
 * packages read.
 */
public final class HhvmServices {

    private static final Pattern DEFAULT = Pattern.compile("(?m)^\\s*RUN_AS_USER=[\"']?([^\"'\\s#]+)");

    /** What every packaging of HHVM takes. */
    public static final String USUAL_USER = "www-data";

    private HhvmServices() {}

    /** Looks around; the answer has at least one service. */
    public static List<HhvmService> of(HostRoot root) throws HhvmDebException {
        List<String> defaults = new ArrayList<>();
        for (String file : List.of("/etc/hhvm/php.ini", "/etc/hhvm/server.ini")) {
            if (root.text(file).isPresent()) {
                defaults.add(file);
            }
        }
        List<HhvmService> running = RunningHhvm.in(root, defaults);
        if (!running.isEmpty()) {
            return running;
        }
        HhvmService usual = usual(root, defaults);
        return List.of(SystemdUnit.in(root, usual, defaults).orElse(usual));
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
                configs,
                List.of(),
                List.of(),
                Optional.of(user.find() ? user.group(1) : USUAL_USER),
                service.environment(),
                "/",
                Optional.empty(),
                Optional.empty());
    }
}
