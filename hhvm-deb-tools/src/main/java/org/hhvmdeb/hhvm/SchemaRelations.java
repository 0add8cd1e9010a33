package org.hhvmdeb.hhvm;

import java.util.List;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.Relations;
import org.hhvmdeb.notice.InputException;

/** The schemas that a package's relations name. */
public final class SchemaRelations {

    private SchemaRelations() {}

    /**
     * Reads a field.
     *
     * @param field {@code Provides} or {@code Depends}
     * @param packageFile for the readings' source
     * @throws InputException when the field is malformed, with its place
     */
    public static List<SchemaReading> in(Paragraph control, String field, String packageFile) throws InputException {
        return RepoSchema.in(Relations.in(control, field)).stream()
                .map(s -> new SchemaReading(field + " of " + packageFile, s))
                .toList();
    }
}
