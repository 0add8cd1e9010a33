package org.hhvmdeb.hhbc.schema;

import java.nio.file.Path;
import org.hhvmdeb.hhbc.host.AdminAddress;
import org.hhvmdeb.notice.InputException;

/** What can name a repo schema. */
public sealed interface SchemaSource {

    /** An hhvm program, a bytecode repository, an hhvm .deb or a cache .deb. */
    record InFile(Path file) implements SchemaSource {}

    /** A program that is running, even if its file was replaced since. */
    record Running(long pid) implements SchemaSource {}

    /** A server, which is asked. */
    record Admin(AdminAddress address) implements SchemaSource {}

    /**
     * Reads a word of a command line: {@code pid:1234}, {@code http://HOST:PORT}, {@code admin:HOST:PORT}, or else the
     * name of a file.
     *
     * @throws InputException when it begins like one of these and is none
     */
    static SchemaSource parse(String word) throws InputException {
        if (word.startsWith("pid:")) {
            String pid = word.substring("pid:".length());
            if (!pid.matches("[1-9][0-9]{0,9}")) {
                throw new InputException("\"" + word + "\" names no process; write pid: and its number");
            }
            return new Running(Long.parseLong(pid));
        }
        if (word.startsWith("http://")) {
            return new Admin(AdminAddress.parse(word, AdminAddress.USUAL_PORT));
        }
        if (word.startsWith("admin:")) {
            return new Admin(AdminAddress.parse(word.substring("admin:".length()), AdminAddress.USUAL_PORT));
        }
        return new InFile(Path.of(word));
    }
}
