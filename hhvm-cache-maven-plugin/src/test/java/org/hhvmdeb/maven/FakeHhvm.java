package org.hhvmdeb.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;

/** A shell script that says which schema it has and compiles every PHP file to an empty unit. */
final class FakeHhvm {

    static final String SCHEMA = "0123456789abcdef0123456789abcdef01234567";

    private FakeHhvm() {}

    /** The program; its log shows its arguments, and a file with {@code (;} in it does not parse. */
    static Path program(Path file, String schema) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script(schema));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A package {@code hhvm} with the program, as dpkg-deb writes it. */
    static Path deb(Path file, String schema) throws IOException, ExternalException {
        return deb(file, schema, "Provides: hhvm-repo-schema-" + schema + "\n");
    }

    /** Such a package of an HHVM that is packaged elsewhere. */
    static Path debWithoutSchema(Path file) throws IOException, ExternalException {
        return deb(file, SCHEMA, "");
    }

    private static Path deb(Path file, String schema, String provides) throws IOException, ExternalException {
        Path root = Files.createDirectories(file.resolveSibling(file.getFileName() + ".root"));
        program(root.resolve("usr/bin/hhvm"), schema);
        Files.createDirectories(root.resolve("DEBIAN"));
        Files.writeString(root.resolve("DEBIAN/control"), """
                Package: hhvm
                Version: 3.18.5+dfsg1-1
                Architecture: amd64
                Maintainer: Ada Builder <ada@example.org>
                %sDescription: stands for HHVM
                """.formatted(provides));
        new LocalProcesses()
                .run(Command.of(List.of("dpkg-deb", "--root-owner-group", "--build", root.toString(), file.toString())))
                .orFail();
        return file;
    }

    static String script(String schema) {
        return """
                #!/bin/sh
                case "$1" in
                --repo-schema) echo @; exit ;;
                --version) echo 'HipHop VM 3.18.5 (rel)'; echo 'Repo schema: @'; exit ;;
                esac
                echo "fake hhvm: $*"
                while [ $# -gt 0 ]; do
                  case "$1" in
                  --input-dir) root=$2; shift ;;
                  --input-list) list=$2; shift ;;
                  --output-dir) target=$2; shift ;;
                  --program) program=$2; shift ;;
                  esac
                  shift
                done
                while read -r file; do
                  ! grep -n '(;' "$root/$file" || echo "Fatal error: syntax error in $root/$file on line 1"
                done < "$list"
                {
                  cat <<END
                BEGIN;
                CREATE TABLE magic_@(product TEXT);
                CREATE TABLE FileMd5_@(path TEXT, md5 BLOB, UNIQUE(path, md5));
                CREATE TABLE Unit_@(unitSn INTEGER PRIMARY KEY, md5 BLOB, preload INTEGER, bc BLOB, data BLOB, UNIQUE(md5));
                CREATE TABLE GlobalData_@(data BLOB);
                INSERT INTO magic_@ VALUES ('facebook.com HipHop Virtual Machine bytecode repository');
                END
                  while read -r file; do
                    digest=$(md5sum < "$root/$file" | cut -c 1-32)
                    echo "INSERT INTO FileMd5_@ VALUES ('$file', x'$digest');"
                    echo "INSERT OR IGNORE INTO Unit_@ (md5, bc) VALUES (x'$digest', x'00');"
                  done < "$list"
                  echo 'COMMIT;'
                } | sqlite3 "$target/$program"
                """.replace("@", schema);
    }
}
