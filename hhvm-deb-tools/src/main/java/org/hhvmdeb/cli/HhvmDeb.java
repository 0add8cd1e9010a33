package org.hhvmdeb.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.hhvmdeb.cli.cache.CacheCanonicaliseCommand;
import org.hhvmdeb.cli.cache.CacheCompileCommand;
import org.hhvmdeb.cli.cache.CacheDiffCommand;
import org.hhvmdeb.cli.cache.CacheInspectCommand;
import org.hhvmdeb.cli.cache.CachePackCommand;
import org.hhvmdeb.cli.cache.CachePreflightCommand;
import org.hhvmdeb.cli.cache.CachePruneCommand;
import org.hhvmdeb.cli.cache.CacheRebuildCommand;
import org.hhvmdeb.cli.cache.CacheSchemaCommand;
import org.hhvmdeb.cli.cache.CacheVerifyCommand;
import org.hhvmdeb.cli.cache.DoctorCommand;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ConsoleProgress;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.console.Fault;
import org.hhvmdeb.cli.console.ShownStream;
import org.hhvmdeb.cli.console.Terminal;
import org.hhvmdeb.cli.packages.PackageBuildCommand;
import org.hhvmdeb.cli.packages.SourceBuildCommand;
import org.hhvmdeb.cli.patches.PatchesAddCommand;
import org.hhvmdeb.cli.patches.PatchesApplyCommand;
import org.hhvmdeb.cli.patches.PatchesCheckCommand;
import org.hhvmdeb.cli.patches.PatchesDropCommand;
import org.hhvmdeb.cli.patches.PatchesForecastCommand;
import org.hhvmdeb.cli.patches.PatchesLintCommand;
import org.hhvmdeb.cli.patches.PatchesListCommand;
import org.hhvmdeb.cli.patches.PatchesRebaseCommand;
import org.hhvmdeb.cli.patches.PatchesRefreshCommand;
import org.hhvmdeb.cli.patches.PatchesRenameCommand;
import org.hhvmdeb.cli.patches.PatchesUnapplyCommand;
import org.hhvmdeb.cli.upstream.UpstreamImportCommand;
import org.hhvmdeb.cli.upstream.UpstreamSuggestPruneCommand;
import org.hhvmdeb.cli.upstream.UpstreamTagsCommand;
import org.hhvmdeb.cli.upstream.UpstreamVerifyCommand;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.process.ShutdownHook;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code hhvm-deb}. */
@Command(
        name = "hhvm-deb",
        mixinStandardHelpOptions = true,
        versionProvider = HhvmDeb.Version.class,
        description = "From an upstream HHVM tag to servers that run it with a warm bytecode cache.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:fine",
            "1:a check did not pass",
            "2:wrong usage or input",
            "3:something outside is missing or failed: a program, the network, the disk, memory; standard output"
                    + " could not be written",
            "70:a fault of hhvm-deb itself",
            "128+N:ended by signal N (129 SIGHUP, 130 SIGINT, 143 SIGTERM); what was not complete is removed"
        },
        footerHeading = "%nFiles to write:%n",
        footer = {
            "A regular file is replaced as a whole, also behind a symbolic link, and missing directories are created."
                    + " A device, a FIFO or an open file (/dev/fd/3) is written to and stays what it is. One file may be"
                    + " - or /dev/stdout: it has standard output alone, and what the command prints there otherwise"
                    + " goes to standard error."
        })
public final class HhvmDeb {

    /** Columns of the help. picocli takes no fewer, and longer lines are hard to read. */
    private static final int NARROWEST = 55;

    private static final int USUAL = 80;
    private static final int WIDEST = 120;

    private HhvmDeb() {}

