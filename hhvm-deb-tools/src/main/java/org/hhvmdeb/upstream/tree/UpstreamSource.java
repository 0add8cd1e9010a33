package org.hhvmdeb.upstream.tree;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.git.RepositoryAddress;

/**
 * Where upstream's repository and its submodules come from.
 *
 * @param from a directory (bare or with a work tree), or a URL of the protocols file, http, https or ssh
 * @param submoduleUrls another address for submodules; the key is a submodule's path from the top of the whole tree, or
 *     the beginning of URLs (the longest that fits counts)
 * @param withoutSubmodules paths of submodules to do without, as if upstream had them not
 * @param cache a directory that keeps what was fetched for the next time, safe to share between runs and to delete; empty:
 *     nothing is kept. A repository of this machine is read where it is and needs none
 * @param fetching how servers are reached, and how much is taken from them
 */
public record UpstreamSource(
        String from,
        Map<String, String> submoduleUrls,
        Set<String> withoutSubmodules,
        Optional<Path> cache,
        FetchSettings fetching) {

    public UpstreamSource {
        submoduleUrls = Map.copyOf(submoduleUrls);
        withoutSubmodules = Set.copyOf(withoutSubmodules);
    }

    /** With the usual settings for fetching. */
    public UpstreamSource(
            String from, Map<String, String> submoduleUrls, Set<String> withoutSubmodules, Optional<Path> cache) {
        this(from, submoduleUrls, withoutSubmodules, cache, FetchSettings.DEFAULT);
    }

    /** An address for messages and notes: without passwords, and without what may be one. */
    public static String withoutCredentials(String address) {
        return RepositoryAddress.withoutCredentials(address);
    }

    /** Whether an address holds a password, or what may be one. */
    public static boolean holdsCredentials(String address) {
        return !withoutCredentials(address).equals(address);
    }

    /** The directory of this machine that an address stands for; empty for one elsewhere, or one that will be refused. */
    public static Optional<Path> directory(String address) {
        try {
            return RepositoryAddress.parse(address, "the request").directory();
        } catch (InputException e) {
            return Optional.empty(); // Told by whoever opens it.
        }
    }

    /** The repository alone: submodules are where {@code .gitmodules} says, and nothing fetched is kept. */
    public static UpstreamSource of(String from) {
        return new UpstreamSource(from, Map.of(), Set.of(), Optional.empty());
    }
}
