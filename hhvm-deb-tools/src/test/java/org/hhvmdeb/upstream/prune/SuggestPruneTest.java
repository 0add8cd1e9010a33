package org.hhvmdeb.upstream.prune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestPruneTest {

    private static final String SUITE = """
            Package: liblz4-dev
            Source: lz4
            Version: 1.9.4-1
            Description: Package: libzip-dev

            Package: other
            Version: not looked at

            Package: libfolly-dev
            Version: 1

            """;

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;

    /** hhvm with the submodule third-party, which has the submodules re2/src and double-conversion. */
    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        for (String name : List.of("re2", "double-conversion")) {
            git.write(git.init(name + ".git"), "code.cc", "int code;\n");
            git.commit(directory.resolve(name + ".git"), name);
        }
        Path thirdParty = git.init("third-party.git");
        git.write(thirdParty, "CMakeLists.txt", "project(third-party)\n");
        git.write(thirdParty, "lz4/lz4.c", "int lz4;\n");
        git.write(thirdParty, "lz4/third-party/inner/x.c", "int x;\n");
        git.write(thirdParty, "libzip/lib/zip.c", "int zip;\n");
        git.write(thirdParty, "zstd/CMakeLists.txt", "download(zstd)\n");
        git.write(thirdParty, "folly/CMakeLists.txt", "project(folly)\n");
        git.write(thirdParty, "surprise/new.c", "int surprise;\n");
        git.write(thirdParty, "forks/pcre/pcre.c", "int pcre;\n");
        git.addSubmodule(thirdParty, "../re2.git", "re2/src");
        git.addSubmodule(thirdParty, "../double-conversion.git", "double-conversion");
        git.commit(thirdParty, "third-party");
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "hphp/runtime/ext/json/JSON_parser.cpp", "// Good, not Evil\n");
        git.write(hhvm, "hphp/third_party/lib*2/x.c", "int two;\n");
        git.write(hhvm, "hphp/main.cpp", "int main() {}\n");
        git.addSubmodule(hhvm, "../third-party.git", "third-party");
        git.commit(hhvm, "3.6.1");
        git.git(hhvm, "tag", "HHVM-3.6.1");
    }

    @Test
    void everyDirectoryOfOthersCodeGetsAVerdict() throws Exception {
        PruneSuggestions suggested = run(List.of(suite("suite_Packages", SUITE)));
        assertThat(suggested.suggestions().stream().map(SuggestPruneTest::line))
                .containsExactly(
                        "must exclude hphp/runtime/ext/json/JSON_parser.cpp 1 18 libjson-c-dev",
                        "unknown hphp/third_party/lib*2 1 9",
                        "keep third-party/double-conversion 1 10 libdouble-conversion-dev",
                        "keep third-party/folly 1 15 libfolly-dev 1",
                        "keep third-party/forks/pcre 1 10 libpcre3-dev",
                        "keep third-party/libzip 1 9 libzip-dev",
                        "exclude third-party/lz4 2 16 liblz4-dev 1.9.4-1",
                        "keep third-party/re2 1 10 libre2-dev",
                        "unknown third-party/surprise 1 14",
                        "keep third-party/zstd 1 15 libzstd-dev");
        assertThat(suggested.filesExcluded())
                .isEqualTo("Files-Excluded:\n hphp/runtime/ext/json/JSON_parser.cpp\n third-party/lz4\n");
        assertThat(suggested.suggestions()).extracting(PruneSuggestion::reason).contains("not in this suite");
    }

    @Test
    void withoutASuiteTheTableDecides() throws Exception {
        assertThat(run(List.of()).patterns())
                .containsExactly(
                        "hphp/runtime/ext/json/JSON_parser.cpp",
                        "third-party/double-conversion",
                        "third-party/forks/pcre",
                        "third-party/libzip",
                        "third-party/lz4",
                        "third-party/re2");
    }

    @Test
    void theNewestVersionOfAllListsCountsHoweverTheyAreCompressed() throws Exception {
        Path lists = Files.createDirectory(directory.resolve("lists"));
        Files.writeString(lists.resolve("x_Packages"), SUITE);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(lists.resolve("security_Packages.gz")))) {
            out.write(SUITE.replace("1.9.4-1", "1.9.4-1+deb12u1").getBytes(UTF_8));
        }
        Files.writeString(lists.resolve("x_Sources"), "Package: libzip\nBinary: libzip-dev\nVersion: 1.7.3-1\n");
        git.sh(lists, "xz x_Sources");
        Files.writeString(lists.resolve("x_InRelease"), "no index\n");
        assertThat(run(List.of(lists)).suggestions().stream().map(SuggestPruneTest::line))
                .contains(
                        "exclude third-party/lz4 2 16 liblz4-dev 1.9.4-1+deb12u1",
                        "exclude third-party/libzip 1 9 libzip-dev 1.7.3-1");
    }

    @Test
    void whatIsExcludedAlreadyStaysInTheField() throws Exception {
        Path debian = Files.createDirectory(directory.resolve("debian"));
        Files.writeString(debian.resolve("copyright"), """
                Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
                Files-Excluded: third-party/re2 hphp/*.cpp third-party/lib*
                """);
        PruneSuggestions suggested = new SuggestPrune()
                .run(
                        new SuggestPruneRequest(
                                UpstreamTag.parse("HHVM-3.6.1"),
                                new UpstreamSource(
                                        hhvm.toString(),
                                        Map.of(),
                                        Set.of("third-party/double-conversion"),
                                        Optional.empty()),
                                Optional.of(debian),
                                List.of()),
                        Progress.silent());
        assertThat(suggested.suggestions().stream().map(SuggestPruneTest::line))
                .contains("already excluded hphp/*.cpp 2 32", "already excluded third-party/lib* 1 9");
        assertThat(suggested.patterns())
                .containsExactly(
                        "third-party/re2",
                        "hphp/*.cpp",
                        "third-party/lib*",
                        "third-party/double-conversion",
                        "third-party/forks/pcre",
                        "third-party/lz4");
        assertThat(suggested.suggestions())
                .filteredOn(s -> s.path().equals("third-party/double-conversion"))
                .singleElement()
                .extracting(PruneSuggestion::submodules)
                .isEqualTo(1L);
    }

    @Test
    void aListThatIsNoneIsRefused() throws Exception {
        assertRefused(suite("Packages", "root:x:0:0\n"), "names no package; it is no Packages or Sources file");
        assertRefused(suite("Packages", "Package: liblz4-dev\nVersion: :\n"), "Packages:2: ");
        assertRefused(suite("Packages.gz", SUITE), "Packages.gz cannot be decompressed");
        assertRefused(suite("Packages.zst", SUITE), "Packages.zst cannot be read");
        assertRefused(directory.resolve("nowhere"), "there is no ");
        Path cut = suite("cut_Packages", "Package: x\n\n".repeat(100_000));
        git.sh(directory, "xz cut_Packages; head -c 100 cut_Packages.xz >cut.xz");
        assertRefused(cut.resolveSibling("cut.xz"), "cut.xz cannot be read to its end: it ends too early");
    }

    @Test
    void aLineOfAnyLengthIsNoDanger() throws Exception {
        Path list = suite("long_Packages", "Description: " + "x".repeat(5_000_000) + "\n" + SUITE);
        assertThat(run(List.of(list)).patterns()).contains("third-party/lz4");
    }

    private void assertRefused(Path index, String message) {
        assertThatThrownBy(() -> run(List.of(index)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    private Path suite(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    private PruneSuggestions run(List<Path> indexes) throws Exception {
        return new SuggestPrune()
                .run(
                        new SuggestPruneRequest(
                                UpstreamTag.parse("HHVM-3.6.1"),
                                UpstreamSource.of(hhvm.toString()),
                                Optional.empty(),
                                indexes),
                        Progress.silent());
    }

    private static String line(PruneSuggestion suggestion) {
        return suggestion.verdict() + " " + suggestion.path() + " " + suggestion.files() + " " + suggestion.bytes()
                + suggestion.packaged().map(p -> " " + p).orElse("")
                + suggestion.version().map(v -> " " + v).orElse("");
    }
}
