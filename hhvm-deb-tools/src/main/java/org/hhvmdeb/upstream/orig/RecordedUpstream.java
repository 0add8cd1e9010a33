package org.hhvmdeb.upstream.orig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.upstream.git.GitFiles;
import org.hhvmdeb.upstream.tree.SubmoduleRecord;

/**
 * What a manifest tells about a tarball: all that is needed to make it again.
 *
 * @param leftOut what of the tree is not in the tarball
 * @param submodules the commits of the submodules that are in the tarball, by path
 */
public record RecordedUpstream(
        String source,
        String version,
        UpstreamTag tag,
        ObjectId commit,
        Instant date,
        LeftOut leftOut,
        Map<String, String> submodules,
        Digests digests) {

    /**
     * What of the tree is not in a tarball.
     *
     * @param excluded the patterns that took something out, in their order
     * @param included the patterns that protect paths from those
     * @param keepsGitFiles whether {@link GitFiles} are in the tarball, as they are in those of format 1
     * @param submodules the paths of those that somebody left out by request
     */
    public record LeftOut(
            List<String> excluded, List<String> included, boolean keepsGitFiles, Set<String> submodules) {}

    /** The digest of the uncompressed tarball, and of the compressed one. */
    public record Digests(Sha256 tar, Sha256 tarball) {}

    private static final long LARGEST = 16 << 20;

    /**
     * Reads a manifest.
     *
     * @throws InputException when there is none, it is of a later format, or it lacks something
     */
    public static RecordedUpstream read(Path file) throws InputException, ExternalException {
        Location where = Location.of(file.toString());
        try {
            if (!Files.isRegularFile(file)) {
                throw new InputException(InputFile.absent("manifest", file)
                        + "; upstream import writes one beside each tarball, name it if it is elsewhere");
            }
            if (Files.size(file) > LARGEST) {
                throw new InputException(where, "it is larger than any manifest");
            }
            return new Reader(where, Json.parse(Files.readAllBytes(file), where)).read();
        } catch (IOException e) {
            throw ExternalException.reading("the manifest " + file, e);
        }
    }

    private static final class Reader {

        private final Location where;
        private final Map<?, ?> members;

        Reader(Location where, Object value) throws InputException {
            this.where = where;
            if (!(value instanceof Map<?, ?> map)) {
                throw new InputException(where, "a manifest is a JSON object");
            }
            this.members = map;
        }

        RecordedUpstream read() throws InputException {
            boolean known = members.get("format") instanceof Long format && format >= 1 && format <= Manifest.FORMAT;
            if (!known) {
                throw new InputException(
                        where,
                        "this is not a manifest of the formats 1 to " + Manifest.FORMAT
                                + ", which this version knows; its format is " + members.get("format"));
            }
            try {
                return new RecordedUpstream(
                        text(members, "source"),
                        text(members, "version"),
                        UpstreamTag.parse(text(members, "tag")),
                        ObjectId.fromString(text(members, "commit")),
                        Instant.parse(text(members, "date")),
                        new LeftOut(excluded(), included(), !members.containsKey("git_files"), leftOut()),
                        submodules(),
                        new Digests(
                                new Sha256(text(members, "tar_sha256")), new Sha256(text(members, "tarball_sha256"))));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new InputException(where + ": the manifest is damaged: " + e.getMessage(), e);
            }
        }

        private List<String> excluded() throws InputException {
            List<String> patterns = new ArrayList<>();
            for (Map<?, ?> pattern : objects("pruned")) {
                patterns.add(text(pattern, "pattern"));
            }
            return List.copyOf(patterns);
        }

        private List<String> included() throws InputException {
            List<String> patterns = new ArrayList<>();
            if (members.get("included") instanceof List<?> list) {
                for (Object pattern : list) {
                    patterns.add(String.valueOf(pattern));
                }
            }
            return List.copyOf(patterns);
        }

        private Map<String, String> submodules() throws InputException {
            Map<String, String> commits = new TreeMap<>();
            for (Map<?, ?> submodule : objects("submodules")) {
                if (Boolean.TRUE.equals(submodule.get("included"))) {
                    commits.put(text(submodule, "path"), text(submodule, "commit"));
                }
            }
            return commits;
        }

        private Set<String> leftOut() throws InputException {
            Set<String> paths = new TreeSet<>();
            for (Map<?, ?> submodule : objects("submodules")) {
                if (SubmoduleRecord.BY_REQUEST.equals(submodule.get("reason"))) {
                    paths.add(text(submodule, "path"));
                }
            }
            return paths;
        }

        private List<Map<?, ?>> objects(String key) throws InputException {
            List<Map<?, ?>> objects = new ArrayList<>();
            if (members.get(key) instanceof List<?> list) {
                for (Object each : list) {
                    if (!(each instanceof Map<?, ?> map)) {
                        throw new InputException(where, "\"" + key + "\" is a list of objects in a manifest");
                    }
                    objects.add(map);
                }
                return objects;
            }
            throw new InputException(where, "the manifest has no list \"" + key + "\"");
        }

        private String text(Map<?, ?> map, String key) throws InputException {
            if (map.get(key) instanceof String text) {
                return text;
            }
            throw new InputException(where, "the manifest lacks \"" + key + "\"");
        }
    }
}
