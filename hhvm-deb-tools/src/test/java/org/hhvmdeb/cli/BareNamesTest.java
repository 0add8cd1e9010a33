package org.hhvmdeb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs with names without a slash, in the directory where the program runs. */
@Tag("integration")
class BareNamesTest {

    @TempDir
    Path directory;

    @Test
    void everyCommandWritesThem() throws Exception {
        Packaging packaging = Packaging.in(Files.createDirectory(directory.resolve("hhvm")));
        Path orig = packaging.request().origTarball();
        Files.copy(orig, directory.resolve(orig.getFileName()));
        Files.writeString(Files.createDirectory(directory.resolve("site")).resolve("index.php"), "<?php\n");
        new FakeHhvm(SCHEMA).writeTo(directory.resolve("program"));
        RepoFixture.compiled(directory.resolve("a.hhbc"), SCHEMA, "index.php");

        run("source build --orig " + orig.getFileName() + " --debian hhvm/debian --output src");
        run("package build src --output built --no-tests");
        run("cache compile site --hhvm program --name site --output compiled");
        run("cache prune a.hhbc --live " + SCHEMA + " --apply --output pruned.hhbc");
        run("cache canonicalise a.hhbc --output canonical.hhbc");
        run("cache rebuild --base a.hhbc canonical.hhbc --output rebuilt.hhbc");
        run("cache inspect a.hhbc --html page.html");
        assertThat(directory.toFile().list())
                .contains("src", "built", "built.log", "compiled", "compiled.log", "page.html")
                .contains("pruned.hhbc", "canonical.hhbc", "rebuilt.hhbc")
                .noneMatch(n -> n.endsWith(".part"));
    }

    private void run(String line) throws Exception {
        List<String> words = new ArrayList<>(JavaCommand.words(HhvmDeb.class));
        words.addAll(Arrays.asList(line.split(" ")));
        Completed completed = Programs.untethered().run(Command.of(words).in(directory));
        assertThat(completed.succeeded()).as(completed.describe()).isTrue();
    }
}
