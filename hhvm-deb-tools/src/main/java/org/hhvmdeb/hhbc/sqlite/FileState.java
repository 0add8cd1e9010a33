package org.hhvmdeb.hhbc.sqlite;

/** What can be said about a file that is read without a lock. */
public enum FileState {
    /** Nobody wrote to it meanwhile. */
    SETTLED("it is settled"),
    /** Another program was writing: what was read need not have been there at any one moment. */
    CHANGING("it is being written; the figures are of a moment in between. Stop HHVM, or ask again"),
    /** The rollback journal of a program that died is beside it; SQLite takes back a part of it at the next opening. */
    HOT_JOURNAL(
            "it has a hot rollback journal beside it: a program died while it was writing. Shown is the file as it is;"
                    + " whoever opens it with SQLite next takes back what was not complete. Never delete the journal, never copy"
                    + " the one file without the other"),
    /** Another program than HHVM has put changes into a log beside it, which are not shown. */
    WRITE_AHEAD_LOG("it has a write-ahead log beside it, which HHVM never makes; what is in there is not shown");

    private final String words;

    FileState(String words) {
        this.words = words;
    }

    /** A sentence without its full stop, "it" being the file. */
    @Override
    public String toString() {
        return words;
    }
}
