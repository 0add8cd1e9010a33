package org.hhvmdeb.build;

/** How a build that could start has ended. */
public enum BuildStatus {
    /** There are packages. */
    SUCCESSFUL,
    /** The package's own build failed; the same build will fail again. */
    FAILED
}
