package org.hhvmdeb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.hhvmdeb.cli.console.ExitCodes;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.staging.AtomicFileSet;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.Packaging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands make of a packaging whose rebase was decided, and was killed before debian/changelog changed. */
class DecidedChangeTest {

    private static final String OLD = "3.18.5+dfsg1-1";
    private static final String NEW = "3.18.6+dfsg1-1";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private Path debian;

    @BeforeEach
    void leaveADecision() throws Exception {
        GitFixture git = new GitFixture(directory);
        Path hhvm = git.init("hhvm.git");
        git.write(hhvm, "main.c", "one\n");
        git.commit(hhvm, "first");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        git.git(hhvm, "tag", "HHVM-3.18.6");
        debian = Packaging.in(Files.createDirectory(directory.resolve("project")))
                .directory()
                .resolve("debian");
        Files.createFile(directory.resolve("hhvm_3.18.6+dfsg1.orig.tar.xz"));
        Path changelog = debian.resolve("changelog");
        AtomicFileSet batch = AtomicFileSet.in(debian, new Killed(), Seal.ofUser())
                .put(new RelativePath("changelog"), Packaging.changelog(NEW).getBytes(UTF_8))
                .ending("rebase HHVM-3.18.5 HHVM-3.18.6");
        assertThatThrownBy(batch::commit).hasRootCauseMessage("killed");
        // As before its first rename.
        Files.move(changelog, batch(), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(changelog, Packaging.changelog(OLD));
    }

    private Path batch() {
        return AtomicFileSet.directory(debian).resolve("0");
    }

    private static final class Killed implements AtomicFileSet.Scope {

        @Override
        public boolean allows(RelativePath file) {
            return true;
        }

        @Override
        public void ended(Path root, String end) throws IOException {
            throw new IOException("killed");
        }
    }

    private int run(String line) {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].matches("[A-Z]+") ? named(words[i]) : words[i];
        }
        return HhvmDeb.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of(), words);
    }

    private String named(String word) {
        return switch (word) {
            case "UPSTREAM" -> directory.resolve("hhvm.git").toString();
            case "DEBIAN" -> debian.toString();
            case "SOURCE" -> debian.resolveSibling("").toString();
            case "ORIG" -> directory.resolve("hhvm_3.18.6+dfsg1.orig.tar.xz").toString();
            default -> directory.resolve("out").toString();
        };
    }

    /** Some fail afterwards, as the source is no whole one; none for the old version. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "upstream import HHVM-3.18.6 --from UPSTREAM --output OUT --debian DEBIAN",
                "source build --orig ORIG --debian DEBIAN --output OUT",
                "package build SOURCE --output OUT",
                "patches rebase SOURCE --from UPSTREAM --onto HHVM-3.18.6",
                "patches rebase SOURCE --continue",
                "patches rebase SOURCE --abort",
                "patches refresh SOURCE",
                "patches check SOURCE",
                "patches check SOURCE --from UPSTREAM --tag HHVM-3.18.6",
                "patches forecast SOURCE --from UPSTREAM --tags HHVM-3.18.6",
                "patches lint SOURCE",
                "patches lint --fix SOURCE",
                "patches list SOURCE",
                "patches drop p SOURCE",
                "patches apply SOURCE",
                "patches unapply SOURCE"
            })
    void whateverReadsThePackagingFinishesIt(String command) throws Exception {
        run(command);
        assertThat(err.toString(UTF_8)).doesNotContain("3.18.5+dfsg1");
        assertThat(debian.resolve("changelog")).hasContent(Packaging.changelog(NEW));
        assertThat(AtomicFileSet.directory(debian)).doesNotExist();
    }

    @Test
    void theTarballOfTheNewVersionIsMade() {
        assertThat(run("upstream import HHVM-3.18.6 --from UPSTREAM --output OUT --debian DEBIAN"))
                .as(err.toString(UTF_8))
                .isZero();
        assertThat(directory.resolve("out/hhvm_3.18.6+dfsg1.orig.tar.xz")).exists();
    }

    @Test
    void aDryRunFinishesNothing() throws Exception {
        assertThat(run("patches rebase SOURCE --from UPSTREAM --onto HHVM-3.18.6 --dry-run"))
                .isEqualTo(ExitCodes.INPUT);
        assertThat(debian.resolve("changelog")).hasContent(Packaging.changelog(OLD));
        assertThat(batch()).exists();
    }
}
