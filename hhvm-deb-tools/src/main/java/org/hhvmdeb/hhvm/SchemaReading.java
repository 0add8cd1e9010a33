package org.hhvmdeb.hhvm;

/**
 * One place that names a repo schema.
 *
 * @param source where it was read, as in {@code "ELF section repo_schema_id of /usr/bin/hhvm"}
 * @param schema what stands there
 */
public record SchemaReading(String source, RepoSchema schema) {

    /** The source of one that a person named. */
    public static final String ASKED = "the schema asked for";

    /** Whether a person named it, and probably meant another: it is of an unusual form, or only the beginning of the other. */
    public boolean isDoubtful(RepoSchema other) {
        return source.equals(ASKED) && (!schema.isUsual() || other.id().startsWith(schema.id()));
    }

    @Override
    public String toString() {
        return schema.id() + "  " + source;
    }
}
