package org.hhvmdeb.maven;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Profile;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.hhvmdeb.notice.InputException;

/**
 * Whether what is set for this plugin is a parameter of a goal that sees it. Maven passes over a name that a goal does not
 * have, and what an operator excluded would be compiled after all.
 *
 * <p>A name that no goal has is refused wherever it is set. A parameter of a goal that the project's packaging does not run
 * is refused where the project's own POM sets it; what is inherited may be meant for another module.
 */
final class SettingsCheck {

    private static final String PREFIX = "hhvm.cache.";
    private static final String SKIP = ".skip";

    private final MavenProject project;
    private final PluginDescriptor plugin;

    SettingsCheck(MavenProject project, PluginDescriptor plugin) {
        this.project = project;
        this.plugin = plugin;
    }

    /**
     * Checks POM and command line.
     *
     * @throws InputException with every name that would have no effect
     */
    void run(Properties commandLine) throws InputException {
        Set<String> faults = new LinkedHashSet<>();
        effective().forEach(name -> checkElement(name, faults));
        properties(commandLine).forEach(name -> unknown(name, "-D" + PREFIX + name, faults));
        properties(project.getProperties()).forEach(name -> unknown(name, "the property " + PREFIX + name, faults));
        for (BuildBase build : ownBuilds()) {
            own(build).forEach(p -> checkOwn(p, faults));
        }
        ownProperties().forEach(name -> foreign(name, "the property " + PREFIX + name, ofPackaging(), faults));
        if (!faults.isEmpty()) {
            throw new InputException(String.join("\n", faults)
                    + "\nIt would have no effect; the goal help with -Ddetail" + " lists the parameters of each goal");
        }
    }

    private void checkOwn(Plugin own, Set<String> faults) {
        names(own.getConfiguration()).forEach(name -> foreign(name, "<" + name + ">", ofPackaging(), faults));
        for (PluginExecution execution : own.getExecutions()) {
            Set<String> goals = new TreeSet<>(execution.getGoals());
            if (execution.getId().startsWith("default-") && !execution.getId().equals("default-cli")) {
                goals.add(execution.getId().substring("default-".length()));
            }
            if (!goals.isEmpty()) {
                names(execution.getConfiguration())
                        .forEach(name -> foreign(
                                name, "<" + name + "> of the execution " + execution.getId(), goals::contains, faults));
            }
        }
    }

    private void checkElement(String name, Set<String> faults) {
        String goal = name.endsWith(SKIP) ? name.substring(0, name.length() - SKIP.length()) : "";
        if (plugin.getMojo(goal) == null) {
            unknown(name, "<" + name + ">", faults);
        } else {
            faults.add(where() + "<" + name + "> is not a parameter: what skips one goal is the property " + PREFIX
                    + name + ", or <skip> in an execution such as default-" + goal);
        }
    }

    private void unknown(String name, String shown, Set<String> faults) {
        if (goalsWith(name).isEmpty()) {
            faults.add(where() + shown + " is not a parameter of any goal of " + plugin.getGoalPrefix());
        }
    }

    private void foreign(String name, String shown, Predicate<String> goals, Set<String> faults) {
        List<String> with = goalsWith(name);
        if (!with.isEmpty() && with.stream().noneMatch(goals)) {
            faults.add(where() + shown + " is a parameter of " + String.join(", ", with)
                    + ", which does not run in a project of packaging " + project.getPackaging());
        }
    }

    private String where() {
        return project.getFile() == null ? "" : project.getFile() + ": ";
    }

    /** The goals around a repository are those of hhbc-deb, the others those of hhvm-deb; and those the POM adds. */
    private Predicate<String> ofPackaging() {
        Predicate<String> aroundRepo = goal -> goal.endsWith("-repo");
        Set<String> added = project.getBuildPlugins().stream()
                .filter(this::isThisPlugin)
                .flatMap(p -> p.getExecutions().stream())
                .filter(e -> !e.getId().startsWith("default-"))
                .flatMap(e -> e.getGoals().stream())
                .collect(Collectors.toSet());
        return switch (project.getPackaging()) {
            case "hhbc-deb" -> aroundRepo.or(added::contains);
            case "hhvm-deb" -> aroundRepo.negate().or(added::contains);
            default -> goal -> true;
        };
    }

    private List<String> goalsWith(String name) {
        List<String> goals = new ArrayList<>();
        for (MojoDescriptor goal : plugin.getMojos()) {
            boolean has = goal.getParameters().stream()
                    .filter(Parameter::isEditable)
                    .anyMatch(p -> name.equals(p.getName()) || name.equals(p.getAlias()));
            if (has || name.equals(goal.getGoal() + ".skip")) {
                goals.add(goal.getGoal());
            }
        }
        return goals;
    }

    private Stream<String> effective() {
        return project.getBuildPlugins().stream()
                .filter(this::isThisPlugin)
                .flatMap(p -> Stream.concat(
                        names(p.getConfiguration()),
                        p.getExecutions().stream().flatMap(e -> names(e.getConfiguration()))))
                .distinct();
    }

    private Stream<String> ownProperties() {
        Model own = project.getOriginalModel();
        return own == null ? Stream.of() : properties(own.getProperties());
    }

    private List<BuildBase> ownBuilds() {
        Model own = project.getOriginalModel();
        Build build = own == null ? null : own.getBuild();
        return Stream.concat(
                        Stream.ofNullable(build),
                        own == null
                                ? Stream.of()
                                : own.getProfiles().stream()
                                        .filter(p -> isActive(p.getId()))
                                        .map(Profile::getBuild)
                                        .filter(b -> b != null))
                .toList();
    }

    private boolean isActive(String profile) {
        return project.getActiveProfiles().stream().anyMatch(p -> profile.equals(p.getId()));
    }

    private Stream<Plugin> own(BuildBase build) {
        Stream<Plugin> managed =
                build.getPluginManagement() == null ? Stream.of() : build.getPluginManagement().getPlugins().stream();
        return Stream.concat(build.getPlugins().stream(), managed).filter(this::isThisPlugin);
    }

    private boolean isThisPlugin(Plugin each) {
        return each.getKey().equals(plugin.getGroupId() + ":" + plugin.getArtifactId());
    }

    private static Stream<String> names(Object configuration) {
        return configuration instanceof Xpp3Dom dom
                ? Stream.of(dom.getChildren()).map(Xpp3Dom::getName)
                : Stream.of();
    }

    private static Stream<String> properties(Properties properties) {
        return properties.stringPropertyNames().stream()
                .filter(n -> n.startsWith(PREFIX))
                .map(n -> n.substring(PREFIX.length()))
                .sorted();
    }
}
