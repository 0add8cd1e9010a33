package org.hhvmdeb.report;

import java.util.Locale;

/** How a report is written. */
public enum ReportFormat {
    /** Lines for a person, {@code file:line: severity: message [rule]}. */
    TEXT("txt"),
    /** JSON of our own. */
    JSON("json"),
    /** SARIF 2.1.0, which code hosts show beside the lines. */
    SARIF("sarif"),
    /** JUnit's XML, which Jenkins and GitLab show as tests. */
    JUNIT("xml");

    private final String extension;

    ReportFormat(String extension) {
        this.extension = extension;
    }

    /** What the names of such files end with, without a dot. */
    public String extension() {
        return extension;
    }

    /** As it is written on a command line: {@code sarif}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
