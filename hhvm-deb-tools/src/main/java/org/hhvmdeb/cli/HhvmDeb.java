package org.hhvmdeb.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.hhvmdeb.process.LocalProcesses;
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
            "3:something outside is missing or failed: a program, the network, the disk"
        })
public final class HhvmDeb {

    private HhvmDeb() {}

    /** Ends the virtual machine with the exit status of the command. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, System.getenv(), arguments));
    }

    static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... arguments) {
        boolean terminal = Terminal.isWatched(environment);
        Console console = new Console(
                out, new ConsoleProgress(err, terminal, System::nanoTime), new LocalProcesses(), environment);
        CommandLine commands = commands(console);
        everyCommand(commands).forEach(c -> c.getCommandSpec().versionProvider(new Version()));
        ExitCodes exitCodes = new ExitCodes(out, err, commands.getParameterExceptionHandler());
        return commands.registerConverter(Path.class, HhvmDeb::path)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(exitCodes)
                .setExecutionExceptionHandler(exitCodes)
                .execute(arguments);
    }

    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HhvmDeb::everyCommand));
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(ExitCodes.unspeakable(e));
        }
    }

    /** Every command there is, under its noun. */
    private static CommandLine commands(Console console) {
        return new CommandLine(new HhvmDeb())
                .addSubcommand(new CommandLine(new Upstream())
                        .addSubcommand(new UpstreamTagsCommand(console))
                        .addSubcommand(new UpstreamImportCommand(console))
                        .addSubcommand(new UpstreamVerifyCommand(console)))
                .addSubcommand(new CommandLine(new Patches())
                        .addSubcommand(new PatchesCheckCommand(console))
                        .addSubcommand(new PatchesApplyCommand(console))
                        .addSubcommand(new PatchesUnapplyCommand(console))
                        .addSubcommand(new PatchesRefreshCommand(console)))
                .addSubcommand(new CommandLine(new Source()).addSubcommand(new SourceBuildCommand(console)))
                .addSubcommand(new CommandLine(new Packages()).addSubcommand(new PackageBuildCommand(console)))
                .addSubcommand(new CommandLine(new Cache())
                        .addSubcommand(new CacheInspectCommand(console))
                        .addSubcommand(new CacheVerifyCommand(console))
                        .addSubcommand(new CacheCompileCommand(console))
                        .addSubcommand(new CachePackCommand(console))
                        .addSubcommand(new CacheSchemaCommand(console)));
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
