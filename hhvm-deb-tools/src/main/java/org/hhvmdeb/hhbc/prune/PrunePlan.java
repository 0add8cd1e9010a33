package org.hhvmdeb.hhbc.prune;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.HumanUnits;

/**
 * What a prune would do, told before anything is written.
 *
 * @param live the schemas that stay
 * @param dead those that go, and what is left of schemas without a magic table
 * @param unknown tables that stay although they carry the name of a dead schema, as no HHVM creates them
 * @param pathRows rows of the tables of paths that go from live schemas
 * @param unitRows units, and numbers of units that rows hang on without one, that go from live schemas
 * @param size of the file in bytes
 * @param free of these, what holds nothing now
 */
public record PrunePlan(
        List<Part> live, List<Part> dead, List<String> unknown, long pathRows, long unitRows, long size, long free) {

    /**
     * A schema.
     *
     * @param schema its id
     * @param tables that stay or go, in the order of their names
     * @param bytes of the pages of these tables and their indexes
     */
    public record Part(String schema, List<String> tables, long bytes) {

        public Part {
            tables = List.copyOf(tables);
        }

        @Override
        public String toString() {
            return schema + "  " + HumanUnits.count(tables.size(), "table") + ", " + HumanUnits.bytes(bytes);
        }
    }

    public PrunePlan {
        live = List.copyOf(live);
        dead = List.copyOf(dead);
        unknown = List.copyOf(unknown);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return dead.isEmpty() && pathRows + unitRows == 0;
    }

    /** The bytes of all that goes; of single rows nobody knows before. */
    public long deadBytes() {
        return dead.stream().mapToLong(Part::bytes).sum();
    }

    /** For a person: what stays and what goes, a line each, and the sum. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        live.forEach(p -> lines.add("stays  " + p));
        dead.forEach(p -> lines.add("goes   " + p));
        unknown.forEach(t -> lines.add("stays  table " + t.replaceAll("\\p{Cntrl}", "?") + ", which no HHVM creates"));
        if (pathRows + unitRows > 0) {
            lines.add("goes   " + HumanUnits.count(pathRows, "path") + " and " + HumanUnits.count(unitRows, "unit")
                    + " of what stays");
        }
        lines.add(HumanUnits.bytes(deadBytes()) + " of " + HumanUnits.bytes(size) + " go; " + HumanUnits.bytes(free)
                + " are free now");
        return lines;
    }

    /** The names of the tables that go. */
    List<String> deadTables() {
        return dead.stream().flatMap(p -> p.tables().stream()).toList();
    }
}
