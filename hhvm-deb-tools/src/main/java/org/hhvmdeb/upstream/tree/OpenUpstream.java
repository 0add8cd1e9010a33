package org.hhvmdeb.upstream.tree;

import java.io.IOException;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;

/** Opens an upstream repository for reading tags, files and history without a checkout. */
public final class OpenUpstream {

    /**
     * Opens it. A directory is read where it is; from a URL nothing is fetched yet.
     *
     * @throws org.hhvmdeb.notice.InputException when the address is refused or has no repository
     * @throws ExternalException when it cannot be read
     */
    public UpstreamRepository run(UpstreamSource source, Progress progress) throws HhvmDebException {
        RepositoryAddress address = RepositoryAddress.parse(source.from(), "the request");
        try {
            return GitSettings.withoutUserConfig(() -> open(source, address, progress));
        } catch (IOException e) {
            throw ExternalException.during("opening " + address.shown(), e);
        }
    }

    private static UpstreamRepository open(UpstreamSource source, RepositoryAddress address, Progress progress)
            throws HhvmDebException, IOException {
        WorkDirectory scratch = WorkDirectory.create();
        Repositories repositories =
                new Repositories(source.cache().orElse(scratch.path().resolve("git")), source.fetching(), progress);
        try {
            SubmodulePolicy policy = new SubmodulePolicy(source.submoduleUrls(), source.withoutSubmodules());
            return new UpstreamRepository(
                    address,
                    repositories.at(address),
                    new SubmoduleRepositories(repositories, policy),
                    scratch,
                    repositories);
        } catch (HhvmDebException | IOException e) {
            repositories.close();
            scratch.close();
            throw e;
        }
    }
}
