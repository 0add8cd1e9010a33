package org.hhvmdeb.hhbc.doctor;

import java.util.Locale;

/** Everything that the doctor can find. Its name in reports is that of the constant, in lower case with dashes. */
enum DoctorRule {
    AUTHORITATIVE_SCHEMA_MISSING,
    AUTHORITATIVE_WRITABLE,
    CENTRAL_LOST_AT_REBOOT,
    CENTRAL_NONE,
    CENTRAL_SHARED,
    CONFIG_MISNAMED,
    CONFIG_MISSING,
    CONFIG_WITHOUT_PREFIX,
    DEAD_EXTRACTION,
    DEAD_REPOSITORIES,
    DEAD_SCHEMAS,
    DIRECTORY_MISSING,
    DIRECTORY_NOT_SEARCHABLE,
    DIRECTORY_NOT_WRITABLE,
    DISK_NEARLY_FULL,
    FILE_NO_REPOSITORY,
    FILE_OF_OTHER_USER,
    FILE_READ_ONLY,
    HHVM_MISSING,
    LOCAL_UNREADABLE,
    LOCAL_WRITABLE,
    PART_LEFTOVER,
    REPO_DAMAGED,
    REPO_EMPTY_FILE,
    REPO_JOURNAL,
    REPO_NEAR_LIMIT,
    REPO_OVER_LIMIT,
    REPO_PATH_UNUSED,
    SCHEMA_ABSENT,
    SCHEMA_UNKNOWN,
    SNIPPET_NOT_READ,
    SNIPPET_OF_OTHER_SCHEMA;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
