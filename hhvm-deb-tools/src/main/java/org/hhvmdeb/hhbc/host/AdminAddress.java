package org.hhvmdeb.hhbc.host;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;

/**
 * Where an admin server of HHVM listens ({@code hhvm.admin_server.port}).
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record AdminAddress(String host, int port) {

    /** HHVM's own default is 0, no admin server; this is the number its examples use. */
    public static final int USUAL_PORT = 9001;

    private static final Pattern SHAPE =
            Pattern.compile("(?:http://)?(?:\\[([^\\]]*)\\]|([^:/\\[\\]]*))(?::([0-9]{1,5}))?/?");
    /** RFC 1123, section 2.1: labels of letters, digits and dashes, of which the last is never a number. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
                    + "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.?");

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)([0-9A-Fa-f:.]{2,45})(?:%[A-Za-z0-9._-]{1,32})?");

    /**
     * Reads {@code HOST}, {@code HOST:PORT}, an IPv6 address (in brackets where a port follows), or one of these after
     * {@code http://}.
     *
     * @param usualPort where none is named
     * @throws InputException when it is no such address
     */
    public static AdminAddress parse(String text, int usualPort) throws InputException {
        requirePort(usualPort);
        if (isIpv6(text)) {
            return new AdminAddress(text, usualPort);
        }
        Matcher shape = SHAPE.matcher(text);
        if (shape.matches()) {
            int port = shape.group(3) == null ? usualPort : Integer.parseInt(shape.group(3));
            boolean six = shape.group(1) != null;
            String host = six ? shape.group(1) : shape.group(2);
            if (port >= 1
                    && port <= 65535
                    && (six
                            ? isIpv6(host)
                            : NAME.matcher(host).matches() || IPV4.matcher(host).matches())) {
                return new AdminAddress(host, port);
            }
        }
        throw new InputException(
                "\"" + text.replaceAll("\\p{Cntrl}", "?")
                        + "\" is not an address of an admin port; write HOST, HOST:PORT or [IPV6]:PORT, where HOST is a name by RFC 1123 or an IPv4 address and PORT is from 1 to 65535");
    }

    /**
     * The same for a word of a command line, where a file can have been meant.
     *
     * @throws InputException also when there is a file of that name
     */
    public static AdminAddress named(String word, int usualPort) throws InputException {
        if (isFile(word)) {
            throw new InputException(word + " is a file, where the name of a host belongs: name a list of hosts with"
                    + " --hosts, and a cache as the first word, without --schema; a host of that name is " + word + ":"
                    + usualPort);
        }
        return parse(word, usualPort);
    }

    /** Before any host is looked at: it is wrong for all of them. */
    static void requirePort(int port) throws InputException {
        if (port < 1 || port > 65535) {
            throw new InputException("there is no port " + port + "; choose one from 1 to 65535");
        }
    }

    private static boolean isFile(String word) {
        try {
            return Files.isRegularFile(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isIpv6(String text) {
        Matcher shape = IPV6.matcher(text);
        try {
            // In brackets it is read as a literal, and never looked up.
            return shape.matches() && InetAddress.getByName("[" + shape.group(1) + "]") != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What to ask; the password is HHVM's parameter {@code auth}, so this is not for messages. */
    URI uri(String question, Optional<String> password) {
        String auth = password.map(p -> "?auth=" + URLEncoder.encode(p, StandardCharsets.UTF_8))
                .orElse("");
        return URI.create("http://" + this + "/" + question + auth);
    }

    /** {@code web1:9001}, {@code [::1]:9001}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
