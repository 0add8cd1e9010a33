package org.hhvmdeb.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.testkit.RealTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelationsTest {

    private static final List<String> FIELDS = List.of(
            "libc6",
            "libc6:any (>= 2.19) [amd64 !i386] <!nocheck> <a b> | bb(<<1) , cc (= 1:2-3),",
            "aa ( >=1 ),\n bb|cc   |dd(>> 3~)[ linux-any  ]<  !stage1 cross >",
            "g++:native, libstdc++6 (<= 5), python3.4",
            "");

    @TempDir
    Path directory;

    @Test
    void everyPartOfARelationIsRead() throws Exception {
        Relation relation = Relations.parse("a1, libc6:any (>= 2.19) [!i386 !arm64] <!nocheck> <a b> | b1")
                .groups()
                .get(1)
                .get(0);
        assertThat(relation.name()).isEqualTo("libc6");
        assertThat(relation.qualifier()).contains("any");
        assertThat(relation.version()).contains(new Relation.VersionConstraint(Operator.LATER_OR_EQUAL, "2.19"));
        assertThat(relation.architectures()).containsExactly("!i386", "!arm64");
        assertThat(relation.profiles()).containsExactly(List.of("!nocheck"), List.of("a", "b"));
    }

    @Test
    void substitutionVariablesStay() throws Exception {
        String field = "${shlibs:Depends}, hhvm (= ${binary:Version}), lib${name}-dev (>= ${v}), ${misc:Depends}";
        Relations relations = Relations.parse(field);
        assertThat(relations).hasToString(field);
        assertThat(relations.all().map(Relation::isSubstitution)).containsExactly(true, false, true, true);
    }

    @ParameterizedTest
    @CsvSource({"<<,1,2", "<=,2,2", "<=,1,2", "=,2.0,2.00", ">=,2,2", ">=,3,2", ">>,3,2", "<,2,2", ">,2,2"})
    void aVersionIsAcceptedAsDpkgWould(String operator, String version, String wanted) throws Exception {
        Relation.VersionConstraint constraint = Relations.parse("aa (" + operator + " " + wanted + ")")
                .groups()
                .get(0)
                .get(0)
                .version()
                .orElseThrow();
        assertThat(constraint.operator().accepts(new DebianVersion(version), new DebianVersion(constraint.version())))
                .isTrue();
        assertThat(new RealTools()
                        .needing("dpkg")
                        .run("dpkg", "--compare-versions", version, operator, wanted)
                        .succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "Libc6",
                "aa |",
                "| aa",
                "aa (1.0)",
                "aa (>= )",
                "aa (>= 1_0)",
                "aa (>= 1",
                "aa [",
                "aa <x",
                "aa (== 1)",
                "aa; rm -rf /",
                "x",
                "${a b}",
                "aa:",
                "aa (>= 1) (<< 2)"
            })
    void whatIsNoRelationIsRefused(String field) {
        assertThatThrownBy(() -> Relations.parse(field)).isInstanceOf(InputException.class);
    }

    @Test
    void aBadRelationIsNamedWithItsLine() throws Exception {
        Paragraph paragraph =
                Deb822.parse("Package: aa\nDepends: b c\n", "debian/control").get(0);
        assertThatThrownBy(() -> Relations.in(paragraph, "Depends"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("debian/control:2: \"b c\" is not a relation");
    }

    @Test
    void aVeryLongRelationIsRefusedAndNotSearchedForEver() {
        assertThatThrownBy(() -> Relations.parse("aa " + "<b> ".repeat(100_000)))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Relations.parse("${a}".repeat(100_000))).isInstanceOf(InputException.class);
    }

    @Test
    void relationsAreWrittenAsDpkgWritesThem() throws Exception {
        RealTools tools = new RealTools().needing("perl", "-MDpkg::Deps", "-e1");
        String script = """
                use Dpkg::Deps;
                foreach (@ARGV) {
                    print deps_parse($_, reduce_arch => 0, build_dep => 1)->output(), "\\n";
                }
                """;
        StringBuilder ours = new StringBuilder();
        for (String field : FIELDS) {
            ours.append(Relations.parse(field)).append('\n');
        }
        assertThat(tools.perl(directory, script, FIELDS.toArray(String[]::new)).output())
                .isEqualTo(ours.toString());
    }
}
