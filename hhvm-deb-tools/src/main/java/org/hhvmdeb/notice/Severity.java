package org.hhvmdeb.notice;

/** How much a finding weighs, in SARIF's words. */
public enum Severity {
    /** The check does not pass. */
    ERROR,
    /** Works today, should be changed. */
    WARNING,
    /** Worth knowing. */
    NOTE
}
