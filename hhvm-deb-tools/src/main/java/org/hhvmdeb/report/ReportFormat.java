package org.hhvmdeb.report;

import java.util.Locale;
import org.hhvmdeb.notice.InputException;

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

    /**
     * Reads a name as it is written on a command line.
     *
     * @throws InputException when there is no such format
     */
    public static ReportFormat parse(String name) throws InputException {
        for (ReportFormat format : values()) {
            if (format.toString().equalsIgnoreCase(name.strip())) {
                return format;
            }
        }
        throw new InputException("there is no report format " + name + "; choose of text, json, sarif, junit");
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
