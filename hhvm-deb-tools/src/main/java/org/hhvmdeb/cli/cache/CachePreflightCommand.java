package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.AdminOptions;
import org.hhvmdeb.cli.options.ReportOptions;
import org.hhvmdeb.hhbc.host.AdminAddress;
import org.hhvmdeb.hhbc.host.HostList;
import org.hhvmdeb.hhbc.preflight.HostVerdict;
import org.hhvmdeb.hhbc.preflight.Preflight;
import org.hhvmdeb.hhbc.preflight.PreflightRequest;
import org.hhvmdeb.hhbc.preflight.PreflightResult;
import org.hhvmdeb.hhbc.schema.CacheSchemas;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        description =
                "Asks the admin ports of many hosts which of them would run a cache warm; exit status 1 unless all"
                        + " would.")
public final class CachePreflightCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "CACHE HOST[:PORT]",
            description = "A .hhbc or a cache .deb (not with --schema), and hosts: names, IPv4 or IPv6 addresses.")
    private List<String> words = List.of();

    @Option(names = "--schema", paramLabel = "ID", description = "Instead of CACHE: the schema it is for.")
    private @Nullable String schema;

    @Option(names = "--hosts", paramLabel = "FILE", description = "More hosts, one a line; # begins a comment.")
    private @Nullable Path hosts;

    @Option(
            names = "--port",
            defaultValue = "" + AdminAddress.USUAL_PORT,
            paramLabel = "N",
            description = "The admin port of hosts named without one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--jobs",
            defaultValue = "100",
            paramLabel = "N",
            description = "How many hosts are asked at a time. Default: ${DEFAULT-VALUE}")
    private int jobs;

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final ReportOptions output = new ReportOptions();

    public CachePreflightCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (schema == null && words.isEmpty()) {
            throw new InputException("no cache is named; give a .hhbc, a cache .deb, or --schema ID");
        }
        List<RepoSchema> cache =
                schema == null ? new CacheSchemas().run(Path.of(words.get(0))) : List.of(RepoSchema.parse(schema));
        List<AdminAddress> asked = new ArrayList<>();
        for (String word : words.subList(schema == null ? 1 : 0, words.size())) {
            asked.add(AdminAddress.named(word, port));
        }
        if (hosts != null) {
            asked.addAll(HostList.read(hosts, port));
        }
        PreflightResult result =
                new Preflight(admin.client(console)).run(PreflightRequest.of(cache, asked, jobs), console.progress());
        Report report = result.toReport();
        return output.write(report, text(result), PreflightResultJson.of(cache, result, report.passed()), console);
    }

    private static String text(PreflightResult result) {
        int width = result.hosts().stream()
                .mapToInt(h -> h.host().toString().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (HostVerdict host : result.hosts()) {
            String told = host.identity()
                    .map(i -> i.schema() + "  " + i.description())
                    .orElse(host.detail());
            text.append(String.format("%-" + width + "s  %-11s  %s", host.host(), host.verdict(), told)
                            .stripTrailing())
                    .append('\n');
        }
        return text.append(result.summary()).append('\n').toString();
    }
}
