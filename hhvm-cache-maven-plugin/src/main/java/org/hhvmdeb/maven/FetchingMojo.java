package org.hhvmdeb.maven;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Proxy;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.Credentials;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.fetch.WrittenLimits;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.jspecify.annotations.Nullable;

/** What the goals share that fetch from servers: who they are there, which way they go, how much they take. */
abstract class FetchingMojo extends StepMojo {

    /**
     * The {@code <id>} of a {@code <server>} in settings.xml. Its user name and password are used for the server of
     * {@code upstreamUrl} (also for submodules on it) and for no other, and take precedence over a netrc file.
     * Encrypted passwords are decrypted as Maven does. Proxies are those of settings.xml; without any, those of the
     * environment.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.serverId")
    private @Nullable String serverId;

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

    /**
     * How upstream is reached: with the server and the proxies of settings.xml, else with the netrc file and the proxies that the
     * environment names.
     *
     * @param address upstream's
     * @param submodules each {@code PATH=URL}
     */
    final FetchSettings fetching(String address, List<String> submodules) throws InputException {
        warnOfCredentials("hhvm.cache.upstreamUrl", address);
        for (String submodule : submodules) {
            warnOfCredentials("hhvm.cache.submodules", submodule.substring(submodule.indexOf('=') + 1));
        }
        boolean proxied = session().getSettings().getProxies().stream().anyMatch(Proxy::isActive);
        FetchSettings plain = fetching(!proxied && !isOffline());
        return new FetchSettings(
                plain.limits(),
                proxied ? new SettingsProxies(session().getRepositorySession()) : plain.proxies(),
                credentials(address, plain.credentials()),
                isOffline());
    }

    private Credentials credentials(String address, Credentials others) throws InputException {
        Credentials advising =
                others.advising("put them into a <server> of settings.xml and name its <id> with hhvm.cache.serverId");
        if (serverId == null) {
            return advising;
        }
        if (address.isEmpty()) {
            throw new InputException(
                    "hhvm.cache.serverId is for the server of hhvm.cache.upstreamUrl; set that as well");
        }
        if (UpstreamSource.holdsCredentials(address)) {
            throw new InputException("hhvm.cache.serverId names a user name and a password for "
                    + UpstreamSource.withoutCredentials(address)
                    + ", and hhvm.cache.upstreamUrl has some in it; take them out of there");
        }
        Optional<Credentials> server =
                new SettingsServer(session().getRepositorySession(), serverId).forServerOf(address);
        if (server.isEmpty()) {
            getLog().info("hhvm.cache.serverId is for http and https; nobody asks for it at " + address);
        }
        return server.map(s -> s.or(others)).orElse(others);
    }

    /** The command line takes them without a word; a build shows its parameters and is published with its POM. */
    private void warnOfCredentials(String parameter, String address) {
        if (UpstreamSource.holdsCredentials(address)) {
            getLog().warn(parameter + " has a user name or a password in the address of "
                    + UpstreamSource.withoutCredentials(address)
                    + ": Maven prints it with -X, and who gets the POM reads it; put it into a <server> of settings.xml"
                    + " and name its <id> with hhvm.cache.serverId");
        }
    }

    /** A proxy of the environment that nobody will ask need not be one that we understand. */
    private FetchSettings fetching(boolean withItsProxies) throws InputException {
        Map<String, String> values = new HashMap<>();
        put(values, "maxDownload", maxDownload);
        put(values, "maxObjects", maxObjects);
        put(values, "maxRefs", maxRefs);
        put(values, "maxObjectSize", maxObjectSize);
        put(values, "fetchTimeout", fetchTimeout);
        put(values, "lowSpeedTime", lowSpeedTime);
        Map<String, String> environment = new HashMap<>(environment());
        if (!withItsProxies) {
            environment.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        }
        return FetchSettings.of(environment, new WrittenLimits(values, name -> "hhvm.cache." + name).read());
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
