package org.hhvmdeb.cli.packages;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.source.BuildSource;
import org.hhvmdeb.source.BuildSourceRequest;
import org.hhvmdeb.source.SourcePackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = "Builds the source package of an orig tarball and a packaging.")
public final class SourceBuildCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--orig", required = true, paramLabel = "TARBALL", description = "hhvm_VERSION.orig.tar.xz")
    @SuppressWarnings("NullAway.Init")
    private Path orig;

    @Option(names = "--debian", defaultValue = "debian", paramLabel = "DIR", description = "Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Path debian;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Replaced as a whole.")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Option(names = "--no-verify", description = "Do not unpack the result once with dpkg-source -x.")
    private boolean unverified;

    public SourceBuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws HhvmDebException {
        BuildSourceRequest request = BuildSourceRequest.of(orig, debian, output);
        if (console.sourceDateEpoch().isPresent()) {
            request = request.at(console.sourceDateEpoch().get());
        }
        SourcePackage source = new BuildSource(console.programs(), console.path())
                .run(unverified ? request : request.verified(), console.progress());
        console.out().println(source.dsc());
        return 0;
    }
}
