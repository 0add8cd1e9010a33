package org.hhvmdeb.hhbc.content;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.hhbc.format.SqlName;

/**
 * A table and how its rows are told apart.
 *
 * @param name as in the file
 * @param columns in the order of the table
 * @param rowid the column that is the rowid itself, if one is
 * @param key the columns that no two rows have alike; empty when nothing promises that
 */
public record Table(String name, List<String> columns, Optional<String> rowid, List<String> key) {

    /** The column that ties a row to its unit, in the unit's own table and in all that hang on it. */
    public static final String UNIT = "unitSn";

    public Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Whether the rows belong to units. */
    boolean ofUnits() {
        return columns.contains(UNIT);
    }

    /** The columns that say something of a unit wherever it stands. */
    public List<String> content() {
        return columns.stream().filter(c -> !c.equals(UNIT)).toList();
    }

    /** The name as a statement has it. */
    public String in(String alias) {
        return alias + "." + SqlName.quoted(name);
    }

    /**
     * The order that depends on nothing but what the rows hold.
     *
     * @param spelling how the statement spells a column
     */
    public String order(UnaryOperator<String> spelling) {
        Stream<String> first = ofUnits() ? Stream.of(UNIT) : Stream.of();
        List<String> sure = rowid.map(List::of).orElse(key);
        return Stream.of(first, sure.stream(), sure.isEmpty() ? columns.stream() : Stream.<String>of())
                .flatMap(s -> s)
                .distinct()
                .map(c -> spelling.apply(SqlName.quoted(c)))
                .collect(Collectors.joining(", "));
    }

    public static String list(List<String> columns) {
        return columns.stream().map(SqlName::quoted).collect(Collectors.joining(", "));
    }
}
