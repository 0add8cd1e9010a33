package org.hhvmdeb.io;

import java.nio.file.Path;

/** Where files lie that nobody needs for longer than a run. */
public final class TemporaryFiles {

    /** What Java takes on this system if nobody says anything else. */
    private static final String USUAL = "/tmp";

    private TemporaryFiles() {}

    /**
     * The directory: what Java was told ({@code -Djava.io.tmpdir}), or {@code TMPDIR} of the environment as for other programs, which
     * Java itself takes no notice of.
     */
    public static Path directory() {
        String told = System.getProperty("java.io.tmpdir", USUAL);
        String environment = System.getenv().getOrDefault("TMPDIR", "");
        return Path.of(told.equals(USUAL) && !environment.isEmpty() ? environment : told);
    }
}
