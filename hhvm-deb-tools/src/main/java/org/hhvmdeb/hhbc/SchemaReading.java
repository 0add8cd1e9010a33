package org.hhvmdeb.hhbc;

import org.hhvmdeb.debian.RepoSchema;

/**
 * One place that names a repo schema.
 *
 * @param source where it was read, as in {@code "ELF section repo_schema_id of /usr/bin/hhvm"}
 * @param schema what stands there
 */
public record SchemaReading(String source, RepoSchema schema) {

    @Override
    public String toString() {
        return schema.id() + "  " + source;
    }
}
