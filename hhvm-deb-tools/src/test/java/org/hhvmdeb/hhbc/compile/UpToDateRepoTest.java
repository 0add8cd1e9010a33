package org.hhvmdeb.hhbc.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.SaidProgress;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.SiteFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpToDateRepoTest {

    private final List<String> said = new ArrayList<>();

    @TempDir
    Path directory;

    private SiteFixture fixture;
    private HhvmSource hhvm;
    private CompiledRepo first;

    @BeforeEach
    void compileOnce() throws Exception {
        fixture = SiteFixture.in(directory);
        hhvm = deb();
        first = compile(request -> request);
        assertThat(first.upToDate()).isFalse();
        said.clear();
    }

    @Test
    void whatIsUnchangedIsTakenAsItIsWithTheSameAnswer() throws Exception {
        CompiledRepo again = compile(request -> request);
        assertThat(again.upToDate()).isTrue();
        assertThat(again).usingRecursiveComparison().ignoringFields("upToDate").isEqualTo(first);
        assertThat(said).contains(first.file() + " is up to date");
    }

    @Test
    void howManyCompilersAreAllowedDoesNotMatter() throws Exception {
        CompileLimits limits = CompileLimits.parse(3, "4G", 10);
        assertThat(compile(request -> request.withLimits(limits)).upToDate()).isTrue();
    }

    @Test
    void oneChangedFileIsSeenAndOneMoreAndOneLess() throws Exception {
        Path file = fixture.site.resolve("lib/deep/page.inc");
        Files.writeString(file, "<?php // changed\n");
        assertCompiledAnew(request -> request, "the files of the site");
        Path more = fixture.php("lib/more.php");
        assertCompiledAnew(request -> request, "the files of the site");
        Files.delete(more);
        assertCompiledAnew(request -> request, "the files of the site");
        Files.move(file, file.resolveSibling("other.inc"));
        assertCompiledAnew(request -> request, "the files of the site");
    }

    /** Even one of the same version and schema. */
    @Test
    void anotherHhvmPackageIsSeen() throws Exception {
        fixture.hhvm.afterwards("# another");
        hhvm = deb();
        assertCompiledAnew(request -> request, "the hhvm package");
    }

    /** Neither as it is unpacked nor as it compiles. */
    @Test
    void aPackageThatIsReplacedMeanwhileIsNotTakenForTheOneThatCompiled() throws Exception {
        Path replaced = ((HhvmSource.Deb) hhvm).file();
        Path other = directory.resolve("other.deb");
        for (boolean compiling : List.of(false, true)) {
            fixture.hhvm.afterwards("# another " + compiling);
            deb();
            Files.move(replaced, other);
            FakeHhvm replacing = new FakeHhvm(SCHEMA);
            String replace = "mv '" + other + "' '" + replaced + "' 2>/dev/null || true";
            hhvm = new HhvmSource.Deb(new DebFixture(directory)
                    .hhvm(
                            compiling
                                    ? replacing.afterwards(replace)
                                    : replacing.repoSchema(replace + "; echo $schema"),
                            ""));
            assertThat(compile(request -> request.inAnyCase(true)).upToDate()).isFalse();
            assertThat(other).doesNotExist();
            assertThat(compile(request -> request).upToDate()).isFalse();
        }
    }

    @Test
    void whatIsAskedForIsSeen() throws Exception {
        assertCompiledAnew(request -> request.withLayout(RepoMode.AUTHORITATIVE), "the layout");
        assertCompiledAnew(request -> request.withOptions(List.of("-vA=b")), "the layout, the options of hhvm");
        assertCompiledAnew(request -> request.withTolerance(true), "the options of hhvm, whether PHP that");
        assertThat(compile(request -> request.withTolerance(true).inAnyCase(true))
                        .upToDate())
                .isFalse();
    }

    @Test
    void whereAProgramCompilesOrAnOptionNamesAFileItIsCompiled() throws Exception {
        assertThat(compile(request -> request.withOptions(List.of("-c", "hhvm.ini")))
                        .upToDate())
                .isFalse();
        assertThat(compile(request -> request.withOptions(List.of("-c", "hhvm.ini")))
                        .upToDate())
                .isFalse();
        hhvm = fixture.request().hhvm();
        assertThat(compile(request -> request).upToDate()).isFalse();
        assertThat(compile(request -> request).upToDate()).isFalse();
    }

    @Test
    void whatWasChangedSinceOrCameWithACloneIsCompiledAnew() throws Exception {
        Files.writeString(first.file(), "damaged");
        assertCompiledAnew(request -> request, "changed or replaced since it was compiled");
        Files.writeString(first.buildInfo(), Files.readString(first.buildInfo()).replace("3.18.5", "3.18.6"));
        assertCompiledAnew(request -> request, "as far as your own runs go");
        Files.delete(fixture.output.resolve("site." + SCHEMA + ".inputs"));
        assertThat(compile(request -> request).upToDate()).isFalse();
    }

    @Test
    void warningsAreSaidEachTime() throws Exception {
        fixture.hhvm.afterwards("echo 'Fatal error: syntax error, unexpected $end in index.php on line 1'");
        hhvm = deb();
        for (int i = 0; i < 2; i++) {
            CompiledRepo repo = compile(request -> request.withTolerance(true));
            assertThat(repo.warnings()).isNotEmpty();
            assertThat(repo.upToDate()).isFalse();
        }
        assertCompiledAnew(request -> request.withTolerance(true), "it had warnings, which are told again");
    }

    private HhvmSource deb() throws Exception {
        return new HhvmSource.Deb(new DebFixture(directory).hhvm(fixture.hhvm, ""));
    }

    private void assertCompiledAnew(UnaryOperator<CompileRequest> change, String reason) throws Exception {
        said.clear();
        assertThat(compile(change).upToDate()).isFalse();
        assertThat(said)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("recompiling " + first.file() + ": ")
                        .contains(reason));
    }

    private CompiledRepo compile(UnaryOperator<CompileRequest> change) throws Exception {
        CompileRequest usual = CompileRequest.of(PhpTree.of(fixture.site), hhvm, "site", fixture.output);
        return new CompileRepo(Programs.untethered()).run(change.apply(usual), new SaidProgress(said));
    }
}
