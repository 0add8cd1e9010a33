package org.hhvmdeb.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The goals are shells: what they do is in the use cases, where the command line has it, too. */
@AnalyzeClasses(packages = "org.hhvmdeb.maven", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule programsAreRunByUseCases = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Process.class, ProcessHandle.class);

    @ArchTest
    static final ArchRule goalsKnowNothingOfTheCommandLineAndOfLibraries = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.hhvmdeb.cli..",
                    "org.eclipse.jgit..",
                    "org.apache.commons..",
                    "org.sqlite..",
                    "java.sql..",
                    "picocli..");

    @ArchTest
    static final ArchRule theEnvironmentIsThatOfTheMavenSession =
            noClasses().should().callMethod(System.class, "getenv", String.class);
}
