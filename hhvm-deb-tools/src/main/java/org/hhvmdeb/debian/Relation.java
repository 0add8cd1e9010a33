package org.hhvmdeb.debian;

import java.util.List;
import java.util.Optional;

/**
 * One package in a relation field, {@code libc6:any (>= 2.19) [amd64] <!nocheck>}.
 *
 * @param name the package, or a substitution variable such as <code>${shlibs:Depends}</code>
 * @param qualifier the architecture after the colon: {@code any}, {@code native}, {@code amd64}
 * @param version what is asked of the version
 * @param architectures where the relation counts, as written: {@code amd64}, {@code !i386}; empty for everywhere
 * @param profiles the build profiles' lists, as written: {@code !nocheck}; each list is one pair of angle brackets
 */
public record Relation(
        String name,
        Optional<String> qualifier,
        Optional<VersionConstraint> version,
        List<String> architectures,
        List<List<String>> profiles) {

    /**
     * What is asked of a version.
     *
     * @param version as written; may hold substitution variables such as <code>${binary:Version}</code>
     */
    public record VersionConstraint(Operator operator, String version) {

        @Override
        public String toString() {
            return "(" + operator + " " + version + ")";
        }
    }

    public Relation {
        architectures = List.copyOf(architectures);
        profiles = profiles.stream().map(List::copyOf).toList();
    }

    /** Whether the name is still to be filled in by dpkg-gencontrol. */
    public boolean isSubstitution() {
        return name.contains("${");
    }

    /** As dpkg writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        qualifier.ifPresent(q -> text.append(':').append(q));
        version.ifPresent(v -> text.append(' ').append(v));
        if (!architectures.isEmpty()) {
            text.append(" [").append(String.join(" ", architectures)).append(']');
        }
        profiles.forEach(p -> text.append(" <").append(String.join(" ", p)).append('>'));
        return text.toString();
    }
}
