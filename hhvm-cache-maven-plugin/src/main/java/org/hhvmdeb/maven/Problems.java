package org.hhvmdeb.maven;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** What is wrong with the settings of a goal, told all at once, and each but once. */
final class Problems {

    private final Set<String> messages = new LinkedHashSet<>();

    /** Reads a setting; where it is wrong that is noted, and the stand-in lets the others be checked. */
    <T> T read(Setting<T> setting, T standIn) throws HhvmDebException {
        try {
            return setting.read();
        } catch (InputException e) {
            messages.add(String.valueOf(e.getMessage()));
            return standIn;
        }
    }

    void addAll(Collection<String> more) {
        messages.addAll(more);
    }

    /**
     * Fails if there are any.
     *
     * @param goal whose settings they are
     */
    void orFail(String goal) throws InputException {
        if (messages.size() == 1) {
            throw new InputException(messages.iterator().next());
        }
        if (!messages.isEmpty()) {
            throw new InputException(messages.size() + " settings of " + goal + " are wrong or missing:\n- "
                    + String.join("\n- ", messages));
        }
    }

    /** A setting that has to be made out. */
    interface Setting<T> {

        T read() throws HhvmDebException;
    }
}
