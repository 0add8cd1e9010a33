package org.hhvmdeb.upstream.fetch;

import java.util.Map;
import org.hhvmdeb.notice.InputException;

/**
 * How servers are reached, and how much is taken from them. Nothing here decides what is read.
 *
 * @param credentials beside those of a URL itself, which come first
 * @param offline whether no server is reached at all: what is not in the cache cannot be read
 */
public record FetchSettings(FetchLimits limits, Proxies proxies, Credentials credentials, boolean offline) {

    /** The usual limits, no proxy, no credentials but those in the URL. */
    public static final FetchSettings DEFAULT =
            new FetchSettings(FetchLimits.DEFAULT, Proxies.NONE, Credentials.NONE, false);

    /**
     * The proxies and the netrc file that the environment names, as git and curl have them.
     *
     * @throws InputException when a variable is malformed
     */
    public static FetchSettings of(Map<String, String> environment, FetchLimits limits) throws InputException {
        return new FetchSettings(limits, ProxySettings.of(environment), Netrc.of(environment), false);
    }

    /** The same, reaching no server. */
    public FetchSettings withoutNetwork() {
        return new FetchSettings(limits, proxies, credentials, true);
    }
}
