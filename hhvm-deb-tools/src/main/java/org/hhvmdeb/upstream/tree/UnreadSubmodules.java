package org.hhvmdeb.upstream.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** The submodules of one tree that could not be read, told all at once: a tag of HHVM has dozens of them. */
final class UnreadSubmodules {

    /** Each may cost the time in which a server has to say something. */
    private static final int MOST_SILENT = 20;

    private final List<UnreadSubmodule> all = new ArrayList<>();
    private int silentOnes;

    /**
     * Notes one.
     *
     * @throws ExternalException with all so far, when so many did not answer that the others will hardly do
     */
    void add(UnreadSubmodule submodule) throws HhvmDebException {
        all.add(submodule);
        boolean silent = !(submodule.failure() instanceof InputException);
        if (silent && ++silentOnes == MOST_SILENT) {
            refuse();
        }
    }

    /**
     * Refuses to go on without them.
     *
     * @throws InputException when all of them are faults of the input
     * @throws ExternalException when one could not be fetched
     */
    void refuse() throws HhvmDebException {
        if (all.size() == 1) {
            throw all.get(0).told();
        }
        if (!all.isEmpty()) {
            String message = all.size() + " submodules cannot be read:\n" + list() + "\n"
                    + "Give other addresses for them (--submodule PATH=URL, or the beginning of several URLs; in Maven"
                    + " hhvm.cache.submodules), or leave them out explicitly; the manifest then says so" + options();
            boolean external = all.stream().anyMatch(u -> !(u.failure() instanceof InputException));
            throw external ? new ExternalException(message, all.get(0)) : new InputException(message, all.get(0));
        }
    }

    /** Says that the work goes on without them. */
    void warn(Progress progress) {
        if (!all.isEmpty()) {
            progress.warn((all.size() == 1 ? "a submodule" : all.size() + " submodules")
                    + " cannot be read, so what is in there is not known:\n" + list());
        }
    }

    private String list() {
        return all.stream()
                .map(u -> "  " + u.path() + ": " + u.failure().getMessage())
                .collect(Collectors.joining("\n"));
    }

    /** To be pasted; a star or a comma in a path would say something else. */
    private String options() {
        List<String> paths = all.stream().map(u -> u.path().text()).toList();
        if (paths.stream().anyMatch(p -> p.matches("(?s).*[*,\\p{Cntrl}].*"))) {
            return "";
        }
        return ":\n  "
                + paths.stream().map(p -> "--skip-submodule " + quoted(p)).collect(Collectors.joining(" "))
                + "\n  in Maven: " + quoted("-Dhhvm.cache.skippedSubmodules=" + String.join(",", paths));
    }

    /** For a shell. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./+@%=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
