package org.hhvmdeb.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

    private final Properties commandLine = new Properties();
    private PluginDescriptor plugin = new PluginDescriptor();

    @BeforeEach
    void descriptor() throws Exception {
        try (InputStream xml = Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/maven/plugin.xml"));
                Reader reader = new InputStreamReader(xml, StandardCharsets.UTF_8)) {
            plugin = new PluginDescriptorBuilder().build(reader);
        }
    }

    @Test
    void theParametersOfThePackagingsGoalsAreFine() {
        fine("hhbc-deb", configuration("<includes/><excludes/><maintainer/>"));
        fine("hhvm-deb", configuration("<filesExcluded/><forecastTags/><jobs/><gitCacheDirectory/>"));
        fine("pom", configuration("<filesExcluded/><excludes/>"));
    }

    @Test
    void aNameThatNoGoalHasIsRefused() {
        for (String packaging : new String[] {"hhbc-deb", "hhvm-deb", "pom"}) {
            refused(packaging, configuration("<exclude><x/></exclude>"), "<exclude> is not a parameter of any goal");
        }
    }

    @Test
    void whatSkipsOneGoalIsAPropertyAndNoElement() {
        refused(
                "hhvm-deb",
                configuration("<check-patches.skip>true</check-patches.skip>"),
                "<check-patches.skip> is not a parameter: what skips one goal is the property hhvm.cache.check-patches.skip, or"
                        + " <skip> in an execution such as default-check-patches");
        fine("hhvm-deb", execution("default-check-patches", "<skip>true</skip>"));
    }

    @Test
    void aParameterOfAGoalThatThePackagingDoesNotRunIsRefused() {
        refused(
                "hhbc-deb",
                configuration("<filesExcluded/><tag/>"),
                "",
                "<filesExcluded> is a parameter of import-upstream, which does not run in a project of packaging hhbc-deb",
                "<tag> is a parameter of");
        refused("hhvm-deb", configuration("<excludes/>"), "<excludes> is a parameter of compile-repo, verify-repo");
        refused(
                "hhvm-deb",
                "",
                "<hhvm.cache.restartUnit>web</hhvm.cache.restartUnit>",
                "the property hhvm.cache.restartUnit");
    }

    @Test
    void aGoalThatThePomAddsMakesItsParametersFine() {
        fine(
                "hhvm-deb",
                configuration("<excludes/>")
                        + "<executions><execution><id>warm</id><goals><goal>compile-repo</goal></goals></execution></executions>");
    }

    @Test
    void anExecutionHasTheParametersOfItsGoals() {
        refused(
                "hhbc-deb",
                execution("default-package-repo", "<excludes/>"),
                "<excludes> of the execution default-package-repo");
        fine("hhbc-deb", execution("default-compile-repo", "<excludes/>"));
    }

    @Test
    void aMistypedPropertyIsRefusedOnTheCommandLineAndInThePom() {
        commandLine.setProperty("hhvm.cache.phpExcludes", "private/**");
        refused("hhbc-deb", "", "-Dhhvm.cache.phpExcludes is not a parameter");
        commandLine.clear();
        refused(
                "hhbc-deb",
                "",
                "<hhvm.cache.exclude>x</hhvm.cache.exclude>",
                "the property hhvm.cache.exclude is not a parameter");
    }

    @Test
    void theCommandLineIsForEveryModuleOfTheReactor() {
        commandLine.setProperty("hhvm.cache.tag", "HHVM-3.18.5");
        commandLine.setProperty("hhvm.cache.skip", "true");
        commandLine.setProperty("hhvm.cache.check-patches.skip", "true");
        fine("hhbc-deb", "");
    }

    @Test
    void whatIsInheritedMayBeForAnotherModule() throws Exception {
        MavenProject project = new MavenProject(model("hhbc-deb", configuration("<filesExcluded/>"), ""));
        project.setOriginalModel(model("hhbc-deb", "", ""));
        assertThatCode(() -> new SettingsCheck(project, plugin).run(commandLine))
                .doesNotThrowAnyException();
    }

    private void fine(String packaging, String configuration) {
        assertThatCode(() -> check(packaging, configuration, "")).doesNotThrowAnyException();
    }

    private void refused(String packaging, String configuration, String message) {
        refused(packaging, configuration, "", new String[] {message});
    }

    private void refused(String packaging, String configuration, String properties, String... messages) {
        assertThatThrownBy(() -> check(packaging, configuration, properties))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(messages)
                .hasMessageContaining("no effect");
    }

    private void check(String packaging, String configuration, String properties) throws Exception {
        Model model = model(packaging, configuration, properties);
        MavenProject project = new MavenProject(model);
        project.setOriginalModel(model);
        new SettingsCheck(project, plugin).run(commandLine);
    }

    private static Model model(String packaging, String configuration, String properties) throws Exception {
        return new MavenXpp3Reader().read(new StringReader("""
                <project><groupId>g</groupId><artifactId>a</artifactId><version>1</version><packaging>%s</packaging>
                <properties>%s</properties><build><plugins><plugin><groupId>org.hhvmdeb</groupId>
                <artifactId>hhvm-cache-maven-plugin</artifactId>%s</plugin></plugins></build></project>
                """.formatted(packaging, properties, configuration)));
    }

    private static String configuration(String parameters) {
        return "<configuration>" + parameters + "</configuration>";
    }

    private static String execution(String id, String parameters) {
        return "<executions><execution><id>" + id + "</id>" + configuration(parameters) + "</execution></executions>";
    }
}
