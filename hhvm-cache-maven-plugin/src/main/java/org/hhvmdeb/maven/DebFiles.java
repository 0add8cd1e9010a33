package org.hhvmdeb.maven;

import java.nio.file.Path;
import org.apache.maven.artifact.Artifact;
import org.hhvmdeb.notice.HhvmDebException;

/** Where the .deb of a dependency is. */
interface DebFiles {

    /**
     * Finds it.
     *
     * @throws HhvmDebException with the reason when there is none
     */
    Path of(Artifact dependency) throws HhvmDebException;
}
