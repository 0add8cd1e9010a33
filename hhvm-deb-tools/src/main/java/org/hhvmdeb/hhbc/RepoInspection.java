package org.hhvmdeb.hhbc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.format.RepoFormat;

/**
 * What is in a repository.
 *
 * @param file the repository
 * @param format what kind
 * @param size in bytes
 * @param freeBytes of these, what SQLite keeps for reuse
 * @param schemas every schema with a magic table, sorted by id
 * @param debris tables of HHVM's without a magic table for their schema, by that schema: an interrupted prune
 * @param strangers tables that no HHVM creates
 * @param damage what SQLite's integrity check says; empty when the file is sound
 */
public record RepoInspection(
        Path file,
        RepoFormat format,
        long size,
        long freeBytes,
        List<SchemaContent> schemas,
        Map<String, List<String>> debris,
        List<String> strangers,
        List<String> damage) {

    public RepoInspection {
        schemas = List.copyOf(schemas);
        debris = java.util.Collections.unmodifiableMap(new TreeMap<>(debris));
        strangers = List.copyOf(strangers);
        damage = List.copyOf(damage);
    }
}
