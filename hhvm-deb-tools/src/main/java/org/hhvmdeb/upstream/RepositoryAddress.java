package org.hhvmdeb.upstream;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;
import org.hhvmdeb.notice.InputException;

/**
 * Where a repository is: a directory of this machine, or a URL of a protocol that cannot run programs here.
 *
 * @param text as it was given; may hold credentials, so never for messages
 * @param directory the directory, if it is one of this machine
 */
record RepositoryAddress(String text, Optional<Path> directory) {

    private static final Set<String> PROTOCOLS = Set.of("file", "http", "https", "ssh");
    private static final Pattern REMOTE_HELPER = Pattern.compile("[A-Za-z0-9+.-]*::.*");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
    /** git's own rule for {@code host:path}: a colon before the first slash. */
    private static final Pattern SCP = Pattern.compile("[^/:]+:.*");

    /**
     * Reads an address as git does.
     *
     * @param source what named it, for the message
     * @throws InputException when it is malformed or of a protocol that is not allowed
     */
    static RepositoryAddress parse(String text, String source) throws InputException {
        if (text.isBlank() || text.startsWith("-") || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(text, source, "it is empty, starts with a dash or holds control characters");
        }
        if (REMOTE_HELPER.matcher(text).matches()) {
            throw refused(text, source, "git's remote helpers run programs");
        }
        var scheme = SCHEME.matcher(text);
        if (scheme.matches() && !PROTOCOLS.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
            throw refused(text, source, "the protocols are a path, file, http, https and ssh");
        }
        boolean isUrl = scheme.matches() || (SCP.matcher(text).matches() && !Files.exists(Path.of(text)));
        if (!isUrl) {
            return new RepositoryAddress(
                    text, Optional.of(Path.of(text).toAbsolutePath().normalize()));
        }
        URIish url = url(text, source);
        if (url.getHost() != null && url.getHost().startsWith("-")) {
            throw refused(text, source, "its host starts with a dash");
        }
        boolean isFile = "file".equals(url.getScheme());
        return new RepositoryAddress(
                text, isFile ? Optional.of(Path.of("/", url.getPath()).normalize()) : Optional.empty());
    }

    /**
     * Where a submodule is whose URL stands in the {@code .gitmodules} of the repository at this address.
     *
     * @param url absolute, or relative to this address if it starts with {@code ./} or {@code ../}
     * @throws InputException when it points from another machine to this one, or is refused by {@link #parse}
     */
    RepositoryAddress submodule(String url, String source) throws InputException {
        RepositoryAddress address = parse(resolved(url, source), source);
        if (address.directory.isPresent() && directory.isEmpty()) {
            throw refused(url, source, "a repository from elsewhere may not name a directory of this machine");
        }
        if (address.directory.isPresent() && !address.text.startsWith("/") && !address.text.startsWith("file:")) {
            throw refused(url, source, "it depends on where we run; relative URLs start with ./ or ../");
        }
        return address;
    }

    /** A submodule's URL made absolute and not checked. */
    String resolved(String url, String source) throws InputException {
        return url.startsWith("./") || url.startsWith("../")
                ? RelativeUrl.resolve(directory.map(Path::toString).orElse(text), url, source)
                : url;
    }

    URIish url() throws InputException {
        return url(text, "the upstream address");
    }

    /** What JGit is to open, also for a directory of this machine. */
    URIish transport() throws InputException {
        return directory.isPresent() ? url(directory.get().toString(), "the upstream address") : url();
    }

    /** The address for messages and for the keys of caches: without password, and without user where that is a token. */
    String shown() {
        return directory.map(Path::toString).orElseGet(() -> withoutCredentials(text));
    }

    /** What may be published: a directory's place on this machine says nothing to others, its name does. */
    String published() {
        return directory.map(d -> String.valueOf(d.getFileName())).orElseGet(this::shown);
    }

    static String withoutCredentials(String text) {
        try {
            URIish url = new URIish(text).setPass(null);
            boolean userIsSecret = url.getScheme() != null && url.getScheme().startsWith("http");
            return (userIsSecret ? url.setUser(null) : url).toString();
        } catch (URISyntaxException e) {
            return text.replaceFirst("//[^/@]*@", "//");
        }
    }

    private static URIish url(String text, String source) throws InputException {
        try {
            return new URIish(text);
        } catch (URISyntaxException e) {
            throw refused(text, source, "it is no URL");
        }
    }

    private static InputException refused(String text, String source, String why) {
        return new InputException(
                source + " names the repository \"" + withoutCredentials(text) + "\", which is refused: " + why);
    }
}
