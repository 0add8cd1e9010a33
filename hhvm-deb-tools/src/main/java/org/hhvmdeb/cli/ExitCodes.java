package org.hhvmdeb.cli;

import java.io.PrintStream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import picocli.CommandLine;

/**
 * What the command line's exit status means: 0 fine, 1 a check did not pass, 2 wrong usage or input, 3 something outside
 * broke, 70 a fault of this program.
 */
final class ExitCodes implements CommandLine.IExecutionExceptionHandler {

    static final int FINDINGS = 1;
    static final int INPUT = 2;
    static final int OUTSIDE = 3;
    /** EX_SOFTWARE of sysexits.h. */
    static final int OUR_FAULT = 70;

    private final PrintStream err;

    ExitCodes(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parseResult) {
        if (failure instanceof HhvmDebException known) {
            err.println("hhvm-deb: " + known.getMessage());
            return of(known);
        }
        err.println("hhvm-deb: this is a fault of hhvm-deb itself, please report it with the lines below");
        failure.printStackTrace(err);
        return OUR_FAULT;
    }

    private static int of(HhvmDebException failure) {
        if (failure instanceof FindingsException) {
            return FINDINGS;
        }
        return failure instanceof ExternalException ? OUTSIDE : INPUT;
    }
}
