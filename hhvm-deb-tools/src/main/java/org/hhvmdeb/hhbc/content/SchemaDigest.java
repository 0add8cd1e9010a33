package org.hhvmdeb.hhbc.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of one schema, so that two files can be compared without a look at where things stand in them.
 *
 * @param numbersCount whether the numbers of units are part of the content
 * @param units by number
 * @param paths sorted
 * @param others a digest of every other table, that of the paths among them, by the table's name
 */
public record SchemaDigest(
        boolean numbersCount,
        SortedMap<Long, UnitDigest> units,
        List<FilePath> paths,
        SortedMap<String, String> others) {

    public static final SchemaDigest EMPTY = new SchemaDigest(false, new TreeMap<>(), List.of(), new TreeMap<>());

    public SchemaDigest {
        units = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(units));
        paths = paths.stream().sorted().toList();
        others = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /**
     * The units that one path has had one after the other. HHVM takes the one with the highest number for the path's, so
     * their order is content even where numbers are not.
     *
     * @return for every such unit those that must come before it
     */
    public Map<Long, List<Long>> predecessors() {
        Map<String, Long> byHash = new HashMap<>();
        units.values().stream().filter(u -> !u.hash().isEmpty()).forEach(u -> byHash.put(u.hash(), u.number()));
        Map<Long, List<Long>> predecessors = new TreeMap<>();
        for (List<FilePath> versions : versions()) {
            List<Long> numbers = versions.stream()
                    .map(v -> byHash.get(v.hash()))
                    .filter(java.util.Objects::nonNull)
                    .sorted()
                    .distinct()
                    .toList();
            for (int n = 1; n < numbers.size(); n++) {
                predecessors
                        .computeIfAbsent(numbers.get(n), u -> new ArrayList<>())
                        .add(numbers.get(n - 1));
            }
        }
        return predecessors;
    }

    /** Rows of the same path, where there are several. */
    private List<List<FilePath>> versions() {
        List<List<FilePath>> several = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= paths.size(); to++) {
            if (to == paths.size()
                    || !paths.get(to).path().equals(paths.get(from).path())) {
                if (to - from > 1) {
                    several.add(paths.subList(from, to));
                }
                from = to;
            }
        }
        return several;
    }

    /** The same for two schemas if and only if HHVM finds the same in them. */
    public String digest() {
        Hashing hashing = new Hashing();
        hashing.text(numbersCount ? "numbers count" : "numbers do not count");
        units.values().stream()
                .sorted(Comparator.comparing(UnitDigest::digest).thenComparing(UnitDigest::number))
                .forEach(u -> hashing.text(u.digest()).number(numbersCount ? u.number() : 0));
        predecessors().entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(p -> digestOf(p) + " before " + digestOf(e.getKey())))
                .sorted()
                .forEach(hashing::text);
        others.forEach((table, content) -> hashing.text(table).text(content));
        return hashing.hex();
    }

    /** The digest of the unit of a number; the empty text where there is none. */
    public String digestOf(long number) {
        UnitDigest unit = units.get(number);
        return unit == null ? "" : unit.digest();
    }
}
