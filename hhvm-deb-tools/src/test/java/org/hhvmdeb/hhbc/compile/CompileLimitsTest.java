package org.hhvmdeb.hhbc.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordedProgress;
import org.hhvmdeb.testkit.SiteFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compilation keeps to the processors, the memory and the time it may take, and tells that it is at work. */
class CompileLimitsTest {

    @TempDir
    Path directory;

    private SiteFixture fixture;

    @BeforeEach
    void aSite() throws Exception {
        fixture = SiteFixture.in(directory);
    }

    @Test
    void jobsAreTheThreadsOfHhvmAndNoPartOfTheRecord() throws Exception {
        fixture.hhvm.afterwards("tr '\\0' '\\n' < /proc/$$/cmdline");
        CompiledRepo one = fixture.compile(fixture.request().withLimits(CompileLimits.parse(1, "", 0)));
        assertThat(Files.readAllLines(one.log())).contains("-vParserThreadCount=1");
        byte[] info = Files.readAllBytes(one.buildInfo());
        CompiledRepo any = fixture.compile(fixture.request());
        assertThat(Files.readString(any.log())).doesNotContain("ParserThreadCount");
        assertThat(any.buildInfo()).hasBinaryContent(info);
    }

    @Test
    void anHhvmThatTakesTooMuchMemoryIsStoppedAndToldSo() throws Exception {
        fixture.hhvm.afterwards("sh -c 'a=$(head -c 100000000 /dev/zero | tr \"\\0\" x); sleep 600'");
        CompileRequest request = fixture.request().withLimits(CompileLimits.parse(0, "60M", 0));
        assertThatThrownBy(() -> fixture.compile(request))
                .isInstanceOf(ExternalException.class)
                .hasMessageContainingAll(
                        "compiling 3 files", "MiB of memory, more than the 60 it may have", "fewer jobs", "hhbc.log");
        assertThat(fixture.output).doesNotExist();
    }

    @Test
    void anHhvmThatHangsIsStopped() throws Exception {
        fixture.hhvm.afterwards("sleep 600");
        CompileLimits limits = new CompileLimits(0, 0, Duration.ofMillis(1));
        CompileRequest request = fixture.request().withLimits(limits);
        assertThatThrownBy(() -> fixture.compile(request))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("did not end within");
    }

    @Test
    void wrongLimitsAreRefused() {
        for (String memory : List.of("4", "0G", "many", "-1G", "4X")) {
            assertThatThrownBy(() -> CompileLimits.parse(0, memory, 0))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("\"" + memory + "\"");
        }
        assertThatThrownBy(() -> CompileLimits.parse(-1, "", 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> CompileLimits.parse(0, "", -1)).isInstanceOf(InputException.class);
    }

    @Test
    void aLongCompilationTellsThatItIsAtWork() throws Exception {
        fixture.hhvm.afterwards("sleep 1.5");
        List<String> seen = new ArrayList<>();
        new CompileRepo(Programs.untethered()).run(fixture.request(), new RecordedProgress(seen));
        assertThat(seen).first(STRING).startsWith("compiling 3 files with ");
        assertThat(seen).contains("seconds +1");
    }
}
