package org.hhvmdeb.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hhvmdeb.hhbc.InspectRepo;
import org.hhvmdeb.hhbc.RepoInspection;
import org.hhvmdeb.hhbc.SchemaContent;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.notice.HhvmDebException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Tells what is in a bytecode repository; changes nothing.")
final class CacheInspectCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The .hhbc.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    CacheInspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        RepoInspection inspection = new InspectRepo().run(file);
        if (format == Format.json) {
            console.out().println(Json.of(json(inspection)));
        } else {
            print(inspection);
        }
        return inspection.damage().isEmpty() ? 0 : ExitCodes.FINDINGS;
    }

    private void print(RepoInspection inspection) {
        console.out()
                .println(inspection.file() + ": " + inspection.format() + ", " + inspection.size() + " bytes, "
                        + inspection.freeBytes() + " of them free");
        for (SchemaContent schema : inspection.schemas()) {
            console.out().println("schema " + schema.schema().id());
            console.out().println("  layout of HHVM " + schema.generation());
            console.out()
                    .println("  " + schema.units() + " units, " + schema.paths() + " paths"
                            + (schema.wholeProgram() ? ", whole program" : ""));
            if (!schema.genuine()) {
                console.out().println("  not HHVM's: its magic table says \"" + schema.product() + "\"");
            }
        }
        inspection
                .debris()
                .forEach((id, tables) -> console.out()
                        .println(
                                "debris of schema " + id + ", which has no magic table: " + String.join(", ", tables)));
        inspection.strangers().forEach(t -> console.out().println("not HHVM's: table " + t));
        inspection.damage().forEach(d -> console.out().println("damaged: " + d));
    }

    private static Map<String, Object> json(RepoInspection inspection) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("file", inspection.file());
        described.put("format", inspection.format().name().toLowerCase(Locale.ROOT));
        described.put("size", inspection.size());
        described.put("freeBytes", inspection.freeBytes());
        described.put(
                "schemas",
                inspection.schemas().stream().map(CacheInspectCommand::json).toList());
        described.put("debris", inspection.debris());
        described.put("strangers", inspection.strangers());
        described.put("damage", inspection.damage());
        return described;
    }

    private static Map<String, Object> json(SchemaContent schema) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("schema", schema.schema().id());
        described.put("generation", schema.generation().toString());
        described.put("genuine", schema.genuine());
        described.put("units", schema.units());
        described.put("paths", schema.paths());
        described.put("wholeProgram", schema.wholeProgram());
        List<Map<String, Object>> tables = schema.tables().stream()
                .map(t -> Map.<String, Object>of("name", t.name(), "rows", t.rows()))
                .toList();
        described.put("tables", tables);
        return described;
    }
}
