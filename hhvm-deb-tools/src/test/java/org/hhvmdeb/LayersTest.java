package org.hhvmdeb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The flow is the package layout: a step knows the ground floor and what lies to its left, and no two rooms know one
 * another. Which room knows which in truth is in docs/architecture.md, see {@link ArchitectureTest}.
 */
@AnalyzeClasses(packages = "org.hhvmdeb", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    private static final String[] STEPS = {
        "org.hhvmdeb.upstream..",
        "org.hhvmdeb.patch..",
        "org.hhvmdeb.source..",
        "org.hhvmdeb.build..",
        "org.hhvmdeb.hhbc.."
    };

    private static final String CLI = "org.hhvmdeb.cli..";
    private static final String HHVM = "org.hhvmdeb.hhvm..";

    @ArchTest
    static final ArchRule noTwoRoomsKnowOneAnother =
            SlicesRuleDefinition.slices().matching("org.hhvmdeb.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noTwoStepsKnowOneAnother =
            SlicesRuleDefinition.slices().matching("org.hhvmdeb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theGroundFloorKnowsNeitherHhvmNorAStep = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.hhvmdeb.debian..",
                    "org.hhvmdeb.deb..",
                    "org.hhvmdeb.io..",
                    "org.hhvmdeb.process..",
                    "org.hhvmdeb.notice..",
                    "org.hhvmdeb.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    Stream.concat(Arrays.stream(STEPS), Stream.of(HHVM, CLI)).toArray(String[]::new));

    @ArchTest
    static final ArchRule whatIsHhvmsOwnKnowsNoStep = noClasses()
            .that()
            .resideInAPackage(HHVM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    Stream.concat(Arrays.stream(STEPS), Stream.of(CLI)).toArray(String[]::new));

    @ArchTest
    static final ArchRule upstreamKnowsNothingToItsRight = toTheRightOf(0);

    @ArchTest
    static final ArchRule patchKnowsNothingToItsRight = toTheRightOf(1);

    @ArchTest
    static final ArchRule sourceKnowsNothingToItsRight = toTheRightOf(2);

    @ArchTest
    static final ArchRule buildKnowsNothingToItsRight = toTheRightOf(3);

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsItself = toTheRightOf(4);

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyThePackageWriterKnowsJdeb = noClasses()
            .that()
            .resideOutsideOfPackage("org.hhvmdeb.deb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.vafer..");

    @ArchTest
    static final ArchRule programsAreRunInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("org.hhvmdeb.process..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder");

    private static ArchRule toTheRightOf(int step) {
        String[] right = new String[STEPS.length - step];
        System.arraycopy(STEPS, step + 1, right, 0, STEPS.length - step - 1);
        right[right.length - 1] = CLI;
        return noClasses()
                .that()
                .resideInAPackage(STEPS[step])
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(right);
    }
}
