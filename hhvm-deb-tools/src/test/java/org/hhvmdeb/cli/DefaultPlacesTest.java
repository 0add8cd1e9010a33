package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.SourceFixture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command reads where it is given is guarded like what it is told to read. */
class DefaultPlacesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forecast --from . --tags HHVM-1.0 --html debian/patches/series",
                "forecast --from . --tags HHVM-1.0 --html debian/patches/new.html",
                "check --report sarif=debian/patches/series",
                "lint --report json=debian/patches/p.patch"
            })
    void noOutputReplacesAFileOfThePackaging(String line) throws Exception {
        SourceFixture source = new SourceFixture(directory.resolve("x"))
                .file("f", "a\n")
                .patch("p.patch", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n");
        Completed done = Programs.untethered()
                .run(Command.of(
                                "sh",
                                "-c",
                                String.join(" ", JavaCommand.words(HhvmDeb.class)) + " patches " + line
                                        + " 2>&1; echo exit $?")
                        .in(source.root()));
        assertThat(done.output()).contains("is in the packaging that the command reads", "exit 2");
        assertThat(source.root().resolve("debian/patches/series")).hasContent("p.patch\n");
    }
}
