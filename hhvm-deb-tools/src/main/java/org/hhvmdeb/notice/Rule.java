package org.hhvmdeb.notice;

/**
 * One kind of finding: what a check looks for. Each step lists its rules in an enum, so that no finding is made of a rule
 * that {@code hhvm-deb explain} does not know.
 */
public interface Rule {

    /** The words of a rule, which an enum keeps for each of its constants. */
    record Text(Severity severity, String id, String summary, String explanation) {}

    Text text();

    /** Its stable name in reports, in lower case with dashes; lintian's tag where lintian has one. */
    default String id() {
        return text().id();
    }

    /** What a finding weighs where the check knows nothing closer. */
    default Severity severity() {
        return text().severity();
    }

    /** What it is about, as one sentence. */
    default String summary() {
        return text().summary();
    }

    /** Why it matters and what to do, in a few sentences. */
    default String explanation() {
        return text().explanation();
    }
}
