package org.hhvmdeb.hhbc.schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.inspect.CacheContent;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Tells which HHVMs a cache is warm for. */
public final class CacheSchemas {

    /**
     * Reads the schemas of a cache that have units in it. Those that an HHVM left empty when it met the file do not count.
     *
     * @param cache a repository, or a cache .deb
     * @throws InputException when it holds none, or when a package depends on another schema than it ships
     */
    public List<RepoSchema> run(Path cache) throws HhvmDebException {
        if (RepoFormat.of(cache) != RepoFormat.DEB) {
            return warm(new InspectRepo().run(cache), cache.toString());
        }
        String name = String.valueOf(cache.getFileName());
        try (WorkDirectory work = WorkDirectory.create()) {
            CacheContent content = CacheContent.open(cache, name, work.path());
            List<RepoSchema> schemas = warm(content.inspect(name, r -> new InspectRepo().run(r)), name);
            List<RepoSchema> depends =
                    content.depends().stream().map(SchemaReading::schema).toList();
            if (!depends.isEmpty() && !schemas.containsAll(depends)) {
                throw new InputException(name + " depends on schema " + depends + ", but ships " + schemas
                        + "; package the repository again");
            }
            return schemas;
        } catch (IOException e) {
            throw ExternalException.during("unpacking " + cache, e);
        }
    }

    private static List<RepoSchema> warm(RepoInspection repo, String name) throws InputException {
        List<RepoSchema> schemas = new ArrayList<>();
        for (SchemaContent content : repo.schemas()) {
            // A blob repository has no tables to count in.
            if (content.genuine() && (content.tables().isEmpty() || content.units() > 0)) {
                schemas.add(content.schema());
            }
        }
        if (schemas.isEmpty()) {
            throw new InputException(name + " holds no units of any schema, so no HHVM would be warm with it");
        }
        return schemas;
    }
}
