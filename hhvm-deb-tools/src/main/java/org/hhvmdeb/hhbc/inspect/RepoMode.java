package org.hhvmdeb.hhbc.inspect;

import java.util.List;
import java.util.Locale;
import org.hhvmdeb.notice.InputException;

/** How HHVM is going to use the repository. */
public enum RepoMode {
    /**
     * A read-only local repository beside HHVM's own central one. HHVM looks a file up by its content; what is not there
     * is compiled as ever, so a server with the wrong cache starts cold and works. Units are compiled one by one, as
     * the server would: every option that HHVM mixes into its hashes, and DebugInfo, must be the server's.
     */
    LOCAL("-vWholeProgram=false -vUseHHBBC=false -vRepo.DebugInfo=true"),
    /**
     * Authoritative mode: HHVM runs what is in the repository and nothing else, and does not start with one of another
     * schema. The whole program is optimised at once. {@code AllVolatile} is what HHVM's own hhvm-repo-mode sets.
     */
    AUTHORITATIVE("-vWholeProgram=true -vAllVolatile=true");

    private final String options;

    RepoMode(String options) {
        this.options = options;
    }

    /** What hhvm is told for this layout, before the user's own options. */
    public List<String> options() {
        return List.of(options.split(" ", -1));
    }

    /**
     * Reads the word for one, in whatever case.
     *
     * @param source what holds the word, for the message
     * @throws InputException when the word stands for none
     */
    public static RepoMode parse(String word, String source) throws InputException {
        for (RepoMode each : values()) {
            if (each.toString().equals(word.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new InputException(source + " is \"" + word + "\"; it is local or authoritative");
    }

    /** The word for it in build information and on command lines. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
