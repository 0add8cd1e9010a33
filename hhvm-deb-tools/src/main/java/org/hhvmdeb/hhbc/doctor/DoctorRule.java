package org.hhvmdeb.hhbc.doctor;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What the doctor can find on a host. */
public enum DoctorRule implements Rule {
    AUTHORITATIVE_SCHEMA_MISSING(
            Severity.ERROR,
            "authoritative-schema-missing",
            "HHVM does not start: in authoritative mode no repository has its schema.",
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
            "A configuration file is INI and its name says HDF, or the other way round.",
            "HHVM takes a name that ends in .ini for INI and any other for HDF, so these settings do "
                    + "not count. Copy the file to a fitting name, and start HHVM with that."),
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
            "HHVM unpacks its compiler into /run or /tmp, and the copies pile up with each upgrade. "
                    + "Remove those that are proven to be of HHVM and that nobody has open; look at the others "
                    + "yourself."),
    DEAD_REPOSITORIES(
            Severity.NOTE,
            "dead-repositories",
            "There are repositories of schemas that this HHVM never reads.",
            "With %{schema} in the path each upgrade makes a new file and leaves the old one. Remove "
                    + "those that are proven to be repositories and that nobody has open; look at the others "
                    + "yourself."),
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
            "HHVM cannot use its repository there and tries the next place. Let its user search the "
                    + "directory, or put the repository elsewhere."),
    DIRECTORY_NOT_WRITABLE(
            Severity.WARNING,
            "directory-not-writable",
            "HHVM's user may not write to the directory of the repository.",
            "SQLite makes its journal there and fails without. Give the directory to HHVM's user."),
    DISK_NEARLY_FULL(
            Severity.WARNING,
            "disk-nearly-full",
            "The repository may outgrow its disk.",
            "Less is free than the repository has, and after an upgrade HHVM writes as much again. "
                    + "Prune the repository or make room on the disk."),
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
            "HHVM before hhvm.repo.central.mode, of the 4.70s, takes no such central repository and "
                    + "tries the next place. Let its owner write to the file."),
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
            "The file has no units of this schema, and HHVM up to 4.69 then adds empty tables to it, in "
                    + "spite of the mode r-. Let root own it, and let nobody else write to it."),
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
            "A journal, or something in its place, is beside a repository.",
            "With a real journal HHVM is writing, or died while it was: never delete it; stop HHVM and "
                    + "let SQLite roll it back. Something that is no file makes HHVM fail or wait: see who made "
                    + "it, and remove that only."),
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
            "HHVM 4.115 and later then reads and keeps no bytecode, and earlier ones do not know the "
                    + "option. Set hhvm.repo.authoritative = true if the whole site is in that repository; "
                    + "otherwise remove hhvm.repo.path."),
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

    private final Text text;

    DoctorRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
