package org.hhvmdeb.hhbc.doctor;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What the doctor can find on a host. */
public enum DoctorRule implements Rule {
    AUTHORITATIVE_SCHEMA_MISSING(
            Severity.ERROR,
            "authoritative-schema-missing",
            "In authoritative mode HHVM does not start: no repository has units of its schema.",
            "HHVM was upgraded and the cache was not, or the cache is not installed. Install the cache "
                    + "of this schema."),
    AUTHORITATIVE_WRITABLE(
            Severity.WARNING,
            "authoritative-writable",
            "HHVM may write to the repository that it runs in authoritative mode.",
            "An HHVM of another schema adds its tables to the file and spoils it. Make the file "
                    + "read-only for HHVM's user."),
    CENTRAL_LOST_AT_REBOOT(
            Severity.WARNING,
            "central-lost-at-reboot",
            "The central repository is in a directory that is empty after a reboot.",
            "After each reboot the host starts cold. Set hhvm.repo.central.path to a place that lasts."),
    CENTRAL_NONE(
            Severity.ERROR,
            "central-none",
            "HHVM can use no place for its central repository, and does not start.",
            "Each place it tries is missing or not writable. Make one of them usable, or set "
                    + "hhvm.repo.central.path."),
    CENTRAL_SHARED(
            Severity.WARNING,
            "central-shared",
            "HHVMs of several users are configured to have one central repository.",
            "The first one owns the file, and the others do not start or run without it. Give each a "
                    + "place of its own."),
    CONFIG_MISNAMED(
            Severity.WARNING,
            "config-misnamed",
            "The name of a configuration file says INI, and its content is HDF, or the other way round.",
            "HHVM reads a file by its name, so it ignores this one. Rename it."),
    CONFIG_MISSING(
            Severity.ERROR,
            "config-missing",
            "HHVM is started with a configuration file that is not there.",
            "It does not start, or not with the options that you expect. Put the file in its place, or "
                    + "correct the service."),
    CONFIG_WITHOUT_PREFIX(
            Severity.WARNING,
            "config-without-prefix",
            "HHVM ignores an option whose name does not begin with hhvm.",
            "The setting has no effect. Write hhvm. before it."),
    DEAD_EXTRACTION(
            Severity.NOTE,
            "dead-extraction",
            "Programs that earlier HHVMs unpacked were left behind.",
            "They take space in the directory for temporary files. Remove them while no HHVM of that "
                    + "version runs."),
    DEAD_REPOSITORIES(
            Severity.NOTE,
            "dead-repositories",
            "There are repositories of schemas that this HHVM never reads.",
            "They take space after each upgrade. Remove them once no host will go back."),
    DEAD_SCHEMAS(
            Severity.WARNING,
            "dead-schemas",
            "A repository holds schemas that no HHVM here reads.",
            "HHVM never removes them, and the file grows with each upgrade. Prune it while HHVM is " + "stopped."),
    DIRECTORY_MISSING(
            Severity.WARNING,
            "directory-missing",
            "The directory of the repository is not there.",
            "HHVM does not create it and tries the next place. Create it for HHVM's user."),
    DIRECTORY_NOT_SEARCHABLE(
            Severity.WARNING,
            "directory-not-searchable",
            "HHVM's user may not search a directory on the way to the repository.",
            "HHVM takes the repository for missing. Give its user the right to search that directory."),
    DIRECTORY_NOT_WRITABLE(
            Severity.WARNING,
            "directory-not-writable",
            "HHVM's user may not write to the directory of the repository.",
            "SQLite makes its journal there and fails without. Give the directory to HHVM's user."),
    DISK_NEARLY_FULL(
            Severity.WARNING,
            "disk-nearly-full",
            "The repository may outgrow its disk.",
            "A full disk stops HHVM from writing, in the middle of a unit. Free some space, or prune "
                    + "the repository."),
    FILE_NO_REPOSITORY(
            Severity.WARNING,
            "file-no-repository",
            "What is in the place of the repository is not one.",
            "HHVM tries the next place, and never replaces the file. Move it away."),
    FILE_OF_OTHER_USER(
            Severity.WARNING,
            "file-of-other-user",
            "The repository belongs to a user other than HHVM's.",
            "Somebody ran hhvm as that user, and now HHVM cannot write. Give the file to HHVM's user."),
    FILE_READ_ONLY(
            Severity.WARNING,
            "file-read-only",
            "HHVM's user may not write to its own repository.",
            "HHVM tries the next place. Make the file writable for its user."),
    HHVM_MISSING(
            Severity.ERROR,
            "hhvm-missing",
            "There is no hhvm on this host.",
            "Nothing can be said about a repository without it. Install hhvm, or name the root of the "
                    + "host that has it."),
    LOCAL_UNREADABLE(
            Severity.WARNING,
            "local-unreadable",
            "HHVM's user may not read the local repository.",
            "HHVM starts as if it were not there, and cold. Let its user read the file."),
    LOCAL_WRITABLE(
            Severity.WARNING,
            "local-writable",
            "HHVM's user may write to the local repository.",
            "HHVM then adds what it compiles to the file that the package shipped. Make it read-only."),
    PART_LEFTOVER(
            Severity.WARNING,
            "part-leftover",
            "An interrupted build of a repository left its part behind.",
            "HHVM never reads or removes it. Remove it when no build runs."),
    REPO_EMPTY_FILE(
            Severity.WARNING,
            "repo-empty-file",
            "A repository is an empty file.",
            "HHVM treats it as a new one and starts cold. Install the cache again, or remove the file."),
    REPO_JOURNAL(
            Severity.WARNING,
            "repo-journal",
            "What lies beside a repository in the place of its journal is not a journal.",
            "SQLite may refuse the repository or take back what was complete. Look at what made it "
                    + "before you remove it."),
    REPO_NEAR_LIMIT(
            Severity.WARNING,
            "repo-near-limit",
            "A repository comes near its limit of size.",
            "Beyond the limit of its service for the size of a file HHVM is killed by SIGXFSZ. Prune "
                    + "the repository, or raise the limit."),
    REPO_OVER_LIMIT(
            Severity.ERROR,
            "repo-over-limit",
            "A repository is larger than its limit.",
            "Beyond the limit of its service for the size of a file HHVM is killed by SIGXFSZ. Prune "
                    + "the repository, or raise the limit."),
    REPO_PATH_UNUSED(
            Severity.WARNING,
            "repo-path-unused",
            "hhvm.repo.path is set without hhvm.repo.authoritative.",
            "HHVM reads that option in authoritative mode only. Set hhvm.repo.central.path or "
                    + "hhvm.repo.local.path."),
    SCHEMA_ABSENT(
            Severity.WARNING,
            "schema-absent",
            "No repository has units of HHVM's schema, so HHVM starts cold.",
            "HHVM was upgraded and the cache was not, or no cache is installed. Install the cache of "
                    + "this schema."),
    SCHEMA_UNKNOWN(
            Severity.WARNING,
            "schema-unknown",
            "The schema of the hhvm here is not known.",
            "Without it nobody can say whether a repository is of use. The message says why it could "
                    + "not be read."),
    SNIPPET_NOT_READ(
            Severity.WARNING,
            "snippet-not-read",
            "HHVM is started without a cache package's snippet.",
            "The package put its options into a file that the service does not name, so the cache is "
                    + "not used. Add the file to the service."),
    SNIPPET_OF_OTHER_SCHEMA(
            Severity.WARNING,
            "snippet-of-other-schema",
            "A cache package has no file for the schema that HHVM runs.",
            "HHVM was upgraded since, and starts cold. Install the cache of the new schema.");

    @SuppressWarnings("ImmutableEnumChecker") // A record of strings.
    private final Text text;

    DoctorRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
