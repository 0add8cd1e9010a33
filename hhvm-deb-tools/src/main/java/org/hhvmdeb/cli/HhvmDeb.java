package org.hhvmdeb.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Properties;
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
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new HhvmDeb())
                .setExecutionExceptionHandler(new ExitCodes(err))
                .execute(arguments);
    }

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
