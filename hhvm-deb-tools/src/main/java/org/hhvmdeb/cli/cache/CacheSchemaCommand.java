package org.hhvmdeb.cli.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.AdminOptions;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.cli.options.RunOption;
import org.hhvmdeb.hhbc.schema.ReadSchema;
import org.hhvmdeb.hhbc.schema.SchemaSource;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description =
                "Reads repo schemas; exit status 1 when they differ. Runs nothing of what it reads, unless with --run.")
public final class CacheSchemaCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "WHAT",
            description = "An hhvm program, a .hhbc, an hhvm .deb or a cache .deb; pid:NUMBER, a running hhvm;"
                    + " http://HOST:PORT or admin:HOST:PORT, a server's admin port. Several are compared.")
    private List<String> words = List.of();

    @Mixin
    private final RunOption run = new RunOption();

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    public CacheSchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        List<SchemaSource> sources = new ArrayList<>();
        for (String word : words) {
            sources.add(SchemaSource.parse(word));
        }
        if (admin.areSaid() && sources.stream().noneMatch(SchemaSource.Admin.class::isInstance)) {
            throw new InputException("--timeout and --admin-password-file are for admin ports, and none is asked");
        }
        List<SchemaReading> readings = new ArrayList<>();
        ReadSchema read = new ReadSchema(console.programs(), admin.client(console));
        for (SchemaSource source : sources) {
            readings.addAll(read.run(source, run.allowed()));
        }
        format.write(console, SchemaReadingsJson.of(readings), () -> readings.forEach(console.out()::println));
        long different = readings.stream().map(SchemaReading::schema).distinct().count();
        if (different > 1) {
            console.progress().warn("these name " + different + " different schemas; they do not fit each other");
        }
        return different == 1 ? 0 : ExitCodes.FINDINGS;
    }
}
