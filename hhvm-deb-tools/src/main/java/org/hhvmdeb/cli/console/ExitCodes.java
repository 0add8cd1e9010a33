package org.hhvmdeb.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.report.FindingJson;
import org.hhvmdeb.report.ReportFormat;
import org.hhvmdeb.report.ReportJson;
import org.hhvmdeb.report.ReportWriter;
import picocli.CommandLine;

/**
 * What the command line's exit status means: 0 fine, 1 a check did not pass, 2 wrong usage or input, 3 something outside
 * broke, 70 a fault of this program. Messages go to standard error; where a format for programs was asked for, standard
 * output has them in that format, too, as a program that reads it should never meet nothing.
 */
public final class ExitCodes implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    public static final int FINDINGS = 1;
    public static final int INPUT = 2;
    public static final int OUTSIDE = 3;

    private final PrintStream out;
    private final PrintStream err;

    /** Sets both handlers up. */
    public ExitCodes(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** What it means that Java cannot make a name the name of a file. */
    public static String unspeakable(String name) {
        return "the file name \"" + name + "\" cannot be expressed in this locale; run with LC_ALL=C.UTF-8";
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] arguments) {
        if (failure.getCause() instanceof HhvmDebException told) {
            return tell(told, failure.getCommandLine(), List.of(arguments));
        }
        UsageMessage usage = UsageMessage.of(failure);
        String masked = new CommandWords(List.of(arguments)).masked(usage.sentence());
        tellPrograms(failure.getCommandLine(), masked, List.of(arguments));
        usage.saying(masked).tell(err);
        return INPUT;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parseResult) {
        return tell(failure, commandLine, parseResult.originalArgs());
    }

    /** The exit status where standard output may have lost something: a status says that all of it was written. */
    public int withOutput(int status, Optional<IOException> lost) {
        if (lost.isEmpty() || status == Fault.STATUS) {
            return status;
        }
        err.println("hhvm-deb: "
                + ExternalException.writing("standard output", lost.get()).getMessage());
        return OUTSIDE;
    }

    private int tell(Exception failure, CommandLine command, List<String> arguments) {
        String said = failure instanceof InvalidPathException e
                ? unspeakable(e.getInput())
                : String.valueOf(failure.getMessage());
        String message = new CommandWords(arguments).masked(said);
        if (failure instanceof FindingsException f && asked(arguments).equals(Optional.of(ReportFormat.JSON))) {
            out.print(Json.document(new ReportJson(false, FindingJson.of(f.findings()))));
        } else {
            tellPrograms(command, message, arguments);
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

    /** Whoever asked for a format that programs read gets it, whatever happens. */
    private void tellPrograms(CommandLine command, String message, List<String> arguments) {
        String name = command.getCommandSpec().qualifiedName("-").replaceFirst("^hhvm-deb-", "");
        asked(arguments)
                .filter(f -> f != ReportFormat.TEXT)
                .ifPresent(f -> out.print(ReportWriter.failure(name, message, f)));
    }

    /** From the words, as a line that says one thing wrong may say another one well. */
    private static Optional<ReportFormat> asked(List<String> arguments) {
        String line = " " + String.join(" ", arguments).toLowerCase(Locale.ROOT) + " ";
        return Stream.of(ReportFormat.values())
                .filter(f -> line.contains(" --format " + f + " ") || line.contains(" --format=" + f + " "))
                .findFirst();
    }
}
