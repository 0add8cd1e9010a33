package org.hhvmdeb.hhbc.inspect;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.format.BlobLayout;
import org.hhvmdeb.hhbc.sqlite.FileState;
import org.hhvmdeb.hhvm.RepoFormat;

/**
 * What is in a repository.
 *
 * @param file the repository
 * @param format what kind
 * @param state whether it was left alone while it was read
 * @param size in bytes
 * @param freeBytes of these, what SQLite keeps for reuse
 * @param schemas every schema with a magic table, sorted by id
 * @param debris tables of HHVM's without a magic table for their schema, by that schema: an interrupted prune
 * @param strangers tables that no HHVM creates
 * @param corruption what is wrong with its pages; empty when the file is sound
 * @param storage pages that hold no schema
 * @param blob the sections of a blob repository of a known layout
 */
public record RepoInspection(
        Path file,
        RepoFormat format,
        FileState state,
        long size,
        long freeBytes,
        List<SchemaContent> schemas,
        Map<String, List<String>> debris,
        List<String> strangers,
        List<String> corruption,
        Storage storage,
        Optional<BlobLayout> blob) {

    public RepoInspection {
        schemas = List.copyOf(schemas);
        debris = Collections.unmodifiableMap(new TreeMap<>(debris));
        strangers = List.copyOf(strangers);
        corruption = List.copyOf(corruption);
    }

    /**
     * The schemas with nothing but empty tables, if others are full: an HHVM of another schema opened the file after it was
     * filled. In authoritative mode that is what an upgrade without a new repository leaves.
     */
    public List<SchemaContent> emptyBesideFull() {
        List<SchemaContent> empty =
                schemas.stream().filter(SchemaContent::empty).toList();
        return empty.size() < schemas.size() ? empty : List.of();
    }

    /** Whether nothing is wrong with the file itself, whatever it holds: no damage, no hot journal, no writer. */
    public boolean sound() {
        return corruption.isEmpty() && state == FileState.SETTLED;
    }

    /** Whether it cannot be told if all of a blob repository is there. */
    public boolean sectionsUnknown() {
        return format == RepoFormat.BLOB && blob.isEmpty() && corruption.isEmpty();
    }

    /** The same of a repository that the user knows by another name. */
    RepoInspection named(Path name) {
        return new RepoInspection(
                name, format, state, size, freeBytes, schemas, debris, strangers, corruption, storage, blob);
    }

    /** Whether the name is that of a blob repository which HHVM had not finished writing. */
    public boolean interrupted() {
        return String.valueOf(file.getFileName()).endsWith(".part");
    }
}
