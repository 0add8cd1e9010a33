package org.hhvmdeb.hhbc.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.io.ByteSize;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/** The unit {@code hhvm.service} with its drop-ins (systemd.unit(5), systemd.exec(5)). */
final class SystemdUnit {

    private static final List<String> DIRECTORIES =
            List.of("/etc/systemd/system/", "/run/systemd/system/", "/usr/lib/systemd/system/", "/lib/systemd/system/");
    private static final String NAME = "hhvm.service";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private SystemdUnit() {}

    /**
     * Reads the unit.
     *
     * @param usual what holds where the unit does not say, or starts hhvm through a program of its own
     * @param defaults the files a server reads when it is given none
     */
    static Optional<HhvmService> in(HostRoot root, HhvmService usual, List<String> defaults) throws HhvmDebException {
        for (String directory : DIRECTORIES) {
            Optional<String> unit = root.text(directory + NAME);
            if (unit.isPresent()) {
                StringBuilder text = new StringBuilder(unit.get());
                for (String place : DIRECTORIES) {
                    for (String dropIn : root.names(place + NAME + ".d", "")) {
                        text.append('\n')
                                .append(root.text(place + NAME + ".d/" + dropIn).orElse(""));
                    }
                }
                return Optional.of(service(root, text.toString(), directory + NAME, usual, defaults));
            }
        }
        return Optional.empty();
    }

    private static HhvmService service(
            HostRoot root, String text, String file, HhvmService usual, List<String> defaults)
            throws ExternalException {
        Map<String, String> last = new HashMap<>();
        Map<String, String> environment = new LinkedHashMap<>();
        for (String line : text.replaceAll("\\\\\\R", " ").lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.strip().matches("[#;].*")) {
                String key = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).strip();
                last.put(key, value);
                if (key.equals("Environment")) {
                    words(value).stream()
                            .filter(w -> w.indexOf('=') > 0)
                            .forEach(w ->
                                    environment.put(w.substring(0, w.indexOf('=')), w.substring(w.indexOf('=') + 1)));
                }
            }
        }
        List<String> command = words(last.getOrDefault("ExecStart", "").replaceFirst("^[-@:+!]+", ""));
        boolean direct = !command.isEmpty() && command.get(0).endsWith("/hhvm");
        HhvmService service = new HhvmService(
                file,
                direct,
                HhvmService.Options.of(usual.options().configs()),
                Optional.ofNullable(last.get("User")).or(usual::user),
                environment,
                last.getOrDefault("WorkingDirectory", "/").replaceFirst("^-", ""),
                ByteSize.parse(last.getOrDefault("LimitFSIZE", "").replaceFirst(":.*", "")),
                direct ? Optional.of(root.here(root.walk(command.get(0)).path())) : Optional.empty());
        return direct ? service.startedWith(command.subList(1, command.size()), defaults) : service;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words;
    }
}
