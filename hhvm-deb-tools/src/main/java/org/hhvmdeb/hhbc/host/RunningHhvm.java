package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/** The servers of HHVM that are running, as {@code /proc} shows them (proc(5)). */
final class RunningHhvm {

    private static final Pattern EFFECTIVE_USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");
    private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max file size\\s+(\\d+)");

    private RunningHhvm() {}

    /**
     * One of each: the processes a server forks look like itself.
     *
     * @param defaults the files a server reads when it is given none
     */
    static List<HhvmService> in(HostRoot root, List<String> defaults) throws HhvmDebException {
        Map<List<String>, HhvmService> found = new LinkedHashMap<>();
        for (String pid : root.names("/proc", "")) {
            if (pid.matches("[0-9]+")) {
                List<String> words = split(text(root, pid, "cmdline"));
                if (isServer(words)) {
                    HhvmService service = service(root, pid).startedWith(words.subList(1, words.size()), defaults);
                    List<String> key = new ArrayList<>(words);
                    key.add(service.user().orElse(""));
                    found.putIfAbsent(key, service);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean isServer(List<String> words) {
        if (words.isEmpty() || !words.get(0).replaceFirst(".*/", "").equals("hhvm")) {
            return false;
        }
        String line = String.join(" ", words);
        return Pattern.compile(" (?:-m|--mode)[ =]?(?:server|daemon)\\b")
                .matcher(line)
                .find();
    }

    private static HhvmService service(HostRoot root, String pid) throws HhvmDebException {
        Matcher user = EFFECTIVE_USER.matcher(text(root, pid, "status"));
        Matcher limit = SOFT_LIMIT.matcher(text(root, pid, "limits"));
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : split(text(root, pid, "environ"))) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return new HhvmService(
                "process " + pid,
                true,
                List.of(),
                List.of(),
                List.of(),
                user.find() ? Optional.of(user.group(1)) : Optional.empty(),
                environment,
                directory(root, pid),
                limit.find() && limit.group(1).length() < 18
                        ? Optional.of(Long.valueOf(limit.group(1)))
                        : Optional.empty(),
                Optional.of(program(root, pid)));
    }

    /** On the machine itself the file can be read through this link even when it is deleted. */
    private static Path program(HostRoot root, String pid) throws ExternalException {
        String link = "/proc/" + pid + "/exe";
        return root.here(root.isLive() ? link : root.walk(link).path());
    }

    private static String directory(HostRoot root, String pid) {
        Path link = root.here("/proc/" + pid + "/cwd");
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Another user's process: nobody but its owner and root may know.
            return "/";
        }
    }

    /** A process may end at any time, and other users' are not for everybody. */
    private static String text(HostRoot root, String pid, String name) throws HhvmDebException {
        String file = "/proc/" + pid + "/" + name;
        try {
            return Files.isReadable(root.here(file)) ? root.text(file).orElse("") : "";
        } catch (ExternalException e) {
            return "";
        }
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0", 0));
    }
}