    /** Ends the virtual machine with the exit status of the command. */
    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        // What a thread does not finish somebody waits for, or takes for done.
        ShutdownHook interruption = interruption(err);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            interruption.close();
            System.exit(Fault.tell(failure, new ShownStream(err)));
        });
        int status = run(new FileOutputStream(FileDescriptor.out), err, System.getenv(), arguments);
        interruption.close();
        System.exit(status);
    }

    /** Java itself sees to the exit status, which is 128 and the number of the signal. */
    private static ShutdownHook interruption(PrintStream err) {
        boolean terminal = Terminal.isWatched(System.getenv());
        return ShutdownHook.of(
                "tell", () -> new ConsoleProgress(err, terminal, System::nanoTime).note("hhvm-deb: interrupted"));
    }

    /** Runs a command; {@code output} must throw when it cannot be written, which a PrintStream never does. */
    static int run(OutputStream output, PrintStream err, Map<String, String> environment, String... arguments) {
        StandardOutput standardOutput = new StandardOutput(output, err);
        PrintStream out = standardOutput.results();
        boolean terminal = Terminal.isWatched(environment);
        PrintStream shownOut = new ShownStream(out);
        PrintStream shownErr = new ShownStream(err);
        Console console = new Console(
                shownOut, new ConsoleProgress(err, terminal, System::nanoTime), new LocalProcesses(), environment);
        CommandLine commands = commands(console, arguments);
        everyCommand(commands).forEach(c -> c.getCommandSpec().versionProvider(new Version()));
        ExitCodes exitCodes = new ExitCodes(shownOut, shownErr);
        commands.registerConverter(Path.class, HhvmDeb::path)
                .registerConverter(OutputFile.class, standardOutput::file)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(columns(environment))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionStrategy(line -> checked(line, exitCodes))
                .setParameterExceptionHandler(exitCodes)
                .setExecutionExceptionHandler(exitCodes);
        int status;
        try {
            status = commands.execute(arguments);
        } catch (Error e) {
            status = Fault.tell(e, shownErr);
        }
        return exitCodes.withOutput(status, standardOutput.failure());
    }

    /** As wide as the terminal says, within what can be read. */
    private static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,5}")
                ? Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)))
                : USUAL;
    }

    private static int checked(CommandLine.ParseResult line, ExitCodes exitCodes) {
        try {
            PathArguments.check(line);
        } catch (HhvmDebException e) {
            return exitCodes.handleExecutionException(e, line.commandSpec().commandLine(), line);
        }
        return new CommandLine.RunLast().execute(line);
    }

    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HhvmDeb::everyCommand));
    }

    static Path path(String name) {
        if (name.isEmpty()) {
            throw new CommandLine.TypeConversionException("an empty name stands for no file or directory");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(ExitCodes.unspeakable(e.getInput()));
        }
    }

    /** Every command there is, under its noun. */
    static CommandLine commands(Console console, String... arguments) {
        return new CommandTree(new HhvmDeb())
                .noun("upstream", Upstream::new)
                .verb("tags", () -> new UpstreamTagsCommand(console))
                .verb("import", () -> new UpstreamImportCommand(console))
                .verb("verify", () -> new UpstreamVerifyCommand(console))
                .verb("suggest-prune", () -> new UpstreamSuggestPruneCommand(console))
                .noun("patches", Patches::new)
                .verb("check", () -> new PatchesCheckCommand(console))
                .verb("lint", () -> new PatchesLintCommand(console))
                .verb("list", () -> new PatchesListCommand(console))
                .verb("add", () -> new PatchesAddCommand(console))
                .verb("drop", () -> new PatchesDropCommand(console))
                .verb("rename", () -> new PatchesRenameCommand(console))
                .verb("apply", () -> new PatchesApplyCommand(console))
                .verb("unapply", () -> new PatchesUnapplyCommand(console))
                .verb("refresh", () -> new PatchesRefreshCommand(console))
                .verb("rebase", () -> new PatchesRebaseCommand(console))
                .verb("forecast", () -> new PatchesForecastCommand(console))
                .noun("source", Source::new)
                .verb("build", () -> new SourceBuildCommand(console))
                .noun("package", Packages::new)
                .verb("build", () -> new PackageBuildCommand(console))
                .noun("cache", Cache::new)
                .verb("inspect", () -> new CacheInspectCommand(console))
                .verb("verify", () -> new CacheVerifyCommand(console))
                .verb("compile", () -> new CacheCompileCommand(console))
                .verb("pack", () -> new CachePackCommand(console))
                .verb("schema", () -> new CacheSchemaCommand(console))
                .verb("diff", () -> new CacheDiffCommand(console))
                .verb("prune", () -> new CachePruneCommand(console))
                .verb("rebuild", () -> new CacheRebuildCommand(console))
                .verb("canonicalise", () -> new CacheCanonicaliseCommand(console))
                .verb("preflight", () -> new CachePreflightCommand(console))
                .command("doctor", () -> new DoctorCommand(console))
                .command("explain", () -> new ExplainCommand(console))
                .commandLine(List.of(arguments));
    }

    @Command(name = "upstream", mixinStandardHelpOptions = true, description = "Upstream's releases.")
    private static final class Upstream {}

    @Command(name = "patches", mixinStandardHelpOptions = true, description = "The patch series in debian/patches.")
    private static final class Patches {}

    @Command(name = "source", mixinStandardHelpOptions = true, description = "The source package.")
    private static final class Source {}

    @Command(name = "package", mixinStandardHelpOptions = true, description = "The binary packages.")
    private static final class Packages {}

    @Command(name = "cache", mixinStandardHelpOptions = true, description = "Bytecode repositories and their packages.")
    private static final class Cache {}

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = HhvmDeb.class.getResourceAsStream("version.properties")) {
                properties.load(in);
            }
            return new String[] {"hhvm-deb " + properties.getProperty("version")};
        }
    }
}
