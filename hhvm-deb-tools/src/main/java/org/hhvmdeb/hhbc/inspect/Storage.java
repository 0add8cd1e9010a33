package org.hhvmdeb.hhbc.inspect;

/**
 * The pages of a SQLite repository that hold no schema. Together with the schemas' bytes they make up the file, but for the
 * pointer map of a file with auto-vacuum and the page that SQLite keeps for its locks.
 *
 * @param pageSize in bytes
 * @param pages of the database
 * @param catalogBytes SQLite's list of tables
 * @param debrisBytes tables of schemas without a magic table
 * @param strangerBytes tables that no HHVM creates, SQLite's own ones among them
 * @param lostPages pages that belong to nothing, as never happens in a sound file
 */
record Storage(int pageSize, long pages, long catalogBytes, long debrisBytes, long strangerBytes, long lostPages) {

    /** Of a file without pages. */
    static final Storage NONE = new Storage(0, 0, 0, 0, 0, 0);
}
