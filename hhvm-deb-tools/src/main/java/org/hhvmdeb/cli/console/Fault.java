package org.hhvmdeb.cli.console;

import java.io.PrintStream;
import java.util.Arrays;

/** What no code of ours foresaw: too little memory, which more of it mends, or a fault of this program. */
public final class Fault {

    /** EX_SOFTWARE of sysexits.h. */
    public static final int STATUS = 70;

    private static final int MOST_FRAMES = 40;

    private Fault() {}

    /**
     * Tells a person.
     *
     * @return the exit status
     */
    public static int tell(Throwable failure, PrintStream err) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof OutOfMemoryError) {
                err.println("hhvm-deb: Java has run out of memory (" + each.getMessage() + "); give it more, as in"
                        + " java -Xmx4g -jar hhvm-deb.jar, or with JAVA_TOOL_OPTIONS=-Xmx4g");
                return ExitCodes.OUTSIDE;
            }
        }
        err.println("hhvm-deb: this is a fault of hhvm-deb itself, please report it with the lines below");
        StackTraceElement[] trace = failure.getStackTrace();
        failure.setStackTrace(Arrays.copyOf(trace, Math.min(trace.length, MOST_FRAMES)));
        failure.printStackTrace(err);
        return STATUS;
    }
}
