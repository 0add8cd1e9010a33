package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.hhvmdeb.notice.ExternalException;

/**
 * Dependencies as Maven resolves them: from the local repository, else from the project's remote ones.
 *
 * @param system resolves
 * @param session with the local repository
 * @param remote the project's
 */
record RepositoryDebs(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> remote)
        implements DebFiles {

    @Override
    public Path of(Artifact dependency) throws ExternalException {
        File resolved = dependency.getFile();
        if (resolved != null && resolved.isFile()) {
            return resolved.toPath();
        }
        try {
            return system.resolveArtifact(
                            session, new ArtifactRequest(RepositoryUtils.toArtifact(dependency), remote, "project"))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw new ExternalException(String.valueOf(e.getMessage()), e);
        }
    }
}
