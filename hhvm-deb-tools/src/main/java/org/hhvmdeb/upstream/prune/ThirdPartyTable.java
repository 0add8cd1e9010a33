package org.hhvmdeb.upstream.prune;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hhvmdeb.debian.Deb822;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.notice.InputException;

/**
 * What is known about the code of others that HHVM's trees hold or held; it is in a file of its own, for people.
 *
 * @param directories by the name of the directory
 * @param files by the path of the file
 */
record ThirdPartyTable(Map<String, ThirdParty> directories, Map<String, ThirdParty> files) {

    private static final String RESOURCE = "third-party";

    ThirdPartyTable {
        directories = Collections.unmodifiableMap(new TreeMap<>(directories));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    static ThirdPartyTable load() throws IOException, InputException {
        try (InputStream in = ThirdPartyTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new FileNotFoundException("the table " + RESOURCE + " of this program");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static ThirdPartyTable parse(String text) throws InputException {
        Map<String, ThirdParty> directories = new TreeMap<>();
        Map<String, ThirdParty> files = new TreeMap<>();
        for (Paragraph row : Deb822.parse(text, RESOURCE)) {
            Optional<String> path = row.get("Path");
            String key = path.isPresent() ? path.get() : row.require("Name");
            if ((path.isPresent() ? files : directories).put(key, ThirdParty.of(row)) != null) {
                throw new InputException(row.where(), key + " is there twice");
            }
        }
        return new ThirdPartyTable(directories, files);
    }

    Collection<ThirdParty> all() {
        return Stream.concat(directories.values().stream(), files.values().stream())
                .toList();
    }

    /** What is known about a place that {@link #placeOf} gave. */
    Optional<ThirdParty> about(String place) {
        ThirdParty file = files.get(place);
        return file != null
                ? Optional.of(file)
                : Optional.ofNullable(directories.get(place.substring(place.lastIndexOf('/') + 1)));
    }

    /**
     * To which directory of other people's code a file belongs; the file itself where it is one of the table.
     *
     * @param path from the top of the whole tree
     */
    Optional<String> placeOf(String path) {
        if (files.containsKey(path)) {
            return Optional.of(path);
        }
        String[] names = path.split("/", -1);
        for (int i = 0; i + 2 < names.length; i++) {
            if (isRoof(names, i)) {
                boolean forks = names[i + 1].equals("forks") && i + 3 < names.length;
                return Optional.of(String.join("/", List.of(names).subList(0, i + (forks ? 3 : 2))));
            }
        }
        return Optional.empty();
    }

    /** Whether a directory is one that holds the code of others, by name. */
    private static boolean isRoof(String[] names, int i) {
        return names[i].equals("third-party")
                || names[i].equals("third_party")
                || (names[i].equals("submodules") && i == 1 && names[0].equals("hphp"));
    }
}
