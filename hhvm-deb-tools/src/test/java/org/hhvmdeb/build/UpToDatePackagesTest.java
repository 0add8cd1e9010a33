package org.hhvmdeb.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.output.MadeOf;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.SaidProgress;
import org.hhvmdeb.process.LocalProcesses;
import org.hhvmdeb.testkit.CommandProcess;
import org.hhvmdeb.testkit.Packaging;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.QuickSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpToDatePackagesTest {

    private final LocalProcesses programs = Programs.untethered();
    private final List<String> said = new ArrayList<>();
    private Builder builder = new LocalBuilder(programs, QuickSource.PATH);

    @TempDir
    Path directory;

    private Path dsc;
    private Path output;
    private BuiltPackages first;

    @BeforeEach
    void buildOnce() throws Exception {
        dsc = QuickSource.make(directory.resolve("one"), 1, "true");
        output = directory.resolve("packages");
        first = build(request -> request);
        assertThat(first.upToDate()).isFalse();
        said.clear();
    }

    @Test
    void whatIsUnchangedIsTakenAsItIsWithTheSameAnswer() throws Exception {
        byte[] changes = Files.readAllBytes(first.changes());
        BuiltPackages again = build(request -> request);
        assertThat(again)
                .isEqualTo(new BuiltPackages(
                        first.packages(), first.changes(), first.buildinfo(), first.log(), first.schema(), true));
        assertThat(again.schema()).contains(new RepoSchema(Packaging.SCHEMA));
        assertThat(Files.readAllBytes(first.changes())).isEqualTo(changes);
        assertThat(said).containsExactly(output + " is up to date");
    }

    @Test
    void theNumberOfCompilersMakesNoOtherPackages() throws Exception {
        assertThat(build(request -> request.with(new BuildOptions(7, true, false)))
                        .upToDate())
                .isTrue();
    }

    /** As a build whose debian/changelog, patches or upstream differ has another .dsc. */
    @Test
    void anotherSourcePackageOfTheSameVersionIsBuilt() throws Exception {
        dsc = QuickSource.make(directory.resolve("two"), 1, "echo another");
        assertBuiltAnew(request -> request, "the source package");
    }

    @Test
    void aNewEntryOfTheChangelogIsBuilt() throws Exception {
        dsc = QuickSource.make(directory.resolve("two"), 2, "true");
        assertBuiltAnew(request -> request, "the source package");
        assertThat(output.resolve("hhvm_3.18.5+dfsg1-2_amd64.deb")).exists();
    }

    @Test
    void packagesThatWereBuiltWithoutTheirTestsAreBuiltWithThem() throws Exception {
        build(request -> request.with(new BuildOptions(1, false, false)));
        said.clear();
        assertBuiltAnew(request -> request, "the choice of tests");
    }

    @Test
    void anotherMainPackageIsLookedAtAnew() throws Exception {
        assertBuiltAnew(request -> request.withMainPackage(Optional.empty()), "the name of the main package");
        assertThatThrownBy(() -> build(request -> request.withMainPackage(Optional.of(new PackageName("hhvm-x")))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no package hhvm-x");
    }

    @Test
    void anythingElseThatIsInstalledMayMakeOtherPackages() throws Exception {
        Path status = Files.writeString(directory.resolve("status"), "Package: gcc\nVersion: 1\n");
        Path alternatives = Files.createDirectory(directory.resolve("alternatives"));
        Path compiler = Files.createSymbolicLink(alternatives.resolve("c++"), Path.of("/usr/bin/g++"));
        Path settings = directory.resolve("dpkg");
        Files.createDirectories(settings.resolve("origins"));
        Path vendor = Files.createSymbolicLink(settings.resolve("origins/default"), Path.of("debian"));
        builder = on(new InstalledSoftware(status, alternatives, settings));
        build(request -> request);
        said.clear();
        assertThat(build(request -> request).upToDate()).isTrue();

        Files.writeString(status, "Package: gcc\nVersion: 2\n");
        said.clear();
        assertBuiltAnew(request -> request, "the packages that are installed here");

        Files.delete(compiler);
        Files.createSymbolicLink(compiler, Path.of("/usr/bin/clang++"));
        said.clear();
        assertBuiltAnew(request -> request, "the alternatives of this host");

        Files.writeString(settings.resolve("buildflags.conf"), "APPEND CXXFLAGS -O3\n");
        said.clear();
        assertBuiltAnew(request -> request, "the settings of dpkg");

        Files.delete(vendor);
        Files.createSymbolicLink(vendor, Path.of("ubuntu"));
        said.clear();
        assertBuiltAnew(request -> request, "the settings of dpkg");

        Files.delete(status);
        said.clear();
        assertBuiltAnew(request -> request, "it cannot be told what is installed here");
    }

    @Test
    void aBuilderThatDoesNotTellWhatItBuildsWithAlwaysBuilds() throws Exception {
        Builder silent = builder;
        builder = (job, progress) -> silent.build(job, progress);
        assertBuiltAnew(request -> request, "it cannot be told what is installed here");
    }

    @Test
    void itIsBuiltWhereSomebodyInsistsAndWhereTheTreeIsWanted() throws Exception {
        assertThat(build(request -> request.when(BuildWhen.ALWAYS)).upToDate()).isFalse();
        assertThat(build(request -> request.with(new BuildOptions(1, true, true)))
                        .upToDate())
                .isFalse();
        assertThat(directory.resolve("packages.work")).isDirectory();
    }

    @Test
    void aPackageThatIsNotTheBuiltOneIsBuiltAnew() throws Exception {
        Path deb = output.resolve("hhvm_3.18.5+dfsg1-1_amd64.deb");
        Files.writeString(deb, "damaged");
        assertBuiltAnew(request -> request, "hhvm_3.18.5+dfsg1-1_amd64.deb");
        Files.delete(deb);
        said.clear();
        assertBuiltAnew(request -> request, "hhvm_3.18.5+dfsg1-1_amd64.deb");
    }

    /** Who makes packages can make a list that fits them. */
    @Test
    void whatCameWithACloneIsBuiltAnew() throws Exception {
        Files.writeString(first.changes(), Files.readString(first.changes()).replaceFirst("Date: .*", "Date: today"));
        assertBuiltAnew(request -> request, "as far as your own runs go");
    }

    @Test
    void whatWasMovedIsStillKnown() throws Exception {
        Path moved = directory.resolve("moved/packages");
        Files.createDirectories(moved.getParent());
        Files.move(output, moved);
        output = moved;
        assertThat(build(request -> request).upToDate()).isTrue();
    }

    @Test
    void whereNothingIsToBeBuiltTheyAreUpToDateOrItIsAnError() throws Exception {
        assertThat(build(request -> request.when(BuildWhen.NEVER)).upToDate()).isTrue();
        dsc = QuickSource.make(directory.resolve("two"), 2, "true");
        assertThatThrownBy(() -> build(request -> request.when(BuildWhen.NEVER)))
                .isInstanceOf(InputException.class)
                .hasMessage(output + " is not up to date, and nothing is to be built: changed since it was built: the"
                        + " source package");
        assertThat(output.resolve("hhvm_3.18.5+dfsg1-1_amd64.deb")).exists();

        output = directory.resolve("nowhere/packages");
        assertThatThrownBy(() -> build(request -> request.when(BuildWhen.NEVER)))
                .hasMessageContaining("there are no packages in it");
        assertThat(output.getParent()).doesNotExist();
    }

    @Test
    void theCommandKnowsWhatAnEarlierRunBuilt() throws Exception {
        output = directory.resolve("ours");
        Map<String, String> state = Map.of(
                "XDG_STATE_HOME",
                Files.createDirectory(directory.resolve("state")).toString());
        assertThat(command(state)).doesNotContain("up to date");
        assertThat(command(state)).contains("ours is up to date", "hhvm_3.18.5+dfsg1-1_amd64.deb", ".buildinfo");
        assertThat(command(state, "--force")).doesNotContain("up to date");
        Map<String, String> ofAnother = Map.of(
                "XDG_STATE_HOME",
                Files.createDirectory(directory.resolve("another")).toString());
        assertThat(command(ofAnother)).contains("rebuilding ", "as far as your own runs go");
    }

    private String command(Map<String, String> environment, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("package", "build", dsc.toString(), "--output", output.toString()));
        words.addAll(List.of(more));
        CommandProcess run = CommandProcess.start(directory, List.of(), environment, words.toArray(String[]::new));
        assertThat(run.process().waitFor()).as(run.text()).isZero();
        return run.text();
    }

    private void assertBuiltAnew(UnaryOperator<BuildPackagesRequest> change, String reason) throws Exception {
        assertThat(build(change).upToDate()).isFalse();
        assertThat(said)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("rebuilding " + output + ": ")
                        .contains(reason));
    }

    private BuiltPackages build(UnaryOperator<BuildPackagesRequest> change) throws Exception {
        BuildPackagesRequest usual = BuildPackagesRequest.of(dsc, output).with(new BuildOptions(1, true, false));
        return new BuildPackages(builder, programs).run(change.apply(usual), new SaidProgress(said));
    }

    private Builder on(InstalledSoftware installed) {
        Builder local = builder;
        return new Builder() {
            @Override
            public BuildOutcome build(BuildJob job, Progress progress) throws HhvmDebException {
                return local.build(job, progress);
            }

            @Override
            public Optional<MadeOf> surroundings() {
                return installed.read();
            }
        };
    }
}
