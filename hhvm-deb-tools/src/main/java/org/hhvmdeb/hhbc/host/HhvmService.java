package org.hhvmdeb.hhbc.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.Location;

/**
 * An hhvm as it is started on a host, or will be.
 *
 * @param source how that is known, as in {@code "process 1234"}
 * @param exact whether the configuration files are those it is really started with, and not only the usual ones
 * @param options what it is told of its configuration
 * @param user the name or number of the user it runs as, if known
 * @param environment its variables, as far as they are known
 * @param directory where it runs
 * @param fileLimit the size in bytes that no file it writes may exceed ({@code ulimit -f})
 * @param program the file that runs, or that its unit names, if known
 */
public record HhvmService(
        String source,
        boolean exact,
        Options options,
        Optional<String> user,
        Map<String, String> environment,
        String directory,
        Optional<Long> fileLimit,
        Optional<Path> program) {

    /**
     * The part of a command line that is about the configuration.
     *
     * @param configs files, in order
     * @param ini settings ({@code -d})
     * @param hdf settings ({@code -v})
     */
    public record Options(List<String> configs, List<Setting> ini, List<Setting> hdf) {

        public Options {
            configs = List.copyOf(configs);
            ini = List.copyOf(ini);
            hdf = List.copyOf(hdf);
        }

        static Options of(List<String> configs) {
            return new Options(configs, List.of(), List.of());
        }
    }

    static final String PROCESS = "process ";

    public HhvmService {
        environment = Map.copyOf(environment);
    }

    /** Whether it is a process that runs, which anybody can have started, and not what root configured. */
    public boolean isProcess() {
        return source.startsWith(PROCESS);
    }

    /** One of which nothing is known but its configuration files. */
    public static HhvmService configured(String source, boolean exact, List<String> configs) {
        return new HhvmService(
                source,
                exact,
                Options.of(configs),
                Optional.empty(),
                Map.of(),
                "/",
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same with the options of a command line, the program itself left out.
     *
     * @param defaults the files a server reads when it is given none
     */
    HhvmService startedWith(List<String> words, List<String> defaults) {
        List<String> files = new ArrayList<>();
        List<Setting> ini = new ArrayList<>();
        List<Setting> hdf = new ArrayList<>();
        Optional<String> as = user;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (word.equals("--")) {
                break;
            }
            if (word.equals("-c") || word.equals("--config")) {
                files.add(next);
                i++;
            } else if (word.startsWith("--config=")) {
                files.add(word.substring("--config=".length()));
            } else if (word.startsWith("-c")) {
                files.add(word.substring(2));
            } else if (word.equals("-d") || word.equals("-v")) {
                setting(next).ifPresent((word.equals("-d") ? ini : hdf)::add);
                i++;
            } else if (word.startsWith("-d") || word.startsWith("-v")) {
                setting(word.substring(2)).ifPresent((word.startsWith("-d") ? ini : hdf)::add);
            } else if (word.equals("-u") || word.equals("--user")) {
                as = Optional.of(next);
                i++;
            } else if (word.startsWith("--user=")) {
                as = Optional.of(word.substring("--user=".length()));
            }
        }
        return new HhvmService(
                source,
                true,
                new Options(files.isEmpty() ? defaults : files, ini, hdf),
                as,
                environment,
                directory,
                fileLimit,
                program);
    }

    /** The same, run as another user. */
    HhvmService as(String other) {
        return new HhvmService(source, exact, options, Optional.of(other), environment, directory, fileLimit, program);
    }

    private Optional<Setting> setting(String option) {
        int equals = option.indexOf('=');
        return equals < 1
                ? Optional.empty()
                : Optional.of(new Setting(
                        option.substring(0, equals).strip(),
                        option.substring(equals + 1).strip(),
                        Location.of("the command line of " + source)));
    }

    /** What a relative file name means to it. */
    public String absolute(String file) {
        return file.startsWith("/") ? file : directory + "/" + file;
    }
}
