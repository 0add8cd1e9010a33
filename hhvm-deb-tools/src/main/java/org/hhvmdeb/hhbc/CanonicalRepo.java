package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.format.SqliteRepo;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * Rewrites a SQLite repository so that equal content is equal bytes: pages in one order, none free, the counters in the
 * header and the library's version in it always the same. Tables, rows and page size stay as hhvm wrote them.
 *
 * <p>Rows come out in the order hhvm numbered them. It numbers units in the order in which its worker threads finish, so
 * two compilations by a real HHVM give the same bytes only with {@code -vParserThreadCount=1}; without it they hold the
 * same units under other numbers.
 */
final class CanonicalRepo {

    private CanonicalRepo() {}

    static void write(Path from, Path to) throws HhvmDebException, IOException {
        if (RepoFormat.of(from) == RepoFormat.SQLITE) {
            try (SqliteRepo repo = SqliteRepo.open(from)) {
                repo.copyInto(to);
            }
        } else {
            Files.move(from, to);
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
