package org.hhvmdeb.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a cache package is made of, for tests of the command line. */
public final class CacheInputs {

    private CacheInputs() {}

    /** Writes {@code site.hhbc} and the program {@code hhvm} that goes with it. */
    public static void write(Path directory) throws Exception {
        Files.createDirectories(directory);
        RepoFixture.compiled(directory.resolve("site.hhbc"), RepoFixture.SCHEMA, "index.php", "lib/a.php");
        new FakeHhvm(RepoFixture.SCHEMA).writeTo(directory.resolve("hhvm"));
    }
}
