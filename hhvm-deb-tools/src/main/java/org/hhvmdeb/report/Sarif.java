package org.hhvmdeb.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;
import org.jspecify.annotations.Nullable;

/** The Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
final class Sarif {

    private static final String NAME = "hhvm-deb";
    private static final String BASE = "%SRCROOT%";

    private final SourceRoot root;

    Sarif(SourceRoot root) {
        this.root = root;
    }

    /** A value for {@link org.hhvmdeb.io.Json}. */
    Map<String, Object> of(Report report) {
        List<Rule> rules = report.findings().stream()
                .map(Finding::rule)
                .distinct()
                .sorted(Comparator.comparing(Rule::id))
                .toList();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", NAME);
        driver.put("rules", rules.stream().map(Sarif::rule).toList());
        Map<String, Object> run = run(driver);
        run.put("originalUriBaseIds", Map.of(BASE, Map.of("description", text("The top of the source."))));
        run.put("columnKind", "unicodeCodePoints");
        run.put("results", report.findings().stream().map(f -> result(f, rules)).toList());
        return log(run);
    }

    /** The same of a check that could not be made: no results, and an invocation that did not succeed. */
    static Map<String, Object> ofFailure(String message) {
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("level", "error");
        notification.put("message", text(message));
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", false);
        invocation.put("toolExecutionNotifications", List.of(notification));
        Map<String, Object> run = run(Map.of("name", NAME));
        run.put("invocations", List.of(invocation));
        run.put("results", List.of());
        return log(run);
    }

    private static Map<String, Object> run(Map<String, Object> driver) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        return run;
    }

    private static Map<String, Object> log(Map<String, Object> run) {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put(
                "$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> rule(Rule of) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", of.id());
        rule.put("shortDescription", text(of.summary()));
        rule.put("fullDescription", text(of.summary() + " " + of.explanation()));
        rule.put("help", text(of.explanation()));
        rule.put("defaultConfiguration", Map.of("level", of.severity().word()));
        return rule;
    }

    private Map<String, Object> result(Finding finding, List<Rule> rules) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.rule().id());
        result.put("ruleIndex", rules.indexOf(finding.rule()));
        result.put("level", finding.severity().word());
        result.put("message", text(finding.message()));
        result.put("locations", List.of(Map.of("physicalLocation", place(finding.where()))));
        return result;
    }

    private Map<String, Object> place(Location where) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", artifact(where.file()));
        if (where.line() > 0) {
            place.put("region", Map.of("startLine", where.line()));
        }
        return place;
    }

    private Map<String, Object> artifact(String file) {
        Optional<String> relative = root.relative(file);
        Map<String, Object> artifact = new LinkedHashMap<>();
        if (relative.isPresent()) {
            artifact.put("uri", uri(null, relative.get()));
            artifact.put("uriBaseId", BASE);
        } else {
            artifact.put(
                    "uri",
                    uri("file", Path.of(file).toAbsolutePath().normalize().toString()));
        }
        return artifact;
    }

    // A first name with a colon would read as a scheme; the class URI puts "./" nowhere.
    private static String uri(@Nullable String scheme, String path) {
        try {
            boolean colon = scheme == null && path.indexOf(':') >= 0;
            return new URI(scheme, scheme == null ? null : "", colon ? "./" + path : path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
