package org.hhvmdeb.hhbc.sqlite;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hhvmdeb.hhbc.sqlite.Table.Index;
import org.hhvmdeb.notice.InputException;

/** The tables and indexes that the first page and those below it list (sqlite_schema). */
final class Catalog implements Tree.Visitor {

    /** A hundred thousand schemas of the largest generation are below this; a database of more would not fit into memory. */
    private static final int MOST = 4_000_000;

    private static final int LONGEST_TEXT = 1 << 16;
    private static final int MOST_DEFINITIONS = 10_000;
    /** What makes an index sort in another way than by bytes; HHVM never asks for it. */
    private static final Pattern SPECIAL = Pattern.compile("\\b(COLLATE|DESC|GENERATED)\\b", Pattern.CASE_INSENSITIVE);

    private static final String AUTOMATIC = "sqlite_autoindex_";

    private final Charset charset;
    private final CorruptionLog corruption;
    private final Map<String, Optional<Definition>> definitions = new HashMap<>();
    private final List<Entry> tables = new ArrayList<>();
    private final Map<String, List<Entry>> indexes = new HashMap<>();
    private long entries;

    private record Entry(String name, long root, String text, boolean unique, Optional<Definition> definition) {}

    Catalog(Charset charset, CorruptionLog corruption) {
        this.charset = charset;
        this.corruption = corruption;
    }

    @Override
    public void visit(Row row) throws IOException {
        if (++entries > MOST) {
            return;
        }
        String type = text(row, 0);
        long root = row.integer(3);
        if (root == 0 || (!type.equals("table") && !type.equals("index"))) {
            return;
        }
        String name = text(row, 1);
        String sql = text(row, 4);
        SqlWords words = new SqlWords(sql);
        boolean created = words.skip("CREATE");
        boolean unique = words.skip("UNIQUE");
        boolean typed = words.skip(type);
        boolean named = words.word().equals(name);
        boolean automatic = type.equals("index") && row.isNull(4);
        if (!automatic && !(created && typed && named) && !(created && words.isName() && name.indexOf('\ufffd') >= 0)) {
            corruption.add("the schema says that " + name + " was made by: " + shortened(sql));
        }
        if (type.equals("table")) {
            String text = sql.substring(Math.min(words.end(), sql.length()));
            tables.add(new Entry(name, root, "", false, definition(name, text)));
        } else {
            indexes.computeIfAbsent(text(row, 2), t -> new ArrayList<>(2))
                    .add(new Entry(name, root, automatic ? "" : sql, unique || automatic, Optional.empty()));
        }
    }

    private Optional<Definition> definition(String name, String text) {
        Optional<Definition> known = definitions.get(text);
        if (known != null) {
            return known;
        }
        Optional<Definition> parsed = Definition.parse(text);
        if (parsed.isEmpty()) {
            corruption.add("the schema's text for " + name + " makes no sense: " + shortened(text));
        }
        if (definitions.size() < MOST_DEFINITIONS) {
            definitions.put(text, parsed);
        }
        return parsed;
    }

    /**
     * The tables in the order of the file.
     *
     * @throws InputException when there are too many to keep in mind
     */
    List<Table> tables() throws InputException {
        if (entries > MOST) {
            throw new InputException(
                    "it has " + entries + " tables and indexes; no more than " + MOST + " can be dealt with");
        }
        List<Table> found = new ArrayList<>(tables.size());
        Set<String> names = new HashSet<>();
        for (Entry table : tables) {
            Definition definition = table.definition().orElse(new Definition("", List.of(), -1, true, List.of()));
            // Of several tables of one name, the first has the indexes.
            List<Entry> own = Optional.ofNullable(indexes.remove(table.name())).orElse(List.of());
            long automatic = own.stream().filter(i -> i.text().isEmpty()).count();
            boolean plain =
                    definition.rowids() && !SPECIAL.matcher(definition.text()).find();
            boolean understood = plain && automatic == definition.uniques().size();
            List<Index> its = new ArrayList<>(own.size());
            int keys = 0;
            for (Entry entry : own) {
                // Where there are too many, the rest is not worth reading.
                boolean read = keys <= Table.MOST_KEYS;
                Index index = index(entry, table.name(), definition, plain && read, understood && read);
                keys += Math.max(1, index.columns().size());
                its.add(index);
            }
            Table whole = new Table(table.name(), table.root(), definition, its);
            if (!names.add(table.name())) {
                corruption.add("the schema has several tables named " + table.name());
            }
            if (!whole.checkable()) {
                corruption.add(
                        "table " + table.name() + " has " + its.size() + " indexes; no more than " + Table.MOST_KEYS
                                + " columns of a table can be indexed, so none of them was held against its rows");
            }
            found.add(whole);
        }
        return found;
    }

    private static Index index(Entry index, String table, Definition definition, boolean plain, boolean understood) {
        List<Integer> columns = List.of();
        if (!index.text().isEmpty()) {
            columns = plain ? explicit(index.text(), definition) : List.of();
        } else if (understood && index.name().startsWith(AUTOMATIC + table + "_")) {
            String number = index.name().substring(AUTOMATIC.length() + table.length() + 1);
            int unique = number.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(number) : 0;
            columns = unique > 0 && unique <= definition.uniques().size()
                    ? definition.uniques().get(unique - 1)
                    : List.of();
        }
        boolean partial = index.text().toUpperCase(Locale.ROOT).contains(" WHERE ");
        return new Index(index.name(), index.root(), columns, index.unique(), partial);
    }

    /** The plain columns of a CREATE INDEX; none when there is more to it than that. */
    private static List<Integer> explicit(String sql, Definition definition) {
        SqlWords words = new SqlWords(sql);
        while (!words.atEnd() && !words.is("(")) {
            words.take();
        }
        List<Integer> columns = new ArrayList<>();
        do {
            words.take();
            columns.add(definition.column(words.take()));
        } while (words.is(",") && columns.size() <= Table.MOST_KEYS);
        return words.skip(")") && words.atEnd() && !columns.contains(-1) ? columns : List.of();
    }

    private String text(Row row, int column) throws IOException {
        return new String(row.bytes(column, LONGEST_TEXT), charset);
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }
}
