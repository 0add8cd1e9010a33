package org.hhvmdeb.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.SaidProgress;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.QuickSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BuildLogTest {

    private final LocalProcesses programs = new LocalProcesses();

    @TempDir
    Path directory;

    private Path output;
    private Path log;
    private Path old;
    private Path gate;

    @BeforeEach
    void names() throws Exception {
        output = directory.resolve("packages");
        log = directory.resolve("packages.log");
        old = directory.resolve("packages.log.old");
        gate = fifo("gate");
    }

    @Test
    void itIsFollowedUnderItsNameWhileTheBuildStandsStillAndTheOneBeforeIsKept() throws Exception {
        build(QuickSource.make(directory.resolve("one"), 1, "echo first"), Progress.silent());
        Path dsc = QuickSource.make(directory.resolve("two"), 2, "read line <" + gate);
        List<String> said = new CopyOnWriteArrayList<>();

        CompletableFuture<BuiltPackages> running = CompletableFuture.supplyAsync(() -> {
            try {
                return build(dsc, new SaidProgress(said));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        // Nobody opens the other end before the build reads here.
        try (var open = Files.newOutputStream(gate)) {
            while (!Files.readString(log).contains("the build begins")) {
                Thread.sleep(5);
            }
            assertThat(log).content().contains("source version 3.18.5+dfsg1-2").doesNotContain("first");
            assertThat(old).content().contains("first");
            assertThat(output.resolve("hhvm_3.18.5+dfsg1-1_amd64.deb")).exists();
            assertThat(said).anyMatch(s -> s.contains(log.toString()));
            open.write('\n');
        }

        assertThat(running.get().log()).isEqualTo(log);
        assertThat(log).content().contains("dpkg-deb: building package").endsWith("the run is complete\n");
        assertThat(old).content().contains("first");
    }

    @Test
    void theLogOfThePackagesThatAreThereOutlivesAnyNumberOfFailures() throws Exception {
        build(QuickSource.make(directory.resolve("one"), 1, "echo first"), Progress.silent());
        Path failing = QuickSource.make(directory.resolve("two"), 2, "echo this one fails; false");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> build(failing, Progress.silent()))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("The whole log: " + log);
            assertThat(log).content().contains("this one fails").doesNotContain("first");
            assertThat(old).content().contains("first");
        }
        build(QuickSource.make(directory.resolve("three"), 3, "echo third"), Progress.silent());
        build(QuickSource.make(directory.resolve("four"), 4, "echo fourth"), Progress.silent());
        assertThat(old).content().contains("third");
    }

    @Test
    void aBuildThatCannotBeginLeavesItAlone() throws Exception {
        Files.writeString(log, "before");
        Path dsc = QuickSource.make(directory.resolve("one"), 1, "true");
        Files.delete(dsc.resolveSibling("hhvm_3.18.5+dfsg1.orig.tar.xz"));
        assertThatThrownBy(() -> build(dsc, Progress.silent())).hasMessageContaining("orig.tar.xz");
        assertThat(log).content().isEqualTo("before");
        assertThat(old).doesNotExist();
    }

    @Test
    void aFifoOrALinkOfThatNameIsRefusedAndStays() throws Exception {
        fifo("packages.log");
        refuses("FIFO");
        Files.delete(log);
        Path other = Files.writeString(directory.resolve("other"), "before");
        Files.createSymbolicLink(log, other);
        refuses("link");
        assertThat(log).isSymbolicLink();
        assertThat(other).content().isEqualTo("before");
        assertThat(old).doesNotExist();
    }

    private void refuses(String kind) throws Exception {
        Path dsc = QuickSource.make(Files.createTempDirectory(directory, "source"), 1, "true");
        assertThatThrownBy(() -> build(dsc, Progress.silent()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(log.toString(), kind);
    }

    private BuiltPackages build(Path dsc, Progress progress) throws Exception {
        return new BuildPackages(new LocalBuilder(programs, QuickSource.PATH), programs)
                .run(BuildPackagesRequest.of(dsc, output).with(new BuildOptions(1, true, false)), progress);
    }

    private Path fifo(String name) throws Exception {
        Path fifo = directory.resolve(name);
        programs.run(Command.of("mkfifo", fifo.toString())).orFail();
        return fifo;
    }
}
