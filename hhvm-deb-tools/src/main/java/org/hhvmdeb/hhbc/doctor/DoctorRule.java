package org.hhvmdeb.hhbc.doctor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that the doctor can find. Its name in reports is that of the constant, in lower case with dashes. */
enum DoctorRule {
    AUTHORITATIVE_SCHEMA_MISSING("In authoritative mode HHVM does not start: no repository has units of its schema."),
    AUTHORITATIVE_WRITABLE("HHVM may write to the repository that it runs in authoritative mode."),
    CENTRAL_LOST_AT_REBOOT("The central repository is in a directory that is empty after a reboot."),
    CENTRAL_NONE("HHVM can use no place for its central repository, and does not start."),
    CENTRAL_SHARED("HHVMs of several users are configured to have one central repository."),
    CONFIG_MISNAMED("The name of a configuration file says INI, and its content is HDF, or the other way round."),
    CONFIG_MISSING("HHVM is started with a configuration file that is not there."),
    CONFIG_WITHOUT_PREFIX("HHVM ignores an option whose name does not begin with hhvm."),
    DEAD_EXTRACTION("Programs that earlier HHVMs unpacked were left behind."),
    DEAD_REPOSITORIES("There are repositories of schemas that this HHVM never reads."),
    DEAD_SCHEMAS("A repository holds schemas that no HHVM here reads."),
    DIRECTORY_MISSING("The directory of the repository is not there."),
    DIRECTORY_NOT_SEARCHABLE("HHVM's user may not search a directory on the way to the repository."),
    DIRECTORY_NOT_WRITABLE("HHVM's user may not write to the directory of the repository."),
    DISK_NEARLY_FULL("The repository may outgrow its disk."),
    FILE_NO_REPOSITORY("What lies in the place of the repository is not one."),
    FILE_OF_OTHER_USER("The repository belongs to a user other than HHVM's."),
    FILE_READ_ONLY("HHVM's user may not write to its own repository."),
    HHVM_MISSING("There is no hhvm on this host."),
    LOCAL_UNREADABLE("HHVM's user may not read the local repository."),
    LOCAL_WRITABLE("HHVM's user may write to the local repository."),
    PART_LEFTOVER("An interrupted build of a repository left its part behind."),
    REPO_DAMAGED("A repository is damaged."),
    REPO_EMPTY_FILE("A repository is an empty file."),
    REPO_JOURNAL("What lies beside a repository in the place of its journal is none."),
    REPO_NEAR_LIMIT("A repository comes near its limit of size."),
    REPO_OVER_LIMIT("A repository is larger than its limit."),
    REPO_PATH_UNUSED("hhvm.repo.path is set without hhvm.repo.authoritative."),
    SCHEMA_ABSENT("No repository has units of HHVM's schema, so HHVM starts cold."),
    SCHEMA_UNKNOWN("The schema of the hhvm here is not known."),
    SNIPPET_NOT_READ("HHVM is started without a cache package's snippet."),
    SNIPPET_OF_OTHER_SCHEMA("A cache package has no file for the schema that HHVM runs.");

    private final String summary;

    DoctorRule(String summary) {
        this.summary = summary;
    }

    /** What each rule is about, by the names of the rules in reports. */
    static Map<String, String> summaries() {
        return Arrays.stream(values()).collect(Collectors.toMap(DoctorRule::toString, r -> r.summary));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
