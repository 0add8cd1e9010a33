package org.hhvmdeb.cli.cache;

import java.util.List;
import org.hhvmdeb.hhbc.diff.DifferentRepos;
import org.hhvmdeb.hhbc.diff.FileDifference;
import org.hhvmdeb.hhbc.diff.FileDifference.Change;
import org.hhvmdeb.hhbc.diff.SchemaDifference;
import org.hhvmdeb.io.JsonObject;

/** What {@code cache diff} tells a machine. */
record DifferentReposJson(boolean same, List<String> schemasRemoved, List<String> schemasAdded, List<Schema> schemas)
        implements JsonObject {

    /** A schema that both have. */
    record Schema(
            Schemas schemas,
            boolean comparable,
            long filesTheSame,
            long unitsWithoutPathAdded,
            long unitsWithoutPathRemoved,
            List<String> tables,
            List<Directory> directories,
            List<FileJson> files)
            implements JsonObject {

        static Schema of(SchemaDifference schema) {
            return new Schema(
                    new Schemas(schema.older(), schema.newer()),
                    schema.comparable(),
                    schema.same(),
                    schema.pathlessAdded(),
                    schema.pathlessRemoved(),
                    schema.tables(),
                    DirectoryDifference.of(schema.files()).stream()
                            .map(Directory::of)
                            .toList(),
                    schema.files().stream().map(FileJson::of).toList());
        }
    }

    /** What it is called in the old and in the new repository. */
    record Schemas(String older, String newer) implements JsonObject {}

    /** A directory with files that differ, and how many. */
    record Directory(String directory, long added, long removed, long changed, long bytesBefore, long bytesAfter)
            implements JsonObject {

        static Directory of(DirectoryDifference d) {
            return new Directory(d.directory(), d.added(), d.removed(), d.changed(), d.before(), d.after());
        }
    }

    /** A file that differs. */
    record FileJson(String path, Change change, long bytesBefore, long bytesAfter) implements JsonObject {

        static FileJson of(FileDifference file) {
            return new FileJson(file.path(), file.change(), file.before(), file.after());
        }
    }

    static DifferentReposJson of(DifferentRepos difference) {
        return new DifferentReposJson(
                difference.isEmpty(),
                difference.removed(),
                difference.added(),
                difference.schemas().stream().map(Schema::of).toList());
    }
}
