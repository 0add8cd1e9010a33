package org.hhvmdeb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The flow is the package layout: a step knows the ground floor and what lies to its left. */
@AnalyzeClasses(packages = "org.hhvmdeb", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    private static final String[] STEPS = {"..upstream..", "..patch..", "..source..", "..build..", "..hhbc.."};
    private static final String CLI = "..cli..";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            SlicesRuleDefinition.slices().matching("org.hhvmdeb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRoomsOfPatchStandOnOneAnother = SlicesRuleDefinition.slices()
            .matching("org.hhvmdeb.patch.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule theRoomsOfPatchKnowNoUseCase = noClasses()
            .that()
            .resideInAPackage("org.hhvmdeb.patch.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hhvmdeb.patch");

    @ArchTest
    static final ArchRule theRoomsOfHhbcStandOnOneAnother = SlicesRuleDefinition.slices()
            .matching("org.hhvmdeb.hhbc.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule theRoomsOfHhbcKnowNoUseCase = noClasses()
            .that()
            .resideInAPackage("org.hhvmdeb.hhbc.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hhvmdeb.hhbc");

    @ArchTest
    static final ArchRule theGroundFloorKnowsNoStep = noClasses()
            .that()
            .resideInAnyPackage("..debian..", "..deb..", "..io..", "..process..", "..notice..", "..report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..upstream..", "..patch..", "..source..", "..build..", "..hhbc..", CLI)
            .allowEmptyShould(true);

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
            .resideInAPackage("picocli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyThePackageWriterKnowsJdeb = noClasses()
            .that()
            .resideOutsideOfPackage("..deb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.vafer..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule programsAreRunInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("..process..")
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
                .resideInAnyPackage(right)
                .allowEmptyShould(true);
    }
}
