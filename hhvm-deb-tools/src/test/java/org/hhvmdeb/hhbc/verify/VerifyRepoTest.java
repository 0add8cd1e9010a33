package org.hhvmdeb.hhbc.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.DebFixture;
import org.hhvmdeb.testkit.FakeHhvm;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RepoFixture;
import org.hhvmdeb.testkit.RepoTables;
import org.hhvmdeb.testkit.WarnedProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyRepoTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("site.hhbc");
    }

    private Path good() throws Exception {
        return RepoFixture.compiled(file(), SCHEMA, "index.php", "lib/a.php");
    }

    private HhvmSource hhvm(String schema) throws Exception {
        return new HhvmSource.Program(new FakeHhvm(schema).writeTo(directory.resolve("hhvm")));
    }

    private static VerifiedRepo verify(VerifyRequest request) throws Exception {
        return new VerifyRepo(Programs.untethered()).run(request, Progress.silent());
    }

    private static List<String> rules(ThrowingCallable call) {
        FindingsException[] thrown = new FindingsException[1];
        assertThatThrownBy(() -> {
                    try {
                        call.call();
                    } catch (FindingsException e) {
                        thrown[0] = e;
                        throw e;
                    }
                })
                .isInstanceOf(FindingsException.class);
        return thrown[0].findings().stream().map(f -> f.rule().id()).toList();
    }

    private List<String> rules() {
        return rules(() -> verify(VerifyRequest.of(file())));
    }

    @Test
    void whatIsNotLookedAtIsSaid() throws Exception {
        Files.write(file(), RepoFixture.blob(SCHEMA, 1, 0, 0, 0, 0, 0, 7));
        List<String> warnings = new ArrayList<>();
        new VerifyRepo(Programs.untethered()).run(VerifyRequest.of(file()), new WarnedProgress(warnings));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("none of the two known layouts", "whether it is whole was not looked at");
        Files.write(file(), RepoFixture.blob(SCHEMA, 1, 0, 0, 0, 0, 7));
        warnings.clear();
        new VerifyRepo(Programs.untethered()).run(VerifyRequest.of(file()), new WarnedProgress(warnings));
        assertThat(warnings).isEmpty();
    }

    @Test
    void aSoundRepositoryOfItsHhvmPasses() throws Exception {
        VerifiedRepo repo = verify(
                VerifyRequest.of(good()).against(hhvm(SCHEMA)).running(true).expecting(new RepoSchema(SCHEMA)));
        assertThat(repo.schema().id()).isEqualTo(SCHEMA);
        assertThat(repo.content().units()).isEqualTo(2);
        assertThat(repo.readings())
                .extracting(SchemaReading::source)
                .containsExactly(
                        "tables of site.hhbc",
                        directory.resolve("hhvm") + " --repo-schema",
                        directory.resolve("hhvm") + " --version",
                        "the schema asked for");
    }

    @Test
    void anotherHhvmIsRefusedWithAllReadings() throws Exception {
        VerifyRequest request = VerifyRequest.of(good()).against(hhvm(OTHER)).running(true);
        assertThat(rules(() -> verify(request))).containsExactly("schema-mismatch");
        assertThatThrownBy(() -> verify(request))
                .hasMessageContainingAll(
                        SCHEMA + "  tables of site.hhbc",
                        OTHER + "  " + directory.resolve("hhvm") + " --repo-schema",
                        "Compile the site again");
    }

    @Test
    void theThreeReadingsOfACachePackageMustAgree() throws Exception {
        Path deb = new DebFixture(directory).cache(good(), "hhvm-repo-schema-" + SCHEMA);
        Path hhvmDeb = new DebFixture(directory).hhvm(new FakeHhvm(SCHEMA), "hhvm-repo-schema-" + SCHEMA);
        VerifyRequest request = VerifyRequest.of(deb).against(new HhvmSource.Deb(hhvmDeb));
        assertThat(verify(request).readings())
                .extracting(SchemaReading::source)
                .containsExactly(
                        "tables of site-hhbc_1_all.deb",
                        "Depends of site-hhbc_1_all.deb",
                        "Provides of hhvm_3.18.5_amd64.deb");
        assertThat(verify(request.running(true)).readings())
                .extracting(SchemaReading::source)
                .contains(
                        "usr/bin/hhvm of hhvm_3.18.5_amd64.deb --repo-schema",
                        "usr/bin/hhvm of hhvm_3.18.5_amd64.deb --version");
        new DebFixture(directory).cache(file(), "hhvm-repo-schema-" + OTHER);
        assertThatThrownBy(() -> verify(request))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(
                        SCHEMA + "  tables of site-hhbc_1_all.deb",
                        OTHER + "  Depends of site-hhbc_1_all.deb",
                        SCHEMA + "  Provides of hhvm_3.18.5_amd64.deb");
    }

    @Test
    void aProvidesThatDisagreesWithTheProgramIsFoundOut() throws Exception {
        Path hhvmDeb = new DebFixture(directory).hhvm(new FakeHhvm(SCHEMA), "hhvm-repo-schema-" + OTHER);
        VerifyRequest request =
                VerifyRequest.of(good()).against(new HhvmSource.Deb(hhvmDeb)).running(true);
        assertThat(rules(() -> verify(request))).containsExactly("schema-mismatch");
    }

    @Test
    void aCachePackageMustDependOnAnHhvm() throws Exception {
        DebFixture debs = new DebFixture(directory);
        Path any = debs.cache(good(), "hhvm, hhvm (>= 3.18)");
        assertThat(rules(() -> verify(VerifyRequest.of(any)))).containsExactly("cache-without-dependency");
        Path exact = debs.cache(file(), "hhvm (= 3.18.5+dfsg1-1)");
        assertThat(verify(VerifyRequest.of(exact)).schema().id()).isEqualTo(SCHEMA);
    }

    @Test
    void aPackageWithoutRepositoryIsNoCachePackage() throws Exception {
        Path deb = new DebFixture(directory).deb("hello", "Depends: hhvm-repo-schema-" + SCHEMA + "\n", "", file());
        assertThatThrownBy(() -> verify(VerifyRequest.of(deb)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a cache package");
    }

    @Test
    void noSchemaHasAFindingOfItsOwn() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.sql("CREATE TABLE users(x)");
        }
        assertThat(rules()).containsExactly("repo-no-schema");
    }

    @Test
    void severalFullSchemasHaveAFindingOfTheirOwn() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14).files(SCHEMA, "a.php");
            repo.schema(OTHER, RepoTables.R4_2).files(OTHER, true, "a.php");
        }
        assertThat(rules()).containsExactly("repo-several-schemas");
    }

    @Test
    void theTracesOfAnUpgradedHhvmHaveAFindingOfTheirOwn() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14).files(SCHEMA, "a.php").schema(OTHER, RepoTables.R3_22);
        }
        assertThat(rules()).containsExactly("repo-opened-by-other-hhvm");
        assertThatThrownBy(() -> verify(VerifyRequest.of(file())))
                .hasMessageContainingAll("schema " + OTHER + " are empty", "full ones of " + SCHEMA);
    }

    @Test
    void debrisHasAFindingOfItsOwn() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14).files(SCHEMA, "a.php");
            repo.schema(OTHER, RepoTables.R3_14).sql("DROP TABLE magic_" + OTHER);
        }
        assertThat(rules()).containsExactly("repo-debris");
    }

    @Test
    void emptyTablesHaveAFindingOfTheirOwn() throws Exception {
        try (RepoFixture repo = RepoFixture.at(file())) {
            repo.schema(SCHEMA, RepoTables.R3_14);
        }
        assertThat(rules()).containsExactly("repo-empty");
    }

    @Test
    void aForeignProductHasAFindingOfItsOwn() throws Exception {
        try (RepoFixture repo = RepoFixture.at(good())) {
            repo.sql("UPDATE magic_" + SCHEMA + " SET product = 'other'");
        }
        assertThat(rules()).containsExactly("repo-foreign-product");
    }

    @Test
    void anEmptyFileIsNoRepository() throws Exception {
        Files.createFile(file());
        assertThatThrownBy(() -> verify(VerifyRequest.of(file())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is empty");
    }
}
