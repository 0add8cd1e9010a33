package org.hhvmdeb.maven;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Developer;
import org.apache.maven.project.MavenProject;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Proxy;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.jspecify.annotations.Nullable;

/**
 * A project {@code org.example:site:1.0-SNAPSHOT} and the session that builds it: Maven's own classes, put together by
 * hand.
 */
final class TestBuild {

    private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    private final MavenProject project = new MavenProject();
    private final DefaultRepositorySystemSession repositories;
    private final MavenSession session;

    @SuppressWarnings("deprecation") // Maven itself has no other way to make a session.
    TestBuild() {
        repositories = MavenRepositorySystemUtils.newSession();
        session = new MavenSession(null, repositories, request, new DefaultMavenExecutionResult());
        project.setGroupId("org.example");
        project.setArtifactId("site");
        project.setVersion("1.0-SNAPSHOT");
        project.setArtifact(
                new DefaultArtifact("org.example", "site", "1.0-SNAPSHOT", null, "pom", null, handler("pom")));
        project.setBuild(new Build());
        session.setCurrentProject(project);
        environment("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    }

    /** The harness has resolved {@code ${basedir}} before a test knows its directory, so what lies there is named. */
    TestBuild in(Path directory) {
        property("hhvm.cache.debianDirectory", directory.resolve("debian").toString());
        property("hhvm.cache.phpDirectory", directory.resolve("src/main/php").toString());
        project.setFile(directory.resolve("pom.xml").toFile());
        project.getBuild().setDirectory(directory.resolve("target").toString());
        return this;
    }

    TestBuild packaging(String packaging) {
        project.setPackaging(packaging);
        return this;
    }

    /** A property on the command line. */
    TestBuild property(String name, String value) {
        session.getUserProperties().setProperty(name, value);
        return this;
    }

    /** The phases and goals of the command line. */
    TestBuild goals(String... goals) {
        request.setGoals(List.of(goals));
        return this;
    }

    TestBuild environment(String name, String value) {
        session.getSystemProperties().setProperty("env." + name, value);
        return this;
    }

    TestBuild startedAt(Instant time) {
        request.setStartTime(Date.from(time));
        return this;
    }

    /** A server of settings.xml, as Maven hands it on: decrypted. */
    TestBuild server(String id, String user, String password) {
        DefaultAuthenticationSelector servers = new DefaultAuthenticationSelector();
        servers.add(
                id,
                new AuthenticationBuilder()
                        .addUsername(user)
                        .addPassword(password)
                        .build());
        repositories.setAuthenticationSelector(servers);
        return this;
    }

    /** A proxy of settings.xml for the protocol http, on this machine. */
    TestBuild proxy(int port, String user, String password, @Nullable String nonProxyHosts) {
        Proxy written = new Proxy();
        written.setHost("127.0.0.1");
        written.setPort(port);
        request.addProxy(written);
        repositories.setProxySelector(new DefaultProxySelector()
                .add(
                        new org.eclipse.aether.repository.Proxy(
                                "http",
                                "127.0.0.1",
                                port,
                                new AuthenticationBuilder()
                                        .addUsername(user)
                                        .addPassword(password)
                                        .build()),
                        nonProxyHosts));
        return this;
    }

    TestBuild offline() {
        request.setOffline(true);
        return this;
    }

    TestBuild online() {
        request.setOffline(false);
        return this;
    }

    TestBuild dependsOn(String artifactId, String type, Path file) {
        Artifact artifact = dependency(artifactId, type);
        artifact.setFile(file.toFile());
        Set<Artifact> all = new LinkedHashSet<>(project.getArtifacts());
        all.add(artifact);
        project.setArtifacts(all);
        return this;
    }

    /** Makes this the project's only developer. */
    TestBuild developer(@Nullable String name, @Nullable String email) {
        Developer developer = new Developer();
        developer.setName(name);
        developer.setEmail(email);
        project.getModel().setDevelopers(new ArrayList<>(List.of(developer)));
        return this;
    }

    static Artifact dependency(String artifactId, String type) {
        return dependency(artifactId, type, null);
    }

    static Artifact dependency(String artifactId, String type, @Nullable String classifier) {
        return new DefaultArtifact("org.example", artifactId, "1.0", "provided", type, classifier, handler(type));
    }

    private static DefaultArtifactHandler handler(String type) {
        return new DefaultArtifactHandler(type);
    }

    MavenProject project() {
        return project;
    }

    MavenSession session() {
        return session;
    }

    /** What install and deploy would take, as {@code classifier:type file name}; the main artifact first. */
    List<String> artifacts() {
        return Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream())
                .filter(a -> a.getFile() != null)
                .map(a -> (a == project.getArtifact() ? "main" : a.getClassifier() + ":" + a.getType()) + " "
                        + a.getFile().getName())
                .toList();
    }
}
