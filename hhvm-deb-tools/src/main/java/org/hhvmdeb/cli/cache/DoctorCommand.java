package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.ReportOptions;
import org.hhvmdeb.hhbc.doctor.Advice;
import org.hhvmdeb.hhbc.doctor.CentralCandidate;
import org.hhvmdeb.hhbc.doctor.Doctor;
import org.hhvmdeb.hhbc.doctor.DoctorReport;
import org.hhvmdeb.hhbc.doctor.DoctorRequest;
import org.hhvmdeb.hhbc.doctor.ServiceReport;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.ByteSize;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says which bytecode repository the hhvm of a host really gets, what is wrong with it, and what mends it:"
                    + " after fix: a command to paste into a shell of root, after advice: words where no command is safe."
                    + " Changes nothing and runs nothing; access control lists are not looked at.",
            "Exit status 1 when it finds a fault; notes alone are none."
        })
public final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--root",
            defaultValue = "/",
            paramLabel = "DIR",
            description = "The top of the host's file system, a chroot or an image. Default: this host")
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "As whom HHVM runs. Default: as the host starts it, or www-data")
    private @Nullable String user;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration file of HHVM's, as the host names it; may be repeated. Default: those of the"
                    + " hhvm that is running, of hhvm.service, or in /etc/hhvm.")
    private List<String> configs = List.of();

    @Option(
            names = "--hhvm",
            paramLabel = "FILE",
            description =
                    "The hhvm whose schema counts, its .deb or the program; it is read, not run. Default: the one on the"
                            + " host.")
    private @Nullable Path hhvm;

    @Option(
            names = "--schema",
            paramLabel = "ID",
            description = "The schema that counts, for an hhvm that does not tell it without being run.")
    private @Nullable String schema;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "What no repository should exceed, such as 400M; choose it well below ulimit -f.")
    private @Nullable String maxSize;

    @Mixin
    private final ReportOptions output = new ReportOptions();

    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        Optional<HhvmSource> named = hhvm == null ? Optional.empty() : Optional.of(HhvmSource.in(hhvm));
        Optional<RepoSchema> live = schema == null ? Optional.empty() : Optional.of(RepoSchema.parse(schema));
        DoctorReport failure = new Doctor(console.programs())
                .run(
                        new DoctorRequest(root, Optional.ofNullable(user), configs, named, live, maxBytes()),
                        console.progress());
        Report report = failure.toReport();
        return output.write(report, text(failure), DoctorReportJson.of(failure, report.passed()), console);
    }

    private Optional<Long> maxBytes() throws InputException {
        if (maxSize == null) {
            return Optional.empty();
        }
        String written = maxSize;
        return Optional.of(ByteSize.parse(written)
                .filter(b -> b > 0)
                .orElseThrow(() -> new InputException(
                        "--max-size is \"" + written + "\"; write bytes, or a number with K, M or G")));
    }

    private static String text(DoctorReport failure) {
        StringBuilder text = new StringBuilder();
        for (ServiceReport each : failure.examinations()) {
            text.append(each.service() + ", as " + each.user() + ", schema "
                    + each.schema().map(RepoSchema::id).orElse("unknown") + "\n");
            int number = 0;
            for (CentralCandidate candidate : each.candidates()) {
                text.append("  " + ++number + ". " + line(candidate));
            }
            for (CentralCandidate candidate : each.read()) {
                text.append("  read only: " + line(candidate));
            }
        }
        for (Advice advice : failure.advice()) {
            text.append(advice.finding() + "\n  " + advice.told() + "\n");
        }
        return text.append(failure.summary()).append('\n').toString();
    }

    private static String line(CentralCandidate candidate) {
        return candidate.place().path() + " (" + candidate.place().source() + "): " + words(candidate) + "\n";
    }

    private static String words(CentralCandidate candidate) {
        String state = candidate.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return state + candidate.rule().map(r -> ", " + r.id()).orElse("");
    }
}
