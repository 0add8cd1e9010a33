package org.hhvmdeb.hhbc.format;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.InputException;

/**
 * The schemas of a SQLite repository, and which table belongs to which, by the names of the tables alone. A schema is one
 * that has a magic table; another id that a table's name ends with is what an interrupted prune left.
 */
public final class SchemaNames {

    private static final String MAGIC = "magic_";
    /** No schema that HHVM could use is longer, see {@link RepoSchema}. */
    private static final int LONGEST = 128;

    private final Set<String> schemas;

    private SchemaNames(Set<String> schemas) {
        this.schemas = schemas;
    }

    /** Looks at the names of all tables of a file. */
    public static SchemaNames in(Collection<String> tables) {
        return new SchemaNames(tables.stream()
                .filter(t -> t.startsWith(MAGIC))
                .map(t -> t.substring(MAGIC.length()))
                .filter(SchemaNames::valid)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Those that have a magic table. */
    public Set<RepoSchema> all() {
        return schemas.stream().map(RepoSchema::new).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the schema has a magic table. */
    public boolean contains(String schema) {
        return schemas.contains(schema);
    }

    /** A base HHVM knows decides; for one it does not know, the longest schema the name can end with. */
    public Optional<String> of(String table) {
        Optional<String> known = RepoTable.suffixOf(table).filter(SchemaNames::valid);
        if (known.isPresent()) {
            return known;
        }
        int from = Math.max(0, table.length() - LONGEST - 1);
        for (int blank = table.indexOf('_', from); blank >= 0; blank = table.indexOf('_', blank + 1)) {
            if (schemas.contains(table.substring(blank + 1))) {
                return Optional.of(table.substring(blank + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean valid(String suffix) {
        try {
            RepoSchema.parse(suffix);
            return true;
        } catch (InputException e) {
            return false;
        }
    }
}
