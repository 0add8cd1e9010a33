package org.hhvmdeb.testkit;

import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.process.Tether;

/** Programs for tests that are not killed: to start one with its tether takes three times as long. */
public final class Programs {

    private Programs() {}

    /** What holds a lock is tied to us as ever. */
    public static LocalProcesses untethered() {
        Tether tether = new Tether(SearchPath.parse(System.getenv("PATH")));
        return new LocalProcesses(c -> c.holding().isPresent() ? tether.words(c) : c.words());
    }
}
