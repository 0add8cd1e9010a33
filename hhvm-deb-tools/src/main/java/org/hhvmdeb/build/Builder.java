package org.hhvmdeb.build;

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
}
