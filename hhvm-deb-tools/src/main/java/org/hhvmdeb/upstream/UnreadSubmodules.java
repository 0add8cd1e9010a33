package org.hhvmdeb.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** The submodules of one tree that could not be read, told all at once: a tag of HHVM has dozens of them. */
final class UnreadSubmodules {

    private final List<UnreadSubmodule> all = new ArrayList<>();

    void add(UnreadSubmodule submodule) {
        all.add(submodule);
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
                    + " hhvm.cache.submodules), or leave them out explicitly; the manifest then says so:\n"
                    + "  " + options() + "\n  in Maven: -Dhhvm.cache.skippedSubmodules="
                    + all.stream().map(u -> u.path().text()).collect(Collectors.joining(","));
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

    private String options() {
        return all.stream()
                .map(u -> "--skip-submodule " + quoted(u.path().text()))
                .collect(Collectors.joining(" "));
    }

    /** For a shell. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./+@%=-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
