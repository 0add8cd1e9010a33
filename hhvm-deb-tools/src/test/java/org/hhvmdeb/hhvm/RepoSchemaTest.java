package org.hhvmdeb.hhvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Relations;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepoSchemaTest {

    /** The line of the class's documentation. */
    private static final String SED =
            "s/[A-Z]/.&/g;y/ABCDEFGHIJKLMNOPQRSTUVWXYZ_/abcdefghijklmnopqrstuvwxyz-/;s/^/hhvm-repo-schema-/";

    private static final String ALPHABET = "abcxyz0189ABCXYZ____";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef0123456789abcdef01234567,hhvm-repo-schema-0123456789abcdef0123456789abcdef01234567",
        "512103253_1509928332,hhvm-repo-schema-512103253-1509928332",
        "HHVM_2_2,hhvm-repo-schema-.h.h.v.m-2-2",
        "_,hhvm-repo-schema--"
    })
    void theIdNamesAVirtualPackage(String id, String name) throws Exception {
        assertThat(RepoSchema.parse(id).packageName()).hasToString(name);
        assertThat(RepoSchema.of(PackageName.parse(name))).contains(new RepoSchema(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "a b", "a;DROP TABLE x", "abc\n", "é", "a.b", "$(id)", "(UNKNOWN)"})
    void anIdThatIsNoPartOfATableNameIsRefused(String id) {
        assertThatThrownBy(() -> RepoSchema.parse(id))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a repo schema id");
    }

    @Test
    void anIdThatFitsInNoFileNameIsRefused() throws Exception {
        assertThat(RepoSchema.parse("A".repeat(128)).packageName().text()).hasSizeLessThan(300);
        assertThatThrownBy(() -> RepoSchema.parse("a".repeat(129))).hasMessageContaining("1 to 128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hhvm",
                "hhvm-repo-schema-",
                "hhvm-repo-schema-a.",
                "hhvm-repo-schema-..a",
                "hhvm-repo-schema-.1",
                "hhvm-repo-schema-.-",
                "hhvm-repo-schema-a+b"
            })
    void noOtherPackageStandsForASchema(String name) throws Exception {
        assertThat(RepoSchema.of(PackageName.parse(name))).isEmpty();
    }

    @Test
    void theSchemasAreFoundInAField() throws Exception {
        Relations provides = Relations.parse(
                "hhvm-api-20140829, hhvm-repo-schema-aa-.b (= 3.18.5), ${hhvm:Provides}, hhvm-repo-schema-cc");
        assertThat(RepoSchema.in(provides)).extracting(RepoSchema::id).containsExactly("aa_B", "cc");
    }

    @Test
    void sedWritesTheSameNamesAndTheNamesGiveTheIdsBack() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<RepoSchema> schemas = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            StringBuilder id = new StringBuilder();
            do {
                id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            } while (random.nextInt(8) > 0 && id.length() < 128);
            schemas.add(new RepoSchema(id.toString()));
        }
        Path ids = Files.write(
                directory.resolve("ids"), schemas.stream().map(RepoSchema::id).toList());
        List<PackageName> names = schemas.stream().map(RepoSchema::packageName).toList();
        assertThat(names.stream().flatMap(n -> RepoSchema.of(n).stream()))
                .as("seed %d", seed)
                .isEqualTo(schemas);
        assertThat(new RealTools()
                        .needing("sed")
                        .run("sed", "--posix", SED, ids.toString())
                        .orFail()
                        .output()
                        .lines())
                .as("seed %d", seed)
                .isEqualTo(names.stream().map(PackageName::text).toList());
    }
}
