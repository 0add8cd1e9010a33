package org.hhvmdeb.cli.options;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.fetch.WrittenLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether servers are reached, and how much is taken from them. */
public final class FetchOptions {

    @Option(
            names = "--max-download",
            paramLabel = "SIZE",
            description = "The most that is fetched, such as 500M. Default: 8G")
    private @Nullable String maxDownload;

    @Option(names = "--max-objects", paramLabel = "N", description = "The most objects of one pack. Default: 10000000")
    private @Nullable String maxObjects;

    @Option(
            names = "--max-refs",
            paramLabel = "N",
            description = "The most references that a server may list. Default: 250000")
    private @Nullable String maxRefs;

    @Option(
            names = "--max-object-size",
            paramLabel = "SIZE",
            description = "The most bytes of one file in git. Default: 256M")
    private @Nullable String maxObjectSize;

    @Option(
            names = "--fetch-timeout",
            paramLabel = "TIME",
            description = "The longest that all fetching may take, such as 90s, 30m or 2h. Default: 12h")
    private @Nullable String fetchTimeout;

    @Option(
            names = "--low-speed-time",
            paramLabel = "TIME",
            description = "How long a server may send next to nothing. Default: 60s")
    private @Nullable String lowSpeedTime;

    @Option(
            names = "--offline",
            description = "Reach no network: what is behind a URL must be in --git-cache, or made already.")
    private boolean offline;

    /** With the proxies and the netrc file that the environment names. */
    public FetchSettings settings(Console console) throws InputException {
        FetchSettings settings =
                FetchSettings.of(console.environment(), new WrittenLimits(said(), FetchOptions::option).read());
        return offline ? settings.withoutNetwork() : settings;
    }

    /** Whether one of them was given. */
    public boolean areSaid() {
        return offline || !said().isEmpty();
    }

    private Map<String, String> said() {
        Map<String, String> values = new HashMap<>();
        put(values, "maxDownload", maxDownload);
        put(values, "maxObjects", maxObjects);
        put(values, "maxRefs", maxRefs);
        put(values, "maxObjectSize", maxObjectSize);
        put(values, "fetchTimeout", fetchTimeout);
        put(values, "lowSpeedTime", lowSpeedTime);
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static String option(String name) {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
