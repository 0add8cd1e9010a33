package org.hhvmdeb.hhbc.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.content.FilePath;
import org.hhvmdeb.hhbc.content.SchemaDigest;
import org.hhvmdeb.hhbc.content.UnitDigest;

/**
 * Which content each file has had, the newest last.
 *
 * @param byPath what the units of each path hold; their hash alone for a unit that is not there
 * @param newest the size of the newest unit of each path, in bytes
 * @param pathless what the units hold that no path leads to
 */
record Versions(Map<String, List<String>> byPath, Map<String, Long> newest, Set<String> pathless) {

    /**
     * Gathers them.
     *
     * @param content what tells units apart
     */
    static Versions of(SchemaDigest digest, Function<UnitDigest, String> content) {
        Map<String, UnitDigest> byHash = new HashMap<>();
        digest.units().values().stream().filter(u -> !u.hash().isEmpty()).forEach(u -> byHash.put(u.hash(), u));
        Map<String, List<FilePath>> rows = new TreeMap<>();
        digest.paths()
                .forEach(p ->
                        rows.computeIfAbsent(p.path(), x -> new ArrayList<>()).add(p));
        Map<String, List<String>> byPath = new TreeMap<>();
        Map<String, Long> newest = new TreeMap<>();
        rows.forEach((path, versions) -> {
            versions.sort(Comparator.comparingLong(v -> number(byHash, v)));
            byPath.put(
                    path,
                    versions.stream().map(v -> content(byHash, v, content)).toList());
            UnitDigest last = byHash.get(versions.get(versions.size() - 1).hash());
            newest.put(path, last == null ? 0 : last.bytes());
        });
        Set<String> named = digest.paths().stream().map(FilePath::hash).collect(Collectors.toSet());
        Set<String> pathless = digest.units().values().stream()
                .filter(u -> !named.contains(u.hash()))
                .map(content)
                .collect(Collectors.toSet());
        return new Versions(byPath, newest, pathless);
    }

    long bytes(String path) {
        return newest.getOrDefault(path, 0L);
    }

    private static long number(Map<String, UnitDigest> byHash, FilePath path) {
        UnitDigest unit = byHash.get(path.hash());
        return unit == null ? 0 : unit.number();
    }

    private static String content(Map<String, UnitDigest> byHash, FilePath path, Function<UnitDigest, String> content) {
        UnitDigest unit = byHash.get(path.hash());
        return unit == null ? path.hash() : content.apply(unit);
    }
}
