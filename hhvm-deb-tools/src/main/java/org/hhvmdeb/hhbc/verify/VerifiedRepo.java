package org.hhvmdeb.hhbc.verify;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;

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
