package org.hhvmdeb.hhbc.canonicalise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.content.SchemaDigest;
import org.hhvmdeb.hhbc.content.UnitDigest;

/**
 * The numbers of units that depend on nothing but the content: counted from 1 in the order of their paths, then their hashes;
 * among versions of one file the order stays.
 */
final class Numbering {

    private Numbering() {}

    /**
     * Numbers the units of a schema again, unless the numbers are part of its content.
     *
     * @return for every new number the one the unit has
     */
    static SortedMap<Long, Long> of(SchemaDigest schema) {
        SortedMap<Long, Long> numbers = new TreeMap<>();
        if (schema.numbersCount()) {
            schema.units().keySet().forEach(n -> numbers.put(n, n));
            return numbers;
        }
        Map<Long, Integer> waitsFor = new HashMap<>();
        Map<Long, List<Long>> successors = new HashMap<>();
        schema.predecessors().forEach((unit, before) -> {
            waitsFor.put(unit, before.size());
            before.forEach(
                    p -> successors.computeIfAbsent(p, b -> new ArrayList<>()).add(unit));
        });
        PriorityQueue<UnitDigest> ready = new PriorityQueue<>(byContent(schema));
        schema.units().values().stream()
                .filter(u -> !waitsFor.containsKey(u.number()))
                .forEach(ready::add);
        for (UnitDigest next = ready.poll(); next != null; next = ready.poll()) {
            numbers.put(numbers.size() + 1L, next.number());
            for (long later : successors.getOrDefault(next.number(), List.of())) {
                if (waitsFor.merge(later, -1, Integer::sum) == 0) {
                    ready.add(schema.units().get(later));
                }
            }
        }
        return numbers;
    }

    private static Comparator<UnitDigest> byContent(SchemaDigest schema) {
        Map<String, String> firstPaths = new HashMap<>();
        schema.paths().forEach(p -> firstPaths.putIfAbsent(p.hash(), p.path()));
        return Comparator.comparing((UnitDigest u) -> firstPaths.getOrDefault(u.hash(), "\uffff"))
                .thenComparing(UnitDigest::hash)
                .thenComparing(UnitDigest::digest)
                .thenComparing(UnitDigest::number);
    }
}
