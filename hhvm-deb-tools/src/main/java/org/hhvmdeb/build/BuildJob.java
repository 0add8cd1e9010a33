package org.hhvmdeb.build;

import java.nio.file.Path;
import org.hhvmdeb.io.output.RunLog;

/**
 * One build.
 *
 * @param dsc the source package, its other files beside it
 * @param results an existing directory for the packages, the .changes and the .buildinfo
 * @param work where to build; removed afterwards unless it is to be kept
 * @param log gets everything the build prints, while it prints it; the builder begins it
 * @param options how to build
 */
public record BuildJob(Path dsc, Path results, Path work, RunLog log, BuildOptions options) {}
