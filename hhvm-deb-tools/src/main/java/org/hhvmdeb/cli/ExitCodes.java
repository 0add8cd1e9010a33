package org.hhvmdeb.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.report.FindingJson;
import picocli.CommandLine;

/**
 * What the command line's exit status means: 0 fine, 1 a check did not pass, 2 wrong usage or input, 3 something outside
 * broke, 70 a fault of this program. Messages go to standard error; where JSON was asked for, standard output has them
 * too, as a program that reads it should never meet nothing.
 */
final class ExitCodes implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    static final int FINDINGS = 1;
    static final int INPUT = 2;
    static final int OUTSIDE = 3;

    private final PrintStream out;
    private final PrintStream err;

    /** Sets both handlers up. */
    ExitCodes(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** What it means that Java cannot make a name the name of a file. */
    static String unspeakable(String name) {
        return "the file name \"" + name + "\" cannot be expressed in this locale; run with LC_ALL=C.UTF-8";
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] arguments) {
        if (failure.getCause() instanceof HhvmDebException told) {
            return tell(told, List.of(arguments));
        }
        String message = String.valueOf(failure.getMessage());
        String masked = new GivenWords(List.of(arguments)).masked(message);
        if (asksForJson(List.of(arguments))) {
            out.println(Json.of(error(masked)));
        }
        UsageMessage.of(failure, masked).tell(err);
        return INPUT;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parseResult) {
        return tell(failure, parseResult.originalArgs());
    }

    /** The exit status where standard output may have lost something: a status says that all of it was written. */
    int withOutput(int status, Optional<IOException> lost) {
        if (lost.isEmpty() || status == Fault.STATUS) {
            return status;
        }
        err.println("hhvm-deb: "
                + ExternalException.writing("standard output", lost.get()).getMessage());
        return OUTSIDE;
    }

    private int tell(Exception failure, List<String> arguments) {
        String said = failure instanceof InvalidPathException e
                ? unspeakable(e.getInput())
                : String.valueOf(failure.getMessage());
        String message = new GivenWords(arguments).masked(said);
        if (asksForJson(arguments)) {
            out.println(Json.of(failure instanceof FindingsException f ? findings(f) : error(message)));
        }
        if (failure instanceof HhvmDebException || failure instanceof InvalidPathException) {
            err.println("hhvm-deb: " + message);
            return of(failure);
        }
        return Fault.tell(failure, err);
    }

    private static int of(Exception failure) {
        if (failure instanceof FindingsException) {
            return FINDINGS;
        }
        return failure instanceof ExternalException ? OUTSIDE : INPUT;
    }

    private static Map<String, Object> findings(FindingsException failure) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("passed", false);
        described.put("findings", FindingJson.of(failure.findings()));
        return described;
    }

    private static Map<String, Object> error(String message) {
        return Map.of("error", message);
    }

    private static boolean asksForJson(List<String> arguments) {
        String line = String.join(" ", arguments).toLowerCase(Locale.ROOT);
        return line.contains("--format json") || line.contains("--format=json");
    }
}
