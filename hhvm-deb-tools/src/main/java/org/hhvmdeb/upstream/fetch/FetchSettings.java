package org.hhvmdeb.upstream.fetch;

import java.util.Map;
import org.hhvmdeb.notice.InputException;

/**
 * How servers are reached, and how much is taken from them. Nothing here decides what is read.
 *
 * @param credentials beside those of a URL itself, which come first
 */
public record FetchSettings(FetchLimits limits, ProxySettings proxies, Credentials credentials) {

    /** The usual limits, no proxy, no credentials but those in the URL. */
    public static final FetchSettings DEFAULT =
            new FetchSettings(FetchLimits.DEFAULT, ProxySettings.NONE, Credentials.NONE);

    /**
     * The proxies and the netrc file that the environment names, as git and curl have them.
     *
     * @throws InputException when a variable is malformed
     */
    public static FetchSettings of(Map<String, String> environment, FetchLimits limits) throws InputException {
        return new FetchSettings(limits, ProxySettings.of(environment), Netrc.of(environment));
    }
}
