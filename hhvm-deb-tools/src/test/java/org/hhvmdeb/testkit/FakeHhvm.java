package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.hhbc.inspect.SchemaContent;

/**
 * A shell script that answers as hhvm does and compiles with the sqlite3 program: a path row for every line of the
 * input list. Each of its answers can be replaced, and something can be done after it has compiled.
 */
public final class FakeHhvm {

    private final String schema;
    private String repoSchema = "echo $schema";
    private String version = """
            echo 'HipHop VM 3.18.5 (rel)'
            echo 'Compiler: tags/HHVM-3.18.5-0-g0123456789abcdef0123456789abcdef01234567'
            echo "Repo schema: $schema"
            """;
    private String afterwards = "";

    public FakeHhvm(String schema) {
        this.schema = schema;
    }

    public FakeHhvm repoSchema(String shell) {
        repoSchema = shell;
        return this;
    }

    public FakeHhvm version(String shell) {
        version = shell;
        return this;
    }

    /** Runs when the repository is written; {@code $target}, {@code $list}, {@code $schema} are known. */
    public FakeHhvm afterwards(String shell) {
        afterwards = shell;
        return this;
    }

    public Path writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, script());
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String script() {
        StringBuilder ddl = new StringBuilder();
        RepoTables.R3_14
                .statements()
                .forEach(s -> ddl.append(s.replace("@", "$schema")).append(";\n"));
        return """
            #!/bin/sh
            schema=@SCHEMA@
            case "$1" in
            --repo-schema)
            @REPO_SCHEMA@
            exit ;;
            --version)
            @VERSION@
            exit ;;
            esac
            whole=true
            while [ $# -gt 0 ]; do
              case "$1" in
              --input-dir) root=$2; shift ;;
              --input-list) list=$2; shift ;;
              --output-dir) target=$2; shift ;;
              --program) program=$2; shift ;;
              -vWholeProgram=*) whole=${1#*=} ;;
              esac
              shift
            done
            directory=$target
            target=$target/$program
            rm -f "$target"
            {
              cat <<END
            BEGIN;
            @DDL@INSERT INTO magic_$schema VALUES ('@PRODUCT@');
            END
              while IFS= read -r file; do
                digest=$(md5sum < "$root/$file" | cut -c 1-32)
                quoted=$(printf %s "$file" | sed "s/'/''/g")
                echo "INSERT INTO FileMd5_$schema VALUES ('$quoted', x'$digest');"
                echo "INSERT OR IGNORE INTO Unit_$schema (md5, bc) VALUES (x'$digest', x'00');"
              done < "$list"
              [ $whole = false ] || echo "INSERT INTO GlobalData_$schema VALUES (x'00');"
              echo 'COMMIT;'
            } | sqlite3 "$target" || exit 1
            @AFTERWARDS@
            """.replace("@SCHEMA@", schema)
                .replace("@REPO_SCHEMA@", repoSchema)
                .replace("@VERSION@", version)
                .replace("@DDL@", ddl)
                .replace("@PRODUCT@", SchemaContent.PRODUCT)
                .replace("@AFTERWARDS@", afterwards);
    }
}
