package org.hhvmdeb.cli.cache;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.hhbc.diff.DiffRepos;
import org.hhvmdeb.hhbc.diff.DifferentRepos;
import org.hhvmdeb.hhbc.diff.FileDifference;
import org.hhvmdeb.hhbc.diff.FileDifference.Change;
import org.hhvmdeb.hhbc.diff.SchemaDifference;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Tells which files' bytecode differs between two repositories; exit status 1 when any does.")
public final class CacheDiffCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "OLD", description = "A .hhbc.")
    @SuppressWarnings("NullAway.Init")
    private Path older;

    @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
    @SuppressWarnings("NullAway.Init")
    private Path newer;

    @Option(names = "--schema", paramLabel = "ID", description = "Look at this schema only.")
    private @Nullable String schema;

    @Option(names = "--files", description = "Tell every file, not only the directories.")
    private boolean files;

    @Mixin
    private final FormatOption format = new FormatOption();

    public CacheDiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        if (files && format.isJson()) {
            throw new InputException("--files is for text, and JSON always names every file; leave it out");
        }
        Optional<RepoSchema> only = schema == null ? Optional.empty() : Optional.of(RepoSchema.parse(schema));
        DifferentRepos difference = new DiffRepos().run(older, newer, only, console.progress());
        format.write(console, DifferentReposJson.of(difference), () -> print(difference));
        return difference.isEmpty() ? 0 : ExitCodes.FINDINGS;
    }

    private void print(DifferentRepos difference) {
        PrintStream out = console.out();
        difference.removed().forEach(s -> out.println("schema " + s + " is only in " + older));
        difference.added().forEach(s -> out.println("schema " + s + " is only in " + newer));
        difference.schemas().forEach(this::print);
    }

    private void print(SchemaDifference schema) {
        PrintStream out = console.out();
        String name = schema.older() + (schema.older().equals(schema.newer()) ? "" : " and " + schema.newer());
        out.println("schema " + name + ": " + HumanUnits.count(schema.count(Change.ADDED), "file") + " added, "
                + schema.count(Change.REMOVED) + " removed, " + schema.count(Change.CHANGED) + " changed, "
                + schema.same() + (schema.comparable() ? " the same" : " in both"));
        if (!schema.comparable()) {
            out.println("  one names content by MD5, the other by SHA-1: only paths can be compared");
        }
        if (files) {
            schema.files().forEach(f -> out.println("  " + line(f)));
        } else {
            DirectoryDifference.of(schema.files()).forEach(d -> out.println("  " + d));
        }
        if (schema.pathlessAdded() + schema.pathlessRemoved() > 0) {
            out.println("  units without a path: " + schema.pathlessAdded() + " added, " + schema.pathlessRemoved()
                    + " removed");
        }
        schema.tables().forEach(t -> out.println("  table " + t + " differs"));
    }

    private static String line(FileDifference file) {
        String path = file.path().replaceAll("\\p{Cntrl}", "?");
        return switch (file.change()) {
            case ADDED -> "+ " + path + "  " + HumanUnits.bytes(file.after());
            case REMOVED -> "- " + path + "  " + HumanUnits.bytes(file.before());
            case CHANGED -> "~ " + path + "  " + HumanUnits.change(file.before(), file.after());
        };
    }
}
