package org.hhvmdeb.upstream.orig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submodules of an import: excluded, missing, and taken from elsewhere. */
@Tag("integration")
class ImportSubmodulesTest {

    @TempDir
    Path directory;

    private ImportFixture upstream;

    @BeforeEach
    void makeUpstream() throws Exception {
        upstream = new ImportFixture(directory);
    }

    @Test
    void aSubmoduleThatIsExcludedIsNotFetched() throws Exception {
        FileTree.delete(directory.resolve("third-party.git"));
        ImportedUpstream imported = upstream.run(
                upstream.requestBuilder().excluding(List.of("third-party")).build());
        assertThat(ImportFixture.names(imported)).noneMatch(n -> n.contains("third-party"));
        assertThat(imported.manifest())
                .content()
                .contains("\"reason\": \"excluded by the pattern third-party\"", "\"submodules\": 1");
        assertThat(upstream.progress().said()).isEmpty();
    }

    @Test
    void aSubmoduleThatIsMissingSaysWhichAndWhatToDo() throws Exception {
        FileTree.delete(directory.resolve("folly.git"));
        assertThatThrownBy(() -> upstream.run(upstream.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "cannot fetch the submodule third-party/folly/src",
                        "URL ../folly.git",
                        "commit ",
                        "give another address",
                        "leave it out");
        ImportedUpstream imported = upstream.run(upstream.requestBuilder()
                .withoutSubmodules(Set.of("third-party/folly/src", "third-party/flolly"))
                .build());
        assertThat(imported.version()).isEqualTo("3.18.5+dfsg1");
        assertThat(imported.manifest()).content().contains("\"reason\": \"left out by request\"");
        assertThat(upstream.progress().said()).anyMatch(s -> s.contains("third-party/flolly was to be left out"));
    }

    /** A tag of HHVM has dozens of them, and of one host all may be gone. */
    @Test
    void allSubmodulesThatAreMissingAreToldAtOnceWithTheLineToPaste() throws Exception {
        Path other = upstream.git().init("other.git");
        upstream.git().commit(other, "other");
        upstream.git().addSubmodule(upstream.hhvm(), "../other.git", "it's other");
        upstream.git().commit(upstream.hhvm(), "two");
        upstream.git().git(upstream.hhvm(), "tag", "HHVM-3.18.7");
        FileTree.delete(other);
        FileTree.delete(directory.resolve("folly.git"));
        ImportRequest.Builder request =
                ImportRequest.builder("HHVM-3.18.7", upstream.hhvm().toString(), upstream.output());
        assertThatThrownBy(() -> upstream.run(request.build()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "2 submodules cannot be read:",
                        "  it's other: there is no git repository at ",
                        "  third-party/folly/src: there is no git repository at ",
                        "--skip-submodule 'it'\\''s other' --skip-submodule third-party/folly/src",
                        "in Maven: '-Dhhvm.cache.skippedSubmodules=it'\\''s other,third-party/folly/src'");
        ImportedUpstream imported = upstream.run(
                request.withoutSubmodules(Set.of("*other", "third-party/*")).build());
        assertThat(ImportFixture.names(imported)).noneMatch(n -> n.contains("folly/src"));
        assertThat(upstream.progress().said()).noneMatch(s -> s.contains("was to be left out"));
    }

    @Test
    void anAddressForManySubmodulesHasWhatTheStarStandsFor() throws Exception {
        ImportedUpstream expected = upstream.run(upstream.request());
        Files.createDirectory(directory.resolve("mirror"));
        Files.createDirectory(directory.resolve("mirror/third-party"));
        Files.move(directory.resolve("folly.git"), directory.resolve("mirror/third-party/folly"));
        ImportedUpstream imported = upstream.run(upstream.requestBuilder(directory.resolve("out2"))
                .submoduleUrls(Map.of("*/src", directory + "/mirror/*"))
                .build());
        assertThat(imported.digest()).isEqualTo(expected.digest());
        assertThatThrownBy(() -> upstream.run(upstream.requestBuilder(directory.resolve("out3"))
                        .submoduleUrls(Map.of("*/src", directory + "/mirror/*", "*/no", directory + "/mirror/*"))
                        .build()))
                .hasMessageContaining("an address was given for */no");
    }

    /** What a mirror's .gitmodules says came from elsewhere. */
    @Test
    void aSubmoduleInAnotherDirectoryOfThisMachineIsForTheUserToName() throws Exception {
        Path secret = upstream.git().init("secret.git");
        upstream.git().write(secret, "SECRET", "x\n");
        upstream.git().commit(secret, "secret");
        Files.createDirectory(directory.resolve("mirrors"));
        for (String url : List.of(
                secret.toString(),
                secret.toUri().toString(),
                "file://localhost" + secret,
                "../../secret.git",
                "./x/../../../secret.git")) {
            Path evil = upstream.git().init("mirrors/evil" + url.hashCode());
            upstream.git().addSubmodule(evil, secret.toString(), "sub");
            upstream.git().sh(evil, "git config -f .gitmodules submodule.sub.url '" + url + "'");
            upstream.git().commit(evil, "evil");
            upstream.git().git(evil, "tag", ImportFixture.TAG);
            assertThatThrownBy(() ->
                            upstream.run(ImportRequest.builder(ImportFixture.TAG, evil.toString(), upstream.output())
                                    .build()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll(
                            "it names another directory of this machine", "--submodule PATH=DIRECTORY");
            assertThat(ImportFixture.names(
                            upstream.run(ImportRequest.builder(ImportFixture.TAG, evil.toString(), upstream.output())
                                    .submoduleUrls(Map.of("sub", secret.toString()))
                                    .build())))
                    .anyMatch(n -> n.endsWith("sub/SECRET"));
        }
    }

    @Test
    void aSubmoduleCommitThatIsMissingIsNamed() throws Exception {
        FileTree.delete(directory.resolve("folly.git"));
        Path other = upstream.git().init("folly.git");
        upstream.git().commit(other, "another history");
        assertThatThrownBy(() -> upstream.run(upstream.request()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("third-party/folly/src", "has no commit");
    }

    @Test
    void submodulesCanBeHadFromElsewhere() throws Exception {
        ImportedUpstream expected = upstream.run(upstream.request());
        Files.createDirectory(directory.resolve("mirror"));
        Files.move(directory.resolve("folly.git"), directory.resolve("mirror/folly.git"));
        ImportedUpstream byPath = upstream.run(upstream.requestBuilder(directory.resolve("out2"))
                .submoduleUrls(Map.of(
                        "third-party/folly/src",
                        directory.resolve("mirror/folly.git").toString()))
                .build());
        ImportedUpstream byPrefix = upstream.run(upstream.requestBuilder(directory.resolve("out3"))
                .submoduleUrls(
                        Map.of(directory + "/f", directory + "/mirror/f", directory.toString(), directory.toString()))
                .build());
        assertThat(byPath.digest()).isEqualTo(expected.digest());
        assertThat(byPrefix.digest()).isEqualTo(expected.digest());
        assertThat(byPrefix.manifest()).hasSameTextualContentAs(expected.manifest());
    }
}
