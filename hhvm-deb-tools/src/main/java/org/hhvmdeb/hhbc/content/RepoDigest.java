package org.hhvmdeb.hhbc.content;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a repository, whatever the order in which it was written.
 *
 * @param catalog the tables it consists of
 * @param schemas by id; under the empty one what belongs to none
 */
public record RepoDigest(Catalog catalog, SortedMap<String, SchemaDigest> schemas) {

    public RepoDigest {
        schemas = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(schemas));
    }

    /** What there is for a schema; nothing where it is not there. */
    public SchemaDigest schema(String id) {
        return schemas.getOrDefault(id, SchemaDigest.EMPTY);
    }

    /** The same for two files if and only if HHVM finds the same in them, whichever schema it runs. */
    String digest() {
        Hashing hashing = new Hashing();
        catalog.objects()
                .forEach(o ->
                        hashing.text(o.type()).text(o.name()).text(o.table()).text(o.sql()));
        schemas.forEach((id, schema) -> hashing.text(id).text(schema.digest()));
        return hashing.hex();
    }
}
