package org.hhvmdeb.upstream.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Progress;

/**
 * The tags or branches that a server lists. A reference is a file in the cache, so its name is a path that the server has
 * chosen: JGit looks at it in some places, and not in all where it opens or writes one.
 */
final class AdvertisedRefs {

    /** What a file system takes, with room for {@code .lock}. */
    private static final int LONGEST_PART = 250;

    /** What a path may have at all, with room for where the cache is. */
    private static final int LONGEST = 2048;

    private AdvertisedRefs() {}

    /**
     * Those that can be kept, by their names without the prefix. The others are told.
     *
     * @param prefix {@code refs/tags/} or {@code refs/heads/}
     */
    static Map<String, Ref> under(String prefix, Collection<Ref> listed, String server, Progress progress) {
        Map<String, Ref> known = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (Ref ref : listed) {
            String name = ref.getName();
            if (name.startsWith(prefix) && isFile(name)) {
                known.put(name.substring(prefix.length()), ref);
            } else if (name.startsWith(prefix)) {
                refused.add(name);
            }
        }
        if (!refused.isEmpty()) {
            progress.warn(server + " lists " + HumanUnits.count(refused.size(), "reference")
                    + " with names that git refuses or no file can have, such as " + shortened(refused.get(0))
                    + "; what is named so is left out");
        }
        return known;
    }

    /** Whether a file of a repository can have this name, and no other file is meant by it. */
    static boolean isFile(String name) {
        return Repository.isValidRefName(name)
                && bytes(name) <= LONGEST
                && Stream.of(name.split("/")).allMatch(part -> bytes(part) <= LONGEST_PART)
                && isPath(name);
    }

    /** How they are fetched: by their names, each of which was looked at; what a pattern brings would not be. */
    static Stream<RefSpec> fetched(Stream<Ref> refs) {
        return refs.map(r -> new RefSpec("+" + r.getName() + ":" + r.getName()));
    }

    /** In the C locale Java has no paths beyond ASCII. */
    private static boolean isPath(String name) {
        try {
            return Path.of(name).normalize().toString().equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_PART ? name : name.substring(0, LONGEST_PART) + "…";
    }
}
