package org.hhvmdeb.process;

import java.time.Duration;
import org.hhvmdeb.notice.ExternalException;

/** Looks at a program while it runs, several times a second. */
@FunctionalInterface
public interface ProcessWatch {

    /**
     * Looks once.
     *
     * @param elapsed since the program was started
     * @param resident bytes of memory that it and its children have in use, pages they share counted for each
     * @throws ExternalException to have them stopped; it is what the caller of the runner gets
     */
    void look(Duration elapsed, long resident) throws ExternalException;
}
