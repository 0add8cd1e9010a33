package org.hhvmdeb.build;

/**
 * How a package is built.
 *
 * @param parallel how many compilers run at a time, 1 at least
 * @param tests whether the package's own tests run; without, {@code nocheck} is in DEB_BUILD_OPTIONS
 * @param keepWork whether the tree stays after the build, for a look at what went wrong
 */
public record BuildOptions(int parallel, boolean tests, boolean keepWork) {

    public BuildOptions {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel=" + parallel + ", but at least one compiler has to run");
        }
    }

    /** All processors, with tests, nothing kept. */
    public static BuildOptions standard() {
        return new BuildOptions(Runtime.getRuntime().availableProcessors(), true, false);
    }

    /** The variable DEB_BUILD_OPTIONS, as Policy 4.9.1 has it. */
    String debBuildOptions() {
        return "parallel=" + parallel + (tests ? "" : " nocheck");
    }
}
