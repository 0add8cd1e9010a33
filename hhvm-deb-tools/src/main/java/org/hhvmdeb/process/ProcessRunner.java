package org.hhvmdeb.process;

import org.hhvmdeb.notice.ExternalException;

/** Runs programs. */
public interface ProcessRunner {

    /**
     * Runs a program to its end.
     *
     * @return how it ended, whatever its exit status
     * @throws ExternalException when the program does not exist or cannot be started, when its input fails, when it takes longer than allowed,
     *     and when we are interrupted; in the last two cases it and its children are gone before this returns
     */
    Completed run(Command command) throws ExternalException;
}
