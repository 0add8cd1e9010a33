package org.hhvmdeb.hhbc.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a CREATE TABLE says about the columns. Tables of several schemas share one.
 *
 * @param text all that stands behind the table's name, as it was written
 * @param columns their names in order
 * @param rowidColumn which of them is another name for the row's number (INTEGER PRIMARY KEY); -1 if none is
 * @param rowids whether rows have numbers at all; HHVM's always have
 * @param uniques the columns of each index that SQLite makes by itself, in the order of its numbers
 */
public record Definition(
        String text, List<String> columns, int rowidColumn, boolean rowids, List<List<Integer>> uniques) {

    private static final Set<String> CONSTRAINTS = Set.of(
            "constraint",
            "primary",
            "not",
            "null",
            "unique",
            "check",
            "default",
            "collate",
            "references",
            "generated",
            "as");
    private static final Set<String> TABLE_CONSTRAINTS = Set.of("constraint", "primary", "unique", "check", "foreign");

    public Definition {
        columns = List.copyOf(columns);
        uniques = List.copyOf(uniques);
    }

    /** Where a column is stored; -1 where there is none of that name. */
    public int column(String name) {
        return columns.indexOf(name);
    }

    /**
     * Reads what stands behind the name.
     *
     * @return empty when SQLite would not understand it, either
     */
    static Optional<Definition> parse(String text) {
        Parser parser = new Parser(text);
        return parser.parse() ? Optional.of(parser.definition()) : Optional.empty();
    }

    private static final class Parser {

        private final String text;
        private final SqlWords words;
        private final List<String> columns = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();
        private final Set<List<Integer>> uniques = new LinkedHashSet<>();
        private final List<String> types = new ArrayList<>();
        private int rowidColumn = -1;
        private boolean rowids = true;

        Parser(String text) {
            this.text = text;
            this.words = new SqlWords(text);
        }

        Definition definition() {
            return new Definition(text, columns, rowidColumn, rowids, List.copyOf(uniques));
        }

        boolean parse() {
            if (!words.skip("(")) {
                return false;
            }
            do {
                boolean constraint = words.isName() && isOneOf(TABLE_CONSTRAINTS);
                if (constraint ? !tableConstraint() : !column()) {
                    return false;
                }
            } while (words.skip(","));
            if (!words.skip(")")) {
                return false;
            }
            while (!words.atEnd()) {
                rowids &= !words.is("WITHOUT");
                words.take();
            }
            return true;
        }

        private boolean isOneOf(Set<String> keywords) {
            String lower = words.word().toLowerCase(Locale.ROOT);
            return keywords.contains(lower) && words.is(lower);
        }

        private boolean column() {
            if (!words.isName()) {
                return false;
            }
            places.putIfAbsent(words.word(), columns.size());
            columns.add(words.take());
            StringBuilder type = new StringBuilder();
            while (words.isName() && !isOneOf(CONSTRAINTS)) {
                type.append(type.length() == 0 ? "" : " ").append(words.take());
            }
            if (words.is("(")) {
                words.skipBrackets();
            }
            types.add(type.toString());
            while (!words.is(",") && !words.is(")")) {
                if (!isOneOf(CONSTRAINTS)) {
                    return false;
                }
                columnConstraint();
            }
            return true;
        }

        private void columnConstraint() {
            boolean primary = words.skip("PRIMARY");
            if (primary || words.is("UNIQUE")) {
                words.take();
                boolean descending = words.is("DESC");
                key(primary && !descending, List.of(columns.size() - 1));
            } else {
                words.take();
            }
            while (!words.atEnd() && !words.is(",") && !words.is(")") && !isOneOf(CONSTRAINTS)) {
                if (words.is("(")) {
                    words.skipBrackets();
                } else {
                    words.take();
                }
            }
        }

        private boolean tableConstraint() {
            if (words.skip("CONSTRAINT")) {
                words.take();
            }
            boolean primary = words.skip("PRIMARY");
            if (primary || words.is("UNIQUE")) {
                words.take();
                if (!words.is("(")) {
                    return false;
                }
                List<Integer> key = new ArrayList<>();
                do {
                    words.take();
                    key.add(places.getOrDefault(words.take(), -1));
                    while (words.is("ASC") || words.is("DESC") || words.is("COLLATE")) {
                        words.take();
                    }
                } while (words.is(","));
                if (!words.skip(")") || key.contains(-1)) {
                    return false;
                }
                key(primary, key);
            }
            while (!words.atEnd() && !words.is(",") && !words.is(")")) {
                if (words.is("(")) {
                    words.skipBrackets();
                } else {
                    words.take();
                }
            }
            return true;
        }

        private void key(boolean primary, List<Integer> key) {
            if (primary && key.size() == 1 && types.get(key.get(0)).equalsIgnoreCase("INTEGER")) {
                rowidColumn = key.get(0);
            } else {
                uniques.add(List.copyOf(key));
            }
        }
    }
}
