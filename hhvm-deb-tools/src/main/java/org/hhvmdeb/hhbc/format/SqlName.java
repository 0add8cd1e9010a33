package org.hhvmdeb.hhbc.format;

/** Names from a file that become part of a statement. */
public final class SqlName {

    private SqlName() {}

    /** As SQLite quotes an identifier, whatever it is made of. */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
