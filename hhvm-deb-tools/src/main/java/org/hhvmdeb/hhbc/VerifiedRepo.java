package org.hhvmdeb.hhbc;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.debian.RepoSchema;

/**
 * A repository in which nothing was found wrong.
 *
 * @param file the file that was asked about
 * @param schema the one schema it holds
 * @param content what it holds for it
 * @param readings every place that names the schema, all alike
 */
public record VerifiedRepo(Path file, RepoSchema schema, SchemaContent content, List<SchemaReading> readings) {

    public VerifiedRepo {
        readings = List.copyOf(readings);
    }
}
