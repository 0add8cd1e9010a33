package org.hhvmdeb.build;

import java.util.Optional;
import org.hhvmdeb.io.output.MadeOf;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;

/** A place where source packages become binary packages. No builder ever asks a question or opens a shell. */
public interface Builder {

    /**
     * Builds a source package.
     *
     * @return how it went, also when the package's own build fails
     * @throws ExternalException when the build cannot even start: a program or a build dependency is missing
     */
    BuildOutcome build(BuildJob job, Progress progress) throws HhvmDebException;

    /**
     * What decides about a build here beside the job: the tools and libraries that are used.
     *
     * @return empty where that cannot be told; then nothing is ever up to date
     */
    default Optional<MadeOf> surroundings() {
        return Optional.empty();
    }
}
