package org.hhvmdeb.hhbc.rebuild;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.content.FilePath;
import org.hhvmdeb.hhbc.content.SchemaDigest;
import org.hhvmdeb.hhbc.content.UnitDigest;

/**
 * Which number each unit of a new repository gets on the pages of an old one: that of the same unit, else that of the unit of
 * the same hash, else that of an older version of the same file, else one behind all others.
 */
final class Assignment {

    private final SchemaDigest from;
    private final SchemaDigest to;
    private final SortedMap<Long, Long> newByNumber = new TreeMap<>();
    private final Map<Long, Long> numberByNew = new HashMap<>();
    private final Set<Long> free;
    private long last;

    private Assignment(SchemaDigest from, SchemaDigest to) {
        this.from = from;
        this.to = to;
        this.free = new HashSet<>(from.units().keySet());
        this.last = from.units().isEmpty() ? 0 : from.units().lastKey();
    }

    /**
     * Decides.
     *
     * @return for every number that will be in use, the number of the unit in the new repository
     */
    static SortedMap<Long, Long> of(SchemaDigest from, SchemaDigest to) {
        Assignment assignment = new Assignment(from, to);
        if (from.numbersCount() || to.numbersCount()) {
            to.units().keySet().forEach(n -> assignment.newByNumber.put(n, n));
        } else {
            assignment.match(UnitDigest::digest);
            assignment.match(UnitDigest::hash);
            assignment.matchPaths();
            assignment.appendTheRest();
            assignment.keepVersionsInOrder();
        }
        return assignment.newByNumber;
    }

    private void match(java.util.function.Function<UnitDigest, String> feature) {
        Map<String, Deque<Long>> numbers = new HashMap<>();
        from.units().values().stream()
                .filter(u -> free.contains(u.number()))
                .forEach(u -> numbers.computeIfAbsent(feature.apply(u), f -> new ArrayDeque<>())
                        .add(u.number()));
        numbers.remove("");
        for (UnitDigest unit : to.units().values()) {
            Deque<Long> same = numbers.get(feature.apply(unit));
            if (!numberByNew.containsKey(unit.number()) && same != null && !same.isEmpty()) {
                assign(unit.number(), same.remove());
            }
        }
    }

    private void matchPaths() {
        Map<String, Long> newByHash = byHash(to);
        Map<String, Long> oldByHash = byHash(from);
        Map<String, Deque<Long>> left = new HashMap<>();
        for (FilePath path : from.paths()) {
            Long number = oldByHash.get(path.hash());
            if (number != null && free.contains(number)) {
                left.computeIfAbsent(path.path(), p -> new ArrayDeque<>()).add(number);
            }
        }
        for (FilePath path : to.paths()) {
            Long unit = newByHash.get(path.hash());
            Deque<Long> numbers = left.getOrDefault(path.path(), new ArrayDeque<>());
            while (unit != null && !numberByNew.containsKey(unit) && !numbers.isEmpty()) {
                long number = numbers.remove();
                if (free.contains(number)) {
                    assign(unit, number);
                }
            }
        }
    }

    private void appendTheRest() {
        for (long unit : to.units().keySet()) {
            if (!numberByNew.containsKey(unit)) {
                assign(unit, ++last);
            }
        }
    }

    private void keepVersionsInOrder() {
        Map<Long, List<Long>> predecessors = to.predecessors();
        for (Map.Entry<Long, List<Long>> later : predecessors.entrySet()) {
            long unit = later.getKey();
            long number = numberByNew.getOrDefault(unit, 0L);
            if (later.getValue().stream().anyMatch(p -> numberByNew.getOrDefault(p, 0L) >= number)) {
                newByNumber.remove(number);
                assign(unit, ++last);
            }
        }
    }

    private void assign(long unit, long number) {
        free.remove(number);
        numberByNew.put(unit, number);
        newByNumber.put(number, unit);
    }

    private static Map<String, Long> byHash(SchemaDigest schema) {
        Map<String, Long> byHash = new HashMap<>();
        schema.units().values().stream()
                .filter(u -> !u.hash().isEmpty())
                .forEach(u -> byHash.put(u.hash(), u.number()));
        return byHash;
    }
}
