package org.hhvmdeb.build;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What can be wrong with a built package of HHVM. */
public enum PackageRule implements Rule {
    REPO_SCHEMA_DIFFERS(
            Severity.ERROR,
            "repo-schema-differs",
            "The package names another schema than its hhvm has.",
            "A cache that depends on the name in Provides would hold bytecode that this hhvm does not "
                    + "use. Let debian/hhvm-repo-schema.mk write ${hhvm:Provides} instead of a fixed name."),
    REPO_SCHEMA_NOT_PROVIDED(
            Severity.ERROR,
            "repo-schema-not-provided",
            "The package does not name the schema of its hhvm.",
            "No cache could depend on it. Add ${hhvm:Provides} to debian/control and include "
                    + "debian/hhvm-repo-schema.mk in debian/rules.");

    private final Text text;

    PackageRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
