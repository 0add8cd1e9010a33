package org.hhvmdeb.upstream.fetch;

import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to which host.
 *
 * @param http for URLs of http
 * @param https for URLs of https
 * @param direct hosts without a proxy: {@code *}, a name with all below it, or {@code name:port}
 */
record ProxySettings(Optional<ProxyServer> http, Optional<ProxyServer> https, List<String> direct) implements Proxies {

    private static final Pattern SERVER = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::([0-9]{0,5}))?");

    public ProxySettings {
        direct = List.copyOf(direct);
    }

    /**
     * Reads the variables that git and curl read: {@code http_proxy} in small letters alone, as a web server sets the other from
     * a request, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} in either.
     *
     * @throws InputException when one of them is no address of a proxy
     */
    public static ProxySettings of(Map<String, String> environment) throws InputException {
        Optional<ProxyServer> all = server(environment, "all_proxy", "ALL_PROXY");
        Optional<ProxyServer> http = server(environment, "http_proxy");
        Optional<ProxyServer> https = server(environment, "https_proxy", "HTTPS_PROXY");
        String direct = value(environment, "no_proxy", "NO_PROXY").orElse("");
        return new ProxySettings(
                http.or(() -> all),
                https.or(() -> all),
                Arrays.stream(direct.split("[,\\s]+", -1))
                        .filter(d -> !d.isEmpty())
                        .toList());
    }

    private static Optional<ProxyServer> server(Map<String, String> environment, String... names)
            throws InputException {
        for (String name : names) {
            Optional<String> value = value(environment, name);
            if (value.isPresent()) {
                return Optional.of(parse(value.get(), name));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> value(Map<String, String> environment, String... names) {
        return Arrays.stream(names)
                .map(n -> environment.getOrDefault(n, "").strip())
                .filter(v -> !v.isEmpty())
                .findFirst();
    }

    private static ProxyServer parse(String text, String name) throws InputException {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            boolean socks = scheme.startsWith("socks");
            // Not as Java divides it, which takes no underscore in the name of a host.
            String authority = String.valueOf(uri.getRawAuthority());
            int at = authority.lastIndexOf('@');
            Optional<String> user = at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
            if (socks && user.isPresent()) {
                throw new InputException("the environment variable " + name
                        + " has a user name for a SOCKS proxy, but SOCKS proxies are used without one; remove it");
            }
            Matcher server = SERVER.matcher(authority.substring(at + 1));
            int port = server.matches() ? port(server.group(2)) : Integer.MAX_VALUE;
            if ((socks || scheme.equals("http")) && port <= 65535) {
                return new ProxyServer(
                        socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                        server.group(1).replaceAll("[\\[\\]]", ""),
                        port,
                        user.map(ProxySettings::credential));
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Told below: the text may hold a password, and so may what the exception says.
        }
        throw new InputException(
                "the environment variable " + name
                        + " is not an address of a proxy; write http://HOST:PORT, http://USER:PASSWORD@HOST:PORT or socks5://HOST:PORT");
    }

    private static int port(@Nullable String digits) {
        int port = digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
        return port == 0 ? 1080 : port;
    }

    private static Credential credential(String userInfo) {
        int colon = userInfo.indexOf(':');
        return new Credential(
                decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
                colon < 0 ? "" : decoded(userInfo.substring(colon + 1)),
                "the environment");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<ProxyServer> of(String scheme, String host, int port) {
        if (isDirect(host, port)) {
            return Optional.of(ProxyServer.DIRECT);
        }
        return scheme.equals("https") ? https : http;
    }

    private boolean isDirect(String host, int port) {
        return direct.stream().anyMatch(d -> covers(d.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT), port));
    }

    private static boolean covers(String direct, String host, int port) {
        if (direct.equals("*")) {
            return true;
        }
        String plain = host.replaceAll("[\\[\\]]", "");
        String name = direct.replaceFirst("^\\*?\\.", "");
        if (name.matches("[^:]+:[0-9]+|\\[.*\\]:[0-9]+")) {
            int colon = name.lastIndexOf(':');
            if (!name.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            name = name.substring(0, colon);
        }
        name = name.replaceAll("[\\[\\]]", "");
        return plain.equals(name) || plain.endsWith("." + name);
    }
}
