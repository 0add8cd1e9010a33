package org.hhvmdeb.upstream.git;

import org.hhvmdeb.notice.InputException;

/** Submodule URLs that start with {@code ./} or {@code ../}, by the rules of gitmodules(5) and git-submodule(1). */
public final class RelativeUrl {

    private RelativeUrl() {}

    /**
     * Resolves a URL against that of the repository which names it. Unlike a web page's, the base is itself a directory:
     * {@code ../b} beside {@code /srv/a} is {@code /srv/b}.
     */
    public static String resolve(String base, String relative, String source) throws InputException {
        if (relative.length() > RepositoryAddress.LONGEST) {
            throw new InputException(source + " names a URL of " + relative.length() + " characters, more than "
                    + RepositoryAddress.LONGEST + "; refused");
        }
        String left = base.replaceFirst("/+$", "");
        String rest = relative;
        char separator = '/';
        int scheme = left.indexOf("://");
        int top = scheme < 0 ? 0 : left.indexOf('/', scheme + "://".length());
        while (rest.startsWith("./") || rest.startsWith("../")) {
            if (rest.startsWith("../")) {
                int cut = Math.max(left.lastIndexOf('/'), separator == '/' ? left.lastIndexOf(':') : -1);
                if (cut < 0 || top < 0 || cut < top || separator == ':') {
                    throw new InputException(source + " names the URL \"" + relative + "\", which climbs higher than "
                            + RepositoryAddress.withoutCredentials(base));
                }
                separator = left.charAt(cut);
                left = left.substring(0, cut);
            }
            rest = rest.substring(rest.indexOf('/') + 1);
        }
        return (left + separator + rest).replaceFirst("/+$", "");
    }
}
