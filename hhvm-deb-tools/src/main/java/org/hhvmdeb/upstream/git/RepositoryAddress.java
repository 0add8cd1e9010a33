package org.hhvmdeb.upstream.git;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.Credential;

/**
 * Where a repository is: a directory of this machine, or a URL of a protocol that cannot run programs here.
 *
 * @param text as it was given, the scheme in small letters; may hold credentials, so never for messages
 * @param directory the directory, if it is one of this machine
 */
public record RepositoryAddress(String text, Optional<Path> directory) {

    static final int LONGEST = 4096;
    private static final Set<String> PROTOCOLS = Set.of("file", "http", "https", "ssh");
    private static final Pattern REMOTE_HELPER = Pattern.compile("(?s)[A-Za-z0-9+.-]*::.*");
    private static final Pattern SCHEME = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    /** git's own rule for {@code host:path}: a colon before the first slash. */
    private static final Pattern SCP = Pattern.compile("(?s)(?:[^/:@]+@)?([^/:]*):.*");
    /** Also with an underscore, which the names of machines should not have and do. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9_.])?|\\[[0-9A-Fa-f:.]{2,45}\\]");

    /**
     * Credentials, a slash, and another at sign: a password may go on behind the slash, or the at sign may be one of the path. The user
     * of ssh is no secret by itself.
     */
    private static final Pattern AMBIGUOUS = Pattern.compile("(?si)(?:https?://[^/]*@|ssh://[^/]*:[^/]*@)[^/@]*/.*@.*");

    /** USER:PASSWORD@HOST/PATH, which git takes for HOST:PATH. A path may have an at sign; then no name of a host is behind it. */
    private static final Pattern WITHOUT_SCHEME = Pattern.compile(
            "(?s)[^/:@]+:(?:[^/]*@[A-Za-z0-9._-]+|.*@(?:localhost|[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.[A-Za-z]{2,}))[/:].*");

    /** Something like a scheme, and a colon that could stand before a password. */
    private static final Pattern LOOSE = Pattern.compile("(?s)^(\\s*[A-Za-z][A-Za-z0-9+.-]*:?/{1,2})[^:@]*:.*@");

    /** The same in what reads as a path, as when a URL's colon was forgotten. */
    private static final Pattern IN_PATH = Pattern.compile("(?s)(^|/)[^/@:]*:.*@");

    private static final int HIGHEST_PORT = 65535;

    /**
     * Reads an address as git does.
     *
     * @param source what named it, for the message
     * @throws InputException when it is malformed or of a protocol that is not allowed
     */
    public static RepositoryAddress parse(String text, String source) throws InputException {
        if (text.isBlank() || text.startsWith("-") || text.chars().anyMatch(RepositoryAddress::isControl)) {
            throw refused(text, source, "it is empty, starts with a dash or holds control characters");
        }
        if (text.length() > LONGEST) {
            throw refused(text, source, "it has " + text.length() + " characters, more than " + LONGEST);
        }
        if (REMOTE_HELPER.matcher(text).matches()) {
            throw refused(text, source, "git's remote helpers run programs");
        }
        Matcher scheme = SCHEME.matcher(text);
        if (scheme.matches()) {
            String protocol = scheme.group(1).toLowerCase(Locale.ROOT);
            if (!PROTOCOLS.contains(protocol)) {
                throw refused(text, source, "the protocols are a path, file, http, https and ssh");
            }
            return url(protocol, protocol + "://" + scheme.group(2), source);
        }
        Matcher scp = SCP.matcher(text);
        if (scp.matches() && !Files.exists(Path.of(text))) {
            if (scp.group(1).length() < 2 || PROTOCOLS.contains(scp.group(1).toLowerCase(Locale.ROOT))) {
                throw refused(text, source, "it is neither a URL nor HOST:PATH; a URL is written ssh://HOST/PATH");
            }
            if (WITHOUT_SCHEME.matcher(text).matches()) {
                throw refused(text, source, "a URL with a password is written https://USER:PASSWORD@HOST/PATH");
            }
            checked(uriish(text, source), text, source);
            return new RepositoryAddress(text, Optional.empty());
        }
        if (IN_PATH.matcher(text).find() && !Files.exists(Path.of(text))) {
            throw refused(text, source, "it is neither a directory nor a URL; a URL is written https://HOST/PATH");
        }
        return new RepositoryAddress(
                text, Optional.of(Path.of(text).toAbsolutePath().normalize()));
    }

