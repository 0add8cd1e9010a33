package org.hhvmdeb.maven;

import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.fetch.WrittenLimits;
import org.jspecify.annotations.Nullable;

/** What the goals share that fetch from servers: how much they take. */
abstract class FetchingMojo extends StepMojo {

    /**
     * The most that is fetched, such as {@code 500M}; by default {@code 8G}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.maxDownload")
    private @Nullable String maxDownload;

    /**
     * The most objects of one pack; by default 10000000.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.maxObjects")
    private @Nullable String maxObjects;

    /**
     * The most references that a server may list; by default 250000.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.maxRefs")
    private @Nullable String maxRefs;

    /**
     * The most bytes of one file in git, such as {@code 100M}; by default {@code 256M}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.maxObjectSize")
    private @Nullable String maxObjectSize;

    /**
     * The longest that all fetching may take, such as {@code 30m} or {@code 2h}; by default {@code 12h}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.fetchTimeout")
    private @Nullable String fetchTimeout;

    /**
     * How long a server may send next to nothing, such as {@code 2m}; by default {@code 60s}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.lowSpeedTime")
    private @Nullable String lowSpeedTime;

    /** With the proxies and the netrc file that the environment names. */
    final FetchSettings fetching() throws InputException {
        Map<String, String> values = new HashMap<>();
        put(values, "maxDownload", maxDownload);
        put(values, "maxObjects", maxObjects);
        put(values, "maxRefs", maxRefs);
        put(values, "maxObjectSize", maxObjectSize);
        put(values, "fetchTimeout", fetchTimeout);
        put(values, "lowSpeedTime", lowSpeedTime);
        return FetchSettings.of(environment(), new WrittenLimits(values, name -> "hhvm.cache." + name).read());
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
