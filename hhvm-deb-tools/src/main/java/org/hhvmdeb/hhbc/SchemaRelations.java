package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.Relation;
import org.hhvmdeb.debian.Relations;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.notice.InputException;

/** The schemas that a package's relations name. */
final class SchemaRelations {

    private static final String PREFIX = "hhvm-repo-schema-";

    private SchemaRelations() {}

    /**
     * Reads a field.
     *
     * @param field {@code Provides} or {@code Depends}
     * @param packageFile for the readings' source
     * @throws InputException when the field is malformed
     */
    static List<SchemaReading> in(Paragraph control, String field, String packageFile) throws InputException {
        List<SchemaReading> readings = new ArrayList<>();
        List<Relation> relations =
                Relations.parse(control.get(field).orElse("")).all().toList();
        for (Relation relation : relations) {
            if (relation.name().startsWith(PREFIX)) {
                Optional<RepoSchema> schema = RepoSchema.of(PackageName.parse(relation.name()));
                schema.map(s -> new SchemaReading(field + " of " + packageFile, s))
                        .filter(r -> !readings.contains(r))
                        .ifPresent(readings::add);
            }
        }
        return readings;
    }
}
