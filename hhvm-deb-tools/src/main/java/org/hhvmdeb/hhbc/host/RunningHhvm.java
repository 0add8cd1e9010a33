package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.elf.ElfFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/** The servers of HHVM that are running. */
final class RunningHhvm {

    private static final Pattern EFFECTIVE_USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");
    private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max file size\\s+(\\d+)");

    private RunningHhvm() {}

    /**
     * One of each: the processes a server forks look like itself.
     *
     * @param defaults the files a server reads when it is given none
     */
    static List<HhvmService> in(HostRoot root, List<String> defaults) throws ExternalException {
        Map<List<String>, HhvmService> found = new LinkedHashMap<>();
        for (HostProcess process : HostProcess.of(root)) {
            if (process.isServer() && process.isOfThisRoot() && mayBeHhvm(process.program())) {
                List<String> words = process.words();
                HhvmService service = service(process, words, defaults);
                List<String> key = new ArrayList<>(words);
                key.add(service.user().orElse(""));
                found.putIfAbsent(key, service);
            }
        }
        return List.copyOf(found.values());
    }

    /** Any program can be given hhvm's words; HHVM's has had its schema in it since 3.13. */
    private static boolean mayBeHhvm(Optional<Path> program) {
        try {
            return program.isEmpty()
                    || ElfFile.open(program.get())
                            .section(RepoSchema.ELF_SECTION)
                            .isPresent();
        } catch (InputException | IOException e) {
            return false;
        }
    }

    private static HhvmService service(HostProcess process, List<String> words, List<String> defaults) {
        Matcher user = EFFECTIVE_USER.matcher(process.text("status"));
        Matcher limit = SOFT_LIMIT.matcher(process.text("limits"));
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : process.environment()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        Optional<String> effective = user.find() ? Optional.of(user.group(1)) : Optional.empty();
        HhvmService started = new HhvmService(
                        HhvmService.PROCESS + process.pid(),
                        true,
                        HhvmService.Options.of(List.of()),
                        effective,
                        environment,
                        process.link("cwd").orElse("/"),
                        limit.find() && limit.group(1).length() < 18
                                ? Optional.of(Long.valueOf(limit.group(1)))
                                : Optional.empty(),
                        process.program())
                .startedWith(words.subList(1, words.size()), defaults);
        // Whom it asked to run as is nothing beside whom it runs as.
        return effective.isPresent() ? started.as(effective.get()) : started;
    }
}
