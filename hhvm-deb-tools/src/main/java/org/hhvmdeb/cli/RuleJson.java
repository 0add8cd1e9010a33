package org.hhvmdeb.cli;

import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** A rule for a machine; {@code severity} is what a finding of it usually weighs. */
record RuleJson(String rule, Severity severity, String summary, String explanation) implements JsonObject {

    static RuleJson of(Rule rule) {
        return new RuleJson(rule.id(), rule.severity(), rule.summary(), rule.explanation());
    }
}
