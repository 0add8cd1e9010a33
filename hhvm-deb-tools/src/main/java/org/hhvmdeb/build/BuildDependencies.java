package org.hhvmdeb.build;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Completed;

/** What dpkg-checkbuilddeps says about this machine. */
final class BuildDependencies {

    private static final Pattern UNMET = Pattern.compile("dpkg-checkbuilddeps: error: Unmet build dependencies: (.*)");
    private static final Pattern CONFLICTS = Pattern.compile("dpkg-checkbuilddeps: error: Build conflicts: (.*)");

    private BuildDependencies() {}

    /**
     * Checks the answer.
     *
     * @param dsc the source package it is about
     * @throws ExternalException listing what is missing or in the way, and the commands that mend it
     */
    static void require(Completed answer, Path dsc) throws ExternalException {
        if (answer.succeeded()) {
            return;
        }
        List<String> unmet = answered(UNMET, answer);
        List<String> conflicts = answered(CONFLICTS, answer);
        if (unmet.isEmpty() && conflicts.isEmpty()) {
            answer.orFail();
        }
        StringBuilder message = new StringBuilder("this machine cannot build " + dsc.getFileName());
        for (String packages : unmet) {
            message.append("\nmissing: ").append(packages);
            message.append("\nInstall what is missing with: apt-get build-dep ").append(dsc.toAbsolutePath());
            message.append("\nor with: apt-get install ").append(names(packages));
        }
        for (String packages : conflicts) {
            message.append("\nin the way: ").append(packages);
            message.append("\nRemove it with: apt-get remove ").append(names(packages));
        }
        throw new ExternalException(message.toString());
    }

    private static List<String> answered(Pattern pattern, Completed answer) {
        return answer.lastLines().stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1).strip())
                .toList();
    }

    /** What apt-get takes: no versions, the first of alternatives, no {@code :any} or {@code :native}. */
    private static String names(String packages) {
        return packages.replaceAll("\\s*\\([^)]*\\)", "")
                .replaceAll("\\s*\\|\\s*\\S+", "")
                .replaceAll(":(any|native)\\b", "")
                .strip();
    }
}