    /** Also what ends a line in Unicode alone. */
    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static RepositoryAddress url(String protocol, String text, String source) throws InputException {
        URIish url = uriish(text, source);
        if (!protocol.equals("file")) {
            if (text.indexOf('\\') >= 0) {
                throw refused(text, source, "it has a backslash, which is read as a slash by some");
            }
            if (AMBIGUOUS.matcher(text).matches()) {
                throw refused(
                        text,
                        source,
                        "it has an at sign behind the credentials; in a password write %40 for an at sign and %2F for a slash,"
                                + " and %40 in a path");
            }
            checked(url, text, source);
            return new RepositoryAddress(text, Optional.empty());
        }
        String path = url.getPath();
        if (path == null || !path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw refused(text, source, "it names no directory; write file:///DIRECTORY");
        }
        return new RepositoryAddress(text, Optional.of(Path.of(path).normalize()));
    }

    private static void checked(URIish url, String text, String source) throws InputException {
        String host = url.getHost();
        if (host != null && host.startsWith("-")) {
            throw refused(text, source, "its host starts with a dash");
        }
        if (host == null || !HOST.matcher(host).matches()) {
            throw refused(text, source, "it has no valid name of a host");
        }
        if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
            throw refused(text, source, "its port is not one from 1 to " + HIGHEST_PORT);
        }
        if (url.getPath() == null || url.getPath().isEmpty() || url.getPath().indexOf('\0') >= 0) {
            throw refused(text, source, "it names a host, but no repository there");
        }
    }

    /**
     * Where a submodule is whose URL stands in the {@code .gitmodules} of the repository at this address.
     *
     * @param url absolute, or relative to this address if it starts with {@code ./} or {@code ../}
     * @throws InputException when it points from another machine to this one, or is refused by {@link #parse}
     */
    public RepositoryAddress submodule(String url, String source) throws InputException {
        RepositoryAddress address = parse(resolved(url, source), source);
        if (address.directory.isPresent() && directory.isEmpty()) {
            throw refused(url, source, "a repository from elsewhere may not name a directory of this machine");
        }
        if (address.directory.isPresent() && !address.text.startsWith("/") && !address.text.startsWith("file:")) {
            throw refused(url, source, "it depends on where we run; relative URLs start with ./ or ../");
        }
        if (address.directory.isPresent()
                && !((url.startsWith("./") || url.startsWith("../")) && isBeside(address.directory.get()))) {
            // As git since 2.38.1: a mirror's .gitmodules may have come from anywhere.
            throw refused(
                    url,
                    source,
                    "it names another directory of this machine, and upstream is not asked which; name it yourself"
                            + " (--submodule PATH=DIRECTORY, in Maven hhvm.cache.submodules)");
        }
        return address;
    }

    /** Whether a directory, free of dots, lies where this one does, or below; in the root directory only right there. */
    private boolean isBeside(Path other) {
        Path place = directory.map(Path::getParent).orElse(null);
        return place != null && (place.getNameCount() > 0 ? other.startsWith(place) : place.equals(other.getParent()));
    }

    /** A submodule's URL made absolute and not checked. */
    public String resolved(String url, String source) throws InputException {
        if (!url.startsWith("./") && !url.startsWith("../")) {
            return url;
        }
        // Behind credentials an at sign in a path would be taken for a part of them.
        boolean isUrl = directory.isEmpty() && SCHEME.matcher(text).matches();
        return RelativeUrl.resolve(
                directory.map(Path::toString).orElse(text), isUrl ? url.replace("@", "%40") : url, source);
    }

    /** What JGit is to open, also for a directory of this machine: without secrets, which {@link #credential} has. */
    public URIish transport() throws InputException {
        if (directory.isPresent()) {
            return uriish(directory.get().toString(), "the upstream address");
        }
        URIish url = uriish(text, "the upstream address").setPass(null);
        return isWeb(url) ? url.setUser(null) : url;
    }

    /** What the address says about who we are, for a server that asks. */
    public Optional<Credential> credential() throws InputException {
        if (directory.isPresent()) {
            return Optional.empty();
        }
        URIish url = uriish(text, "the upstream address");
        String password = url.getPass();
        if (url.getUser() == null || (password == null && !isWeb(url))) {
            return Optional.empty();
        }
        return Optional.of(new Credential(url.getUser(), password == null ? "" : password, "the address"));
    }

    private static boolean isWeb(URIish url) {
        return url.getScheme() != null && url.getScheme().startsWith("http");
    }

    /** The address for messages: without password and query, and without user where that is a token. */
    public String shown() {
        return directory.map(Path::toString).orElseGet(() -> withoutCredentials(text));
    }

    /** What tells repositories apart, for caches; not for messages, as a query may be a secret. */
    String key() {
        int query = text.indexOf('?');
        return directory.map(Path::toString).orElseGet(() -> withoutUser(text))
                + (directory.isPresent() || query < 0 ? "" : text.substring(query));
    }

    /** What may be published: a directory's place on this machine says nothing to others, its name does. */
    public String published() {
        return directory.map(d -> String.valueOf(d.getFileName())).orElseGet(this::shown);
    }

    /** Read as text, not as a URL: also what is none must not give away a password. */
    public static String withoutCredentials(String text) {
        String plain = withoutUser(text);
        if (text.startsWith("/") || text.startsWith(".")) {
            return IN_PATH.matcher(plain).replaceFirst("$1…@");
        }
        // Where a slash or a colon is missing, or a password begins like a port and goes on behind a slash, it ends at
        // the last at
        // sign. An address of that shape without one loses a part by which nobody needs to know it.
        boolean told = SCHEME.matcher(text).matches()
                && text.replaceFirst("^[^:]*://", "").matches("(?s)[^/@]*@.*");
        String masked = told ? plain : LOOSE.matcher(plain).replaceFirst("$1…@");
        return masked.replaceFirst("(?s)([#;]).+", "$1…");
    }

    private static String withoutUser(String text) {
        Matcher scheme = SCHEME.matcher(text);
        String plain = text;
        if (scheme.matches()) {
            String rest = scheme.group(2);
            int slash = rest.indexOf('/');
            String authority = slash < 0 ? rest : rest.substring(0, slash);
            // A colon that is not before a port is one in a password, which may go on behind the slash.
            boolean torn = authority.indexOf('@') < 0 && authority.matches("(?s).*:[^:\\]]*[^0-9:\\]].*");
            torn |= AMBIGUOUS.matcher(text).matches();
            int at = torn ? rest.lastIndexOf('@') : authority.lastIndexOf('@');
            String user = scheme.group(1).equalsIgnoreCase("ssh") && at >= 0
                    ? rest.substring(0, at).replaceFirst("(?s):.*", "") + "@"
                    : "";
            plain = scheme.group(1) + "://" + user + rest.substring(at + 1);
        } else if (SCP.matcher(text).matches() || REMOTE_HELPER.matcher(text).matches()) {
            plain = text.replaceFirst("(?s)^([^/:]*):.*@", "$1@");
        }
        return plain.equals(text) && text.startsWith("/") ? text : plain.replaceFirst("(?s)[?].+", "?…");
    }

    private static URIish uriish(String text, String source) throws InputException {
        try {
            return new URIish(text);
        } catch (URISyntaxException | RuntimeException e) {
            throw refused(text, source, "it is no URL");
        }
    }

    private static InputException refused(String text, String source, String why) {
        String shown = withoutCredentials(text);
        return new InputException(source + " names the repository \""
                + (shown.length() > 200 ? shown.substring(0, 200) + "…" : shown) + "\", which is refused: " + why);
    }

    /** Without what {@link #text} may hold. */
    @Override
    public String toString() {
        return shown();
    }
}
