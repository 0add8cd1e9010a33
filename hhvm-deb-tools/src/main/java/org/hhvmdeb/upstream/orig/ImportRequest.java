package org.hhvmdeb.upstream.orig;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.hhvmdeb.io.compression.Compression;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.commit.CommitRequest;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * What to import.
 *
 * @param tag upstream's tag, {@code HHVM-3.18.5}
 * @param from where upstream's repository is: a directory (bare or with a work tree), or a URL of the protocols file,
 *     http, https or ssh
 * @param output the directory that receives the tarball and its manifest; other files in it stay
 * @param debianDirectory the packaging: its changelog gives the source name and the version, which must agree with the
 *     tag; its copyright, if there is one, says what is excluded. Empty: source {@code hhvm}, version from the tag
 * @param changelogFollows whether the changelog may still be of an earlier version than the tag's, because its entry is
 *     written with the merge (see {@link CommitRequest}): the version is then the tag's
 * @param excluded further globs of Files-Excluded's syntax
 * @param repackCount the number after {@code +dfsg}, from 1; empty: the changelog's, or 1
 * @param submoduleUrls another address for submodules; the key is a submodule's path from the top of the whole tree, or
 *     the beginning of URLs (the longest that fits counts)
 * @param withoutSubmodules paths of submodules to leave out, with what is below them; the manifest lists them
 * @param cache a directory that keeps what was fetched for the next tag, safe to share between runs and to delete;
 *     empty: nothing is kept. A local upstream is read where it is and needs none
 * @param notAfter clamps the date of the tarball's entries, which is otherwise that of the tag's commit: the value of
 *     SOURCE_DATE_EPOCH
 * @param keyrings files of public keys, binary or in ASCII armour; the tag's signature is checked against these keys and no
 *     others. None: it is not checked
 * @param requiresSignature whether a tag without a good signature is refused
 * @param compression of the tarball
 * @param fetching how servers are reached, and how much is taken from them
 */
public record ImportRequest(
        String tag,
        String from,
        Path output,
        Optional<Path> debianDirectory,
        boolean changelogFollows,
        List<String> excluded,
        OptionalInt repackCount,
        Map<String, String> submoduleUrls,
        Set<String> withoutSubmodules,
        Optional<Path> cache,
        Optional<Instant> notAfter,
        List<Path> keyrings,
        boolean requiresSignature,
        Compression compression,
        FetchSettings fetching) {

    public ImportRequest {
        keyrings = List.copyOf(keyrings);
        excluded = List.copyOf(excluded);
        submoduleUrls = Map.copyOf(submoduleUrls);
        withoutSubmodules = Set.copyOf(withoutSubmodules);
        if (repackCount.isPresent() && repackCount.getAsInt() < 1) {
            throw new IllegalArgumentException("repack count " + repackCount.getAsInt());
        }
    }

    /** What is read of this machine, and must still be there afterwards. */
    InputPlaces inputs() {
        Stream<Path> repositories = Stream.concat(Stream.of(from), submoduleUrls.values().stream())
                .flatMap(a -> UpstreamSource.directory(a).stream());
        return InputPlaces.of(Stream.concat(debianDirectory.stream(), keyrings.stream())
                        .toList())
                .withRepositories(repositories.toList());
    }

    public static Builder builder(String tag, String from, Path output) {
        return new Builder(tag, from, output);
    }

    /** Collects what is optional. */
    public static final class Builder {

        private final String tag;
        private final String from;
        private final Path output;
        private Optional<Path> debianDirectory = Optional.empty();
        private boolean changelogFollows;
        private List<String> excluded = List.of();
        private OptionalInt repackCount = OptionalInt.empty();
        private Map<String, String> submoduleUrls = Map.of();
        private Set<String> withoutSubmodules = Set.of();
        private Optional<Path> cache = Optional.empty();
        private Optional<Instant> notAfter = Optional.empty();
        private List<Path> keyrings = List.of();
        private boolean requiresSignature;
        private Compression compression = Compression.XZ;
        private FetchSettings fetching = FetchSettings.DEFAULT;

        private Builder(String tag, String from, Path output) {
            this.tag = tag;
            this.from = from;
            this.output = output;
        }

        public Builder debianDirectory(Path directory) {
            this.debianDirectory = Optional.of(directory);
            return this;
        }

        /** Lets the changelog be of an earlier version. */
        public Builder changelogFollows() {
            this.changelogFollows = true;
            return this;
        }

        public Builder excluding(List<String> globs) {
            this.excluded = globs;
            return this;
        }

        /**
         * The number after {@code +dfsg}.
         *
         * @throws InputException for a number below 1
         */
        public Builder repackCount(int count) throws InputException {
            if (count < 1) {
                throw new InputException("the repack count is " + count + ", but counting starts at 1");
            }
            this.repackCount = OptionalInt.of(count);
            return this;
        }

        public Builder submoduleUrls(Map<String, String> urls) {
            this.submoduleUrls = urls;
            return this;
        }

        public Builder withoutSubmodules(Set<String> paths) {
            this.withoutSubmodules = paths;
            return this;
        }

        public Builder cache(Path directory) {
            this.cache = Optional.of(directory);
            return this;
        }

        public Builder notAfter(Instant time) {
            this.notAfter = Optional.of(time);
            return this;
        }

        public Builder keyrings(List<Path> files) {
            this.keyrings = files;
            return this;
        }

        /** Refuses a tag without a good signature by a key of the keyrings. */
        public Builder requireSignature() {
            this.requiresSignature = true;
            return this;
        }

        public Builder compression(Compression chosen) {
            this.compression = chosen;
            return this;
        }

        public Builder fetching(FetchSettings settings) {
            this.fetching = settings;
            return this;
        }

        public ImportRequest build() {
            return new ImportRequest(
                    tag,
                    from,
                    output,
                    debianDirectory,
                    changelogFollows,
                    excluded,
                    repackCount,
                    submoduleUrls,
                    withoutSubmodules,
                    cache,
                    notAfter,
                    keyrings,
                    requiresSignature,
                    compression,
                    fetching);
        }
    }
}
